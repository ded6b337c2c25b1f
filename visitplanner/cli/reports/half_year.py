"""`report half-year`: the half-year self-assessment as PDF, Word or Excel; issued, corrected, signed, published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import Year, one_of, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.papers.briefs import tell_unshown
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.planning.year.approvals import APPROVAL_NAMES, SIGNER_NAMES, Signer
from visitplanner.domain.reports.editions import HalfYearEdition, amount_text
from visitplanner.domain.reports.half_year import HalfYearReport
from visitplanner.services.reports.editions import HalfYearEditions, IssueHalfYear, PublishHalfYear, SignHalfYear
from visitplanner.services.reports.half_year import HalfYearSheetFor
from visitplanner.services.reports.plan_items import BeginPlanYear

Half = Annotated[int, typer.Option("--half", help="1 | 2")]


def register(app: typer.Typer) -> None:
    """Adds `report half-year`, `report issue`, `report sign`, `report publish` and `report begin-plan`."""
    reporting = group(app, "report", "報告：半年自行考核、情資 / reports: half-year self-assessment, planned demand")
    reporting.command("half-year", help="半年自行考核執行成果 / the half-year self-assessment")(half_year)
    reporting.command("issue", help="發布，內容自此不變 / issue it: frozen from now on")(issue)
    reporting.command("sign", help="登錄核章 / record a signature")(sign)
    reporting.command("publish", help="公告並送業務處備查 / published and filed")(publish)
    reporting.command("begin-plan", help="以上一年度計畫項目建立本年度 / this year's plan items, copied from the last")(
        begin_plan
    )


def half_year(
    ctx: typer.Context,
    year: Year,
    half: Half,
    out: Annotated[Path, typer.Option("--out", help="FILE.pdf | .docx | .xlsx")],
    public: Annotated[bool, typer.Option("--public", help="公開版：無用戶名稱及個人資料 / nobody's name")] = False,
    edition: Annotated[int, typer.Option("--edition", help="已發布的版次 / an issued edition")] = 0,
) -> None:
    """Writes the report as it stands now, or as it was issued."""
    session: Session = ctx.obj
    asked = HalfYearSheetFor(western(year), half_of(half), public, edition or None, session.context.demonstration)
    sheet = session.office.ask(asked)
    with session.files.unshown() as unshown:
        session.files.write_half_year(sheet, out, session.language)
    tell_unshown(session, unshown)
    session.show(document(sheet.report, out, edition), [str(out), *lines(session, sheet.report)])


def issue(
    ctx: typer.Context,
    year: Year,
    half: Half,
    by: Annotated[str, typer.Option("--by", help="發布人 / who issues it")],
    reason: Annotated[str, typer.Option("--reason", help="更正原因 / why it is corrected")] = "",
) -> None:
    """Freezes the report as it stands now; a further edition names what changed."""
    session: Session = ctx.obj
    outcome = session.office.do(IssueHalfYear(western(year), half_of(half), by, reason))
    session.show(issued_document(outcome.value), [*session.told(outcome), *changes(session, outcome.value)])


def sign(
    ctx: typer.Context,
    year: Year,
    half: Half,
    signer: Annotated[str, typer.Option("--signer", help="|".join(Signer))],
    name: Annotated[str, typer.Option("--name", help="核章人 / who signed")],
) -> None:
    """Records that a box of the newest edition was signed."""
    session: Session = ctx.obj
    chosen = one_of(Signer, signer, "--signer")
    outcome = session.office.do(SignHalfYear(western(year), half_of(half), chosen, name))
    session.show(issued_document(outcome.value), session.told(outcome))


def publish(ctx: typer.Context, year: Year, half: Half) -> None:
    """Records that the signed edition was published and sent for the files; shows every edition of the half."""
    session: Session = ctx.obj
    session.office.do(PublishHalfYear(western(year), half_of(half)))
    kept = session.office.ask(HalfYearEditions(western(year), half_of(half)))
    session.show([issued_document(one) for one in kept], [line for one in kept for line in edition_lines(session, one)])


def begin_plan(ctx: typer.Context, year: Year) -> None:
    """Keeps the items of a year's plan, copied from the last one known, to be changed one by one (`plan-items change`)."""
    session: Session = ctx.obj
    outcome = session.office.do(BeginPlanYear(western(year)))
    plan = outcome.value
    session.show({"title": plan.heading.title, "items": [item.clause for item in plan.items]}, session.told(outcome))


def half_of(number: int) -> int:
    """1 or 2; raises `Refused` for anything else."""
    if number not in (1, 2):
        raise Refused(
            said("{half} is no half of a year.", half=number),
            where=said("{option}: ", option="--half"),
            mend=said("Write 1 or 2."),
        )
    return number


def document(report: HalfYearReport, out: Path, edition: int = 0) -> dict[str, Any]:
    """JSON of what was written: the file and every figure by its key, null where it is not known."""
    return {
        "files": [out],
        "figures": report.figures(),
        "as_of": report.as_of,
        "complete": report.complete,
        "public": report.public,
        "edition": edition or None,
    }


def lines(session: Session, report: HalfYearReport) -> Iterator[str]:
    """The key figures as lines."""
    for line in report.summary:
        yield f"  {session.language.say(line.title)}：{amount_text(line)}"


def issued_document(one: HalfYearEdition) -> dict[str, Any]:
    """JSON of an issued edition without its figures."""
    return {
        "year": one.year,
        "half": one.half,
        "edition": one.edition,
        "issued_on": one.issued_on,
        "issued_by": one.issued_by,
        "state": one.state,
        "reason": one.reason,
        "signatures": [{"signer": each.signer, "name": each.name, "on": each.on} for each in one.signatures],
        "published_on": one.published_on,
        "changes": [
            {"clause": each.clause, "what": str(each.what), "before": str(each.before), "after": str(each.after)}
            for each in one.changes
        ],
    }


def edition_lines(session: Session, one: HalfYearEdition) -> Iterator[str]:
    """An edition and its signatures as lines."""
    say = session.language
    issued = say.text("edition {edition}, issued {day}", edition=one.edition, day=one.issued_on)
    yield f"{issued}  {say.say(APPROVAL_NAMES[one.state])}"
    for each in one.signatures:
        yield f"  {say.say(SIGNER_NAMES[each.signer])}  {each.name}  {say.date(each.on)}"


def changes(session: Session, one: HalfYearEdition) -> Iterator[str]:
    """What an edition corrects, a line each."""
    for each in one.changes:
        what, before, after = map(session.language.say, (each.what, each.before, each.after))
        yield f"  {each.clause} {what}：{before} → {after}"

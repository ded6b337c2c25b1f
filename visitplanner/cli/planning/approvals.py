"""`approval`: the plan's way through the office."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import Year, one_of, western
from visitplanner.cli.core.session import Session
from visitplanner.domain.planning.year.approvals import APPROVAL_NAMES, SIGNER_NAMES, Signer
from visitplanner.services.planning.approvals import ApprovalOf, ApprovalSheet, ProposePlan, PublishPlan, SignPlan


def register(app: typer.Typer) -> None:
    """Adds `approval`."""
    app.command("approval", help="年度計畫的陳核與公告 / the plan's way through the office")(approval)


def approval(
    ctx: typer.Context,
    year: Year,
    propose: Annotated[bool, typer.Option("--propose", help="陳核 / propose")] = False,
    sign: Annotated[str, typer.Option(help="|".join(Signer))] = "",
    name: Annotated[str, typer.Option(help="核章人 / who signed")] = "",
    publish: Annotated[bool, typer.Option("--publish", help="公告 / publish")] = False,
) -> None:
    """Shows how far a year's plan is approved; proposes, signs or publishes it first where that is asked."""
    session: Session = ctx.obj
    chosen = western(year)
    if propose:
        session.office.do(ProposePlan(chosen))
    if sign:
        session.office.do(SignPlan(chosen, one_of(Signer, sign, "--sign"), name))
    if publish:
        session.office.do(PublishPlan(chosen))
    now = session.office.ask(ApprovalOf(chosen))
    session.show(approval_document(now), approval_lines(session, now))


def approval_document(now: ApprovalSheet) -> dict[str, Any]:
    """JSON of the approval: state, signatures, and what was amended since it was proposed."""
    return {
        "year": now.year,
        "state": now.state,
        "signatures": [{"signer": one.signer, "name": one.name, "on": one.on} for one in now.signatures],
        "proposed_on": now.proposed_on,
        "published_on": now.published_on,
        "amendments": [{"subject": one.subject, "before": one.before, "after": one.after} for one in now.amendments],
    }


def approval_lines(session: Session, now: ApprovalSheet) -> list[str]:
    """The same as lines."""
    language = session.language
    lines = [f"{language.year(now.year)}：{language.say(APPROVAL_NAMES[now.state])}"]
    lines += [f"  {language.say(SIGNER_NAMES[one.signer])}  {one.name}  {language.date(one.on)}" for one in now.signatures]
    for one in now.amendments:
        before, after = (language.date(day) if day else "—" for day in (one.before, one.after))
        lines.append(f"  {one.subject}：{before} → {after}")
    return lines

"""`merge`: companies that are kept twice, what would move if two were made one, and making them one; `rename` of a company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, Company
from visitplanner.services.core.today import Today
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.customers.groups import RenameCompany
from visitplanner.services.customers.merging import CompanyList, LikelyTwins, Merge, MergePlan, MergePreview

Preview = Annotated[bool, typer.Option("--preview", help="只預覽，不變更 / show what would move, change nothing")]


def register(app: typer.Typer) -> None:
    """Adds `merge` and `rename`."""
    app.command("rename", help="公司更名，舊名仍可搜尋 / a company under another name; the old one is still found")(rename)
    merge = group(app, "merge", "合併重複資料 / two records of one company or customer made one")
    merge.command("list", help="可能重複的公司 / companies that seem to be kept twice")(twins)
    merge.command("companies", help="合併兩家公司 / two companies")(companies)
    merge.command("customers", help="合併兩個電號資料 / two customers")(customers)


def rename(
    ctx: typer.Context,
    company_: Annotated[str, typer.Option("--company", help="公司（名稱、統一編號或編號）/ which company")],
    name: Annotated[str, typer.Option(help="新名稱 / its new name")],
    on: Annotated[str, typer.Option(metavar="D", help="更名日期，預設今天 / from which day on; today")] = "",
) -> None:
    """Gives a company and its 電號 another name from a day on."""
    session: Session = ctx.obj
    known = company(session.office.ask(CompanyList()), company_)
    day = day_of(on, "--on") if on else session.office.ask(Today())
    outcome = session.office.do(RenameCompany(known.id, name, day))
    session.show({"id": outcome.value.id, "name": outcome.value.name, "on": day}, session.told(outcome))


def twins(ctx: typer.Context) -> None:
    """Lists the companies that seem to be kept twice."""
    session: Session = ctx.obj
    found = session.office.ask(LikelyTwins())
    payload = [[{"id": one.id, "name": one.name, "tax_id": one.tax_id} for one in of] for of in found]
    nothing = [session.language.text("No company seems to be kept twice.")]
    session.show(payload, ["\t".join(f"{one.name} {one.tax_id}".strip() for one in of) for of in found] or nothing)


def companies(
    ctx: typer.Context,
    keep: Annotated[str, typer.Option(help="保留的公司（名稱、統一編號或編號）/ which one stays")],
    drop: Annotated[str, typer.Option(help="併入的公司 / which one goes")],
    preview: Preview = False,
) -> None:
    """Makes two companies one; their 電號 move to the one that stays."""
    session: Session = ctx.obj
    known = session.office.ask(CompanyList())
    carry(session, COMPANIES, company(known, keep), company(known, drop), preview=preview)


def customers(
    ctx: typer.Context,
    keep: Annotated[str, typer.Option(help="保留的電號 / the account number that stays")],
    drop: Annotated[str, typer.Option(help="併入的電號 / the account number that goes")],
    preview: Preview = False,
) -> None:
    """Makes two customers one; visits, cases, readings and all else move to the one that stays."""
    session: Session = ctx.obj
    kept, dropped = (session.office.ask(CustomerWithAccount(number)) for number in (keep, drop))
    carry(session, CUSTOMERS, kept, dropped, preview=preview)


def company(known: list[Company], text: str) -> Company:
    """The company of a name, 統一編號 or id; raises `Refused` for none, and for several of one name."""
    found = [one for one in known if text in (one.tax_id, str(one.id))] or [
        one for one in known if name_key(one.name) == name_key(text)
    ]
    if len(found) != 1:
        raise Refused(
            said("{count} companies are called {name}.", count=len(found), name=text),
            mend=said("Give the tax number or the id that `visitplanner merge list --json` shows."),
        )
    return found[0]


def carry(session: Session, kind: Kind[Any], kept: Any, dropped: Any, *, preview: bool) -> None:
    """Show what would move, or move it."""
    if preview:
        plan = session.office.ask(MergePreview(kind, kept.id, dropped.id))
        session.show(document(session, plan), lines(session, plan))
        return
    outcome = session.office.do(Merge(kind, kept.id, dropped.id))
    session.show(document(session, outcome.value), session.told(outcome))


def document(session: Session, plan: MergePlan) -> dict[str, Any]:
    """JSON of what moves and what is left out, by the kind's name."""
    say = session.language.say
    return {"kept": say(plan.kept), "dropped": say(plan.dropped), "moved": plan.moved, "left_out": plan.left_out}


def lines(session: Session, plan: MergePlan) -> Iterator[str]:
    """What would become of which records."""
    language = session.language
    yield language.text("{dropped} would become {kept}.", dropped=plan.dropped, kept=plan.kept)
    for name, count in plan.moved.items():
        yield language.text("{kind}: {count} would move", kind=plan.names[name], count=count)
    for name, count in plan.left_out.items():
        yield language.text("{kind}: {count} left out, the other has its like", kind=plan.names[name], count=count)

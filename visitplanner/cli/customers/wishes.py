"""`wish`: when a customer, group or park wishes to be visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, one_of
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.customers.wishes import Wish, in_words
from visitplanner.domain.visits.visits import Slot
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.customers.groups import GroupNamed, ParkNamed
from visitplanner.services.customers.wishes import ClearWish, SetWish, WishList, WishOf, WishRow

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def register(app: typer.Typer) -> None:
    """Adds `wish`."""
    app.command("wish", help="用戶希望的受訪時間 / when a customer, group or park wishes to be visited")(wish)


def wish(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="電號")] = "",
    group: Annotated[str, typer.Option(help="集團名稱 / name of a group")] = "",
    park: Annotated[str, typer.Option(help="工業區名稱 / name of a park")] = "",
    closed: Annotated[str | None, typer.Option(metavar="7,8", help="不便受訪的月份 / closed months")] = None,
    weekday: Annotated[str | None, typer.Option(metavar="tue,wed", help="希望的星期 / preferred weekdays")] = None,
    not_before: Annotated[str | None, typer.Option(metavar="D", help="最早日期 / first day that suits")] = None,
    not_after: Annotated[str | None, typer.Option(metavar="D", help="最晚日期 / last day that suits")] = None,
    slot: Annotated[str | None, typer.Option(metavar="am|pm", help="上午或下午 / morning or afternoon")] = None,
    hours: Annotated[str | None, typer.Option(metavar="09:30-11:30", help="方便的時間 / hours that suit")] = None,
    note: Annotated[str | None, typer.Option(help="由誰告知、原因 / who said so and why")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="清除 / forget the wish")] = False,
) -> None:
    """Without a subject: all wishes. With one and nothing else: its wish. Options left out stay as they are kept; an empty
    one (`--closed ""`) takes that part back."""
    session: Session = ctx.obj
    given = {
        "closed": closed, "weekday": weekday, "not_before": not_before, "not_after": not_after, "slot": slot, "hours": hours,
        "note": note,
    }  # fmt: skip
    changing = any(value is not None for value in given.values())
    if sum(map(bool, (account, group, park))) > 1 or (clear and changing):
        raise typer.BadParameter("--account NO | --group NAME | --park NAME [--clear]")
    ident = subject_of(session, account, group, park)
    if ident is None:
        if clear or changing:
            raise typer.BadParameter("--account NO | --group NAME | --park NAME")
        rows = session.office.ask(WishList())
        session.show([document(row) for row in rows], [line(session, row) for row in rows])
        return
    told: list[str] = []
    if clear:
        told = session.told(session.office.do(ClearWish(ident)))
    elif changing:
        told = session.told(session.office.do(changed(session, ident, given)))
    rows = [row for row in session.office.ask(WishList()) if row.subject.id == ident]
    session.show(document(rows[0]) if rows else None, [*told, *(line(session, row) for row in rows)])


def subject_of(session: Session, account: str, group: str, park: str) -> UUID | None:
    """The customer, group or park that was named; None when none was."""
    if account:
        return session.office.ask(CustomerWithAccount(account)).id
    if group:
        return session.office.ask(GroupNamed(group)).id
    return session.office.ask(ParkNamed(park)).id if park else None


def changed(session: Session, ident: UUID, given: Mapping[str, str | None]) -> SetWish:
    """The kept wish with what was given in its place."""
    kept = session.office.ask(WishOf(ident)) or Wish(subject_id=ident)
    wanted: dict[str, Any] = {}
    for name, (option, read) in READERS.items():
        text = given[option]
        if text is not None:
            wanted[name] = read(text)
    return SetWish(replace(kept, **wanted))


def months_of(text: str) -> tuple[int, ...]:
    """Months as 7,8; raises `Refused` for what is no number."""
    try:
        return tuple(int(part) for part in parts(text))
    except ValueError:
        raise Refused(
            said("{text} are no months.", text=text),
            where=said("{option}: ", option="--closed"),
            mend=said("Months are 1 to 12, such as 7,8."),
        ) from None


def weekdays_of(text: str) -> tuple[int, ...]:
    """Weekdays (0 is Monday) as tue,wed or 二、三; raises `Refused` for another day than Monday to Friday."""
    try:
        return tuple(WEEKDAYS.index(part.lower()[:3]) if part.isascii() else "一二三四五".index(part[-1]) for part in parts(text))
    except ValueError:
        raise Refused(
            said("{text} are no weekdays on which visits are paid.", text=text),
            where=said("{option}: ", option="--weekday"),
            mend=said("Choose one of: {choices}.", choices=", ".join(WEEKDAYS)),
        ) from None


def parts(text: str) -> list[str]:
    """What stands between commas, Chinese ones too; empty parts are left out."""
    return [part.strip() for part in text.replace("、", ",").replace("，", ",").split(",") if part.strip()]


READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "closed_months": ("closed", months_of),
    "preferred_weekdays": ("weekday", weekdays_of),
    "not_before": ("not_before", lambda text: day_of(text, "--not-before") if text else None),
    "not_after": ("not_after", lambda text: day_of(text, "--not-after") if text else None),
    "slot": ("slot", lambda text: one_of(Slot, text, "--slot") if text else None),
    "hours": ("hours", str),
    "notes": ("note", str),
}
"""What a wish holds: the option it comes from and how its text is read."""


def document(row: WishRow) -> dict[str, Any]:
    """JSON of a wish with the subject it belongs to."""
    wish = row.wish
    return {
        "subject": row.subject.name,
        "subject_id": row.subject.id,
        "kind": row.subject.kind,
        "account": row.subject.account,
        "closed_months": list(wish.closed_months),
        "weekdays": [WEEKDAYS[day] for day in wish.preferred_weekdays],
        "not_before": wish.not_before,
        "not_after": wish.not_after,
        "slot": wish.slot,
        "hours": wish.hours,
        "note": wish.notes,
    }


def line(session: Session, row: WishRow) -> str:
    """Subject, account, the wish in words, its note; parted by tabs."""
    words = session.language.together(in_words(row.wish))
    return "\t".join([row.subject.name, account_printed(row.subject.account), words, row.wish.notes]).rstrip()

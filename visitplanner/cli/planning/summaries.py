"""What a list of visits comes to: by month and by person; and how a subject is named with its account."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from visitplanner.cli.core.session import Session


@dataclass(frozen=True, slots=True)
class Stand:
    """One visit of a summary: its day, who leads, who goes along."""

    day: dt.date
    leader: str
    members: Sequence[str]


def with_account(subject: str, account: str) -> str:
    """A subject with its 電號 in groups of digits, `05-12-3456-78-9`; groups and parks have none of their own."""
    if len(account) != 11:
        return f"{subject} {account}".rstrip()
    return f"{subject} {account[:2]}-{account[2:4]}-{account[4:8]}-{account[8:10]}-{account[10]}"


def same_reason(session: Session, left: Iterable[tuple[str, str]]) -> list[str]:
    """What found no place, each reason once with all whom it holds for, in the order in which they come.

    left: name and reason.
    """
    names: dict[str, list[str]] = {}
    for name, why in left:
        names.setdefault(why, []).append(name)
    text, listed = session.language.text, session.language.listed
    return [
        f"✕ {those[0]}  {why}"
        if len(those) == 1
        else "✕ " + text("{count} visits: {names}", count=len(those), names=listed(those)) + f"  {why}"
        for why, those in names.items()
    ]


def summary(session: Session, visits: Iterable[Stand]) -> Iterator[str]:
    """A line for each month and one for each person, in the order of the months and of who leads most; nothing for no visits."""
    stands, text = list(visits), session.language.text
    if not stands:
        return
    yield text("By month:")
    months = Counter((one.day.year, one.day.month) for one in stands)
    for (year, month), count in sorted(months.items()):
        joint = sum(bool(one.members) for one in stands if (one.day.year, one.day.month) == (year, month))
        when = session.language.month_of_year(dt.date(year, month, 1))
        yield "  " + text("{month}: {count} visits, {joint} of them with members", month=when, count=count, joint=joint)
    yield text("By person:")
    led, joined = Counter(one.leader for one in stands), Counter(name for one in stands for name in one.members)
    for name in sorted(led.keys() | joined.keys(), key=lambda name: (-led[name], -joined[name], name)):
        yield "  " + text("{person}: leads {led}, joins {joined}", person=name, led=led[name], joined=joined[name])

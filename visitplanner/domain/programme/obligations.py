"""Who is owed which visits in a plan year, which of them are done or booked, and by when the rest is due.

The quota of the year decides what is owed (plan 伍一(二)1, 2); the last visit that counted sets only the ideal day and
the spacing. A visit that fails a clause leaves its obligation open, and so does a cancelled one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from dateutil.relativedelta import relativedelta

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.counting import Failure, FailureCode, Judge, failures, remaining, team_failures
from visitplanner.domain.programme.programme import DateRange, Rule
from visitplanner.domain.programme.windows import fill, firmness, held_fast, moved_in, moved_out, when
from visitplanner.domain.visits.visits import SubjectKind, Visit, VisitOutcome, VisitState, awaits_record, lapsed

DAYS_BEFORE_DUE = 60
"""An open obligation is `due` this many days before its last day, whatever its ideal day."""


class State(StrEnum):
    """How an obligation stands.

    DONE: a visit counted. UNRECORDED: one was agreed or pencilled in, its day is over and it has no record. BOOKED: one is
    agreed. TENTATIVE: one is pencilled in. PLANNED: one is suggested, for today or later. OVERDUE: nothing stands in the
    calendar and its window has passed. DUE: nothing, and the ideal day is here or the last day at most 60 days away.
    LEFT: nothing yet, and there is time. `domain.programme.numbers` counts them.
    """

    DONE = "done"
    UNRECORDED = "unrecorded"
    BOOKED = "booked"
    TENTATIVE = "tentative"
    PLANNED = "planned"
    OVERDUE = "overdue"
    DUE = "due"
    LEFT = "left"


STATE_NAMES: Mapping[State, Message] = {
    State.DONE: said("done"),
    State.UNRECORDED: said("record missing"),
    State.BOOKED: said("agreed"),
    State.TENTATIVE: said("tentative"),
    State.PLANNED: said("suggested"),
    State.OVERDUE: said("overdue"),
    State.DUE: said("to arrange now"),
    State.LEFT: said("not yet due"),
}


STANDING: Mapping[VisitState, State] = {
    VisitState.BOOKED: State.BOOKED,
    VisitState.TENTATIVE: State.TENTATIVE,
    VisitState.SUGGESTED: State.PLANNED,
}
"""How an obligation stands for which an open visit stands in the calendar, its day not over."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """A group, customer or park to which visits are owed.

    key: what spreads those never visited over the year, the same on every computer (an account number or a name).
    owed_from: the day it came under its rule, if within the year. last_visit_on: known from before this program.
    group_id: of a customer that belongs to a group. reason: why it is visited though no rule asks (kind OTHER).
    """

    id: UUID
    kind: SubjectKind
    key: str
    owed_from: dt.date | None = None
    last_visit_on: dt.date | None = None
    group_id: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One visit owed. required = done + booked + left, each 0 or 1.

    window: the days on which it can be settled; ready, due: the same, narrowed by the spacing to the neighbouring visit;
    ideal: the best day, within them; rhythm: the same before it was brought within them. visit_id: the visit that settles
    it or stands in the calendar for it, stands_on: its day. reasons: what a person should know of it, such as why a held
    visit did not count. excused: since when and why the customer wants no visit this year, while nothing stands in the calendar:
    it stays owed and not done, but planning leaves it out.
    """

    subject_id: UUID
    kind: SubjectKind
    clause: str
    ordinal: int
    window: DateRange
    required: int = 1
    done: int = 0
    booked: int = 0
    state: State
    ready: dt.date
    ideal: dt.date
    due: dt.date
    rhythm: dt.date | None = None
    visit_id: UUID | None = None
    stands_on: dt.date | None = None
    reasons: tuple[Message, ...] = ()
    excused: Message | None = None

    @property
    def left(self) -> int:
        return max(self.required - self.done - self.booked, 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a visit settles an obligation, which one (0: none), and the clauses it fails."""

    visit: Visit
    failures: tuple[Failure, ...]
    ordinal: int = 0

    @property
    def counts(self) -> bool:
        return self.ordinal > 0


@dataclass(frozen=True, slots=True)
class ClaimantYear:
    """One claimant's year: its windows, the verdict on every visit of the year, and the open visits held for each window."""

    claimant: Claimant
    rule: Rule
    windows: tuple[DateRange, ...]
    verdicts: tuple[Verdict, ...]
    settled: Mapping[int, Visit]
    awaited: Mapping[int, Visit]


def obligations(claimants: Iterable[Claimant], year: int, visits: Iterable[Visit], judge: Judge) -> list[Obligation]:
    """What is owed in a plan year, claimant by claimant; raises `Unknown` for a year without a programme."""
    by_subject: dict[UUID, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_subject[visit.subject_id].append(visit)
    owed: list[Obligation] = []
    for claimant in claimants:
        own = by_subject[claimant.id]
        theirs = by_subject[claimant.group_id] if claimant.group_id else []
        owed += _of_account(claimant_year(claimant, year, own, judge, theirs), year, own, judge)
    return owed


def claimant_year(
    claimant: Claimant, year: int, visits: Sequence[Visit], judge: Judge, of_group: Sequence[Visit] = ()
) -> ClaimantYear:
    """How one claimant's visits stand against its quota of a year. `of_group`: the visits of the group it belongs to."""
    programme = judge.programme
    period = programme.period(year)
    rule = programme.rule(claimant.kind, period.first)
    windows = tuple(_from(window, claimant.owed_from) for window in programme.windows(rule, year))
    mine = [visit for visit in visits if (visit.year if held_fast(visit) else _plan_year(visit, judge)) == year]
    judged = [(visit, _failures(visit, claimant.kind, judge)) for visit in sorted(mine, key=when)]
    sound = [visit for visit, failures in judged if not remaining(failures, visit.override)]
    settled = fill(windows, sound, {})
    _settle_by_group(settled, claimant, windows, year, judge, of_group)
    standing = (visit for visit in mine if visit.is_open and not lapsed(visit, judge.today))
    open_visits = sorted(standing, key=lambda visit: (-firmness(visit), visit.day))
    awaited = fill(windows, [visit for visit in open_visits if not moved_out(visit, windows)], settled)
    awaited |= moved_in(windows, [visit for visit in open_visits if moved_out(visit, windows)], {**settled, **awaited})
    ordinals = {visit.id: ordinal for ordinal, visit in settled.items()}
    verdicts = tuple(
        Verdict(visit, (*failures, *_unplaced(visit, failures, rule, settled, windows, ordinals)), ordinals.get(visit.id, 0))
        for visit, failures in judged
    )
    return ClaimantYear(claimant, rule, windows, verdicts, settled, awaited)


def verdict(visit: Visit, claimant: Claimant, visits: Sequence[Visit], judge: Judge) -> Verdict:
    """Whether a visit counts towards the year it was planned for, among its subject's other `visits`."""
    others = [other for other in visits if other.id != visit.id]
    found = claimant_year(claimant, visit.year, [*others, visit], judge)
    for judged in found.verdicts:
        if judged.visit.id == visit.id:
            return judged
    failures = _failures(visit, claimant.kind, judge)
    message = said(
        "Does not count for {year}: it was held on {day} (plan {clause}).",
        year=visit.year,
        day=when(visit),
        clause=found.rule.clause,
    )
    return Verdict(visit, (*failures, Failure(FailureCode.OUTSIDE_YEAR, found.rule.clause, message)))


def _plan_year(visit: Visit, judge: Judge) -> int:
    """The year a visit belongs to: that of its day, or, with a stated reason, the one it was planned for."""
    return visit.year if visit.override.strip() else judge.programme.year_of(when(visit))


def _failures(visit: Visit, kind: SubjectKind, judge: Judge) -> list[Failure]:
    """The clauses a visit fails; a visit of before the first programme is judged by none."""
    if not judge.programme.has_rule(kind, when(visit)):
        return []
    return failures(visit, judge.programme.rule(kind, when(visit)), judge)


def _from(window: DateRange, day: dt.date | None) -> DateRange:
    return DateRange(max(window.first, min(day, window.last)), window.last) if day else window


def _settle_by_group(
    settled: dict[int, Visit],
    claimant: Claimant,
    windows: Sequence[DateRange],
    year: int,
    judge: Judge,
    of_group: Sequence[Visit],
) -> None:
    """Where the office chose so, a group visit that counts settles the yearly visit of the site it was held at."""
    if claimant.kind is not SubjectKind.LARGE or not judge.programme.choices.group_settles_sites:
        return
    here = [visit for visit in of_group if visit.site_id in (None, claimant.id) and _plan_year(visit, judge) == year]
    sound = [visit for visit in here if not remaining(_failures(visit, SubjectKind.GROUP, judge), visit.override)]
    settled.update(fill(windows, sorted(sound, key=when), settled))


def _unplaced(
    visit: Visit,
    failures: Sequence[Failure],
    rule: Rule,
    settled: Mapping[int, Visit],
    windows: Sequence[DateRange],
    ordinals: Mapping[UUID, int],
) -> list[Failure]:
    """Why a visit that meets every clause still settles nothing."""
    if visit.id in ordinals or remaining(list(failures), visit.override):
        return []
    if len(settled) < len(windows):
        message = said(
            "Does not count: the visit of the half in which it was held is already done (plan {clause}).", clause=rule.clause
        )
        return [Failure(FailureCode.WRONG_HALF, rule.clause, message)]
    message = said("Does not add to the count: the visits owed in this year are done (plan {clause}).", clause=rule.clause)
    return [Failure(FailureCode.SURPLUS, rule.clause, message)]


def _of_account(own: ClaimantYear, year: int, visits: Sequence[Visit], judge: Judge) -> list[Obligation]:
    last = _last_counted(own, year, visits, judge)
    days = {n: when(visit) for n, visit in {**own.awaited, **own.settled}.items()}
    owed: list[Obligation] = []
    for ordinal, window in enumerate(own.windows, 1):
        before = days.get(ordinal - 1) if ordinal > 1 else last
        span = _spaced(window, own.rule, before, same_year=ordinal > 1)
        visit = own.settled.get(ordinal) or own.awaited.get(ordinal)
        rhythm = _ideal(own, ordinal, before, judge)
        bare = Obligation(
            subject_id=own.claimant.id,
            kind=own.claimant.kind,
            clause=own.rule.clause,
            ordinal=ordinal,
            window=window,
            done=int(ordinal in own.settled),
            booked=int(ordinal in own.awaited and own.awaited[ordinal].state is not VisitState.SUGGESTED),
            state=State.LEFT,
            ready=span.first,
            ideal=span.clip(rhythm),
            due=span.last,
            rhythm=rhythm,
            visit_id=visit.id if visit else None,
            stands_on=when(visit) if visit else None,
            excused=None if visit else _excused(visits, year, ordinal),
        )
        owed.append(replace(bare, state=_state(bare, visit, judge.today), reasons=_reasons(own, bare, judge)))
    return owed


def _excused(visits: Sequence[Visit], year: int, ordinal: int) -> Message | None:
    """What the customer said who declined this visit for the year, as it was said last."""
    said_so = [one for one in visits if (one.year, one.ordinal, one.outcome) == (year, ordinal, VisitOutcome.DECLINED)]
    return said_so[-1].reasons[-1] if said_so and said_so[-1].reasons else None


def counted_before(visit: Visit, kind: SubjectKind, year: int, judge: Judge) -> bool:
    """Whether a visit to a subject of a kind was held and counted in an earlier plan year."""
    held = visit.state is VisitState.DONE and _plan_year(visit, judge) < year
    return held and not remaining(_failures(visit, kind, judge), visit.override)


def _last_counted(own: ClaimantYear, year: int, visits: Sequence[Visit], judge: Judge) -> dt.date | None:
    """The day of the last visit that counted before the year; of the time before this program, the one the list names."""
    period = judge.programme.period(year)
    earlier = [when(visit) for visit in visits if counted_before(visit, own.claimant.kind, year, judge)]
    if own.claimant.last_visit_on and own.claimant.last_visit_on < period.first:
        earlier.append(own.claimant.last_visit_on)
    return max(earlier, default=None)


def _spaced(window: DateRange, rule: Rule, before: dt.date | None, *, same_year: bool) -> DateRange:
    """The window, narrowed by the spacing to the visit before; as it is where nothing would remain.

    A visit of the year before only keeps the next one from coming too early: by when it is owed, the quota says.
    """
    if before is None:
        return window
    first = max(window.first, before + dt.timedelta(days=rule.min_days))
    last = window.last
    if same_year and rule.max_days is not None:
        last = min(last, before + dt.timedelta(days=rule.max_days))
    return DateRange(first, last) if first <= last else window


def _ideal(own: ClaimantYear, ordinal: int, before: dt.date | None, judge: Judge) -> dt.date:
    """One interval (a year over the quota) after the visit before; for those never visited spread by a stable hash."""
    if before is not None:
        return one_interval_later(before, own.rule)
    share = int.from_bytes(hashlib.blake2b(own.claimant.key.encode(), digest_size=8).digest()) / 2**64
    window = own.windows[ordinal - 1]
    same = sum(other == window for other in own.windows)
    part = share if same == 1 else ((ordinal - 1) + share) / same
    return window.first + dt.timedelta(days=int(part * window.days))


def one_interval_later(day: dt.date, rule: Rule) -> dt.date:
    """When the next visit after `day` would be due: a year over the quota later."""
    if rule.visits > 1:
        return day + dt.timedelta(days=365 // rule.visits)
    return day + relativedelta(years=1)


def _state(owed: Obligation, visit: Visit | None, today: dt.date) -> State:
    if owed.done:
        return State.DONE
    if visit is not None:
        return State.UNRECORDED if awaits_record(visit, today) else STANDING[visit.state]
    if today > owed.window.last:
        return State.OVERDUE
    due = today >= owed.ideal or (owed.due - today).days <= DAYS_BEFORE_DUE
    return State.DUE if due else State.LEFT


def _reasons(own: ClaimantYear, owed: Obligation, judge: Judge) -> tuple[Message, ...]:
    claimant = own.claimant
    reasons: list[Message] = []
    if claimant.reason:
        reasons.append(said("Visited anyway: {reason}", reason=claimant.reason))
    if claimant.owed_from == owed.window.first:
        reasons.append(said("Owed since {day}.", day=owed.window.first))
    if not owed.done and owed.due < owed.window.last:
        reasons.append(
            said(
                "Owed by {due}: at most {days} days after the visit before it (plan {clause}).",
                due=owed.due,
                days=own.rule.max_days or 0,
                clause=owed.clause,
            )
        )
    reasons += _of_visit(own, owed, judge)
    for judged in own.verdicts:
        if judged.visit.state is VisitState.DONE and not judged.counts and when(judged.visit) in owed.window:
            reasons += [failure.message for failure in judged.failures]
    if not owed.done and claimant.last_visit_on and claimant.last_visit_on in owed.window:
        reasons.append(
            said("The customer list names a visit on {day}; it counts once it is recorded here.", day=claimant.last_visit_on)
        )
    if owed.excused is not None:
        reasons.append(owed.excused)
    return tuple(reasons)


def _of_visit(own: ClaimantYear, owed: Obligation, judge: Judge) -> list[Message]:
    """What a person should know of the visit that stands for the obligation."""
    settling = own.settled.get(owed.ordinal)
    if settling is not None:
        if settling.subject_id != own.claimant.id:
            return [said("Settled by the visit to its group on {day}.", day=when(settling))]
        if settling.override.strip():
            return [said("Counts for a stated reason: {reason}", reason=settling.override)]
        return []
    awaited = own.awaited.get(owed.ordinal)
    if awaited is None:
        return []
    found = [failure.message for failure in remaining(team_failures(awaited, own.rule, judge), awaited.override)]
    if awaits_record(awaited, judge.today):
        found.insert(0, said("The visit of {day} has no record yet.", day=awaited.day))
    return found

"""The figures of a half-year that speak of visits: owed and done, held and counted or not, led by whom, what was told at them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.programme.counting import FailureCode
from visitplanner.domain.programme.programme import RANK_NAMES
from visitplanner.domain.programme.topics import TopicKind
from visitplanner.domain.programme.windows import when
from visitplanner.domain.reports.half_year import NameBehind, ReportLine
from visitplanner.domain.reports.report_figures import ReportFigure
from visitplanner.domain.staff.staff import Rank
from visitplanner.domain.visits.visits import OUTCOME_NAMES, STATE_NAMES, SubjectKind, Visit
from visitplanner.services.reports.facts import HalfFacts, HeldVisit, OwedInYear

TIMES = said("visits")
"""The unit 次."""

WHY_NOT: Mapping[FailureCode, Message] = {
    FailureCode.NO_RECORD: said("no record"),
    FailureCode.NOT_HELD: said("did not take place"),
    FailureCode.FUTURE: said("lies in the future"),
    FailureCode.PHONE: said("by telephone"),
    FailureCode.VIDEO: said("by video"),
    FailureCode.LEADER_RANK: said("the leader's rank"),
    FailureCode.NOT_SPECIALIST: said("not led by the specialist"),
    FailureCode.MISSING_SKILL: said("the team lacks a member"),
    FailureCode.ONE_SITE: said("one site of the group only"),
    FailureCode.WRONG_HALF: said("a second one in the same half"),
    FailureCode.OUTSIDE_YEAR: said("outside the year"),
    FailureCode.SURPLUS: said("more than is owed"),
}
KINDS: Mapping[ReportFigure, SubjectKind] = {
    ReportFigure.GROUP_VISITS: SubjectKind.GROUP,
    ReportFigure.LARGE_VISITS: SubjectKind.LARGE,
    ReportFigure.PARK_VISITS: SubjectKind.PARK,
    ReportFigure.OTHER_VISITS: SubjectKind.OTHER,
}
KIND_TITLES: Mapping[SubjectKind, Message] = {
    SubjectKind.GROUP: said("Groups"),
    SubjectKind.LARGE: said("Large customers"),
    SubjectKind.PARK: said("Industrial parks"),
    SubjectKind.OTHER: said("Other customers"),
}


def behind(facts: HalfFacts, visit: Visit, told: Message | None = None) -> NameBehind:
    """A visit as a name in a list."""
    return NameBehind(facts.name(visit.subject_id), when(visit), told)


def owed_and_done(figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """How many visits a kind of subject was owed, how many are done, and which are not."""
    kind = KINDS[figure]
    halves = kind in facts.in_halves
    owed = [one for one in facts.owed if one.kind is kind and (not halves or one.ordinal == facts.half)]
    who = KIND_TITLES[kind]
    required = said("{who}: owed in this half", who=who) if halves else said("{who}: owed in the year", who=who)
    nobody = None if owed else said("None is kept in this office.")
    yield ReportLine(f"{figure}.required", required, len(owed), TIMES, told=nobody)
    if not owed:
        return
    done = [one for one in owed if one.done_by(facts.until)]
    here = done if halves else [one for one in done if one.settled is not None and when(one.settled) >= facts.span.first]
    title = said("{who}: done", who=who) if halves else said("{who}: done in this half", who=who)
    yield ReportLine(f"{figure}.done", title, len(here), TIMES, of=len(owed), names=_settled(facts, here))
    if not halves and facts.half > 1:
        title = said("{who}: done since the year began", who=who)
        yield ReportLine(f"{figure}.done_in_year", title, len(done), TIMES, of=len(owed), names=_settled(facts, done))
    later = [one for one in owed if one.settled is not None and not one.done_by(facts.until)]
    if later:
        title = said("{who}: made up for afterwards", who=who)
        yield ReportLine(f"{figure}.later", title, len(later), TIMES, names=_settled(facts, later))
    left = [one for one in owed if one.settled is None]
    names = tuple(NameBehind(facts.name(one.subject_id), _stands_on(one), _standing(one)) for one in left)
    yield ReportLine(f"{figure}.left", said("{who}: still owed", who=who), len(left), TIMES, names=_in_order(names))


def _settled(facts: HalfFacts, owed: Iterable[OwedInYear]) -> tuple[NameBehind, ...]:
    return _in_order(NameBehind(facts.name(one.subject_id), when(one.settled)) for one in owed if one.settled is not None)


def _in_order(names: Iterable[NameBehind]) -> tuple[NameBehind, ...]:
    return tuple(sorted(names, key=lambda one: (one.day is None, one.day, one.name)))


def _stands_on(one: OwedInYear) -> dt.date | None:
    return one.awaited.day if one.awaited is not None else None


def _standing(one: OwedInYear) -> Message:
    return said("nothing in the calendar") if one.awaited is None else STATE_NAMES[one.awaited.state]


def held(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """How many visits were held; of those that do not count, why; what was called off, and what has no record."""
    all_of = facts.held
    yield ReportLine("held.all", said("Visits held"), len(all_of), TIMES, names=tuple(_judged(facts, one) for one in all_of))
    counted = [one for one in all_of if one.counts]
    yield ReportLine("held.counted", said("Of these counted"), len(counted), TIMES, of=len(all_of))
    for code, ones in _by_reason(all_of).items():
        title = said("Not counted: {why}", why=WHY_NOT[code])
        names = tuple(behind(facts, one.visit) for one in ones)
        yield ReportLine(f"held.not.{code.value}", title, len(ones), TIMES, names=names)
    others = [one for one in all_of if not one.owed]
    if others:
        names = tuple(behind(facts, one.visit) for one in others)
        title = said("Not counted: not owed in this year")
        yield ReportLine("held.not.owed", title, len(others), TIMES, names=names)
    if facts.called_off:
        names = tuple(behind(facts, visit, OUTCOME_NAMES[visit.outcome] if visit.outcome else None) for visit in facts.called_off)
        yield ReportLine("held.called_off", said("Called off or postponed"), len(names), TIMES, names=names)
    if facts.unrecorded:
        told = said("Their days are over and nobody said what became of them; they are not counted.")
        names = tuple(behind(facts, visit) for visit in facts.unrecorded)
        yield ReportLine("held.unrecorded", said("Record missing"), len(names), TIMES, told=told, names=names)


def _judged(facts: HalfFacts, one: HeldVisit) -> NameBehind:
    why = said("counted") if one.counts else said("not owed in this year")
    if one.failures:
        why = listed(WHY_NOT[failure.code] for failure in one.failures)
    leader = facts.people.get(one.visit.leader_id)
    return behind(facts, one.visit, said("{leader}, {why}", leader=leader.name, why=why) if leader else why)


def _by_reason(held_visits: Iterable[HeldVisit]) -> Mapping[FailureCode, list[HeldVisit]]:
    """Visits that do not count by the first clause they fail, so that the parts add up to the whole."""
    found: dict[FailureCode, list[HeldVisit]] = defaultdict(list)
    for one in held_visits:
        if one.failures:
            found[one.failures[0].code].append(one)
    return {code: found[code] for code in FailureCode if code in found}


def led_by_heads(_figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """Group visits the director or a deputy director led."""
    groups = [one.visit for one in facts.held if one.visit.subject_kind is SubjectKind.GROUP]
    for rank in (Rank.DIRECTOR, Rank.DEPUTY_DIRECTOR):
        led = [visit for visit in groups if (person := facts.people.get(visit.leader_id)) is not None and person.rank is rank]
        title = said("Group visits led by a {rank}", rank=RANK_NAMES[rank])
        names = tuple(behind(facts, visit) for visit in led)
        yield ReportLine(f"led_by_heads.{rank.name.lower()}", title, len(led), TIMES, of=len(groups), names=names)


TOPIC_KINDS: Mapping[ReportFigure, TopicKind] = {
    ReportFigure.ADVICE: TopicKind.ADVICE,
    ReportFigure.PROGRAMMES: TopicKind.PROGRAMME,
    ReportFigure.LEAFLETS: TopicKind.LEAFLET,
}
TOPIC_TITLES: Mapping[ReportFigure, Message] = {
    ReportFigure.ADVICE: said("Visits with advice"),
    ReportFigure.PROGRAMMES: said("Visits that introduced a programme"),
    ReportFigure.LEAFLETS: said("Visits with a leaflet"),
}


def topics(figure: ReportFigure, facts: HalfFacts) -> Iterable[ReportLine]:
    """At how many visits points of a kind were told, and each of them."""
    points = [point for point in facts.topics if point.kind is TOPIC_KINDS[figure]]
    idents = {point.id for point in points}
    some = [one.visit for one in facts.held if idents & set(one.visit.topics)]
    none_ticked = said("No record has one of them ticked.") if facts.held and not some else None
    title = TOPIC_TITLES[figure]
    yield ReportLine(f"{figure}.visits", title, len(some), TIMES, of=len(facts.held), told=none_ticked)
    for point in points:
        given = [one.visit for one in facts.held if point.id in one.visit.topics]
        if given:
            yield ReportLine(
                key=f"{figure}.{point.id}",
                title=said("told"),
                amount=len(given),
                unit=TIMES,
                named=point.name,
                named_en=point.name_en,
                names=tuple(behind(facts, visit) for visit in given),
            )

"""The briefing sheet's content: what the person who visits must have before the eyes, as one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import CONTACTS, Contact, Customer
from visitplanner.domain.follow_ups.follow_ups import FollowUpState
from visitplanner.domain.loads.monthly_readings import MonthlyReading, demand_of, energy_of
from visitplanner.domain.loads.plausibility import doubts_of, doubts_of_months, strange_in
from visitplanner.domain.programme.assignments import in_force
from visitplanner.domain.programme.topics import TalkingPoint, TopicKind
from visitplanner.domain.staff.staff import ASSIGNMENTS, PEOPLE
from visitplanner.domain.visits.visits import VISITS, SubjectKind, Visit, VisitState
from visitplanner.services.advice.advice_settings import threshold_of
from visitplanner.services.advice.over_contract import billed_picture
from visitplanner.services.advice.reading_block import readings_block
from visitplanner.services.advice.sheet_advice import AdviceBlock, Adviser
from visitplanner.services.core.subjects import Subject, Subjects
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow
from visitplanner.services.loads.loads import KeptLoad, LoadOf
from visitplanner.services.loads.pictures import SHOWN_MONTHS, LoadPicture, picture_of, picture_of_readings
from visitplanner.services.tariffs.reading_advice import ReadingsOf
from visitplanner.services.visits.visits import VisitList, VisitRow

LAST_VISITS = 3
"""So many visits before are told."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A 電號 with what stands in the customer list; group, park and company by name."""

    customer: Customer
    company: str
    sector: str
    park: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last visit that was held. said: what was noted; leader empty when it comes from the customer list alone; met: whom the
    team met, by name."""

    held_on: dt.date
    leader: str = ""
    said: str = ""
    topics: tuple[TalkingPoint, ...] = ()
    satisfaction: int | None = None
    met: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the sheet prints. sites: the 電號 visited, the largest first (one for a single customer). declined: what was not
    wanted last time, which comes back as a question. doubts: what makes the load or the readings look like another customer's,
    or another unit's. earlier: visits before the last one, the newest first. specialist: who looks after the subject today."""

    kind: SubjectKind
    name: str
    group: str
    sites: tuple[SiteFacts, ...]
    planned: VisitRow | None
    last_visit: LastVisit | None
    issues: tuple[FollowUpRow, ...]
    picture: LoadPicture | None
    advice: AdviceBlock | None
    topics: tuple[TalkingPoint, ...]
    questions: tuple[Message, ...]
    inquiries: tuple[TalkingPoint, ...]
    printed_on: dt.date
    office: str = ""
    demonstration: bool = False
    declined: tuple[TalkingPoint, ...] = ()
    doubts: tuple[Message, ...] = ()
    earlier: tuple[LastVisit, ...] = ()
    specialist: str = ""

    @property
    def overdue(self) -> tuple[FollowUpRow, ...]:
        return tuple(row for row in self.issues if row.overdue)

    @property
    def withheld(self) -> Message | None:
        """Why no saving may be stated to the customer; None where one is stated, or where there is nothing to compute it from."""
        picture, advice = self.picture, self.advice
        if picture is None:
            return None
        if picture.measured_at:
            return said("The load comes from another account number; no saving is stated until that is clear.")
        if self.doubts:
            return said("Some of the measured values must be checked first; no saving is stated until then.")
        if advice is None:
            if picture.whole_months < SHOWN_MONTHS or picture.from_readings:
                count = picture.whole_months
                return said("A comparison needs {most} whole months; there are {count}.", most=SHOWN_MONTHS, count=count)
            return said("The tariff engine was not asked.")
        claims = any(row.saving_ntd is not None for row in advice.rows)
        return None if claims else advice.headline or said("The present contracts are not certain: no saving is stated.")


class BriefSheet(StrEnum):
    """CUSTOMER: what the customer keeps, nothing internal. VISITOR: what the person who visits has in hand."""

    CUSTOMER = "customer"
    VISITOR = "visitor"
    BOTH = "both"


class Annex(StrEnum):
    """What can follow the customer's sheet."""

    SHIFT = "shift"
    RESPONSE = "response"
    POWER_FACTOR = "power_factor"
    GREEN_POWER = "green_power"
    TRIAL = "trial"
    ASSUMPTIONS = "assumptions"


@dataclass(frozen=True, slots=True)
class BriefPrint:
    """What is printed of a brief: which sheets, and which annexes; annexes without content are left out."""

    sheet: BriefSheet = BriefSheet.BOTH
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A line of the list before a batch: the visit, the pages of its sheets, or why there is none."""

    row: VisitRow
    pages: int = 0
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class BatchCover:
    """The list that goes before the sheets of some days. person: whose visits alone; empty: everybody's."""

    first: dt.date
    last: dt.date
    lines: tuple[BatchLine, ...]
    printed_on: dt.date
    person: str = ""
    office: str = ""
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class BriefFor:
    """The sheet of a planned visit, or of a subject (a customer, group or park). advise: the tariff engine, if there is one."""

    subject_id: UUID | None = None
    visit_id: UUID | None = None
    advise: Adviser | None = None
    demonstration: bool = False

    def answer(self, work: Work) -> Brief:
        subjects = Subjects(work, ())
        visit = None if self.visit_id is None else work.shelf(VISITS).get(self.visit_id)
        ident = visit.subject_id if visit else self.subject_id
        if ident is None:
            raise Refused(said("Say for which customer or visit the sheet is."), field="account")
        return _BriefWriter(work, subjects, subjects.get(ident)).brief(visit, self.advise, self.demonstration)


@dataclass(frozen=True, slots=True)
class VisitsToBrief:
    """The visits of some days (both included) that are still to be held, for the sheets of a week or month. leader_id: those
    of one leader alone."""

    first: dt.date
    last: dt.date
    leader_id: UUID | None = None

    def answer(self, work: Work) -> list[VisitRow]:
        rows = [row for row in VisitList(self.first, self.last).answer(work) if row.visit.is_open]
        return [row for row in rows if self.leader_id in (None, row.visit.leader_id)]


@dataclass(frozen=True, slots=True)
class _BriefWriter:
    """Writes one subject's sheet within one transaction."""

    work: Work
    subjects: Subjects
    subject: Subject

    def brief(self, visit: Visit | None, advise: Adviser | None, demonstration: bool) -> Brief:
        related = self.subjects.related(self.subject.id)
        rows = VisitList(subject_ids=related).answer(self.work)
        issues = tuple(FollowUpList(only_open=True, subject_ids=related).answer(self.work))
        last, *earlier = self._held(rows, visit) or [None]
        picture, advice, doubts = self._measured(advise)
        return Brief(
            kind=self.subject.kind,
            name=self.subject.name,
            group=self._group(),
            sites=tuple(self._facts(site) for site in self.subject.sites),
            planned=self._planned(rows, visit),
            last_visit=last,
            issues=issues,
            picture=picture,
            advice=advice,
            topics=self._topics(last),
            declined=self._declined(last),
            doubts=doubts,
            questions=(*unknown_contracts(self.subject.sites), *questions_of(issues, picture)),
            inquiries=self._current(TopicKind.INQUIRY),
            printed_on=self.work.today,
            office=str(self.work.setting("office_name", "")),
            demonstration=demonstration,
            earlier=tuple(one for one in earlier if one is not None),
            specialist=self._specialist(),
        )

    def _specialist(self) -> str:
        """The 服務專員, or a group's 領隊, in force today."""
        held = in_force(self.work.shelf(ASSIGNMENTS).find(subject_id=self.subject.id), self.work.today)
        found = next(iter(held.values()), None)
        return self.work.shelf(PEOPLE).get(found.person_id).name if found else ""

    def _group(self) -> str:
        if self.subject.kind is SubjectKind.GROUP or not self.subject.sites:
            return ""
        group = self.subjects.group_of(self.subject.sites[0])
        return group.name if group and self.subject.kind is SubjectKind.LARGE else ""

    def _facts(self, site: Customer) -> SiteFacts:
        park = self.subjects.park_of(site)
        return SiteFacts(
            customer=site,
            company=self.subjects.company_of(site).name,
            sector=self._sector(site.sector),
            park=park.name if park else "",
            contacts=tuple(sorted(self.work.shelf(CONTACTS).find(customer_id=site.id), key=lambda contact: contact.name)),
        )

    def _sector(self, code: str) -> str:
        """The code with its name where the tariff book's appendix 1 lists it."""
        try:
            line = self.work.known.tariffs().coefficients.sector(code) if code else None
        except Unknown:
            return code
        return f"{code} {line.name}" if line and line.name != code else code

    def _planned(self, rows: list[VisitRow], visit: Visit | None) -> VisitRow | None:
        if visit is not None:
            return next(row for row in rows if row.visit.id == visit.id)
        coming = [row for row in rows if row.visit.is_open and row.visit.day >= self.work.today]
        own = [row for row in coming if row.visit.subject_id == self.subject.id]
        return own[0] if own else None

    def _held(self, rows: list[VisitRow], visit: Visit | None) -> list[LastVisit]:
        """The visits held before the one the sheet is for, the newest first; what the customer list alone knows stands in its
        place. None of them is the visit itself."""
        done = [row for row in rows if row.visit.state is VisitState.DONE and row.visit.held_on]
        held = [
            self._told(row, row.visit.held_on) for row in done if row.visit.held_on and (not visit or row.visit.id != visit.id)
        ]
        listed = {site.last_visit_on for site in self.subject.sites if site.last_visit_on}
        known = {one.held_on for one in held}
        held += [LastVisit(max(listed))] if listed and max(listed) not in known else []
        return sorted(held, key=lambda one: one.held_on, reverse=True)[:LAST_VISITS]

    def _told(self, row: VisitRow, held_on: dt.date) -> LastVisit:
        topics = tuple(point for point in self.work.known.topics if point.id in row.visit.topics)
        return LastVisit(held_on, row.leader, row.visit.notes, topics, row.visit.satisfaction, row.visit.met)

    def _measured(self, advise: Adviser | None) -> tuple[LoadPicture | None, AdviceBlock | None, tuple[Message, ...]]:
        """The largest site that has a load, else the largest with monthly readings, the engine's word on it, and doubts."""
        for site in self.subject.sites:
            kept = LoadOf(site.id).answer(self.work)
            if kept is not None:
                advice = _with_unknown(site, advise(site, kept.load, threshold_of(self.work))) if advise else None
                picture = replace(self._picture(site, kept, advice), measured_at=_other_account(site, kept))
                return picture, advice, (*doubts_of(kept.load, site.contracts, self.work.today), *strange_in(kept.load))
        for site in self.subject.sites:
            readings = ReadingsOf(site.id).answer(self.work).get(site.id)
            if readings:
                picture = picture_of_readings(readings, site.contracts, site.name if len(self.subject.sites) > 1 else "")
                advice = self._of_readings(site, readings) if advise else None
                if picture is not None and advice is not None:
                    picture = replace(picture, over=advice.over)
                return picture, advice, _doubts_of_readings(readings, site)
        return None, None, ()

    def _of_readings(self, site: Customer, readings: Sequence[MonthlyReading]) -> AdviceBlock | None:
        library, today = self.work.known.tariffs(), self.work.today
        return _with_unknown(site, readings_block(library, site, readings, today, threshold_of(self.work)))

    def _picture(self, site: Customer, kept: KeptLoad, advice: AdviceBlock | None) -> LoadPicture:
        """The months compared, where they are, so that bars, counts and sentences speak of the same bills."""
        name = site.name if len(self.subject.sites) > 1 else ""
        load = kept.load
        if advice is None or advice.months is None:
            return billed_picture(self.work.known, site, load, self.work.today, name)
        first, last = advice.months
        return replace(picture_of(load.between(first.first, last.last), site.contracts, name), over=advice.over)

    def _current(self, *kinds: TopicKind) -> tuple[TalkingPoint, ...]:
        return tuple(point for point in self.work.known.topics if point.kind in kinds and point.is_current(self.work.today))

    def _topics(self, last: LastVisit | None) -> tuple[TalkingPoint, ...]:
        """What to mention, first what was not mentioned last time."""
        told = {point.id for point in last.topics} if last else set[str]()
        points = self._current(TopicKind.ADVICE, TopicKind.PROGRAMME, TopicKind.LEAFLET)
        declined = self._declined(last)
        sectors = [site.sector for site in self.subject.sites]
        wanted = (p for p in points if p not in declined and (not sectors or any(p.is_for(sector) for sector in sectors)))
        return tuple(sorted(wanted, key=lambda point: point.id in told))

    def _declined(self, last: LastVisit | None) -> tuple[TalkingPoint, ...]:
        """What the notes of the last visit say was not wanted."""
        return tuple(point for point in self._current(*TopicKind) if last and point.is_declined_in(last.said))


def _with_unknown(site: Customer, advice: AdviceBlock | None) -> AdviceBlock | None:
    """The comparison, which says first that other contracts than the regular one are not known."""
    if advice is None or not site.only_regular_known:
        return advice
    told = said("The list gave only the regular contract; the others are taken as none, which the savings rest on.")
    return replace(advice, assumptions=(told, *advice.assumptions))


def _doubts_of_readings(readings: Sequence[MonthlyReading], site: Customer) -> tuple[Message, ...]:
    figures = {each.month: (energy_of(each), demand_of(each)) for each in readings}
    return tuple(doubt for _, doubt in doubts_of_months(figures, site.contracts))


def _other_account(site: Customer, kept: KeptLoad) -> str:
    """The 電號 the load's file named when that is not the customer's own."""
    named = kept.findings.get("account")
    return named if isinstance(named, str) and named != site.account else ""


def unknown_contracts(sites: Sequence[Customer]) -> tuple[Message, ...]:
    """What to ask where the list had no columns for other contracts than the regular one."""
    names = "、".join(site.name for site in sites if site.only_regular_known)
    if not names:
        return ()
    return (
        said(
            "Only the regular contract of {names} is known: which half-peak, Saturday and off-peak contracts are there?",
            names=names,
        ),
    )


def questions_of(issues: tuple[FollowUpRow, ...], picture: LoadPicture | None) -> list[Message]:
    """What the records leave open and only the customer can say."""
    asked: list[Message] = []
    for row in issues:
        if row.follow_up.state is FollowUpState.REPLIED:
            asked.append(said("Is our answer to “{text}” sufficient?", text=row.follow_up.text))
        elif row.follow_up.state is FollowUpState.WAITING_FOR_CUSTOMER:
            asked.append(said("What do they still need for “{text}”?", text=row.follow_up.text))
    if picture is not None and picture.over_contract:
        month = max(picture.over_contract, key=lambda each: each.max_kw)
        asked.append(
            said(
                "What ran in month {month}, at {kw:,.0f} kW?",
                month=month.month,
                kw=month.max_kw,
            )
        )
    return asked

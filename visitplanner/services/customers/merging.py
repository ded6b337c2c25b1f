"""Two records of one company or customer made one: what would move is shown first, and one command moves it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import company_key, digits_of, name_key
from visitplanner.domain.customers.customers import (
    COMPANIES,
    CONTACTS,
    CUSTOMERS,
    Company,
    Contact,
    Customer,
    account_printed,
)
from visitplanner.domain.customers.wishes import WISHES
from visitplanner.domain.loads.loads import LOADS
from visitplanner.domain.loads.monthly_readings import MONTHLY_READINGS
from visitplanner.domain.planning.year.savings import SAVINGS
from visitplanner.domain.records.kinds import KINDS
from visitplanner.domain.staff.staff import ASSIGNMENTS
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

BELONGING = ("customer_id", "subject_id", "site_id")
"""Fields that name the customer a record belongs to; besides them seminars name those who came."""
FILLED = ("supply_kv", "sector", "address", "township", "park_id", "visit_anyway")
"""What the kept customer takes from the other where it has nothing itself."""


class Step(NamedTuple):
    """What becomes of one record. after: None, it is left out because the kept one has its like."""

    kind: Kind[Any]
    before: Record
    after: Record | None


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would do. moved, left_out: how many records, by the kind's plural. kept, dropped: what the two are called."""

    kept: Message
    dropped: Message
    moved: Mapping[str, int]
    left_out: Mapping[str, int]
    names: Mapping[str, Message]


@dataclass(frozen=True)
class MergePreview:
    """What would move if the company or customer `drop_id` were made one with `keep_id`; raises `Refused` where it cannot be."""

    kind: Kind[Any]
    keep_id: UUID
    drop_id: UUID

    def answer(self, work: Work) -> MergePlan:
        return _told(work, self.kind, self.keep_id, self.drop_id, _steps(work, self.kind, self.keep_id, self.drop_id))


@dataclass(frozen=True)
class Merge:
    """Make two companies, or two customers, one: everything that belongs to `drop_id` moves to `keep_id`, what that one lacks is
    filled, and the other is removed. The dropped account number and name stay in the notes, where a search finds them. Raises
    `Refused` where the two contradict each other."""

    kind: Kind[Any]
    keep_id: UUID
    drop_id: UUID

    def carry_out(self, work: Work) -> Outcome[MergePlan]:
        steps = _steps(work, self.kind, self.keep_id, self.drop_id)
        plan = _told(work, self.kind, self.keep_id, self.drop_id, steps)
        for kind, before, after in steps:
            if after is None:
                work.shelf(kind).remove(before)
        for kind, _before, after in steps:
            if after is not None:
                work.shelf(kind).change(after)
        shelf = work.shelf(self.kind)
        kept, dropped = shelf.get(self.keep_id), shelf.get(self.drop_id)
        shelf.remove(dropped)
        filled = _company(kept, dropped) if self.kind is COMPANIES else _customer(kept, dropped)
        if filled != kept:
            shelf.change(filled)
        moved, left = sum(plan.moved.values()), sum(plan.left_out.values())
        told = said(
            "{dropped} is now {kept}: {moved} moved, {left} left out.",
            dropped=plan.dropped, kept=plan.kept, moved=moved, left=left,
        )  # fmt: skip
        return Outcome(plan, told)


@dataclass(frozen=True)
class CompanyList:
    """Every company, by name."""

    def answer(self, work: Work) -> list[Company]:
        return sorted(work.shelf(COMPANIES).find(), key=lambda one: (one.name, one.id))


@dataclass(frozen=True)
class LikelyTwins:
    """Companies that seem to be kept twice: of one name but for the form of the company, or of one 統一編號."""

    def answer(self, work: Work) -> list[tuple[Company, ...]]:
        found: dict[str, list[Company]] = defaultdict(list)
        for company in work.shelf(COMPANIES).find():
            found[company.tax_id or company_key(company.name)].append(company)
            if company.tax_id:
                found[company_key(company.name)].append(company)
        twins = {tuple(sorted(of, key=lambda one: (one.name, one.id))) for of in found.values() if len(of) > 1}
        return sorted(twins, key=lambda of: of[0].name)


def _told(work: Work, kind: Kind[Any], keep_id: UUID, drop_id: UUID, steps: list[Step]) -> MergePlan:
    moved, left = Counter[str](), Counter[str]()
    for step in steps:
        (moved if step.after is not None else left)[step.kind.name] += 1
    shelf = work.shelf(kind)
    return MergePlan(
        kind.label(shelf.get(keep_id)),
        kind.label(shelf.get(drop_id)),
        dict(moved),
        dict(left),
        {step.kind.name: step.kind.many for step in steps},
    )


def _steps(work: Work, kind: Kind[Any], keep_id: UUID, drop_id: UUID) -> list[Step]:
    if keep_id == drop_id:
        raise Refused(said("These are one already."), mend=said("Name two that differ."))
    if kind is COMPANIES:
        _agree(work.shelf(COMPANIES).get(keep_id), work.shelf(COMPANIES).get(drop_id))
        return [Step(CUSTOMERS, one, replace(one, company_id=keep_id)) for one in work.shelf(CUSTOMERS).find(company_id=drop_id)]
    work.shelf(CUSTOMERS).get(keep_id)
    work.shelf(CUSTOMERS).get(drop_id)
    return list(_of_customer(work, keep_id, drop_id))


def _agree(kept: Company, dropped: Company) -> None:
    """Raise `Refused` for two companies that are surely not one."""
    if kept.tax_id and dropped.tax_id and kept.tax_id != dropped.tax_id:
        raise Refused(
            said("Their tax numbers differ: {one} and {other}.", one=kept.tax_id, other=dropped.tax_id),
            mend=said("Correct the wrong one first, if they are one company."),
            field="tax_id",
        )
    if kept.group_id and dropped.group_id and kept.group_id != dropped.group_id:
        raise Refused(said("They belong to two groups."), mend=said("Put both into one group first."), field="group_id")


def _of_customer(work: Work, keep_id: UUID, drop_id: UUID) -> Iterator[Step]:
    for kind in KINDS:
        if not kind.journalled or kind is CUSTOMERS:
            continue
        for name in BELONGING:
            if name in kind.names:
                mine: dict[str, Any] = {name: drop_id}
                kept: dict[str, Any] = {name: keep_id}
                theirs = work.shelf(kind).find(**kept)
                for record in work.shelf(kind).find(**mine):
                    yield from _step(kind, record, name, keep_id, theirs)
        if "attendee_ids" in kind.names:
            for record in work.shelf(kind).find():
                if drop_id in record.attendee_ids:
                    came = dict.fromkeys(keep_id if ident == drop_id else ident for ident in record.attendee_ids)
                    yield Step(kind, record, replace(record, attendee_ids=tuple(came)))


def _step(kind: Kind[Any], record: Any, name: str, keep_id: UUID, theirs: list[Any]) -> Iterator[Step]:
    """theirs: the records of the kind the kept customer has."""
    after = replace(record, **{name: keep_id})
    if kind is LOADS and any(one.first_on <= record.last_on and record.first_on <= one.last_on for one in theirs):
        raise Refused(
            said("Both have a load of the same days, from {first} on.", first=record.first_on),
            mend=said("Look which load is right, and take the other import back first."),
        )
    if kind is VISITS and record.is_open and any(one.is_open and one.year == record.year for one in theirs):
        raise Refused(said("Both have a visit to come in {year}.", year=record.year), mend=said("Cancel one of them first."))
    if kind is CONTACTS:
        twin = next((one for one in theirs if _same_person(one, record)), None)
        if twin is not None:
            yield Step(kind, record, None)
            filled = replace(twin, phone=twin.phone or record.phone, email=twin.email or record.email)
            if filled != twin:
                yield Step(kind, twin, filled)
            return
    alone = kind in (WISHES, SAVINGS) and theirs
    twice = kind is MONTHLY_READINGS and any(one.month == record.month for one in theirs)
    covered = kind is ASSIGNMENTS and any(_overlap(one, record) for one in theirs)
    yield Step(kind, record, None if alone or twice or covered else after)


def _overlap(one: Any, other: Any) -> bool:
    """Whether two assignments of one role hold on one day."""
    ends = one.ends_on is None or other.begins_on <= one.ends_on
    begins = other.ends_on is None or one.begins_on <= other.ends_on
    return one.role is other.role and ends and begins


def _same_person(one: Contact, other: Contact) -> bool:
    """Of one name, and of one number, hyphens aside, where both have one."""
    numbers = {digits_of(each.phone) for each in (one, other)} - {""}
    return name_key(one.name) == name_key(other.name) and len(numbers) <= 1


def _company(kept: Company, dropped: Company) -> Company:
    return replace(kept, tax_id=kept.tax_id or dropped.tax_id, group_id=kept.group_id or dropped.group_id)


def _customer(kept: Customer, dropped: Customer) -> Customer:
    facts = {name: getattr(kept, name) or getattr(dropped, name) for name in FILLED}
    before = f"{account_printed(dropped.account)} {dropped.name}"
    visited = [day for day in (kept.last_visit_on, dropped.last_visit_on) if day is not None]
    notes = "\n".join(filter(None, (kept.notes, dropped.notes if dropped.notes != kept.notes else "", before)))
    return replace(kept, **facts, notes=notes, last_visit_on=max(visited, default=None))

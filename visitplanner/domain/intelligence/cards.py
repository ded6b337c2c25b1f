"""情資卡: one plan of one customer or group, as the office holds it to be now (plan 伍一(二)3).

A visit's record says what was told on its day and stays as it was written; the card says what holds. A record that tells
something makes the card or brings it up to date (`told`), so that one extension is counted once however often it is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, Number, OneOf, Reference, Words, YearMonth
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import LONGEST_LINE, name_key, plain, tidy
from visitplanner.domain.customers.customers import CUSTOMERS, GROUPS, PARKS
from visitplanner.domain.customers.industries import INDUSTRY_NAMES, Industry
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence


class Confidentiality(StrEnum):
    """OPEN: published anyway. INTERNAL: for Taipower alone. SEALED: counted for headquarters, the customer not named."""

    OPEN = "open"
    INTERNAL = "internal"
    SEALED = "sealed"


CONFIDENTIALITY_NAMES: Mapping[Confidentiality, Message] = {
    Confidentiality.OPEN: said("known to the public"),
    Confidentiality.INTERNAL: said("inside Taipower"),
    Confidentiality.SEALED: said("customer not to be named"),
}
MOST_KW = 5_000_000
"""More than any one plan: beyond it a unit was mistaken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntelligenceCard(Record):
    """One plan of a customer, group or park.

    past, outlook, expansion: 過去經營狀況, 未來展望, what is to be built. planned_kw: additional load in whole kilowatts, needed
    from planned_month on (its first day). probability: in per cent, None while nobody gave one. visit_id: the visit that told
    it last.
    """

    subject_id: UUID
    industry: Industry
    past: str = ""
    outlook: str = ""
    expansion: str = ""
    planned_kw: int | None = None
    planned_month: dt.date | None = None
    probability: int | None = None
    confidentiality: Confidentiality = Confidentiality.INTERNAL
    informant: str = ""
    collected_on: dt.date
    notes: str = ""
    visit_id: UUID | None = None

    @property
    def says_nothing(self) -> bool:
        return not (self.past or self.outlook or self.expansion or self.planned_kw)


def checked_card(card: IntelligenceCard) -> IntelligenceCard:
    """The card; raises `Refused` when it tells nothing, or a month or a probability belongs to no load."""
    if card.says_nothing:
        raise Refused(
            said("The card tells nothing."), mend=said("Enter business, outlook, extension or planned load."), field="outlook"
        )
    if card.planned_kw is None and (card.planned_month or card.probability is not None):
        raise Refused(
            said("A month or a probability stands without a planned load."),
            mend=said("Enter the load, or empty both."),
            field="planned_kw",
        )
    return card


INTELLIGENCE = Kind(
    name="intelligence",
    record=IntelligenceCard,
    noun=said("an intelligence card"),
    plural=said("Intelligence"),
    label=lambda card: said("the intelligence card of {day}: {text}", day=card.collected_on, text=headline(card)),
    named=lambda card: (str(card.id),),
    order=("-collected_on", "id"),
    fields=(
        RecordField("subject_id", said("Customer, group or park"), Reference((GROUPS, PARKS, CUSTOMERS))),
        RecordField("industry", said("Industry"), OneOf(INDUSTRY_NAMES)),
        RecordField("collected_on", said("Collected on"), Day(), beside=True),
        RecordField("planned_kw", said("Planned additional load"), Number(most=MOST_KW), unit=said("kW")),
        RecordField("planned_month", said("Needed from"), YearMonth(), beside=True),
        RecordField("probability", said("Probability"), Number(most=100), unit=said("%"), beside=True),
        RecordField("expansion", said("Extension"), Words(2), example=said("Such as 新建第二廠，設備 116 年底進駐")),
        RecordField("past", said("Business so far"), Words(2)),
        RecordField("outlook", said("Business outlook"), Words(2)),
        RecordField("confidentiality", said("Confidentiality"), OneOf(CONFIDENTIALITY_NAMES)),
        RecordField("informant", said("Who said so"), Words(), example=said("Such as 廠務部經理"), beside=True),
        RecordField("notes", said("Notes"), Words(2)),
    ),
    check=checked_card,
)
SIGNS_OF_A_HEADLINE = 30


def headline(card: IntelligenceCard) -> str:
    """What the card is about, in a few signs."""
    text = card.expansion or card.outlook or card.past or str(card.planned_kw or "")
    return text.split("\n")[0][:SIGNS_OF_A_HEADLINE]


PERCENT = re.compile(r"(\d{1,3})\s*%?")
TOLD = ("past", "outlook", "expansion", "planned_kw", "planned_month")
"""The fields a record and a card share."""


def probability_of(confidence: str) -> int | None:
    """The per cent a record states, `60 %` or `60`; None for words, which are no figure."""
    found = PERCENT.fullmatch(plain(confidence))
    return int(found[1]) if found and int(found[1]) <= 100 else None


def facts_told(learnt: Intelligence, held_on: dt.date) -> dict[str, Any]:
    """What a record tells, by field of the card; what it does not tell is left out. Words for how sure it is become notes."""
    facts = {name: getattr(learnt, name) for name in TOLD if getattr(learnt, name) not in ("", None)}
    likely = probability_of(learnt.confidence)
    if likely is not None:
        facts["probability"] = likely
    elif learnt.confidence.strip():
        facts["notes"] = learnt.confidence.strip()
    if learnt.source.strip():
        facts["informant"] = tidy(learnt.source)[:LONGEST_LINE]
    return {**facts, "collected_on": learnt.collected_on or held_on} if facts else {}


def meant(cards: Iterable[IntelligenceCard], learnt: Intelligence, visit_id: UUID) -> IntelligenceCard | None:
    """The card of a subject that a record speaks of: the one this visit told, else of the same extension, else of the same month;
    else the only one there is where the record names neither. None: it tells of another plan."""
    known = list(cards)
    wanted = name_key(learnt.expansion)
    ways = (
        [card for card in known if card.visit_id == visit_id],
        [card for card in known if wanted and name_key(card.expansion) == wanted],
        [card for card in known if learnt.planned_month and card.planned_month == learnt.planned_month],
        known if len(known) == 1 and not (wanted and known[0].expansion) else [],
    )
    return next((found[0] for found in ways if found), None)


def told(card: IntelligenceCard, learnt: Intelligence, held_on: dt.date, visit_id: UUID) -> IntelligenceCard:
    """The card brought up to date by a record: what it tells goes before, unless the card knows something newer; then it fills
    what is empty."""
    facts = facts_told(learnt, held_on)
    if not facts:
        return card
    older = facts["collected_on"] < card.collected_on and card.visit_id != visit_id
    if "notes" in facts:
        facts["notes"] = card.notes if facts["notes"] in card.notes else "\n".join(filter(None, (card.notes, facts["notes"])))
    if older:
        facts = {name: value for name, value in facts.items() if getattr(card, name) in ("", None) or name == "notes"}
    return without_load(replace(card, **facts, visit_id=card.visit_id if older else visit_id))


def without_load(card: IntelligenceCard) -> IntelligenceCard:
    """The card without month and probability where no load is planned to which they could belong."""
    return card if card.planned_kw is not None else replace(card, planned_month=None, probability=None)


def taken_back(card: IntelligenceCard, before: Intelligence, after: Intelligence) -> IntelligenceCard:
    """The card without what an amended record told before and tells no more; what was put right by hand since stays."""
    emptied = {
        name: None if name in ("planned_kw", "planned_month") else ""
        for name in TOLD
        if getattr(after, name) in ("", None)
        and getattr(before, name) not in ("", None)
        and getattr(card, name) == getattr(before, name)
    }
    return without_load(replace(card, **emptied))


def learnt_nothing(learnt: Intelligence) -> bool:
    """Whether a record tells nothing a card could hold."""
    return learnt == NOTHING_LEARNT or not any(getattr(learnt, name) for name in ("past", "outlook", "expansion", "planned_kw"))

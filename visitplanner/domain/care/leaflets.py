"""宣導資料: what is handed over at a visit, while it is valid and to whom it is of use (plan 伍一(二)3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, OneOf, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.customers.industries import INDUSTRY_NAMES, Industry, industry_of


class Trait(StrEnum):
    """What a customer may be besides its industry."""

    EXTRA_HIGH_VOLTAGE = "extra_high_voltage"
    HIGH_VOLTAGE = "high_voltage"
    TWO_STAGE = "two_stage"
    THREE_STAGE = "three_stage"
    BATCH = "batch"
    CHARGING = "charging"
    IN_PARK = "in_park"
    IN_GROUP = "in_group"


TRAIT_NAMES: Mapping[Trait, Message] = {
    Trait.EXTRA_HIGH_VOLTAGE: said("extra-high voltage"),
    Trait.HIGH_VOLTAGE: said("high voltage"),
    Trait.TWO_STAGE: said("two-stage tariff"),
    Trait.THREE_STAGE: said("three-stage tariff"),
    Trait.BATCH: said("batch production tariff"),
    Trait.CHARGING: said("charging of vehicles"),
    Trait.IN_PARK: said("in an industrial park"),
    Trait.IN_GROUP: said("of a group"),
}
OF_OPTION: Mapping[TariffOption, Trait] = {
    TariffOption.TWO_STAGE: Trait.TWO_STAGE,
    TariffOption.THREE_STAGE_FIXED: Trait.THREE_STAGE,
    TariffOption.THREE_STAGE_VARIABLE: Trait.THREE_STAGE,
    TariffOption.BATCH: Trait.BATCH,
    TariffOption.EV: Trait.CHARGING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet(Record):
    """One leaflet. first_on, last_on: its validity (None: no end). industries, traits: whom it fits, none for everybody.
    place: file name, shelf or address where it is kept."""

    name: str
    first_on: dt.date
    last_on: dt.date | None = None
    industries: tuple[Industry, ...] = ()
    traits: tuple[Trait, ...] = ()
    summary: str = ""
    place: str = ""
    source: str = ""

    def is_valid(self, day: dt.date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


def traits_of(customer: Customer, *, in_group: bool) -> frozenset[Trait]:
    """What a customer is."""
    found = {Trait.HIGH_VOLTAGE if customer.voltage is Voltage.HIGH else Trait.EXTRA_HIGH_VOLTAGE}
    if customer.option in OF_OPTION:
        found.add(OF_OPTION[customer.option])
    if customer.park_id is not None:
        found.add(Trait.IN_PARK)
    if in_group:
        found.add(Trait.IN_GROUP)
    return frozenset(found)


def fits(leaflet: Leaflet, sector: str, traits: Collection[Trait]) -> bool:
    """Whether a leaflet is of use to a customer: its industry is named, or none is; one of its traits is named, or none is. A
    customer whose industry is not known is not left out."""
    for_industry = not leaflet.industries or not sector or industry_of(sector) in leaflet.industries
    return for_industry and (not leaflet.traits or any(trait in traits for trait in leaflet.traits))


def checked_leaflet(leaflet: Leaflet) -> Leaflet:
    """The leaflet; raises `Refused` when it ends before it begins."""
    if leaflet.last_on is not None and leaflet.last_on < leaflet.first_on:
        raise Refused(said("It ends before it begins."), mend=said("Correct one of the two days."), field="last_on")
    return leaflet


LEAFLETS = Kind(
    name="leaflets",
    record=Leaflet,
    noun=said("a leaflet"),
    plural=said("Leaflets"),
    label=lambda leaflet: said("the leaflet “{name}”", name=leaflet.name),
    order=("name",),
    fields=(
        RecordField("name", said("Title"), Words()),
        RecordField("first_on", said("Valid from"), Day()),
        RecordField("last_on", said("Valid until"), Day(), hint=said("Empty: no end is known."), beside=True),
        RecordField(
            "industries", said("For industries"), SomeOf(OneOf(INDUSTRY_NAMES)), said("None chosen: for every industry.")
        ),
        RecordField("traits", said("For customers"), SomeOf(OneOf(TRAIT_NAMES)), said("None chosen: for every customer.")),
        RecordField("summary", said("What it says"), Words(2)),
        RecordField("place", said("Where it lies"), Words(), example=said("Such as 業務課公槽\\宣導\\115")),
        RecordField("source", said("Source"), Words(), beside=True),
    ),
    check=checked_leaflet,
)

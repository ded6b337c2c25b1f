"""What a customer can join, and how far each has come: small-lot green power, portal, audit, demand response, accounts, e-bill.

Which programmes there are, since when, and where the office has it from is data (`data/customer_programmes.toml`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, OneOf, Reference, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS


class CustomerProgramme(StrEnum):
    """The programmes of the plan (伍一(三), 伍二(二)3, 伍二(三)1, 伍三(一)2, 伍一(二)3)."""

    GREEN_POWER = "small_green_power"
    PORTAL = "high_voltage_portal"
    ENERGY_AUDIT = "energy_audit"
    DEMAND_RESPONSE = "demand_response"
    DEDICATED_ACCOUNT = "dedicated_account"
    E_BILL = "e_bill"


class GreenPlan(StrEnum):
    """The plans of small-lot green power; a customer may hold several together."""

    DAYTIME = "daytime"
    ALL_DAY = "all_day"
    WINTER = "winter"
    CHOSEN_MONTHS = "chosen_months"


class Joining(StrEnum):
    """宣導 → 有意願 → 已申請 → 已參加, or 婉拒."""

    OFFERED = "offered"
    INTERESTED = "interested"
    APPLIED = "applied"
    JOINED = "joined"
    DECLINED = "declined"


CUSTOMER_PROGRAMME_NAMES: Mapping[CustomerProgramme, Message] = {
    CustomerProgramme.GREEN_POWER: said("small-lot green power"),
    CustomerProgramme.PORTAL: said("portal for high-voltage customers"),
    CustomerProgramme.ENERGY_AUDIT: said("energy audit"),
    CustomerProgramme.DEMAND_RESPONSE: said("demand response"),
    CustomerProgramme.DEDICATED_ACCOUNT: said("payment to an account of one's own"),
    CustomerProgramme.E_BILL: said("electronic bill"),
}
GREEN_PLAN_NAMES: Mapping[GreenPlan, Message] = {
    GreenPlan.DAYTIME: said("daytime plan"),
    GreenPlan.ALL_DAY: said("all-day plan"),
    GreenPlan.WINTER: said("winter add-on"),
    GreenPlan.CHOSEN_MONTHS: said("chosen months"),
}
JOINING_NAMES: Mapping[Joining, Message] = {
    Joining.OFFERED: said("introduced"),
    Joining.INTERESTED: said("interested"),
    Joining.APPLIED: said("applied for"),
    Joining.JOINED: said("joined"),
    Joining.DECLINED: said("not wanted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Record):
    """How far one customer has come with one programme. changed_on: since when it stands there. plans: of green power."""

    customer_id: UUID
    programme: CustomerProgramme
    plans: tuple[GreenPlan, ...] = ()
    state: Joining
    changed_on: dt.date
    notes: str = ""


def checked_participation(participation: Participation) -> Participation:
    """The participation; raises `Refused` for plans of a programme that has none."""
    if participation.plans and participation.programme is not CustomerProgramme.GREEN_POWER:
        raise Refused(
            said("Only small-lot green power has plans."), mend=said("Choose none, or another programme."), field="plans"
        )
    return participation


PROGRAMMES = Kind(
    name="programmes",
    record=Participation,
    noun=said("a customer's programme"),
    plural=said("Programmes"),
    label=lambda each: said(
        "{programme}, {state} on {day}",
        programme=CUSTOMER_PROGRAMME_NAMES[each.programme],
        state=JOINING_NAMES[each.state],
        day=each.changed_on,
    ),
    named=lambda each: (str(each.id),),
    order=("-changed_on", "id"),
    fields=(
        RecordField("customer_id", said("Customer"), Reference((CUSTOMERS,))),
        RecordField("programme", said("Programme"), OneOf(CUSTOMER_PROGRAMME_NAMES)),
        RecordField("state", said("How far"), OneOf(JOINING_NAMES), beside=True),
        RecordField("changed_on", said("Since"), Day()),
        RecordField(
            "plans", said("Plans of green power"), SomeOf(OneOf(GREEN_PLAN_NAMES)), said("Several where they are held together.")
        ),
        RecordField("notes", said("Notes"), Words(2)),
    ),
    check=checked_participation,
)


@dataclass(frozen=True, slots=True)
class ProgrammeTerms:
    """A programme as the office may offer it. begins_on, ends_on: of the validity that is known (None: no end is known).
    clause: of the plan. source, note: where it is from, and what is not known."""

    programme: CustomerProgramme
    begins_on: dt.date
    ends_on: dt.date | None
    clause: str
    source: str
    note: str = ""

    def is_offered(self, day: dt.date) -> bool:
        """Whether it is known to be offered on a day."""
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)

"""節能診斷: what the energy-saving specialist measured at a customer's, what is proposed, and whether it was done (伍三(一)2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Day, Number, OneOf, Reference, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.domain.staff.staff import PEOPLE


class AuditState(StrEnum):
    """已申請 → 已量測 → 已建議 → 部分完成 → 已完成, or 不採行."""

    ASKED = "asked"
    MEASURED = "measured"
    PROPOSED = "proposed"
    PARTLY = "partly"
    DONE = "done"
    REJECTED = "rejected"


AUDIT_STATE_NAMES: Mapping[AuditState, Message] = {
    AuditState.ASKED: said("asked for"),
    AuditState.MEASURED: said("measured"),
    AuditState.PROPOSED: said("measures proposed"),
    AuditState.PARTLY: said("partly carried out"),
    AuditState.DONE: said("carried out"),
    AuditState.REJECTED: said("not to be carried out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyAudit(Record):
    """One audit of one customer.

    held_on: when it was measured, or is to be. power, air_conditioning, lighting: what was found, with the figures that were
    measured. saving_kwh, saving_ntd: of a year, as the specialist's report states them; None while no report does.
    """

    name: str
    customer_id: UUID
    held_on: dt.date
    auditor_id: UUID | None = None
    state: AuditState
    power: str = ""
    air_conditioning: str = ""
    lighting: str = ""
    proposed: str = ""
    saving_kwh: int | None = None
    saving_ntd: int | None = None
    done_on: dt.date | None = None
    notes: str = ""


def checked_audit(audit: EnergyAudit) -> EnergyAudit:
    """The audit; raises `Refused` where a state lacks what it means: measures that are proposed, the day they were done."""
    if audit.state in (AuditState.PROPOSED, AuditState.PARTLY, AuditState.DONE) and not audit.proposed:
        raise Refused(
            said("No measure is named."), mend=said("Enter what is proposed, or choose another state."), field="proposed"
        )
    if (audit.state is AuditState.DONE) is not (audit.done_on is not None):
        raise Refused(
            said("The day on which all was carried out and the state belong together."),
            mend=said("Enter both, or neither."),
            field="done_on",
        )
    if audit.done_on is not None and audit.done_on < audit.held_on:
        raise Refused(
            said("It was carried out before it was measured."), mend=said("Correct one of the two days."), field="done_on"
        )
    return audit


AUDITS = Kind(
    name="audits",
    record=EnergyAudit,
    noun=said("an energy audit"),
    plural=said("Energy audits"),
    label=lambda audit: said("the energy audit “{name}” of {day}", name=audit.name, day=audit.held_on),
    named=lambda audit: (audit.name,),
    order=("-held_on", "name"),
    fields=(
        RecordField("name", said("What is audited"), Words(), example=said("Such as 一廠空壓及空調系統")),
        RecordField("customer_id", said("Customer"), Reference((CUSTOMERS,)), beside=True),
        RecordField("held_on", said("Measured on"), Day()),
        RecordField("auditor_id", said("Energy-saving specialist"), Reference((PEOPLE,)), beside=True),
        RecordField("state", said("How far"), OneOf(AUDIT_STATE_NAMES)),
        RecordField("done_on", said("Carried out on"), Day(), beside=True),
        RecordField("power", said("Power supply, as measured"), Words(2), example=said("Such as 主變壓器負載率 78 %，功因 97 %")),
        RecordField("air_conditioning", said("Air conditioning, as measured"), Words(2)),
        RecordField("lighting", said("Lighting, as measured"), Words(2)),
        RecordField("proposed", said("Measures proposed"), Words(3)),
        RecordField("saving_kwh", said("Saving a year"), Number(), unit=said("kWh")),
        RecordField("saving_ntd", said("Saving a year, amount"), Number(), unit=said("NT$"), beside=True),
        RecordField("notes", said("Notes"), Words(2)),
    ),
    check=checked_audit,
)

"""Tables of customers: groups, companies, parks, 電號, contacts, changes of contracts.

`sought` is no field of a record: the text a search looks through, written beside the record (`rows.kinds`).
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Contracts
from visitplanner.store.tables.row import RecordRow, Row, strict
from visitplanner.store.types import Day, Flag, Identity, Whole, Words, choice, structured


class SubjectRow(Row, table=True):
    """Whoever can be visited: a group, customer or park has its id here too, so that visits can refer to any of them."""

    __tablename__ = "subjects"

    id: UUID = Field(primary_key=True, sa_type=Identity)


class GroupRow(RecordRow, table=True):
    __tablename__ = "groups"

    id: UUID = Field(primary_key=True, foreign_key="subjects.id", sa_type=Identity)
    name: str = Field(unique=True, sa_type=Words)


class CompanyRow(RecordRow, table=True):
    __tablename__ = "companies"

    name: str = Field(index=True, sa_type=Words)
    tax_id: str = Field(index=True, sa_type=Words)
    group_id: UUID | None = Field(foreign_key="groups.id", index=True, sa_type=Identity)
    sought: str = Field(sa_type=Words, sa_column_kwargs={"server_default": ""})


class ParkRow(RecordRow, table=True):
    __tablename__ = "parks"

    id: UUID = Field(primary_key=True, foreign_key="subjects.id", sa_type=Identity)
    name: str = Field(index=True, sa_type=Words)
    township: str = Field(sa_type=Words)


class CustomerRow(RecordRow, table=True):
    __tablename__ = "customers"

    id: UUID = Field(primary_key=True, foreign_key="subjects.id", sa_type=Identity)
    account: str = Field(unique=True, sa_type=Words)
    name: str = Field(index=True, sa_type=Words)
    company_id: UUID = Field(foreign_key="companies.id", index=True, sa_type=Identity)
    voltage: Voltage = Field(sa_type=choice(Voltage))
    option: TariffOption = Field(sa_type=choice(TariffOption))
    regular_kw: int = Field(index=True, sa_type=Whole)
    half_peak_kw: int = Field(sa_type=Whole)
    saturday_kw: int = Field(sa_type=Whole)
    off_peak_kw: int = Field(sa_type=Whole)
    supply_kv: str = Field(sa_type=Words)
    sector: str = Field(sa_type=Words)
    address: str = Field(sa_type=Words)
    township: str = Field(sa_type=Words)
    park_id: UUID | None = Field(foreign_key="parks.id", index=True, sa_type=Identity)
    last_visit_on: dt.date | None = Field(sa_type=Day)
    visit_anyway: str = Field(sa_type=Words)
    notes: str = Field(sa_type=Words)
    only_regular_known: bool = Field(sa_type=Flag, sa_column_kwargs={"server_default": "0"})
    sought: str = Field(sa_type=Words, sa_column_kwargs={"server_default": ""})


class ContractChangeRow(RecordRow, table=True):
    __tablename__ = "contract_changes"
    __table_args__ = strict(Index(None, "customer_id", "effective_on"), Index(None, "effective_on"))

    customer_id: UUID = Field(foreign_key="customers.id", sa_type=Identity)
    effective_on: dt.date = Field(sa_type=Day)
    before: Contracts = Field(sa_type=structured(Contracts))
    after: Contracts = Field(sa_type=structured(Contracts))


class ContactRow(RecordRow, table=True):
    __tablename__ = "contacts"

    customer_id: UUID = Field(foreign_key="customers.id", index=True, sa_type=Identity)
    name: str = Field(sa_type=Words)
    phone: str = Field(sa_type=Words)
    email: str = Field(sa_type=Words)
    sought: str = Field(sa_type=Words, sa_column_kwargs={"server_default": ""})

"""The tables of draft tariffs and of dated figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Field

from visitplanner.domain.core.supply import CustomerClass, Voltage
from visitplanner.domain.tariffs.answers.dated_figures import Figure
from visitplanner.domain.tariffs.bills.drafts import PriceEdit, Rise
from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Day, Whole, Words, choice, structured


class DraftTariffRow(RecordRow, table=True):
    __tablename__ = "tariff_drafts"

    title: str = Field(sa_type=Words)
    ordinal: int = Field(sa_type=Whole)
    based_on: dt.date = Field(sa_type=Day)
    first: dt.date = Field(sa_type=Day)
    dated: dt.date = Field(sa_type=Day)
    source: str = Field(sa_type=Words)
    rises: Mapping[CustomerClass, Rise] = Field(sa_type=structured(Mapping[CustomerClass, Rise]))
    edits: tuple[PriceEdit, ...] = Field(sa_type=structured(tuple[PriceEdit, ...]))


class DatedFigureRow(RecordRow, table=True):
    __tablename__ = "dated_figures"

    figure: Figure = Field(sa_type=choice(Figure))
    voltage: Voltage | None = Field(sa_type=choice(Voltage))
    first_on: dt.date = Field(sa_type=Day)
    last_on: dt.date | None = Field(sa_type=Day)
    amount: int = Field(sa_type=Whole)
    source: str = Field(sa_type=Words)
    notes: str = Field(sa_type=Words)

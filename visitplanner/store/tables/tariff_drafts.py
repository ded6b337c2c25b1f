"""The table of draft tariffs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlmodel import Field

from visitplanner.domain.core.supply import CustomerClass
from visitplanner.domain.tariffs.bills.drafts import PriceEdit, Rise
from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Day, Whole, Words, structured


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

"""The table of the office's settings."""

from __future__ import annotations

from typing import Any

from sqlmodel import Field

from visitplanner.store.tables.row import RecordRow
from visitplanner.store.types import Words, structured


class SettingRow(RecordRow, table=True):
    __tablename__ = "settings"

    key: str = Field(unique=True, sa_type=Words)
    value: Any = Field(sa_type=structured(Any))

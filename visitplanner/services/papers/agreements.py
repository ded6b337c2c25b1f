"""談定事項: what was agreed with a customer at its own table, on one sheet that may stay there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.messages import Message


@dataclass(frozen=True, slots=True)
class AgreedContract:
    """One contract by its name, kW before and after."""

    name: Message
    before_kw: int | None
    after_kw: int


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """saving_ntd: a year at the load and prices of `basis`, least_ntd: whatever is open; None where no saving is claimed. worst:
    the month it hurts most. words: what was agreed besides, as it was written down. office: empty when nobody said."""

    customer: str
    account: str
    agreed_on: dt.date
    contracts: tuple[AgreedContract, ...]
    saving_ntd: Decimal | None
    least_ntd: Decimal | None
    worst: Message
    basis: Message
    words: str = ""
    office: str = ""
    demonstration: bool = False

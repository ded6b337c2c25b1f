"""The tariff engine's word on a customer's load, as the briefing sheet prints it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Contracts, Customer
from visitplanner.domain.tariffs.advice.contract_table import ContractLine
from visitplanner.domain.tariffs.advice.green_power import GreenFit
from visitplanner.domain.tariffs.advice.over_contract import OverYear
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.findings.savings import Savings
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.domain.tariffs.response.response import Income


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One lawful option with its best contracts. year_ntd: twelve bills in NT$. saving_ntd: against the true present option and
    contracts, negative when dearer, None when the present is unknown. low_ntd: the saving
    when everything open turns out worst, None where that was not computed. over: the months billed over these contracts.
    recommended: the one that surely saves most, if any saves enough. contracts_of_present: the option held now, with other
    contracts. basic_ntd: its basic charge, None where that was not computed."""

    option: TariffOption
    contracts: Contracts
    year_ntd: Decimal
    saving_ntd: Decimal | None = None
    is_present: bool = False
    earliest_change: dt.date | None = None
    note: Message | None = None
    low_ntd: Decimal | None = None
    over: OverYear | None = None
    recommended: bool = False
    contracts_of_present: bool = False
    basic_ntd: Decimal | None = None

    @property
    def sure_ntd(self) -> Decimal | None:
        """The saving that may be counted on."""
        return self.saving_ntd if self.saving_ntd is None or self.low_ntd is None else min(self.saving_ntd, self.low_ntd)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying, such as an income from demand response; ntd a year, None when no figure is known. in_headline:
    the headline and the table say it already. topic: the talking point it belongs to. id: what it is about. counted: its amount
    is part of another saving, or paid today, and in no sum."""

    text: Message
    ntd: Decimal | None = None
    in_headline: bool = False
    topic: str = ""
    id: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """What the annexes of the sheet are set from. now, then: the bills of the months compared under the present contracts and
    under the recommended ones, month by month; `then` is empty where nothing is recommended. shifts: the evening's energy moved,
    the largest block last. responses: measures of demand response. green: offers of green power that fit; green_note: where to
    look for the next one."""

    now: tuple[MonthBill, ...] = ()
    then: tuple[MonthBill, ...] = ()
    shifts: tuple[Shifted, ...] = ()
    responses: tuple[Income, ...] = ()
    green: tuple[GreenFit, ...] = ()
    green_note: Message | None = None


@dataclass(frozen=True, slots=True)
class AdviceBlock:
    """The tariff comparison as the engine gives it.

    present: the bill of the present option and contracts; None when they are not known. rows: cheapest first. headline: the
    answer in one sentence; why: why it stands above larger figures, what the contracts risk. months: first and last compared.
    draft: the name of a 草案 when the prices are one. assumptions: every open reading that was chosen. contracts: side by side
    under the present option; savings: what adds up, and what stands instead of it. worked: for the annexes. Where the engine
    refused there are no rows, and the headline says why.
    """

    present: AdviceRow | None
    rows: tuple[AdviceRow, ...]
    prices_of: dt.date
    assumptions: tuple[Message, ...] = ()
    findings: tuple[Finding, ...] = ()
    draft: str = ""
    headline: Message | None = None
    why: tuple[Message, ...] = ()
    months: tuple[Month, Month] | None = None
    contracts: tuple[ContractLine, ...] = ()
    savings: Savings = field(default_factory=Savings)
    worked: Worked = field(default_factory=Worked)

    @property
    def over(self) -> OverYear | None:
        """The months billed over the present contracts."""
        return self.present.over if self.present else None


Adviser = Callable[[Customer, Load, Threshold], AdviceBlock | None]
"""The tariff engine as the sheet sees it; None when nothing can be said."""

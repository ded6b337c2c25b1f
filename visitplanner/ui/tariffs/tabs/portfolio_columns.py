"""The columns of the lists of all customers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.i18n import Language
from visitplanner.services.tariffs.portfolio import EffectRow, GainRow
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd


def advised_text(row: GainRow, language: Language) -> str:
    """The option that saves, or why no saving is claimed."""
    if row.why is not None:
        return language.say(row.why)
    name = language.say(OPTION_NAMES[row.option]) if row.option else NOTHING
    return f"{name}　{language.text('from monthly readings')}" if row.from_readings else name


def advised_tip(row: GainRow, language: Language) -> str:
    """The same, and what the figures are based on."""
    return "\n".join([advised_text(row, language), *([] if row.basis is None else [language.say(row.basis)])])


def percent_text(row: EffectRow, language: Language) -> str:
    """The effect in %, or why there is none."""
    if row.effect_percent is not None:
        return f"{row.effect_percent:+.2f} %"
    return language.say(row.why) if row.why else NOTHING


def kw(contracts: Contracts | None) -> str:
    """Four contracts in kW; a dash for none."""
    if contracts is None:
        return NOTHING
    return contracts_text((contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw))


def money(key: str, title: Message, value: Callable[[Any], Decimal | None], width: int, *, signed: bool = False) -> Column[Any]:
    """A column of whole NT$."""
    write = signed_ntd if signed else ntd
    return Column(key, title, value, lambda row, _to: write(value(row)), width, right=True)


GAINS: tuple[Column[GainRow], ...] = (
    Column("name", said("Customer"), lambda row: row.customer.name, stretch=True),
    Column("account", said("Account number"), lambda row: account_printed(row.customer.account), width=136),
    money("present", said("Now (NT$ a year)"), lambda row: row.present_ntd, 128),
    money("saving", said("Could save (NT$)"), lambda row: row.saving_ntd, 128, signed=True),
    money("alone", said("By contracts alone"), lambda row: row.contracts_alone_ntd, 128, signed=True),
    Column("option", said("Advised"), lambda row: str(row.option), advised_text, 160, tip=advised_tip),
    Column("contracts", said("Best contracts (kW)"), lambda row: kw(row.contracts), width=176, right=True),
)
EFFECTS: tuple[Column[EffectRow], ...] = (
    Column("name", said("Customer"), lambda row: row.customer.name, stretch=True),
    Column("account", said("Account number"), lambda row: account_printed(row.customer.account), width=150),
    money("before", said("Before (NT$ a year)"), lambda row: row.before_ntd, 150),
    money("after", said("After (NT$ a year)"), lambda row: row.after_ntd, 150),
    money("effect", said("More or less (NT$)"), lambda row: row.effect_ntd, 150, signed=True),
    Column("percent", said("Percent"), lambda row: row.effect_percent, percent_text, 120, right=True),
)

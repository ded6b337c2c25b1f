"""The columns of the lists of all customers."""

from __future__ import annotations

from visitplanner.domain.customers import Contracts, account_printed
from visitplanner.domain.messages import said
from visitplanner.i18n import Language
from visitplanner.services.briefs import OPTION_NAMES
from visitplanner.services.portfolio import EffectRow, GainRow
from visitplanner.ui.rows_model import NOTHING, Column
from visitplanner.ui.tariffs.parts import contracts_text, ntd, signed_ntd


def advised_text(row: GainRow, language: Language) -> str:
    """The option that saves, or why no saving is claimed."""
    if row.why is not None:
        return language.say(row.why)
    return language.say(OPTION_NAMES[row.option]) if row.option else NOTHING


def kw(contracts: Contracts | None) -> str:
    if contracts is None:
        return NOTHING
    return contracts_text((contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw))


GAINS: tuple[Column[GainRow], ...] = (
    Column("name", said("Customer"), lambda row: row.customer.name, stretch=True),
    Column("account", said("Account number"), lambda row: account_printed(row.customer.account), width=136),
    Column("present", said("Now (NT$ a year)"), lambda row: row.present_ntd, lambda row, _to: ntd(row.present_ntd), 128, right=True),
    Column(
        "saving", said("Could save (NT$)"), lambda row: row.saving_ntd, lambda row, _to: signed_ntd(row.saving_ntd), 128, right=True
    ),
    Column(
        "alone",
        said("By contracts alone"),
        lambda row: row.contracts_alone_ntd,
        lambda row, _to: signed_ntd(row.contracts_alone_ntd),
        120,
        right=True,
    ),
    Column("option", said("Advised"), lambda row: str(row.option), advised_text, 190, tip=advised_text),
    Column("contracts", said("Best contracts (kW)"), lambda row: kw(row.contracts), width=176, right=True),
)
EFFECTS: tuple[Column[EffectRow], ...] = (
    Column("name", said("Customer"), lambda row: row.customer.name, stretch=True),
    Column("account", said("Account number"), lambda row: account_printed(row.customer.account), width=150),
    Column("before", said("Before (NT$ a year)"), lambda row: row.before_ntd, lambda row, _to: ntd(row.before_ntd), 150, right=True),
    Column("after", said("After (NT$ a year)"), lambda row: row.after_ntd, lambda row, _to: ntd(row.after_ntd), 150, right=True),
    Column(
        "effect", said("More or less (NT$)"), lambda row: row.effect_ntd, lambda row, _to: signed_ntd(row.effect_ntd), 150, right=True
    ),
    Column(
        "percent",
        said("Percent"),
        lambda row: row.effect_percent,
        lambda row, to: f"{row.effect_percent:+.2f} %" if row.effect_percent is not None else to.say(row.why) if row.why else NOTHING,
        120,
        right=True,
    ),
)

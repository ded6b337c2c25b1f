"""The columns of the options side by side, and of what is worth talking about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.tariffs.advice.advice import OptionAdvice
from visitplanner.domain.tariffs.advice.over_contract import OverYear, over_year
from visitplanner.domain.tariffs.advice.sureness import Sureness
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw
from visitplanner.domain.tariffs.findings.findings import Finding, FindingKind
from visitplanner.i18n import Language
from visitplanner.services.tariffs.advice import Advised
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd


@dataclass(frozen=True, eq=False)
class OptionRow:
    """One option. advice: None where it cannot be computed, then `why` says so. claimed: whether any saving may be claimed."""

    option: TariffOption
    advice: OptionAdvice | None
    sure: Sureness | None
    advised: bool
    claimed: bool
    why: Message | None = None

    @property
    def contracts(self) -> ContractsKw | None:
        return self.advice.contracts if self.advice else None

    @property
    def total_ntd(self) -> Decimal | None:
        return self.advice.total_ntd if self.advice else None

    @property
    def saving_ntd(self) -> Decimal | None:
        return self.advice.saving_ntd if self.advice else None

    @property
    def least_ntd(self) -> Decimal | None:
        """The saving when everything open turns out worst."""
        return self.sure.low_ntd if self.sure else None

    @property
    def over(self) -> OverYear | None:
        return over_year(self.advice.weighed.bill.months) if self.advice else None

    @property
    def change_on(self) -> date | None:
        return self.advice.earliest_change if self.advice else None


def option_rows(advised: Advised) -> list[OptionRow]:
    """The present option first, then the cheapest first, those that cannot be computed last."""
    return list(_rows(advised))


def _rows(advised: Advised) -> Iterator[OptionRow]:
    advice = advised.advice
    claimed = advice.claims and advice.present is not None
    for option in advice.options:
        sure = advised.sure.get(option.option)
        yield OptionRow(option.option, option, sure, option is advised.recommended, claimed)
    for other in advice.not_weighed:
        yield OptionRow(other.choice.option, None, None, False, claimed, other.why)


def state_chip(row: OptionRow, language: Language) -> Chip | None:
    """Whether the option is held, advised or only possible."""
    present = row.advice is not None and row.advice.is_present
    if row.advised:
        return Chip(language.text("now, advised") if present else language.text("advised"), Shape.SOLID, Tone.OK)
    if present:
        return Chip(language.text("as it is now"), Shape.TICK, Tone.ACCENT)
    if row.advice is not None and not row.advice.confirmed:
        return Chip(language.text("to be confirmed"), Shape.DASHED, Tone.WARN)
    return None


def saving_text(row: OptionRow, language: Language) -> str:
    """The claimed saving; 未知 where none may be claimed."""
    if row.advice is None:
        return NOTHING
    if not row.claimed:
        return language.text("unknown")
    if row.advice.confirmed:
        return signed_ntd(row.saving_ntd)
    return f"({signed_ntd(row.advice.saving_if_confirmed_ntd)})"


def saving_tip(row: OptionRow, language: Language) -> str:
    if row.advice is None or row.advice.confirmed:
        return ""
    return language.text("Only if it is confirmed that the option is open to the customer.")


def least_text(row: OptionRow, language: Language) -> str:
    if row.least_ntd is None:
        return NOTHING if row.advice is None or not row.advice.confirmed else language.text("unknown")
    return signed_ntd(row.least_ntd)


def over_text(row: OptionRow, language: Language) -> str:
    """Months over the option's best contracts and the surcharge they pay."""
    if row.over is None:
        return NOTHING
    if not row.over.count:
        return language.text("none")
    return language.text("{count} months", count=row.over.count)


def surcharge_of(row: OptionRow) -> Decimal | None:
    """What the option's best contracts pay over contract."""
    return row.over.ntd if row.over else None


def over_tip(row: OptionRow, language: Language) -> str:
    """How many kW, and what they cost."""
    if row.over is None or not row.over.count:
        return ""
    over = row.over
    return language.text("{count}: {kw:,} kW, {ntd:,} NT$", count=over.count, kw=rounded(over.kw), ntd=rounded(over.ntd))


def change_text(row: OptionRow, language: Language) -> str:
    if row.advice is None or row.advice.is_present:
        return NOTHING
    return language.date(row.change_on) if row.change_on else language.text("unknown")


def range_text(row: OptionRow, language: Language) -> str:
    if row.sure is None or row.sure.low_ntd == row.sure.high_ntd:
        return NOTHING
    return language.text("{low} to {high}", low=signed_ntd(row.sure.low_ntd), high=signed_ntd(row.sure.high_ntd))


OPTIONS: tuple[Column[OptionRow], ...] = (
    Column("option", said("Option"), lambda row: str(row.option), lambda row, to: to.say(OPTION_NAMES[row.option]), stretch=True),
    Column("state", said("State"), lambda row: row.advised, chip=state_chip, width=118),
    Column(
        "contracts",
        said("Best contracts (kW)"),
        lambda row: sum(row.contracts or ()),
        lambda row, _to: contracts_text(row.contracts) if row.contracts else NOTHING,
        148,
        right=True,
    ),
    Column("total", said("Year (NT$)"), lambda row: row.total_ntd, lambda row, _to: ntd(row.total_ntd), 100, right=True),
    Column("saving", said("Saving (NT$)"), lambda row: row.saving_ntd, saving_text, 96, right=True, tip=saving_tip),
    Column("least", said("Least (NT$)"), lambda row: row.least_ntd, least_text, 96, right=True),
    Column("over", said("Over"), lambda row: row.over.ntd if row.over else None, over_text, 92, right=True, tip=over_tip),
)

KIND_SHAPES = {
    FindingKind.COST: (Shape.ALERT, Tone.DANGER, said("paid today")),
    FindingKind.SAVING: (Shape.TICK, Tone.OK, said("saving")),
    FindingKind.INCOME: (Shape.SOLID, Tone.ACCENT, said("income")),
    FindingKind.HINT: (Shape.OUTLINE, Tone.PLAIN, said("hint")),
}


def kind_chip(finding: Finding, language: Language) -> Chip:
    """What kind of finding it is."""
    shape, tone, name = KIND_SHAPES[finding.kind]
    return Chip(language.say(name), shape, tone)


FINDINGS: tuple[Column[Finding], ...] = (
    Column("kind", said("Kind"), lambda finding: str(finding.kind), chip=kind_chip, width=96),
    Column(
        "text",
        said("Worth talking about"),
        lambda finding: finding.text.template,
        lambda finding, to: to.say(finding.text),
        stretch=True,
        tip=lambda finding, to: to.say(finding.text),
    ),
    Column("ntd", said("NT$ a year"), lambda finding: finding.ntd, lambda finding, _to: ntd(finding.ntd), 120, right=True),
)

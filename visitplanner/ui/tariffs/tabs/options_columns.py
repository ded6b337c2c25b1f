"""The columns of the options side by side, and of what is worth talking about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.tariffs.advice.advice import OptionAdvice
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
        return Chip(language.text("now and advised") if present else language.text("advised"), Shape.SOLID, Tone.OK)
    if present:
        return Chip(language.text("as it is now"), Shape.TICK, Tone.ACCENT)
    if row.advice is not None and not row.advice.confirmed:
        return Chip(language.text("to be confirmed"), Shape.DASHED, Tone.WARN)
    return None


def sure_chip(row: OptionRow, language: Language) -> Chip | None:
    """Sure: it saves whatever the open readings and the variable peak's days turn out to be."""
    if row.advice is None or not row.advice.confirmed:
        return None
    if row.sure is None:
        return Chip(language.text("unknown"), Shape.OUTLINE)
    if row.sure.low_ntd > 0:
        return Chip(language.text("sure to save"), Shape.TICK, Tone.OK)
    if row.sure.high_ntd > 0:
        return Chip(language.text("may save"), Shape.HALF, Tone.WARN)
    return Chip(language.text("does not save"), Shape.STRUCK)


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
    Column("state", said("State"), lambda row: row.advised, chip=state_chip, width=104),
    Column(
        "contracts",
        said("Best contracts (kW)"),
        lambda row: sum(row.contracts or ()),
        lambda row, _to: contracts_text(row.contracts) if row.contracts else NOTHING,
        152,
        right=True,
    ),
    Column("total", said("Whole year (NT$)"), lambda row: row.total_ntd, lambda row, _to: ntd(row.total_ntd), 116, right=True),
    Column("saving", said("Saving (NT$)"), lambda row: row.saving_ntd, saving_text, 124, right=True, tip=saving_tip),
    Column("sure", said("How sure"), lambda row: row.sure.low_ntd if row.sure else None, chip=sure_chip, width=88),
    Column("change", said("Earliest change"), lambda row: row.change_on, change_text, 82),
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

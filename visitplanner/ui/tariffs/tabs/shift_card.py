"""移轉夜尖峰: so many percent of 16:00 to 22:00 used in other hours, and what that takes off the bills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.advice.shifting import (
    DEFAULT_PERCENTS,
    EVENING,
    NIGHT,
    ClockHours,
    Shifted,
    largest_block,
    shifted,
)
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.i18n import Language
from visitplanner.services.core.ports import Stop
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Task
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.amounts import contracts_text, signed_ntd
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.computed_card import ComputedCard
from visitplanner.ui.tariffs.tall_table import TallTable
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import column, label, row

USUAL_PERCENT = 50
HOUR = 4


@dataclass(frozen=True)
class ShiftRow:
    """claimed: whether a saving may be named; not while the present contracts are unknown."""

    shifted: Shifted
    claimed: bool


def percent_text(row: ShiftRow, language: Language) -> str:
    """Which share of the use is moved."""
    return f"{row.shifted.percent} %" if row.shifted.percent is not None else language.text("largest block")


def same_text(row: ShiftRow, language: Language) -> str:
    """The saving with the contracts as they are, NT$."""
    return signed_ntd(row.shifted.saving_ntd) if row.claimed else language.text("unknown")


def best_text(row: ShiftRow, language: Language) -> str:
    """The saving with the contracts best afterwards, NT$."""
    return signed_ntd(row.shifted.saving_with_best_ntd) if row.claimed else language.text("unknown")


def contracts_tip(row: ShiftRow, _language: Language) -> str:
    """The contracts best afterwards, in kW."""
    return contracts_text(row.shifted.best_contracts)


SHIFTS: tuple[Column[ShiftRow], ...] = (
    Column("percent", said("Moved"), lambda row: row.shifted.percent or 101, percent_text, stretch=True),
    Column("kwh", said("kWh"), lambda row: row.shifted.moved_wh // 1000, width=88, right=True),
    Column("kw", said("kW a day"), lambda row: row.shifted.block_kw, width=80, right=True),
    Column("same", said("Same contracts"), lambda row: row.shifted.saving_ntd, same_text, 120, right=True),
    Column(
        "best",
        said("Best contracts"),
        lambda row: row.shifted.saving_with_best_ntd,
        best_text,
        118,
        right=True,
        tip=contracts_tip,
    ),
)


class ShiftCard(ComputedCard):
    """What it saves to move a share of the evening into hours the person chooses."""

    def __init__(self, desk: Desk) -> None:
        _ = desk.language.text
        super().__init__(desk, USUAL_PERCENT, _("Share of the evening to move"))
        hours = [(clock_of(slot), slot) for slot in range(0, 97, HOUR)]
        self.start, self.stop = Choice(hours, NIGHT.start), Choice(hours, NIGHT.stop)
        self.start.setAccessibleName(_("To hours from"))
        self.stop.setAccessibleName(_("To hours until"))
        self.table = TallTable(SHIFTS, desk.language, lambda each: each.shifted.percent, "shifts")
        self._refusal = label(role="refusal", wrap=True)
        self._refusal.hide()
        ask = row(
            label(_("Of {hours} on weekdays move", hours=str(EVENING)), "muted"), self.percent, label(_("to"), "muted"),
            self.start, label("–", "muted"), self.stop, None,
        )  # fmt: skip
        note = label(
            _(
                "The same energy day by day; a higher demand in the other hours is billed. What can really move, only the "
                "customer knows."
            ),
            "caption",
            wrap=True,
        )
        title = label(_("Move the evening peak: saved a year (NT$)"), "section")
        inside = column(title, ask, self._refusal, self.table, note, spacing=8, margins=(16, 12, 16, 10))
        inside.setStretchFactor(self.table, 1)
        self.setLayout(inside)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setMinimumHeight(style.look().px(style.ROW_HEIGHT * 3 + 6))
        self.start.chosen.connect(self.wait)
        self.stop.chosen.connect(self.wait)

    def task(self, study: Study) -> Task[list[Shifted]]:
        """The savings of the share chosen and of the usual ones, moved into the hours chosen."""
        into, percent = ClockHours(self.start.value(), self.stop.value()), self.percent.value()
        self._refusal.hide()
        return lambda _progress, stop: shifts_of(study, percent, into, stop)

    def show_found(self, found: Sequence[Shifted]) -> None:
        """A line for each share; savings are claimed only where the present contracts are known."""
        study = self.study
        claimed = study is not None and study.claimed
        self.table.set_rows([ShiftRow(each, claimed) for each in found])

    def show_refusal(self, refusal: Refused) -> None:
        """Hours that are not possible are said on the card."""
        self.table.set_rows(())
        self._refusal.setText(self.desk.language.say_refusal(refusal))
        self._refusal.show()


def shifts_of(study: Study, percent: int, into: ClockHours, stop: Stop | None = None) -> list[Shifted]:
    """The share asked for, the largest block, the usual shares. Refused for hours that cannot be."""
    comparison, weighed, contracts = study.advised.advice.comparison, study.option.weighed, study.start
    asked = shifted(comparison, weighed, contracts, percent, into, stop)
    most = largest_block(comparison, weighed, contracts, into, stop)
    usual = [each for each in DEFAULT_PERCENTS if each != percent]
    return [asked, most, *(shifted(comparison, weighed, contracts, each, into, stop) for each in usual)]

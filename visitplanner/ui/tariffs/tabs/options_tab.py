"""方案比較: every lawful option with its best contracts, what moves each saving, and what is worth talking about."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.tariffs.advice.sureness import AssumptionEffect
from visitplanner.domain.tariffs.bills.variable import VariableCase
from visitplanner.domain.tariffs.books.reading_texts import TEXTS
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.tariffs.amounts import ntd, signed_ntd
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.tariffs.tabs.options_columns import (
    FINDINGS,
    OPTIONS,
    OptionRow,
    change_text,
    option_rows,
    over_text,
    over_tip,
    range_text,
)
from visitplanner.ui.tariffs.tall_table import TallTable
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.parts import column, label, line, quiet_empty, row, scrolled
from visitplanner.ui.widgets.table import TablePane

SIDE_WIDTH = 264
MOVES = 4


class OptionsTab(QWidget):
    """The options side by side, the one chosen in detail, and what was found."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.options = TallTable(OPTIONS, language, lambda each: each.option, "options")
        self.findings = TallTable(FINDINGS, language, lambda each: (each.id, each.text), "findings")
        self.detail = OptionDetail(language)
        self.options.picked.connect(self._pick)
        upper = TablePane(self.options, quiet_empty(_("No option can be computed for this load.")))
        upper.setFixedHeight(style.look().px(style.ROW_HEIGHT * 6))
        lower = TablePane(self.findings, quiet_empty(_("Nothing stands out.")))
        left = column(upper, label(_("Worth talking about: first what a form alone brings"), "section"), lower, spacing=10)
        left.setStretchFactor(lower, 1)
        whole = row(left, self.detail, spacing=16, margins=(0, 12, 0, 0))
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_study(self, study: Study) -> None:
        """Show a study's options; the advised one is chosen."""
        rows = option_rows(study.advised)
        self.detail.why = study.advised.why
        self.options.set_rows(rows)
        self.findings.set_rows(study.advised.findings)
        first = next((each for each in rows if each.advised), rows[0] if rows else None)
        if first is not None:
            self.options.show_key(first.option)
        self._pick(self.options.current())

    @Slot(object)
    def _pick(self, chosen: OptionRow | None) -> None:
        self.detail.show_option(chosen)


class OptionDetail(QFrame):
    """The option at hand: its figures, how sure they are, what moves them, and what has to be said about it."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(SIDE_WIDTH))
        self.name = label(role="section")
        self.why: tuple[Message, ...] = ()
        self._facts, self._cases, self._moves = Facts(), Facts(), Facts()
        self._moved = label(_("What moves the saving (NT$ a year)"), "strong")
        self._cased = label(_("By the 30 days that will be named (NT$ a year)"), "strong")
        self.notes = label(role="muted", wrap=True)
        inside = QWidget()
        parts = (self._facts, self._cased, self._cases, self._moved, self._moves, line(), self.notes, None)
        inside.setLayout(column(*parts, spacing=10, margins=(0, 0, 8, 0)))
        body = column(self.name, scrolled(inside), spacing=10, margins=(16, 14, 8, 12))
        body.setStretch(1, 1)
        self.setLayout(body)

    def show_option(self, chosen: OptionRow | None) -> None:
        """Show one option in detail; None hides it."""
        self.setVisible(chosen is not None)
        if chosen is None:
            return
        language = self._language
        _, say = language.text, language.say
        self.name.setText(say(OPTION_NAMES[chosen.option]))
        notes = [say(chosen.why)] if chosen.why else [say(note) for note in chosen.advice.notes] if chosen.advice else []
        if chosen.advised:
            notes = [*map(say, self.why), *notes]
        self.notes.setText("\n".join(notes))
        saving = signed_ntd(chosen.saving_ntd, _("unknown")) if chosen.claimed else _("unknown")
        self._facts.show_facts(
            [
                (_("Whole year (NT$)"), ntd(chosen.total_ntd)),
                (_("Saving (NT$)"), saving),
                (_("Between"), range_text(chosen, language)),
                (_("Earliest change"), change_text(chosen, language)),
                (_("Over contract"), over_tip(chosen, language) or over_text(chosen, language)),
            ]
        )
        cases = chosen.advice.cases if chosen.advice else {}
        names = {
            VariableCase.WORST: _("worst days"),
            VariableCase.EXPECTED: _("expected days"),
            VariableCase.BEST: _("best days"),
        }
        self._cased.setVisible(bool(cases))
        self._cases.setVisible(bool(cases))
        self._cases.show_facts([(names[case], ntd(total)) for case, total in cases.items()])
        moves = chosen.sure.moves[:MOVES] if chosen.sure else ()
        self._moved.setVisible(bool(moves))
        self._moves.setVisible(bool(moves))
        self._moves.show_facts([(signed_ntd(move.saving_ntd), self._move_text(move)) for move in moves])

    def _move_text(self, move: AssumptionEffect) -> str:
        language = self._language
        if (move.name, move.choice) in TEXTS:
            return language.say(TEXTS[move.name, move.choice])
        if move.name == "variable_days":
            return language.text("With the {case} days of the variable peak", case=self._case_name(move.choice))
        if move.name == "power_factor":
            return language.text("With a power factor of {percent} %", percent=move.choice)
        return f"{move.name}: {move.choice}"

    def _case_name(self, case: str) -> str:
        _ = self._language.text
        return {"worst": _("worst"), "expected": _("expected"), "best": _("best")}[case]

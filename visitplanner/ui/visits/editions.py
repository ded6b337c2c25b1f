"""Every edition of a visit's record, the newest first: what each said, and what of it is different in the one after it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from visitplanner.domain.visits.visits import OUTCOME_NAMES
from visitplanner.i18n import Language
from visitplanner.services.visits.amending import EditionRow, EditionsOf
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.rows_model import NOTHING
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.parts import button, card, column, empty, holder, label, put, row, scrolled


class EditionsDialog(Dialog):
    """Reads only."""

    def __init__(self, desk: Desk, parent: QWidget, visit: VisitRow) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._language = desk.language
        self.setWindowTitle(_("Editions of the record"))
        self.resize(*fitted(620, 560))
        self._list = column(spacing=12)
        head = label(_("Editions of the record: {name}", name=visit.subject), "section", wrap=True)
        area = scrolled(holder(column(self._list, None, margins=(0, 0, 8, 0))))
        close = button(_("C&lose"), on=self.reject)
        whole = column(head, area, row(None, close), spacing=12, margins=(24, 20, 24, 16))
        whole.setStretchFactor(area, 1)
        self.setLayout(whole)
        self.shown: Sequence[EditionRow] = ()
        desk.session.of(self).ask(EditionsOf(visit.visit.id), self.show_editions)

    def show_editions(self, rows: Sequence[EditionRow]) -> None:
        """A card for each, the newest first."""
        self.shown = rows
        empty(self._list)
        for number, edition in reversed(list(enumerate(rows))):
            after = rows[number + 1] if number + 1 < len(rows) else None
            put(self._list, self._card(edition, after))

    def _card(self, edition: EditionRow, after: EditionRow | None) -> QWidget:
        _, language = self._language.text, self._language
        one = edition.edition
        until = _("kept until {day}", day=one.amended_on)
        title = _("Edition {number}, {state}", number=one.number, state=_("in force now") if edition.in_force else until)
        mine, next_ones = edition_facts(edition, language), edition_facts(after, language) if after else {}
        changed = [name for name, text in mine.items() if after and next_ones[name] != text]
        facts = Facts()
        facts.show_facts([(name, text or NOTHING) for name, text in mine.items() if text or name in changed])
        told = [label(_("Amended afterwards: {what}", what=language.listed(changed)), "warning", wrap=True)] if changed else []
        return card(label(title, "strong"), facts, *told, spacing=8)


def edition_facts(row: EditionRow, language: Language) -> dict[str, str]:
    """What an edition says, by name."""
    _, one = language.text, row.edition
    return {
        _("Day held"): language.date(one.held_on, weekday=True) if one.held_on else "",
        _("Outcome"): language.say(OUTCOME_NAMES[one.outcome]) if one.outcome else "",
        _("Leader"): row.leader,
        _("Members"): language.listed(row.members),
        _("Met"): language.listed(one.met),
        _("Answers"): language.listed(f"{answer.question} {answer.grade}" for answer in one.answers),
        _("Topics told"): language.listed(point.name_in(language.code) for point in row.topics),
        _("Satisfaction"): str(one.satisfaction) if one.satisfaction else "",
        _("Notes"): one.notes,
        _("Reason to count it"): one.override,
    }

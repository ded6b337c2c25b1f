"""準備: what to do, what was promised, what to tell and to ask, and the open cases, before a visit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.visits.visit_records import Preparation, PreparationFor
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core.states import visit_day
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.visits.record_dialog import halves
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.parts import button, card, column, empty, holder, label, put, row, scrolled, selectable


class PrepareDialog(Dialog):
    """Reads only."""

    def __init__(self, desk: Desk, parent: QWidget, visit: VisitRow) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._language = desk.language
        self.preparation: Preparation | None = None
        self.setWindowTitle(_("Prepare the visit"))
        self.resize(*fitted(860, 600))
        self._cards = column(spacing=12)
        head = label(_("Prepare the visit: {name}", name=visit.subject), "section", wrap=True)
        when = label(_("Planned for {when}", when=visit_day(visit, desk.language)), "muted")
        self._opinion = label(role="warning", wrap=True)
        self._opinion.hide()
        area = scrolled(holder(column(self._cards, None, margins=(0, 0, 8, 0))))
        close = button(_("C&lose"), on=self.reject)
        whole = column(head, when, self._opinion, area, row(None, close), spacing=10, margins=(24, 20, 24, 16))
        whole.setStretchFactor(area, 1)
        self.setLayout(whole)
        desk.session.of(self).ask(PreparationFor(visit.visit.id), self.show_preparation)

    def show_preparation(self, found: Preparation) -> None:
        """Fill the cards."""
        _, language = self._language.text, self._language
        self.preparation = found
        empty(self._cards)
        if found.opinion:
            self._opinion.setText(
                _("Risk to public opinion: {cases}", cases=language.listed(_case(row_) for row_ in found.opinion))
            )
        self._opinion.setVisible(bool(found.opinion))
        todo = [language.say(sentence) for sentence in found.undone] or [_("Everything on the checklist is done.")]
        last = [_("Nothing is recorded of an earlier visit.")]
        if found.last is not None:
            met = _("Met: {names}", names=language.listed(found.last.met)) if found.last.met else ""
            last = [language.date(found.last.held_on, weekday=True) if found.last.held_on else "", met, found.last.notes]
        promised = [self._issue(row_) for row_ in found.promised] or [_("Nothing of the last visit is open.")]
        others = [self._issue(row_) for row_ in found.issues if row_ not in found.promised] or [_("No other case is open.")]
        people = list(found.contacts) or [_("No contact is kept.")]
        pairs = (
            (self._card(_("To do before"), todo), self._card(_("Whom to meet"), people)),
            (self._card(_("The visit before"), last), self._card(_("Promised then and still open"), promised)),
            (self._card(_("To ask"), self._names(found.inquiries)), self._card(_("To tell"), self._names(found.fresh))),
        )
        for left, right in pairs:
            put(self._cards, holder(halves(left, right)))
        put(self._cards, self._card(_("Other open cases"), others))

    def _card(self, title: str, lines: Iterable[str]) -> QWidget:
        return card(label(title, "strong"), *(selectable(text) for text in lines if text), None, spacing=4)

    def _names(self, points: Iterable[TalkingPoint]) -> list[str]:
        return [point.name_in(self._language.code) for point in points]

    def _issue(self, issue: FollowUpRow) -> str:
        return issue_line(issue, self._language)


def _case(issue: FollowUpRow) -> str:
    return issue.follow_up.text


def issue_line(issue: FollowUpRow, language: Language) -> str:
    """A case in one line: what, how it stands, by when, who sees to it."""
    case = issue.follow_up
    facts = (language.say(STATE_NAMES[case.state]), language.text("due {day}", day=case.due_on), issue.owner)
    return f"{case.text}　{' · '.join(fact for fact in facts if fact)}"

"""What the notes seem to say, for the person to take over: topics, cases, the day. Nothing is taken that was not confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.follow_ups.reading_notes import NOTHING_PROPOSED, Proposals, ProposedCase
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.staff.staff import Person
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.widgets.parts import button, column, label, row

MOST_ROWS = 5
ROLE = Qt.ItemDataRole.UserRole + 1


class TickList(QListWidget):
    """A list to tick: arrows move, Space ticks, Enter takes over. taken: Enter was pressed."""

    taken = Signal()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.taken.emit()
            return
        super().keyPressEvent(event)


class ProposalsField(QWidget):
    """taken: the proposals that are ticked, once the person said so."""

    taken = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self._proposed = NOTHING_PROPOSED
        self.list = TickList()
        self.list.setObjectName("ticks")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTabKeyNavigation(False)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("What the notes seem to say"))
        self.verb = button(_("Take &over what is ticked"), icon="check", on=self.take)
        self._head = label(_("The notes seem to say (nothing is kept until you take it over)"), "caption", wrap=True)
        self.setLayout(column(self._head, self.list, row(self.verb, None), spacing=4))
        self.list.taken.connect(self.take)
        self.hide()

    def show_proposals(
        self, proposals: Proposals, topics: Sequence[TalkingPoint], people: Sequence[Person], have: Proposals
    ) -> None:
        """Offer what is new. have: what stands in the form already."""
        known_cases = {case.text for case in have.cases}
        new = Proposals(
            tuple(ident for ident in proposals.topics if ident not in have.topics),
            tuple(case for case in proposals.cases if case.text not in known_cases),
            proposals.held_on if proposals.held_on != have.held_on else None,
        )
        if new == self._proposed and self.list.count():
            return
        self._proposed = new
        self.list.clear()
        names, people_names = {one.id: one.name_in(self._language.code) for one in topics}, {one.id: one.name for one in people}
        for case in new.cases:
            self._add(self._case_words(case, people_names), case)
        for ident in new.topics:
            if ident in names:
                self._add(self._language.text("Topic: {name}", name=names[ident]), ident)
        if new.held_on is not None:
            self._add(self._language.text("Held on {day}", day=new.held_on), new.held_on)
        rows = min(self.list.count(), MOST_ROWS)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 1) + style.look().px(10))
        self.setVisible(bool(rows))

    @Slot()
    def take(self) -> None:
        """Hand over what is ticked; what is not ticked is not offered again while the notes say the same."""
        chosen = [item for number in range(self.list.count()) if (item := self.list.item(number))]
        ticked = [item.data(ROLE) for item in chosen if item.checkState() is Qt.CheckState.Checked]
        self.hide()
        self.taken.emit(ticked)

    def _add(self, words: str, value: object) -> None:
        item = QListWidgetItem(words)
        item.setData(ROLE, value)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self.list.addItem(item)
        if self.list.count() == 1:
            self.list.setCurrentRow(0)

    def _case_words(self, case: ProposedCase, people: dict[UUID, str]) -> str:
        """The case with its window, who is named in it, by when, and its marks."""
        _, say = self._language.text, self._language.say
        facts = [
            say(WINDOW_NAMES[case.window]),
            people.get(case.owner_id, "") if case.owner_id else "",
            self._language.date(case.due_on) if case.due_on else "",
        ]
        facts += [_("petition")] if case.petition else []
        facts += [_("public opinion")] if case.public_opinion else []
        return _("Case: {text} ({facts})", text=case.text, facts=" · ".join(fact for fact in facts if fact))

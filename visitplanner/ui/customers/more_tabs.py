"""The further tabs of a customer's page: 電價, 情資, 方案, 文件, 沿革; each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from visitplanner.domain.care.audits import AUDITS
from visitplanner.domain.care.programmes import CUSTOMER_PROGRAMME_NAMES, JOINING_NAMES, PROGRAMMES, Joining, Participation
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.intelligence.cards import INTELLIGENCE
from visitplanner.i18n import Language
from visitplanner.services.care.programmes import ProgrammeRow, ProgrammesOf
from visitplanner.services.core.outcome import Topic
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.customers.papers_tab import PapersTab
from visitplanner.ui.customers.presenter import CardFacts
from visitplanner.ui.customers.price_tab import PriceTab
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.records.form import RegisterForm
from visitplanner.ui.records.history import HistoryPane
from visitplanner.ui.records.pane import RecordPane
from visitplanner.ui.widgets.parts import button, column, label, quiet_empty, row, scrolled
from visitplanner.ui.widgets.table import Table, TablePane

SHAPES = {
    Joining.OFFERED: Shape.OUTLINE,
    Joining.INTERESTED: Shape.DASHED,
    Joining.APPLIED: Shape.HALF,
    Joining.JOINED: Shape.TICK,
    Joining.DECLINED: Shape.STRUCK,
}


def standing_chip(each: ProgrammeRow, language: Language) -> Chip | None:
    """How far the customer has come with a programme; nothing where nobody spoke of it."""
    if each.standing is None:
        return None
    state = each.standing.state
    return Chip(language.say(JOINING_NAMES[state]), SHAPES[state], Tone.OK if state is Joining.JOINED else Tone.PLAIN)


STANDINGS = (
    Column[ProgrammeRow](
        "programme", said("Programme"), lambda each: CUSTOMER_PROGRAMME_NAMES[each.terms.programme], width=220
    ),
    Column[ProgrammeRow]("how_far", said("How far"), lambda each: bool(each.standing), chip=standing_chip, width=110),
    Column[ProgrammeRow](
        "since", said("Since"), lambda each: each.standing.changed_on if each.standing else None, width=96
    ),
    Column[ProgrammeRow](
        "offered",
        said("Offered today"),
        lambda each: each.offered_today,
        lambda each, language: language.text("yes") if each.offered_today else language.text("not known"),
        100,
    ),
    Column[ProgrammeRow](
        "notes", said("Notes"), lambda each: each.standing.notes if each.standing else "", stretch=True
    ),
)  # fmt: skip


class Lazy(QWidget):
    """What is made when it is first looked at."""

    def __init__(self, build: Callable[[], QWidget]) -> None:
        super().__init__()
        self._build: Callable[[], QWidget] | None = build
        self.inside: QWidget | None = None
        self.setLayout(column(margins=(0, 12, 0, 0)))

    def made(self) -> QWidget:
        """The content, made now if it was not yet."""
        if self._build is not None:
            build, self._build = self._build, None
            self.inside = build()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(scrolled(self.inside))
        assert self.inside is not None
        return self.inside

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.made()


class RecordsTab(QWidget):
    """The records of one kind that belong to one subject, with the buttons that add and remove."""

    def __init__(self, desk: Desk, pane: RecordPane[Any], title: str = "") -> None:
        super().__init__()
        _ = desk.language.text
        self.pane = pane
        add = button(_("&Add"), icon="plus", on=pane.open_new)
        remove = button(_("&Remove"), kind="quiet", on=pane.remove_current)
        self.setLayout(column(row(label(title, "section"), None, remove, add), pane, spacing=8))
        self._topics = pane.kind.topics
        desk.session.changed.connect(self._changed)
        pane.refresh()

    @Slot(object)
    def _changed(self, topics: frozenset[Topic]) -> None:
        if self._topics & topics:
            self.pane.refresh()


class ProgrammesTab(QWidget):
    """Every programme a customer could join and how far it has come with each; below, its energy audits."""

    def __init__(self, desk: Desk, customer_id: UUID) -> None:
        super().__init__()
        _ = desk.language.text
        self._desk, self._customer_id = desk, customer_id
        self.table = Table(STANDINGS, desk.language, lambda each: each.terms.programme, "standings")
        self.table.opened.connect(self.open_standing)
        hint = label(_("Enter notes how far the customer has come."), "muted")
        self.audits = RecordsTab(desk, RecordPane(desk, AUDITS, {"customer_id": customer_id}), desk.language.say(AUDITS.many))
        upper = TablePane(self.table, quiet_empty(_("No programme is known.")))
        body = column(hint, upper, self.audits, spacing=10)
        body.setStretch(1, 3)
        body.setStretch(2, 2)
        self.setLayout(body)
        desk.session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Ask again how far the customer is."""
        self._desk.session.of(self).ask(ProgrammesOf(self._customer_id), self._arrived)

    @Slot(object)
    def open_standing(self, each: ProgrammeRow) -> RegisterForm[Participation]:
        """The form for how far the customer has come with a programme."""
        given = {"customer_id": self._customer_id, "programme": each.terms.programme}
        title = self._desk.language.say(CUSTOMER_PROGRAMME_NAMES[each.terms.programme])
        form = RegisterForm(self._desk, PROGRAMMES, each.standing, self, title=title, given=given)
        if each.standing is None:
            form.fill({"changed_on": self._desk.language.date(self._desk.day)})
        form.open()
        return form

    def _arrived(self, rows: Sequence[ProgrammeRow]) -> None:
        self.table.set_rows(rows)

    @Slot(object)
    def _changed(self, topics: frozenset[Topic]) -> None:
        if PROGRAMMES.topics & topics:
            self.refresh()


def more_tabs(desk: Desk, facts: CardFacts) -> list[tuple[Message, Lazy]]:
    """The tabs that belong to a subject, in their order: what only a customer has is left out for groups and parks."""
    ident = facts.subject_id
    tabs: list[tuple[Message, Callable[[], QWidget]]] = [
        (said("Intelligence"), lambda: RecordsTab(desk, RecordPane(desk, INTELLIGENCE, {"subject_id": ident}))),
        (said("Papers"), lambda: PapersTab(desk, ident, facts.name)),
        (said("Field history"), lambda: HistoryPane(desk, ident)),
    ]
    if facts.card is not None:
        tabs.insert(0, (said("Prices"), lambda: PriceTab(desk, ident)))
        tabs.insert(2, (said("Customer's programmes"), lambda: ProgrammesTab(desk, ident)))
    return [(title, Lazy(build)) for title, build in tabs]

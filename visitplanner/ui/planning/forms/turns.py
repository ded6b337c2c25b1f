"""輪流: everybody's visits led and joined in the year against what would be fair, the furthest from it marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.programme.programme import RANK_NAMES
from visitplanner.i18n import Language
from visitplanner.services.planning.turns import PersonTurns, TurnsOf, share_text
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import Column
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.dialog import Dialog, fitted
from visitplanner.ui.widgets.parts import EmptyState, button, column, label, row
from visitplanner.ui.widgets.table import Table, TablePane

FAR = 2.0
"""Turns away from the fair share from which somebody is marked."""


def away(one: PersonTurns) -> float:
    """How many turns more (or fewer) than fair somebody takes, the larger of leading and joining."""
    parts = [count - fair for count, fair in ((one.led, one.led_fair), (one.joined, one.joined_fair)) if fair is not None]
    return max(parts, key=abs, default=0.0)


def balance_chip(one: PersonTurns, language: Language) -> Chip:
    """Whether somebody goes more often than the others."""
    far = away(one)
    if far >= FAR:
        return Chip(language.text("{count} more than fair", count=f"{far:.0f}"), Shape.ALERT, Tone.WARN)
    if far <= -FAR:
        return Chip(language.text("{count} fewer than fair", count=f"{-far:.0f}"), Shape.OUTLINE)
    return Chip(language.text("even"), Shape.TICK, Tone.OK)


def fair(key: str, title: Message, share: Callable[[PersonTurns], float | None], width: int) -> Column[PersonTurns]:
    """A column of what somebody's turns are measured by; a dash for whom it is no turn."""
    return Column(key, title, lambda one: share(one) or 0, lambda one, _: share_text(share(one)), width, right=True)


TURNS = (
    Column[PersonTurns]("person", said("Person"), lambda one: one.person.name, width=88),
    Column[PersonTurns](
        "rank",
        said("Rank"),
        lambda one: -one.person.rank,
        lambda one, language: language.say(RANK_NAMES[one.person.rank]),
        width=100,
        spare=2,
    ),
    Column[PersonTurns]("led", said("Led"), lambda one: one.led, width=84, right=True),
    fair("led_fair", said("Average of the rank"), lambda one: one.led_fair, 132),
    Column[PersonTurns]("joined", said("Joined"), lambda one: one.joined, width=84, right=True),
    fair("joined_fair", said("Fair share"), lambda one: one.joined_fair, 112),
    Column[PersonTurns]("week", said("Most in a week"), lambda one: one.week, width=136, right=True),
    Column[PersonTurns]("balance", said("Balance"), away, chip=balance_chip, width=120, stretch=True),
)


class TurnsDialog(Dialog):
    """Reads only."""

    def __init__(self, desk: Desk, year: int, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self.setWindowTitle(_("Turns per person"))
        self.resize(*fitted(960, 560))
        told = _(
            "Counted as the calendar stands, visits called off left out. Going along is shared by those with a skill who lead no "
            "visit; leading by those of one rank who lead."
        )
        self.table = Table(TURNS, desk.language, lambda one: one.person.id, "turns")
        nothing = EmptyState("users", _("Nobody goes anywhere yet"), _("Turns appear here as soon as visits are planned."))
        head = label(_("Turns per person in {year}", year=desk.language.year(year)), "section")
        pane = TablePane(self.table, nothing)
        foot = row(None, button(_("C&lose"), on=self.reject))
        whole = column(head, label(told, "muted", wrap=True), pane, foot, spacing=12, margins=(24, 20, 24, 16))
        whole.setStretchFactor(pane, 1)
        self.setLayout(whole)
        desk.session.of(self).ask(TurnsOf(year), self.table.set_rows)

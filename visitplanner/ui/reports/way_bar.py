"""How far a half-year report is on its way: issue the draft, sign box by box, publish; one step at a time, each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QLineEdit

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.planning.year.approvals import APPROVAL_NAMES, SIGNER_NAMES, ApprovalState
from visitplanner.domain.reports.editions import HalfYearEdition
from visitplanner.services.core.outcome import Command
from visitplanner.services.reports.editions import IssueHalfYear, PublishHalfYear, SignHalfYear
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.parts import button, label, row

SHAPES = {
    ApprovalState.DRAFT: (Shape.OUTLINE, Tone.PLAIN),
    ApprovalState.PROPOSED: (Shape.HALF, Tone.WARN),
    ApprovalState.SIGNED: (Shape.SOLID, Tone.ACCENT),
    ApprovalState.PUBLISHED: (Shape.TICK, Tone.OK),
}
NAME_WIDTH, REASON_WIDTH = 130, 200


class WayBar(QFrame):
    """The state, what comes next, and the inputs it needs."""

    def __init__(self, desk: Desk, refused: Callable[[Refused], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        _ = desk.language.text
        self._desk, self._refused = desk, refused
        self._command: Callable[[], Command] | None = None
        self.chip, self.told = ChipLabel(), label(role="muted", wrap=True)
        self.name, self.reason = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(_("Why it is corrected"))
        self.reason.setAccessibleName(_("Why it is corrected"))
        for part, width in ((self.name, NAME_WIDTH), (self.reason, REASON_WIDTH)):
            part.setFixedWidth(style.look().px(width))
            part.returnPressed.connect(self.step)
        self.verb = button("", icon="check", on=self.step)
        line = row(self.chip, self.told, self.reason, self.name, self.verb, spacing=10, margins=(12, 6, 12, 6))
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_way(self, year: int, half: int, kept: Sequence[HalfYearEdition], edition: int | None) -> None:
        """kept: every edition of the half; edition: the one that is shown, None for the draft."""
        shown = next((one for one in kept if one.edition == edition), None)
        newest = bool(kept) and shown is kept[-1]
        state = shown.state if shown else ApprovalState.DRAFT
        shape, tone = SHAPES[state]
        _, say = self._desk.language.text, self._desk.language.say
        self.chip.set_chip(Chip(say(APPROVAL_NAMES[state]) if shown else _("Not issued"), shape, tone))
        self._command = None
        if shown is None:
            self._to_issue(year, half, len(kept))
        elif not newest:
            self._ask(_("A later edition replaces this one."), "")
        elif shown.next_signer is not None:
            self._to_sign(year, half, shown)
        elif shown.published_on is None:
            self._command = lambda: PublishHalfYear(year, half)
            self._ask(_("All have signed."), _("P&ublished and filed"))
        else:
            self._ask(_("Published and filed on {day}.", day=shown.published_on), "")

    def _to_issue(self, year: int, half: int, editions: int) -> None:
        _ = self._desk.language.text
        self._command = lambda: IssueHalfYear(year, half, self.name.text(), self.reason.text())
        told = _("Figures of today.") if not editions else _("Differs from what was issued? Issue a further edition.")
        self._ask(told, _("&Issue edition {edition}", edition=editions + 1), _("Who issues it"), why=bool(editions))

    def _to_sign(self, year: int, half: int, shown: HalfYearEdition) -> None:
        signer = shown.next_signer
        assert signer is not None
        _, name = self._desk.language.text, self._desk.language.say(SIGNER_NAMES[signer])
        self._command = lambda: SignHalfYear(year, half, signer, self.name.text())
        self._ask(_("Next to sign: {signer}.", signer=name), _("&Signed"), _("Who signed"))

    def _ask(self, told: str, verb: str, name: str = "", *, why: bool = False) -> None:
        """Say what comes next. verb: empty when nothing does. name: what the name is of; empty when none is needed."""
        self.told.setText(told)
        self.verb.setText(verb)
        self.name.setPlaceholderText(name)
        self.name.setAccessibleName(name)
        for part, needed in ((self.verb, bool(verb)), (self.name, bool(name)), (self.reason, why)):
            part.setVisible(needed)

    def step(self) -> None:
        """Take the next step; a refusal goes to whoever shows the report."""
        if self._command is not None:
            self._desk.session.of(self).do(self._command(), lambda _outcome: self._taken(), self._refused)

    def _taken(self) -> None:
        self.name.clear()
        self.reason.clear()

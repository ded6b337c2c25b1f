"""The card of a visit, or of a visit owed that stands nowhere yet: who, when, why then, what is open, what can be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from visitplanner.domain.core.messages import Message
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import OUTCOME_NAMES, VisitState, is_pinned
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.programme.obligations import DueRow
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.chips import Chip, ChipLabel, Shape
from visitplanner.ui.core.states import owed_chip, row_chip, visit_day
from visitplanner.ui.core.style import Tone
from visitplanner.ui.planning.board.painting import lacks_record
from visitplanner.ui.widgets.facts import Facts
from visitplanner.ui.widgets.parts import allow, button, column, empty, holder, label, line, put, row, scrolled, selectable

WIDTH = 328
SHOWN_ISSUES = 4
ICONS = {"record": "list-checks", "amend": "list-checks", "agree": "check", "move": "calendar-days", "brief": "printer"}


@dataclass(frozen=True)
class Handlers:
    """What the card's buttons do."""

    agree: Callable[[], object]
    pencil: Callable[[], object]
    move: Callable[[], object]
    cancel: Callable[[], object]
    prepare: Callable[[], object]
    record: Callable[[], object]
    amend: Callable[[], object]
    editions: Callable[[], object]
    release: Callable[[], object]
    brief: Callable[[], object]
    paper: Callable[[], object]
    subject: Callable[[], object]
    issues: Callable[[], object]
    close: Callable[[], object]


class VisitCard(QFrame):
    """Shows one visit (with what it is owed for) or one owed visit alone."""

    def __init__(self, language: Language, handlers: Handlers) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setObjectName("card")
        self.setFixedWidth(style.look().px(WIDTH))
        self._name = selectable(role="section")
        close = button("", kind="icon", icon="x", on=handlers.close, tip=_("Close the card (Esc)"))
        self._go = button(_("Customer's page"), kind="link", on=handlers.subject)
        tell = _("The visit record for signature, filled or blank")
        self._paper = button(_("On paper"), kind="link", on=handlers.paper, tip=tell)
        self._chips = (ChipLabel(), ChipLabel())
        self._facts = Facts()
        self._why, self._open = column(spacing=4), column(spacing=6)
        self.buttons = {
            "record": button(_("&Write the record"), icon="list-checks", on=handlers.record, tip=_("Write the record (Ctrl+R)")),
            "amend": button(_("&Amend the record"), icon="list-checks", on=handlers.amend, tip=_("Put it right (Ctrl+R)")),
            "agree": button(_("&Agreed"), icon="check", on=handlers.agree, tip=_("The customer agreed (Ctrl+Return)")),
            "move": button(_("&Find a day"), icon="calendar-days", on=handlers.move, tip=_("Another day or team (Ctrl+M)")),
            "pencil": button(_("Pencil &in"), on=handlers.pencil, tip=_("Tentative: not agreed yet, but kept by planning")),
            "prepare": button(
                _("P&repare"), icon="list-checks", on=handlers.prepare, tip=_("What to do, to tell and to ask (Ctrl+Alt+P)")
            ),
            "brief": button(_("&Print the briefing"), icon="printer", on=handlers.brief, tip=_("Print the briefing (Ctrl+P)")),
            "release": button(_("Re&lease"), on=handlers.release, tip=_("Planning may move it again")),
            "cancel": button(_("Ca&ncel the visit"), kind="quiet", on=handlers.cancel, tip=_("It will not take place (Ctrl+D)")),
        }
        self._editions = button("", kind="link", on=handlers.editions)
        self._more = button(_("All cases"), kind="link", on=handlers.issues)
        name = row(self._name, close, spacing=4)
        name.setStretch(0, 1)
        name.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        top = column(name, row(*self._chips, None, self._paper), row(self._go, self._editions, None, spacing=12), spacing=6)
        inside = holder(column(self._facts, self._why, self._open, None, spacing=12, margins=(0, 0, 8, 0)))
        body = column(top, line(), scrolled(inside), line(), self._foot(), spacing=10, margins=(16, 12, 12, 12))
        body.setStretch(2, 1)
        self.setLayout(body)
        self.hide()

    def _foot(self) -> QWidget:
        pairs = (("agree", "record", "amend"), ("prepare", "brief"), ("move", "pencil"), ("cancel", "release"))
        lines = [row(*(self.buttons[name] for name in pair), spacing=8) for pair in pairs]
        for each in lines:
            for place in range(each.count()):
                each.setStretch(place, 1)
        self._verbs = column(*lines, spacing=6)
        return holder(self._verbs)

    def stand_alone(self, *, alone: bool, width: int) -> None:
        """With the page to itself the card's buttons stand side by side, so that the reasons above them are in sight."""
        self.setFixedWidth(max(width, style.look().px(WIDTH)) if alone else style.look().px(WIDTH))
        self._verbs.setDirection(QBoxLayout.Direction.LeftToRight if alone else QBoxLayout.Direction.TopToBottom)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_visit(self, visit: VisitRow, owed: DueRow | None, today: dt.date) -> None:
        """Show a visit: when, who, what became of it, why this day."""
        _, say = self._language.text, self._language.say
        self._name.setText(visit.subject)
        self._chips[0].set_chip(row_chip(visit, self._language))
        missing = lacks_record(visit, today)
        self._chips[1].set_chip(Chip(_("no record yet"), Shape.ALERT, Tone.DANGER) if missing else None)
        facts = [(_("Day"), visit_day(visit, self._language)), (_("Leader"), visit.leader)]
        facts += [(_("Members"), "、".join(visit.members))] if visit.members else []
        if is_pinned(visit.visit):
            facts.append((_("Pinned"), _("Placed by hand: planning and mending leave it there until it is released.")))
        facts += [(_("Kind"), say(KIND_NAMES[visit.visit.subject_kind])), (_("Township"), visit.township)]
        if visit.visit.outcome is not None:
            facts.append((_("Outcome"), say(OUTCOME_NAMES[visit.visit.outcome])))
        if visit.visit.notes:
            facts.append((_("Notes"), visit.visit.notes))
        self._facts.show_facts(facts)
        reasons = visit.visit.reasons if visit.visit.is_open else ()
        self._show_reasons(_("Why this day"), reasons, owed.obligation.reasons if owed else ())
        self._offer(visit, today)
        self._show()

    def show_owed(self, owed: DueRow) -> None:
        """Show a visit that is owed and has no day: when it should be, until when it may."""
        _, say, date = self._language.text, self._language.say, self._language.date
        self._name.setText(owed.subject)
        self._chips[0].set_chip(owed_chip(owed.obligation, self._language))
        self._chips[1].set_chip(None if owed.person else Chip(_("nobody assigned"), Shape.ALERT, Tone.WARN))
        obligation = owed.obligation
        self._facts.show_facts(
            [
                (_("Ideal day"), date(obligation.ideal)),
                (_("Possible"), _("{first} to {last}", first=obligation.ready, last=obligation.due)),
                (_("In charge"), owed.person),
                (_("Kind"), say(KIND_NAMES[obligation.kind])),
                (_("Township"), owed.township),
            ]
        )
        self._show_reasons(_("Good to know"), (), obligation.reasons)
        for name, shown in self.buttons.items():
            shown.setVisible(name in ("move", "brief"))
        self._editions.hide()
        self._paper.hide()
        self._primary("move")
        self._show()

    def show_issues(self, issues: Sequence[FollowUpRow]) -> None:
        """Show the first open cases of the subject."""
        self._no_issues()
        if not issues:
            return
        put(self._open, label(self._language.text("Open cases: {count}", count=len(issues)), "strong"))
        for case in issues[:SHOWN_ISSUES]:
            due = self._language.text("due {day}", day=case.follow_up.due_on)
            late = self._language.text("overdue") if case.overdue else ""
            put(self._open, selectable(case.follow_up.text))
            put(self._open, label(" · ".join(part for part in (due, case.owner, late) if part), "refusal" if late else "caption"))
        self._open.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.show()

    def focus_first(self) -> None:
        """The button most likely wanted."""
        shown = [each for each in self.buttons.values() if each.isVisibleTo(self) and each.isEnabled()]
        wanted = next((each for each in shown if each.property("kind") == "primary"), shown[0] if shown else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        self._no_issues()
        self.show()

    def _no_issues(self) -> None:
        self._more.setParent(None)  # the button stays, the lines above it go
        empty(self._open)

    def _show_reasons(self, title: str, reasons: Sequence[Message], warnings: Sequence[Message]) -> None:
        empty(self._why)
        if reasons or warnings:
            put(self._why, label(title, "strong"))
        for reason in reasons:
            put(self._why, selectable(self._language.say(reason)))
        for warning in warnings:
            put(self._why, label(self._language.say(warning), "warning", wrap=True))

    def _offer(self, visit: VisitRow, today: dt.date) -> None:
        state, is_open = visit.visit.state, visit.visit.is_open
        come = visit.visit.day <= today
        shown = {
            "record": is_open and (come or state is VisitState.BOOKED),
            "agree": is_open and state is not VisitState.BOOKED,
            "move": is_open,
            "pencil": is_open and state is VisitState.SUGGESTED,
            "amend": not is_open,
            "release": is_pinned(visit.visit),
            "prepare": is_open,
            "brief": state is not VisitState.CANCELLED,
            "cancel": is_open,
        }
        for name, wanted in shown.items():
            self.buttons[name].setVisible(wanted)
        allow(self.buttons["record"], "" if come else self._language.text("It can be recorded from the day of the visit on."))
        self._paper.setVisible(state is not VisitState.CANCELLED)
        self._primary("record" if come and is_open else "agree" if shown["agree"] else "brief")
        self._editions.setVisible(visit.visit.edition > 1)
        self._editions.setText(self._language.text("Edition {number}: all editions", number=visit.visit.edition))

    def _primary(self, name: str) -> None:
        for each, shown in self.buttons.items():
            plain = "quiet" if each == "cancel" else "plain"
            self._dress(each, shown, "primary" if each == name else plain)

    @staticmethod
    def _dress(name: str, shown: QPushButton, kind: str) -> None:
        if shown.property("kind") != kind:
            shown.setProperty("kind", kind)
            if name in ICONS:
                shown.setIcon(style.icon(ICONS[name], "on_accent" if kind == "primary" else "text"))
            shown.style().unpolish(shown)
            shown.style().polish(shown)

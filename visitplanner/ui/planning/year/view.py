"""年: the sheet of the year under its head, and by what the year is laid out: who leads, who goes along, which kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea

from visitplanner.domain.programme.programme import KIND_NAMES, RANK_NAMES
from visitplanner.domain.staff.staff import Person
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import Language
from visitplanner.services.planning.turns import turns
from visitplanner.services.planning.year_overview import By, MonthFacts, YearLine, month_of, year_lines
from visitplanner.services.visits.visits import VisitRow
from visitplanner.ui.planning.year.geometry import Key, YearShown
from visitplanner.ui.planning.year.key import BarKey
from visitplanner.ui.planning.year.sheet import YearHead, YearSheet
from visitplanner.ui.widgets.parts import column, label, row
from visitplanner.ui.widgets.segments import Segments


class YearPane(QFrame):
    """Shows the visits it is given; `sheet` says what a person does with them."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self._language = language
        self.setObjectName("card")
        self.by = Segments([(_("Who leads"), By.LEADER), (_("Who goes along"), By.MEMBER), (_("Kind"), By.KIND)], By.LEADER)
        self._told = label(role="caption", wrap=True)
        self.sheet = YearSheet(language)
        self.head = YearHead(self.sheet)
        self._area = QScrollArea()
        self._area.setObjectName("plain")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(self.sheet)
        top = row(self._told, BarKey(language), spacing=12, margins=(12, 6, 14, 2))
        top.setStretch(0, 1)
        whole = column(top, self.head, self._area, spacing=0, margins=(1, 1, 1, 1))
        whole.setStretchFactor(self._area, 1)
        self.setLayout(whole)
        self._rows: Sequence[VisitRow] = ()
        self._months: Sequence[MonthFacts] = ()
        self._people: Sequence[Person] = ()
        self._in_charge: frozenset[UUID] = frozenset()
        self._today = dt.date(2000, 1, 1)
        self.before: Mapping[dt.date, int] | None = None
        self.compared = True
        self.late: Sequence[VisitRow] = ()
        self.by.chosen.connect(self._lay_out_again)

    def show_year(
        self,
        rows: Sequence[VisitRow],
        months: Sequence[MonthFacts],
        people: Sequence[Person],
        in_charge: frozenset[UUID],
        today: dt.date,
    ) -> YearLine:
        """Show visits; in_charge: people to whom something owed belongs. Answers the line of the whole office."""
        self._rows, self._months, self._people, self._in_charge, self._today = rows, months, people, in_charge, today
        self._lay_out_again()
        return self.sheet.shown.lines[0]

    @Slot()
    def _lay_out_again(self) -> None:
        by: By = self.by.value()
        keys = self._keys(by)
        lines = year_lines(self._rows, self._months, by, keys)
        shown = YearShown(self._months, lines, self._names(by), self._rows, by, self._today, self.before, self._fair(by))
        self.sheet.show_year(shown)
        self.head.update()
        before = self._language.text("Dashed frames: before the last plan.") if self.before is not None else ""
        self._told.setText(self._language.together((self._usual(by), self._shares(by, shown.fair), before, self._late())))

    def _fair(self, by: By) -> dict[Key, float]:
        """By person what the year's total is measured by; the visits chosen by person or kind alone are not compared."""
        within = {month.first for month in self._months}
        rows = [row for row in self._rows if month_of(row.visit.day) in within]
        shares = {
            one.person.id: one.led_fair if by is By.LEADER else one.joined_fair
            for one in (turns(rows, self._people) if by is not By.KIND and self.compared else ())
        }
        return {ident: share for ident, share in shares.items() if share is not None}

    def _keys(self, by: By) -> list[UUID | SubjectKind]:
        """Kinds that are visited at all; people who lead or are in charge; of those who go along also who never went."""
        held = [each.visit for each in self._rows]
        if by is By.KIND:
            return [kind for kind in SubjectKind if any(visit.subject_kind is kind for visit in held)]
        leaders = {visit.leader_id for visit in held} | self._in_charge
        if by is By.LEADER:
            return [person.id for person in self._people if person.id in leaders]
        joining = {ident for visit in held for ident in visit.member_ids}
        return [person.id for person in self._people if person.id in joining or person.id not in leaders]

    def _names(self, by: By) -> dict[Key, tuple[str, str]]:
        say = self._language.say
        names: dict[Key, tuple[str, str]] = {None: (self._language.text("Whole office"), "")}
        if by is By.KIND:
            return names | {kind: (say(KIND_NAMES[kind]), "") for kind in SubjectKind}
        return names | {person.id: (person.name, say(RANK_NAMES[person.rank])) for person in self._people}

    def _shares(self, by: By, fair: Mapping[Key, float]) -> str:
        """What the totals are measured by, in a sentence."""
        if not fair:
            return ""
        if by is By.LEADER:
            return self._language.text("Totals: average of the rank.")
        return self._language.text("Totals: even share.")

    def _late(self) -> str:
        """What no bar shows: visits of the year that are made up for after it."""
        if not self.late:
            return ""
        first, last = (pick(row.visit.day for row in self.late) for pick in (min, max))
        return self._language.text(
            "{count} visits are made up for after the year, {first} to {last}; they stand in no bar.",
            count=len(self.late),
            first=first,
            last=last,
        )

    def _usual(self, by: By) -> str:
        """What the counts are measured by, in a sentence."""
        _ = self._language.text
        norms = self._months[0].norms if self._months else None
        if norms is None:
            return ""
        if by is By.KIND:
            return _("Measured by an even spread over the working days, months over and to come apart.")
        count = norms.leader_week if by is By.LEADER else norms.member_week
        return _("Usual: {count} a week each; the office an even spread over the months planned.", count=count)

"""達成: how far a year's visits have come, by kind, person, group, industry or township, down to the names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.services.programme.obligations import AttainmentOf, DueRow, Part, Standing
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.home.attainment_columns import NAMES, PARTS, PartRow, parts_of, percent
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import column, label, quiet_empty, row
from visitplanner.ui.widgets.progress import PartsBar
from visitplanner.ui.widgets.segments import Segments
from visitplanner.ui.widgets.table import Table, TablePane

PARTS_SHARE, NAMES_SHARE = 7, 5


class AttainmentView(QWidget):
    """The whole above, its parts on the left, the names behind the chosen part on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        _ = language.text
        self._job: Job | None = None
        years = [(language.year(year), year) for year in range(desk.day.year - 1, desk.day.year + 2)]
        self.year = Choice(years, desk.day.year)
        self.year.setAccessibleName(_("Year"))
        names = {
            Part.KIND: _("Kind"),
            Part.PERSON: _("In charge"),
            Part.GROUP: _("Group"),
            Part.SECTOR: _("Industry"),
            Part.TOWNSHIP: _("Township"),
        }
        self.by = Segments([(name, part) for part, name in names.items()], Part.KIND)
        self.parts = Table(PARTS, language, lambda each: each.key, "attainment_parts")
        self.names = Table(
            NAMES, language, lambda each: (each.obligation.subject_id, each.obligation.ordinal), "attainment_names"
        )
        self._names_title = label(role="strong")
        self.year.chosen.connect(self.refresh)
        self.by.chosen.connect(self.refresh)
        self.parts.picked.connect(self._show_names)
        self.names.opened.connect(self._open)
        self._lay_out()

    def _lay_out(self) -> None:
        _ = self._desk.language.text
        parts = TablePane(self.parts, quiet_empty(_("No visit is owed in this year.")))
        names = TablePane(self.names, quiet_empty(_("Choose a line on the left.")))
        left = column(row(self.by, None), parts, spacing=6)
        right = column(self._names_title, names, spacing=6)
        self._names_title.setFixedHeight(self.by.sizeHint().height())
        lists = row(left, right, spacing=16)
        lists.setStretch(0, PARTS_SHARE)
        lists.setStretch(1, NAMES_SHARE)
        whole = column(self._whole(), lists, spacing=12)
        whole.setStretchFactor(lists, 1)
        self.setLayout(whole)

    def _whole(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        self._figure = label(role="figure")
        self._counts = label()
        self._bar = PartsBar()
        self._bar.setFixedHeight(style.look().px(PartsBar.HEIGHT))
        self._outlook = label(role="strong", wrap=True)
        self._elapsed = label(role="caption")
        words = column(self._counts, self._bar, self._elapsed, spacing=4)
        line = row(self._figure, words, self.year, spacing=24)
        line.setStretch(1, 1)
        frame.setLayout(column(line, self._outlook, spacing=8, margins=(16, 12, 16, 12)))
        self._figure.setMinimumWidth(style.look().px(84))
        return frame

    @property
    def outlook(self) -> str:
        """What the figures lead to, as it stands on screen."""
        return self._outlook.text()

    @property
    def names_title(self) -> str:
        """What stands above the names."""
        return self._names_title.text()

    @Slot()
    def refresh(self) -> None:
        """Ask for the chosen year; an answer that is asked for again is not waited for."""
        if self._job is not None:
            self._job.drop()
        by = self.by.value()
        query = AttainmentOf(self.year.value(), by)
        self._job = self._desk.session.of(self).ask(query, lambda standing: self._arrived(standing, by), self._refused)

    def _arrived(self, standing: Standing, by: Part) -> None:
        language = self._desk.language
        _, whole = language.text, standing.whole
        self._figure.setText(percent(whole.done_percent))
        counts = _(
            "{required} owed = {done} done + {unrecorded} without record + {agreed} agreed + {tentative} tentative "
            "+ {suggested} suggested + {to_book} to book",
            **whole.by_name,
        )
        self._counts.setText(counts)
        passed = _(
            "{percent} of the working days from {first} to {last} have passed; {expected} visits would be done at an even pace.",
            percent=f"{whole.elapsed:.0%}",
            first=standing.period.first,
            last=standing.period.last,
            expected=f"{whole.expected:.0f}",
        )
        self._elapsed.setText(passed)
        self._bar.show_parts(whole.done, whole.booked, whole.required, whole.elapsed, f"{counts} {passed}")
        self._outlook.setText(language.together(standing.outlook))
        parts = parts_of(standing, by, language)
        self.parts.set_rows(parts)
        if self.parts.current() is None and parts:
            self.parts.show_key(parts[0].key)
        self._show_names(self.parts.current())

    @Slot(object)
    def _show_names(self, part: PartRow | None) -> None:
        rows: Sequence[DueRow] = part.rows if part else ()
        self.names.set_rows(rows)
        told = self._desk.language.text("{name}: {count} visits", name=part.name, count=len(rows)) if part else ""
        self._names_title.setText(told)

    def _refused(self, refusal: Refused) -> None:
        for part in (self._figure, self._counts, self._elapsed):
            part.setText("")
        self._bar.show_parts(0, 0, 0, 0.0, "")
        self._outlook.setText(self._desk.language.say_refusal(refusal))
        self.parts.set_rows(())
        self._show_names(None)

    @Slot(object)
    def _open(self, owed: DueRow) -> None:
        self._desk.go("customers", owed.obligation.subject_id)

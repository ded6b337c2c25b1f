"""A week at a glance: Monday to Friday side by side, mornings above afternoons; what falls on a weekend stands below."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words
from visitplanner.documents.typesetting.style import BODY, HAIR, LABEL, SMALL, SMALL_MUTED
from visitplanner.documents.visits.words import WARNING
from visitplanner.domain.visits.visits import SLOT_NAMES, STATE_NAMES, Slot
from visitplanner.i18n import Language
from visitplanner.services.papers.visit_sheets import SATURDAY, PrintedVisit, SheetDay

NAME = 26.0
MOST_IN_CELL = 4
"""So many visits stand in one half-day; more are counted, all stand day by day below."""


def week_grid(days: Sequence[SheetDay], language: Language) -> Flowable:
    """The grid; weekend days with visits make columns of their own."""
    shown = [day for day in days if day.day.isoweekday() < SATURDAY or day.visits]
    room = (style.WIDTH - NAME) / max(1, len(shown))
    head: list[object] = ["", *(_day(day, language) for day in shown)]
    rows: list[list[object]] = [head]
    for slot in Slot:
        cells = [_cell([one for one in day.visits if one.row.visit.slot is slot], language) for day in shown]
        rows.append([Paragraph(language.say(SLOT_NAMES[slot]), LABEL), *cells])
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("GRID", (0, 0), (-1, -1), HAIR, style.HAIRLINE),
        ("BACKGROUND", (1, 0), (-1, 0), style.SOFT),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    for number, day in enumerate(shown, 1):
        looks += [] if day.works else [("BACKGROUND", (number, 0), (number, -1), style.WASH)]
    return Table(rows, colWidths=[NAME, *([room] * len(shown))], rowHeights=[None, None, None], style=TableStyle(looks))


def _day(day: SheetDay, language: Language) -> list[Flowable]:
    name = Paragraph(f"{language.weekday(day.day)}　{day.day.month}/{day.day.day}", BODY.but(bold=True, color=style.ACCENT))
    remark = day.remark if day.works else " ".join(filter(None, (language.text("day off"), day.remark)))
    return [name, Paragraph(remark, SMALL.but(color=style.WARN, most_lines=2))] if remark else [name]


def _cell(visits: Sequence[PrintedVisit], language: Language) -> list[Flowable]:
    parts: list[Flowable] = []
    for one in visits[:MOST_IN_CELL]:
        row = one.row
        when = f"{row.visit.time} " if row.visit.time else ""
        state = language.say(STATE_NAMES[row.visit.state])
        late: list[str | Words] = [Words(f"　{WARNING}{len(one.overdue)}", bold=True, color=style.DANGER)] if one.overdue else []
        team = language.listed((row.leader, *row.members)) if row.members else row.leader
        parts += [
            Paragraph(f"{when}{row.subject}", SMALL.but(bold=True, most_lines=3)),
            Paragraph([f"{row.township}　{state}".strip(), *late], SMALL_MUTED.but(most_lines=2)),
            Paragraph(team or "—", SMALL_MUTED.but(most_lines=2)),
        ]
    if len(visits) > MOST_IN_CELL:
        parts.append(Paragraph(language.text("… and {count} more visits", count=len(visits) - MOST_IN_CELL), SMALL_MUTED))
    return parts or [Paragraph("", SMALL)]

"""A long span of visits, a line each: sums by month, and the boxes to sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, Words
from visitplanner.documents.typesetting.style import HAIR, LABEL, SMALL
from visitplanner.documents.visits.words import WARNING
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.visits.times import part_of_day
from visitplanner.domain.visits.visits import STATE_NAMES, SubjectKind, VisitState
from visitplanner.i18n import Language
from visitplanner.services.papers.visit_sheets import PrintedVisit

WIDTHS = (84.0, 120.0, 74.0, 116.0, 32.0, style.WIDTH - 426.0)
"""Day, customer, account, who goes, state, open cases; in points."""
WIDE = (98.0, 114.0, 73.0, 92.0, 50.0, style.WIDTH - 427.0)
"""The same where days and states are longer words."""
HEADS = ("Day", "Customer", "Account number", "Who goes", "state", "Open cases")


def line_head(language: Language) -> Flowable:
    """The names of the columns."""
    cells = [Paragraph(language.text(name), LABEL.but(most_lines=2)) for name in HEADS]
    return Table([cells], colWidths=_widths(language), style=_ruled(style.MUTED))


def month_groups(visits: Sequence[PrintedVisit], language: Language) -> list[Group]:
    """A group a month: its sum above, a line a visit."""
    months = groupby(visits, key=lambda one: one.row.visit.day.replace(day=1))
    groups: list[Group] = []
    for month, found in months:
        shown = list(found)
        name, sums = language.month_of_year(month), _sums(shown, language)
        groups.append(
            Group(
                [_band(name, sums), *(_line(one, language) for one in shown)],
                again=_band(name, language.text("continued")),
            )
        )
    return groups


def _widths(language: Language) -> tuple[float, ...]:
    return WIDTHS if language.code == "zh_TW" else WIDE


def _sums(visits: Sequence[PrintedVisit], language: Language) -> str:
    counted = Counter(one.row.visit.state for one in visits)
    states = language.listed(f"{language.say(STATE_NAMES[state])} {counted[state]}" for state in VisitState if counted[state])
    return f"{language.text('{count} visits', count=len(visits))}{language.bracketed(states)}"


def _band(name: str, told: str) -> Flowable:
    words: Content = [Words(name, bold=True, color=style.ACCENT), f"　{told}"]
    looks = [*_LOOKS, ("BACKGROUND", (0, 0), (-1, -1), style.SOFT)]
    return Table([[Paragraph(words, SMALL.but(most_lines=1))]], colWidths=[style.WIDTH], style=TableStyle(looks))


def _line(one: PrintedVisit, language: Language) -> Flowable:
    row, few = one.row, SMALL.but(most_lines=1)
    when = f"{language.day_of_year(row.visit.day)} {language.say(part_of_day(row.visit))}"
    account = account_printed(row.account) if row.visit.subject_kind is SubjectKind.LARGE else _sites(one, language)
    struck = few.but(color=style.MUTED) if row.visit.state is VisitState.CANCELLED else few
    cells = [
        Paragraph(when, struck),
        Paragraph(row.subject, struck),
        Paragraph(account, struck.but(color=style.MUTED)),
        Paragraph(language.listed((row.leader or "—", *row.members)), struck),
        Paragraph(language.say(STATE_NAMES[row.visit.state]), struck),
        Paragraph(_cases(one), struck),
    ]
    return Table([cells], colWidths=_widths(language), style=_ruled(style.GRID))


def _ruled(color: Color) -> TableStyle:
    return TableStyle([*_LOOKS, ("LINEBELOW", (0, 0), (-1, -1), HAIR, color)])


def _sites(one: PrintedVisit, language: Language) -> str:
    return language.text("{count} sites", count=len(one.sites)) if one.sites else ""


def _cases(one: PrintedVisit) -> Content:
    if not one.cases:
        return ""
    words: list[str | Words] = [f"{len(one.cases)}"]
    if one.overdue:
        words.append(Words(f" {WARNING}{len(one.overdue)}", bold=True, color=style.DANGER))
    return words


_LOOKS = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 0.6),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
]

"""The annual visit plan for signature: a line a visit, a head and a sum for each month, 核章 boxes with who signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.reports.half_year_pdf import Bookmark, boxes_of
from visitplanner.documents.sheet_frame import continued, foot, opening
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.paragraphs import Content, Paragraph, Words
from visitplanner.documents.typesetting.sheets import write_pages
from visitplanner.documents.typesetting.style import HAIR, LABEL, SMALL
from visitplanner.domain.planning.year.approvals import APPROVAL_NAMES, SIGNER_NAMES, Signer
from visitplanner.domain.visits.visits import SLOT_NAMES, SubjectKind
from visitplanner.i18n import Language
from visitplanner.services.reports.plan_for_signature import AnnualPlan
from visitplanner.services.reports.visit_figures import KIND_TITLES
from visitplanner.services.visits.visits import VisitRow

COLUMNS = ("Day", "", "Customer", "Kind", "Township", "Leader", "Members")
SHARES = {"zh_TW": (0.12, 0.07, 0.34, 0.1, 0.1, 0.1, 0.17), "en": (0.17, 0.105, 0.235, 0.15, 0.115, 0.085, 0.14)}
"""Of the width, by language: a visit of the usual length stands in one line."""


def write_annual_plan(plan: AnnualPlan, path: Path, language: Language) -> int:
    """Write the plan as PDF; returns the pages. Raises OSError when the file cannot be written."""
    text = language.text
    title = text("Annual visit plan of {year}", year=language.year(plan.year))
    told = text("{count} visits: {parts}", count=len(plan.visits), parts=_by_kind(plan.visits, language))
    state = language.say(APPROVAL_NAMES[plan.approval.state])
    top = opening(title, told, (state,), plan.printed_on, language, provisional=False)
    groups = [
        _month(list(rows), language) for _month_of, rows in groupby(plan.visits, key=lambda row: row.visit.day.replace(day=1))
    ]
    by = {one.signer: one for one in plan.approval.signatures}
    signed = [
        (
            language.say(SIGNER_NAMES[signer]),
            text("{name} {day}", name=by[signer].name, day=by[signer].on) if signer in by else "",
        )
        for signer in Signer
    ]
    head = _line([text(one) if one else "" for one in COLUMNS], language, LABEL.but(color=style.INK, bold=True))
    run = Run(top, groups, continued(title, language), head, boxes_of(signed))
    return write_pages(flow(run), path, title, foot(plan.office, language, demonstration=plan.demonstration), language)


def _by_kind(rows: Sequence[VisitRow], language: Language) -> str:
    counts = Counter(row.visit.subject_kind for row in rows)
    return language.listed(f"{language.say(KIND_TITLES[kind])} {counts[kind]}" for kind in SubjectKind if counts[kind])


def _month(rows: Sequence[VisitRow], language: Language) -> Group:
    """A month: its name with its sum and what that is made of, then its visits."""
    name = language.month_of_year(rows[0].visit.day)
    told = language.text("{count} visits: {parts}", count=len(rows), parts=_by_kind(rows, language))
    looks = [
        ("BACKGROUND", (0, 0), (-1, -1), style.SOFT),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ]
    words = Paragraph([Words(name, bold=True, color=style.ACCENT), Words(f"　{told}", color=style.MUTED)], SMALL)
    head = Table([[[Bookmark(name), words]]], colWidths=[style.WIDTH], style=TableStyle(looks))
    again = Table([[Paragraph(name, SMALL.but(color=style.ACCENT))]], colWidths=[style.WIDTH], style=TableStyle(looks))
    return Group([head, *(_visit(row, language) for row in rows)], again=again, gap=6.0)


def _visit(row: VisitRow, language: Language) -> Flowable:
    day = language.date(row.visit.day, weekday=True) if language.code == "en" else language.day_of_year(row.visit.day)
    kind, members = language.say(KIND_TITLES[row.visit.subject_kind]), language.listed(row.members)
    cells = [day, language.say(SLOT_NAMES[row.visit.slot]), row.subject, kind, row.township, row.leader, members]
    return _line(cells, language, SMALL)


def _line(cells: Sequence[Content], language: Language, text: style.TextStyle) -> Table:
    looks = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), HAIR, style.HAIRLINE),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.0),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    made = [Paragraph(one, text) for one in cells]
    return Table([made], colWidths=[style.WIDTH * share for share in SHARES[language.code]], style=TableStyle(looks))

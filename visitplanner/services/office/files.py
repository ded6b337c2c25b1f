"""The files front ends read and write, as callables: `cli` and `ui` never import `exchange` or `documents` themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visitplanner.domain.calendar.working_days import Calendar

if TYPE_CHECKING:
    from visitplanner.domain.core.messages import Message
    from visitplanner.domain.lists.tables import Table
    from visitplanner.domain.planning.plan import Plan
    from visitplanner.domain.planning.problem import Problem
    from visitplanner.services.exports.list_tables import Encoding, ListTable
    from visitplanner.services.intelligence.roll_up import IntelligenceReport
    from visitplanner.services.loads.loads import LoadFile, ReadingChoices
    from visitplanner.services.papers.briefs import BatchCover
    from visitplanner.services.papers.hand_over_sheet import HandOverPaper
    from visitplanner.services.papers.record_sheets import RecordPaper
    from visitplanner.services.papers.reply_letter import ReplyLetter
    from visitplanner.services.papers.visit_sheets import VisitSheet
from visitplanner.services.papers.agreements import AgreementSheet
from visitplanner.services.papers.year_sheets import YearSheet
from visitplanner.services.reports.half_year import HalfYearSheet
from visitplanner.services.reports.plan_for_signature import AnnualPlan


@dataclass(frozen=True)
class Files:
    """One field a kind of file; `bootstrap` fills them from `visitplanner.exchange` and `visitplanner.documents`.

    write_brief: of a `Brief`, a path, a language and, where not both sheets are wanted, a `BriefPrint`. unshown: gives the texts
    written meanwhile that hold a character no font has. unshown_in: those among some texts.
    """

    read_tables: Callable[[Path, str | None], tuple[Table, ...]]
    write_table: Callable[[Iterable[Sequence[str]], Path], None]
    read_calendar: Callable[[Path], Calendar]
    read_load: Callable[[Path, ReadingChoices], LoadFile]
    read_loads: Callable[[Path, ReadingChoices], tuple[LoadFile, ...]]
    write_reading_template: Callable[[Path], Path]
    write_brief: Callable[..., int]
    write_day: Callable[[VisitSheet, Path, Any], int]
    write_week: Callable[[VisitSheet, Path, Any], int]
    write_list: Callable[[VisitSheet, Path, Any], int]
    write_year: Callable[[YearSheet, Path, Any], int]
    write_annual_plan: Callable[[AnnualPlan, Path, Any], int]
    write_half_year: Callable[[HalfYearSheet, Path, Any], int]
    write_agreement: Callable[[AgreementSheet, Path, Any], int]
    write_intelligence: Callable[[IntelligenceReport, Path, Any], None]
    write_cover: Callable[[BatchCover, Path, Any], int]
    write_record: Callable[[RecordPaper, Path, Any], int]
    write_reply: Callable[[ReplyLetter, Path, Any], int]
    write_hand_over: Callable[[HandOverPaper, Path, Any], int]
    write_list_file: Callable[[ListTable, Path, Any, Encoding], int]
    write_calendar: Callable[..., tuple[int, int]]
    unshown: Callable[[], AbstractContextManager[list[str]]]
    unshown_in: Callable[[Iterable[str]], list[str]]
    read_problem: Callable[[Path], Problem]
    write_plan: Callable[[Plan, Path, Callable[[Message], str]], dict[str, object]]

"""What an item of the plan can be reported by: each is worked out by one function (`services.reports.figures`)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from visitplanner.domain.core.messages import Message, said


class ReportFigure(StrEnum):
    """A source of figures; `REPORT_FIGURE_NAMES` tells what it gives."""

    GROUP_VISITS = "group_visits"
    LARGE_VISITS = "large_visits"
    PARK_VISITS = "park_visits"
    OTHER_VISITS = "other_visits"
    HELD = "held"
    LED_BY_HEADS = "led_by_heads"
    ADVICE = "advice"
    PROGRAMMES = "programmes"
    LEAFLETS = "leaflets"
    CASES = "cases"
    CASES_BY_WINDOW = "cases_by_window"
    SATISFACTION = "satisfaction"
    SAVINGS = "savings"
    INTELLIGENCE = "intelligence"
    DOCUMENTS = "documents"
    PETITIONS = "petitions"
    SURVEYS = "surveys"
    MEASURES = "measures"
    SEMINARS = "seminars"
    DEDICATED_ACCOUNTS = "dedicated_accounts"
    AUDITS = "audits"


REPORT_FIGURE_NAMES: Mapping[ReportFigure, Message] = {
    ReportFigure.GROUP_VISITS: said("group visits, owed and done"),
    ReportFigure.LARGE_VISITS: said("visits to large customers, owed and done"),
    ReportFigure.PARK_VISITS: said("visits to industrial parks, owed and done"),
    ReportFigure.OTHER_VISITS: said("visits to other customers, owed and done"),
    ReportFigure.HELD: said("visits held, counted or not and why"),
    ReportFigure.LED_BY_HEADS: said("visits led by the director or a deputy director"),
    ReportFigure.ADVICE: said("advice given at visits"),
    ReportFigure.PROGRAMMES: said("programmes introduced at visits"),
    ReportFigure.LEAFLETS: said("leaflets handed over at visits"),
    ReportFigure.CASES: said("what customers raised, closed and open"),
    ReportFigure.CASES_BY_WINDOW: said("what customers raised, by window"),
    ReportFigure.SATISFACTION: said("satisfaction asked at visits"),
    ReportFigure.SAVINGS: said("savings found for the customers visited"),
    ReportFigure.INTELLIGENCE: said("what was learnt of the customers' business"),
    ReportFigure.DOCUMENTS: said("documents told at once"),
    ReportFigure.PETITIONS: said("petitions and who watches over them"),
    ReportFigure.SURVEYS: said("surveys of satisfaction"),
    ReportFigure.MEASURES: said("measures of improvement"),
    ReportFigure.SEMINARS: said("seminars held"),
    ReportFigure.DEDICATED_ACCOUNTS: said("payment to accounts of customers' own"),
    ReportFigure.AUDITS: said("energy audits and what they found"),
}

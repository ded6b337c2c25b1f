"""The yearly plan an office reports on: its heading and its items, in the plan's own columns (plan 伍, 陸一).

They are records, so that next year's plan needs no new release; the plan the program brings is in `data/plan_items/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.fields import Number, OneOf, SomeOf, Words
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.records import Record, new_identity
from visitplanner.domain.reports.report_figures import REPORT_FIGURE_NAMES, ReportFigure

FIRST_YEAR, LAST_YEAR = 100, 200
YEAR_ONE = 1911
"""Added to a year of the Republic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanYear(Record):
    """The heading of a year's plan. republic_year: 民國. document: 依據文號. reason: the paragraph before the table, or empty."""

    republic_year: int
    title: str
    document: str
    reason: str = ""

    @property
    def name(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem(Record):
    """A row of the plan's table.

    place: where it stands among the others. content, strategy, text, departments, span: 服務內涵, 執行策略, 具體推動作法,
    承辦部門, 執行期間. figures: what it is reported by. first_note, second_note: what the office reports of the halves in its own
    words.
    """

    republic_year: int
    place: int
    clause: str
    content: str
    strategy: str
    text: str
    departments: str
    span: str
    figures: tuple[ReportFigure, ...] = ()
    first_note: str = ""
    second_note: str = ""

    def note_of(self, half: int) -> str:
        """The office's own words on a half, 1 or 2."""
        return self.first_note if half == 1 else self.second_note


@dataclass(frozen=True, slots=True)
class YearlyPlan:
    """A plan as it is known: of which year it is, its heading and its items in their order. source: where it was taken from."""

    heading: PlanYear
    items: tuple[PlanItem, ...]
    source: str = ""

    @property
    def year(self) -> int:
        """The western year."""
        return self.heading.republic_year + YEAR_ONE


def copied(plan: YearlyPlan, year: int) -> YearlyPlan:
    """The plan as the draft of another western year: the same rows, nothing reported yet, without a document number."""
    republic = year - YEAR_ONE
    title = plan.heading.title.replace(str(plan.heading.republic_year), str(republic), 1)
    heading = PlanYear(republic_year=republic, title=title, document="", reason=plan.heading.reason)
    fresh = {"version": 0, "republic_year": republic, "first_note": "", "second_note": ""}
    return YearlyPlan(heading, tuple(replace(item, id=new_identity(), **fresh) for item in plan.items), plan.source)


def newest_before(plans: Iterable[YearlyPlan], year: int) -> YearlyPlan | None:
    """Of some plans the one of a western year, else the last before it, else the first after it; None without any."""
    in_order = sorted(plans, key=lambda plan: plan.year)
    upto = [plan for plan in in_order if plan.year <= year]
    return upto[-1] if upto else in_order[0] if in_order else None


def checked_item(item: PlanItem) -> PlanItem:
    """The item; raises `Refused` when it names no clause a reader could look up."""
    if not any(sign.isalnum() for sign in item.clause):
        raise Refused(said("“{text}” is no clause.", text=item.clause), mend=said("Write it as 伍一(二)1."), field="clause")
    return item


PLAN_YEARS = Kind(
    name="plan_years",
    record=PlanYear,
    noun=said("a yearly plan"),
    plural=said("Yearly plans"),
    label=lambda plan: said("the plan “{title}”", title=plan.title),
    order=("republic_year",),
    topic="plan_items",
    fields=(
        RecordField("republic_year", said("Year of the Republic"), Number(0, FIRST_YEAR, LAST_YEAR), example=said("115")),
        RecordField("title", said("Title of the plan"), Words()),
        RecordField("document", said("Document it rests on"), Words(), hint=said("Number and date of the letter.")),
        RecordField("reason", said("Preamble"), Words(3)),
    ),
)
PLAN_ITEMS = Kind(
    name="plan_items",
    record=PlanItem,
    noun=said("an item of the plan"),
    plural=said("Items of the plan"),
    label=lambda item: said("item {clause} of the plan", clause=item.clause),
    named=lambda item: (f"{item.republic_year} {item.clause}",),
    order=("republic_year", "place"),
    fields=(
        RecordField("republic_year", said("Year of the Republic"), Number(0, FIRST_YEAR, LAST_YEAR), example=said("115")),
        RecordField("place", said("Place in the table"), Number(0, 1, 999), beside=True),
        RecordField("clause", said("Clause"), Words()),
        RecordField("content", said("Service"), Words()),
        RecordField("strategy", said("Strategy"), Words()),
        RecordField("text", said("Concrete measure"), Words(3)),
        RecordField("departments", said("Dept. in charge"), Words()),
        RecordField("span", said("Span"), Words(), beside=True),
        RecordField("figures", said("Reported by"), SomeOf(OneOf(REPORT_FIGURE_NAMES))),
        RecordField("first_note", said("Result of the first half, in words"), Words(3)),
        RecordField("second_note", said("Result of the second half, in words"), Words(3)),
    ),
    check=checked_item,
)

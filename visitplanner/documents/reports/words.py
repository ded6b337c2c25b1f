"""The half-year report in the words of a language: one content for paper, Word and Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from visitplanner.domain.planning.year.approvals import SIGNER_NAMES, Signer
from visitplanner.domain.reports.editions import HalfYearEdition, amount_text
from visitplanner.domain.reports.half_year import HalfYearReport, ItemResult, ReportLine
from visitplanner.i18n import Language
from visitplanner.services.reports.half_year import HalfYearSheet


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure: what it is, its value with unit (or that it is not known), a remark below it or empty."""

    title: str
    value: str
    note: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row of the plan's table. words: what the office says itself."""

    clause: str
    content: str
    strategy: str
    measure: str
    departments: str
    span: str
    figures: tuple[FigureWords, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ListWords:
    """The names behind a figure, each with day and remark, empty where there is none."""

    clause: str
    title: str
    value: str
    names: tuple[tuple[str, str, str], ...]

    @property
    def remarked(self) -> bool:
        """Whether any name has a remark."""
        return any(told for _day, _name, told in self.names)


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The whole paper. state: draft, or which edition of when. facts: what stands below the title. signed: the boxes with who
    signed them and when. changed: of a later edition item, field, before, after."""

    title: str
    kind: str
    state: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    preamble: str
    summary: tuple[FigureWords, ...]
    heads: tuple[str, ...]
    rows: tuple[RowWords, ...]
    answers: tuple[tuple[str, str], ...]
    lists: tuple[ListWords, ...]
    signed: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, str, str], ...] = field(default=())
    reason: str = ""
    office: str = ""
    mark: str = ""
    audience: str = ""


def words_of(sheet: HalfYearSheet, language: Language) -> ReportWords:
    """The sheet as it is printed."""
    text, report, edition = language.text, sheet.report, sheet.edition
    half = text("first half") if report.half == 1 else text("second half")
    kind = text("Self-assessment of results, {half} of {year}", half=half, year=language.year(report.year))
    return ReportWords(
        title=report.title,
        kind=kind,
        state=_state(sheet, language),
        facts=tuple(_facts(sheet, language)),
        notes=tuple(_notes(report, language)),
        preamble=report.reason,
        summary=tuple(_figure(line, language) for line in report.summary),
        heads=tuple(map(text, HEADS)),
        rows=tuple(_row(item, language) for item in report.items),
        answers=tuple((language.say(one.question), language.say(one.answer)) for one in report.answers),
        lists=tuple(_list(item, line, language) for item, line in report.lines() if line.names and not report.public),
        signed=() if report.public else tuple(_signed(edition, language)),
        changed=tuple(_changed(edition, language)) if edition else (),
        reason=edition.reason if edition else "",
        office=report.office,
        mark=text("demonstration data, invented") if sheet.demonstration else "",
        audience=text("public version") if report.public else text("for the business department's files"),
    )


HEADS = ("Service", "Strategy", "Concrete measure", "Dept. in charge", "Span", "Results")
"""The plan's own columns, and what came of them."""


def _state(sheet: HalfYearSheet, language: Language) -> str:
    if sheet.edition is None:
        return language.text("draft of {day}", day=sheet.printed_on)
    return language.text("edition {edition}, issued {day}", edition=sheet.edition.edition, day=sheet.edition.issued_on)


def _facts(sheet: HalfYearSheet, language: Language) -> list[tuple[str, str]]:
    text, report, edition = language.text, sheet.report, sheet.edition
    span = text("{first} to {last}", first=report.first, last=report.last)
    facts = [
        (text("Office"), report.office or text("not entered")),
        (text("Document it rests on"), report.document or text("not entered")),
        (text("Half-year"), span),
    ]
    counted = text("visits until {until}, cases as they stand on {made}", until=report.as_of, made=report.made_on)
    facts.append((text("Counted"), counted))
    if edition is not None and not report.public:
        by = text("{name} {day}", name=edition.issued_by, day=edition.issued_on)
        facts.append((text("Issued by"), by))
    if edition is not None and edition.published_on is not None:
        facts.append((text("Published and filed"), language.date(edition.published_on)))
    return facts


def _notes(report: HalfYearReport, language: Language) -> list[str]:
    notes = [language.say(one) for one in report.basis]
    if not report.complete:
        notes.insert(0, language.text("The half-year is not over: the figures are those of {day}.", day=report.made_on))
    return notes


def _figure(line: ReportLine, language: Language) -> FigureWords:
    named = (line.named_en if language.code == "en" else line.named) or line.named
    title = language.say(line.title)
    if named:
        title = language.text("{name}: {title}", name=named, title=title)
    value = language.text("not known") if line.amount is None else amount_text(line)
    if line.amount is not None and line.unit is not None:
        value = f"{value} {language.say(line.unit)}"
    return FigureWords(title, value, language.say(line.told) if line.told else "", line.amount is not None)


def _row(item: ItemResult, language: Language) -> RowWords:
    words = item.words
    if item.with_names and not words:
        words = language.text("The office's own words name a customer or a person and are not published.")
    if not words and not item.lines:
        words = language.text("Not kept in this program; to be filled in by the department in charge.")
    figures = tuple(_figure(line, language) for line in item.lines)
    return RowWords(item.clause, item.content, item.strategy, item.text, item.departments, item.span, figures, words)


def _list(item: ItemResult, line: ReportLine, language: Language) -> ListWords:
    figure = _figure(line, language)
    names = tuple(
        (language.date(one.day) if one.day else "", one.name, language.say(one.told) if one.told else "") for one in line.names
    )
    return ListWords(item.clause, figure.title, figure.value, names)


def _signed(edition: HalfYearEdition | None, language: Language) -> list[tuple[str, str]]:
    """Every box with who signed it, empty while nobody has."""
    by = {one.signer: one for one in edition.signatures} if edition else {}
    return [
        (
            language.say(SIGNER_NAMES[signer]),
            language.text("{name} {day}", name=by[signer].name, day=by[signer].on) if signer in by else "",
        )
        for signer in Signer
    ]


def _changed(edition: HalfYearEdition, language: Language) -> Sequence[tuple[str, str, str, str]]:
    none = language.text("none")
    return [
        (one.clause, language.say(one.what), language.say(one.before) or none, language.say(one.after) or none)
        for one in edition.changes
    ]

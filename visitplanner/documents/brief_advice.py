"""The tariff options on the briefing sheet: the answer first, every option with what it costs and at least saves, assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from visitplanner.documents.brief_savings import side_by_side, told_savings
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import boxed, listing, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words, lines_of
from visitplanner.documents.typesetting.style import BODY, FINE, SMALL, TextStyle
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.tariffs.advice.over_contract import OverYear
from visitplanner.i18n import Language
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow
from visitplanner.services.loads.pictures import SHOWN_MONTHS
from visitplanner.services.papers.briefs import Brief


def advice_parts(brief: Brief, language: Language, options: int, assumption_lines: int, contracts: int = 0) -> list[Flowable]:
    """Contracts and options side by side, what else was found, assumptions in small print; nothing without the engine's word."""
    advice = brief.advice
    if advice is None or not advice.rows:
        return _months_to_ask_for(brief, language)
    aside = language.text("prices of {day}", day=advice.prices_of)
    if advice.draft:
        aside += f"　{language.text('draft prices')}：{advice.draft}"
    table = side_by_side(advice, language, contracts, options - 1) or _options_table(advice, language, options)
    parts = [*_answer(advice, language), table, *_small_print(brief, advice, language, assumption_lines)]
    return [titled(language.text("Tariff options (NT$ a year)"), parts, aside)]


def _months_to_ask_for(brief: Brief, language: Language) -> list[Flowable]:
    """What is missing for the comparison when the load is too short for a year."""
    whole = brief.picture.whole_months if brief.picture and not brief.picture.from_readings else SHOWN_MONTHS
    if whole >= SHOWN_MONTHS:
        return []
    need = language.text("The tariff comparison needs 12 whole months of load; {count} are imported.", count=whole)
    ask = language.text("Please export the last 12 months from the portal for high-voltage customers and import them.")
    return [boxed([Paragraph(need, BODY.but(bold=True, color=style.ACCENT)), Paragraph(ask, SMALL)], border=style.ACCENT)]


def _options_table(advice: AdviceBlock, language: Language, most: int) -> Flowable:
    rows = [row for row in advice.rows if not row.is_present][:most]
    shown = ([advice.present] if advice.present else []) + rows
    head = [language.text(name) for name in ("option", "contracts (kW)", "a year", "over contract", "saving", "at least")]
    cells = [_option_cells(row, language) for row in shown]
    marked = [number for number, row in enumerate(shown) if row.recommended]
    return listing(head, cells, (23, 24.5, 12.5, 18, 11, 11), right=(2, 3, 4, 5), marked=marked)


def _option_cells(row: AdviceRow, language: Language) -> list[Flowable]:
    name: list[str | Words] = [Words(language.say(OPTION_NAMES[row.option]), bold=row.recommended)]
    if row.is_present:
        name.append(Words("　" + language.text("present"), color=style.MUTED))
    figures = SMALL.but(align="right", bold=row.recommended)
    saving = _difference(row, row.saving_ntd, language)
    gain = row.saving_ntd is not None and row.saving_ntd > 0 and not row.is_present
    return [
        Paragraph(name, SMALL.but(most_lines=1)),
        Paragraph(named_contracts(row.contracts, row.option, language), SMALL),
        Paragraph(f"{rounded(row.year_ntd):,}", figures),
        Paragraph(over_text(row.over, language), SMALL.but(align="right")),
        Paragraph(saving, figures.but(color=style.OK) if gain else figures),
        Paragraph(_difference(row, row.sure_ntd, language), figures),
    ]


def _difference(row: AdviceRow, amount: Decimal | None, language: Language) -> str:
    """A saving; the present row has none, and where none may be claimed that is said."""
    if row.is_present:
        return "—"
    return language.text("unknown") if amount is None else f"{rounded(amount):,}"


def over_text(over: OverYear | None, language: Language) -> str:
    """Months billed over contract and the surcharge."""
    if over is None:
        return ""
    if not over.count:
        return language.text("never over contract")
    return language.text("{count} months, {ntd:,} NT$", count=over.count, ntd=rounded(over.ntd))


def named_contracts(contracts: Contracts, option: TariffOption, language: Language) -> str:
    """The contracts that are not zero, by name: 經常 1,040、離峰 200."""
    second = "non-summer" if option in (TariffOption.TWO_STAGE, TariffOption.BATCH) else "half-peak"
    named = (
        ("regular", contracts.regular_kw),
        (second, contracts.half_peak_kw),
        ("Saturday half-peak", contracts.saturday_kw),
        ("off-peak", contracts.off_peak_kw),
    )
    return language.listed(f"{language.text(name)} {kw:,}" for name, kw in named if kw)


def _answer(advice: AdviceBlock, language: Language) -> list[Flowable]:
    """The answer and, below it, why it stands above larger figures and what the contracts risk."""
    if advice.headline is None:
        return []
    parts: list[Flowable] = [Paragraph(language.say(advice.headline), BODY.but(bold=True))]
    reasons = [language.say(reason) for reason in advice.why]
    told = next((language.together(reasons[:count]) for count in range(len(reasons), 0, -1)
                 if _fits(language.together(reasons[:count]), SMALL, 2)), "")  # fmt: skip
    change = next((row.earliest_change for row in advice.rows if row.recommended), None)
    if change is not None:
        told = language.together([told, language.text("Earliest change: {day}.", day=change)])
    if told:
        parts.append(Paragraph(told, SMALL))
    return parts


def _small_print(brief: Brief, advice: AdviceBlock, language: Language, lines: int) -> list[Flowable]:
    parts: list[Flowable] = []
    if savings := told_savings(advice.savings, language):
        parts.append(Paragraph(savings, SMALL.but(most_lines=2)))
    declined = {point.id for point in brief.declined}
    news = (finding for finding in advice.findings if not finding.in_headline and finding.topic not in declined)
    told = [_clause(finding.text, language) for finding in news][:2]
    if told:
        both = language.in_turn(told)
        parts.append(Paragraph(both if _fits(both, SMALL, 2) else told[0], SMALL))
    if advice.assumptions:
        parts.append(Paragraph(_whole_sentences(advice.assumptions, language, lines), FINE))
    return parts


def _whole_sentences(assumptions: Sequence[Message], language: Language, lines: int) -> str:
    """The first assumptions, which are the loudest, as many as fit into so many lines but at least one; none is cut in the
    middle, the others are counted."""
    clauses = [_clause(message, language) for message in assumptions]

    def told(count: int) -> str:
        text = language.text("Assumptions: {list}.", list=language.in_turn(clauses[:count]))
        left = len(clauses) - count
        more = language.text("{count} more assumptions: see Tariffs › Assumptions.", count=left) if left else ""
        return language.together([text, more])

    return next((told(count) for count in range(len(clauses), 1, -1) if _fits(told(count), FINE, lines)), told(1))


def _clause(message: Message, language: Language) -> str:
    return language.say(message).rstrip("。.")


def _fits(text: str, look: TextStyle, lines: int) -> bool:
    return len(lines_of(text, style.WIDTH, look)) <= lines

"""The tariff options on the briefing sheet: each with what it costs and at least saves, what else was found, assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from visitplanner.documents.briefs.side_by_side import ntd, side_by_side, told_savings
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import listing, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words, lines_of
from visitplanner.documents.typesetting.style import FINE, SMALL, TextStyle
from visitplanner.domain.core.messages import Message
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.tariffs.advice.over_contract import OverYear
from visitplanner.i18n import Language
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow, Finding


def options_part(advice: AdviceBlock, language: Language, contracts: int, options: int) -> list[Flowable]:
    """Contracts and options side by side; nothing without the engine's word."""
    if not advice.rows:
        return []
    aside = language.text("prices of {day}", day=advice.prices_of)
    if advice.draft:
        aside += f"　{language.text('draft prices')}{language.bracketed(advice.draft)}"
    table = side_by_side(advice, language, contracts, options) or _options_table(advice, language, options + 1)
    return [titled(language.text("Tariff options (NT$ a year)"), [table], aside)]


def also_possible(advice: AdviceBlock, language: Language, most: int, *, internal: bool = False) -> list[Flowable]:
    """What else was found, each with its sum at the right edge. internal: also what is already counted, as the visitor's sheet
    has no table of contracts."""
    found = [each for each in advice.findings if not each.in_headline and (internal or not each.counted)][:most]
    told = told_savings(advice.savings, language) if len(found) > 1 or len(advice.savings.besides) > 1 else ""
    parts: list[Flowable] = []
    if found:
        rows = [[Paragraph(language.say(each.text), SMALL), Paragraph(_amount(each), _right(each))] for each in found]
        parts.append(listing([language.text("what"), language.text("NT$ a year")], rows, (82, 18), right=(1,)))
    parts += [Paragraph(told, SMALL.but(color=style.MUTED))] if told else []
    return [titled(language.text("Also found"), parts)] if parts else []


def _amount(found: Finding) -> str:
    """What is counted elsewhere has its sum in the sentence alone."""
    return "" if found.ntd is None or found.counted else ntd(found.ntd)


def _right(found: Finding) -> TextStyle:
    gain = found.ntd is not None and not found.counted
    return SMALL.but(align="right", bold=gain, color=style.OK if gain else style.MUTED)


def _options_table(advice: AdviceBlock, language: Language, most: int) -> Flowable:
    rows = [row for row in advice.rows if not row.is_present]
    rows = sorted(sorted(rows, key=lambda row: not row.recommended)[:most], key=lambda row: row.year_ntd)
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
        Paragraph(name, SMALL.but(most_lines=2)),
        Paragraph(named_contracts(row.contracts, row.option, language), SMALL),
        Paragraph(f"{rounded(row.year_ntd):,}", figures),
        Paragraph(over_text(row.over, language), SMALL.but(align="right")),
        Paragraph(saving, figures.but(color=style.OK) if gain else figures),
        Paragraph(_difference(row, row.sure_ntd, language), figures),
    ]


def _difference(row: AdviceRow, amount: Decimal | None, language: Language) -> str:
    """A saving, with a minus where it is dearer; the present row has none, and where none may be claimed that is said."""
    if row.is_present:
        return "—"
    return language.text("unknown") if amount is None else ntd(amount)


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


def small_print(advice: AdviceBlock, language: Language, lines: int, *, annexed: bool) -> list[Flowable]:
    """The assumptions, at most so many lines. annexed: the others are an annex, not a page of the program."""
    if not advice.assumptions:
        return []
    return [Paragraph(_whole_sentences(advice.assumptions, language, lines, annexed=annexed), FINE.but(most_lines=lines))]


def _whole_sentences(assumptions: Sequence[Message], language: Language, lines: int, *, annexed: bool) -> str:
    """The first assumptions, which are the loudest, as many as fit into so many lines but at least one; none is cut in the
    middle, the others are counted."""
    clauses = [clause(message, language) for message in assumptions]

    def told(count: int) -> str:
        text = language.text("Assumptions: {list}.", list=language.in_turn(clauses[:count]))
        left = len(clauses) - count
        if not left:
            return text
        more = language.text("{count} more assumptions: see Tariffs › Assumptions.", count=left)
        if annexed:
            more = language.text("{count} more assumptions stand in the annex, which we gladly give you.", count=left)
        return language.together([text, more])

    shown = 1
    while shown < len(clauses) and _fits(told(shown + 1), FINE, lines):
        shown += 1
    whole = len(clauses)  # with the last one the sentence that counts the others falls away
    return told(whole) if shown == whole - 2 and _fits(told(whole), FINE, lines) else told(shown)


def clause(message: Message, language: Language) -> str:
    """A sentence without its full stop."""
    return language.say(message).rstrip("。.")


def _fits(text: str, look: TextStyle, lines: int) -> bool:
    return len(lines_of(text, style.WIDTH, look)) <= lines

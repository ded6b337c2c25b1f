"""Contracts side by side on the briefing sheet, and the savings: what adds up to the whole, and what stands instead of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.listings import listing
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.style import LABEL, SMALL
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.domain.tariffs.advice.contract_table import SHOWN_NAMES, ContractLine, Shown
from visitplanner.domain.tariffs.advice.over_contract import OverYear
from visitplanner.domain.tariffs.findings.savings import Savings
from visitplanner.domain.tariffs.findings.texts import part_name
from visitplanner.i18n import Language
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow

WORDS = (18.5, 20)
"""How the columns of words share what the figures leave."""
AIR = 9.0
"""Points beside a figure, so that none is broken over two lines."""
HEADS = ("contracts for", "contracts (kW)", "basic charge", "over: months / kW", "surcharge", "a year", "saving", "at least")
FEWEST = 2


def side_by_side(advice: AdviceBlock, language: Language, contracts: int, options: int) -> Flowable | None:
    """So many sets of contracts under the present option, then other options with their best; None where there is nothing to
    set beside each other. What the present contracts and the recommended ones cost is always there."""
    if len(advice.contracts) < FEWEST:
        return None
    own = next((row for row in advice.rows if row.contracts_of_present), None)
    lines = list(advice.contracts[: max(contracts, FEWEST)])
    others = [row for row in advice.rows if not row.contracts_of_present]
    others.sort(key=lambda row: not row.recommended)
    cells, marked = list[list[Paragraph]](), list[int]()
    for line in lines:
        best = line.shown is Shown.BEST
        recommended = best and own is not None and own.recommended
        marked += [len(cells)] if recommended else []
        cells.append(_contract_cells(line, own if best else None, language, bold=recommended))
    for row in others[:options]:
        marked += [len(cells)] if row.recommended else []
        cells.append(_option_cells(row, language))
    heads = [language.text(name) for name in HEADS]
    return listing(heads, cells, _widths(heads, cells), right=range(len(WORDS), len(HEADS)), marked=marked)


def _widths(heads: Sequence[str], cells: Sequence[Sequence[Paragraph]]) -> list[float]:
    """Points for each column: a figure stands whole, as does each word of its head; the columns of words get the rest."""
    figures = list[float]()
    for column in range(len(WORDS), len(heads)):
        texts = [(str(row[column].content), row[column].style) for row in cells]
        texts += [(word, LABEL) for word in heads[column].split()] if heads[column].isascii() else []
        figures.append(max(fonts.width_of(text, each.size, each.bold) for text, each in texts) + AIR)
    rest = style.WIDTH - sum(figures)
    return [*(rest * share / sum(WORDS) for share in WORDS), *figures]


def _contract_cells(line: ContractLine, own: AdviceRow | None, language: Language, *, bold: bool) -> list[Paragraph]:
    name = "・".join(language.say(SHOWN_NAMES[shown]) for shown in (line.shown, *line.also))
    saving = None if line.shown is Shown.PRESENT else line.saving_ntd
    least = own.sure_ntd if own is not None else None
    return _cells(name, line.contracts, line.basic_ntd, line.over, line.total_ntd, (saving, least), bold=bold)


def _option_cells(row: AdviceRow, language: Language) -> list[Paragraph]:
    kw = row.contracts
    four = (kw.regular_kw, kw.half_peak_kw, kw.saturday_kw, kw.off_peak_kw)
    amounts = (row.saving_ntd, row.sure_ntd)
    name = language.say(OPTION_NAMES[row.option])
    return _cells(name, four, row.basic_ntd, row.over or OverYear(()), row.year_ntd, amounts, bold=row.recommended)


def _cells(
    name: str,
    contracts: Sequence[int],
    basic: Decimal | None,
    over: OverYear,
    total: Decimal,
    saving_and_least: tuple[Decimal | None, Decimal | None],
    *,
    bold: bool,
) -> list[Paragraph]:
    text = SMALL.but(bold=bold, most_lines=2)
    right = SMALL.but(bold=bold, align="right")
    saving, least = saving_and_least
    gain = saving is not None and saving > 0
    return [
        Paragraph(name, text),
        Paragraph(" + ".join(f"{kw:,}" for kw in contracts), text),
        Paragraph(ntd(basic), right),
        Paragraph(f"{over.count} / {rounded(over.kw):,}" if over.count else "—", right),
        Paragraph(ntd(over.ntd) if over.count else "—", right),
        Paragraph(ntd(total), right),
        Paragraph(ntd(saving), right.but(color=style.OK) if gain else right),
        Paragraph(ntd(least), right),
    ]


def ntd(amount: Decimal | None) -> str:
    """A sum in whole NT$: a saving plain, what is dearer with a minus; a dash where there is none."""
    return "—" if amount is None else f"{rounded(amount):,}".replace("-", "−")


def told_savings(savings: Savings, language: Language) -> str:
    """The sum with its parts, then what would stand instead of them and is in no sum; empty where nothing is saved."""
    if not savings.besides:
        return ""
    added = " + ".join(f"{language.say(part_name(part))} {rounded(part.ntd):,}" for part in savings.besides)
    whole = language.text("Savings that add up: {parts} = {ntd:,} NT$.", parts=added, ntd=rounded(savings.total_ntd))
    in_table = {shown.value for shown in Shown}
    others = [part for part in savings.parts if part.instead_of and part.id not in in_table]
    if not others:
        return whole
    named = language.listed(f"{language.say(part_name(part))} {rounded(part.ntd):,}" for part in others)
    return language.together([whole, language.text("Instead, not besides: {parts}.", parts=named)])

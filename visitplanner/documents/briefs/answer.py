"""The answer at the head of the customer's sheet: the sum a year, how sure it is, the sentence, and why not the larger figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportlab.platypus import Flowable, Table, TableStyle

from visitplanner.documents.briefs.options import named_contracts
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.listings import boxed
from visitplanner.documents.typesetting.paragraphs import Paragraph, lines_of
from visitplanner.documents.typesetting.style import BODY, LABEL, SMALL, TITLE
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES
from visitplanner.i18n import Language
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow
from visitplanner.services.papers.briefs import Brief

PADDING = 10.0
INSIDE = style.WIDTH - 2 * (PADDING + 2)
FIGURE_WIDTH = 132.0
LARGE = TITLE.but(size=25.0, leading=31.0)
SENTENCE = BODY.but(size=11.5, leading=16.5, bold=True)
MOST_REASONS = 4
"""Lines."""


def hero(brief: Brief, language: Language) -> Flowable:
    """The box with the answer; where no saving is stated, the true reason."""
    advice, withheld, text = brief.advice, brief.withheld, language.text
    if brief.picture is None:
        ask = text(
            "With the 15-minute demand of the last 12 months we can tell you which contracts cost least, and what you save."
        )
        return _said(text("Let us compute it for you"), ask)
    if withheld is not None:
        return _said(text("No saving is stated yet"), language.say(withheld))
    best = recommended_of(advice)
    if advice is None or best is None or best.saving_ntd is None or best.sure_ntd is None:
        right = advice.headline if advice and advice.headline else said("The present option and contracts are the best.")
        return _said(text("Leave it as it is"), language.say(right))
    sentence = language.say(recommendation(best, advice, language))
    least = text("at least {ntd:,}, whatever is open", ntd=rounded(best.sure_ntd))
    figure: list[Flowable] = [
        Paragraph(text("Saving a year (NT$)"), LABEL),
        Paragraph(f"{rounded(best.saving_ntd):,}", LARGE.but(color=style.OK)),
        Paragraph(least, SMALL.but(bold=True, color=style.OK)),
    ]
    words: list[Flowable] = [Paragraph(sentence, SENTENCE)]
    told = reasons(advice, best, language, INSIDE - FIGURE_WIDTH, MOST_REASONS)
    words += [Paragraph(told, SMALL)] if told else []
    looks = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    looks += [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    inner = Table([[figure, words]], colWidths=[FIGURE_WIDTH, INSIDE - FIGURE_WIDTH], style=TableStyle(looks))
    return boxed([inner], ground=style.SOFT, padding=PADDING)


def _said(title: str, words: str) -> Flowable:
    return boxed([Paragraph(title, SENTENCE.but(color=style.ACCENT)), Paragraph(words, BODY)], ground=style.SOFT, padding=PADDING)


def recommended_of(advice: AdviceBlock | None) -> AdviceRow | None:
    """The row that is recommended, if one is and a saving may be stated."""
    rows = advice.rows if advice else ()
    return next((row for row in rows if row.recommended and row.saving_ntd is not None), None)


def recommendation(best: AdviceRow, advice: AdviceBlock, language: Language) -> Message:
    """What is recommended in one sentence, with what it saves a year and what it saves at least."""
    assert best.saving_ntd is not None and best.sure_ntd is not None
    amounts = {"ntd": rounded(best.saving_ntd), "low": rounded(best.sure_ntd)}
    contracts = named_contracts(best.contracts, best.option, language)
    if best.contracts_of_present or (advice.present is not None and advice.present.option is best.option):
        return said("New contracts, {contracts} kW: saves {ntd:,} NT$ a year, at least {low:,}.", contracts=contracts, **amounts)
    return said(
        "Change to {option}, {contracts} kW: saves {ntd:,} NT$ a year, at least {low:,}.",
        option=OPTION_NAMES[best.option],
        contracts=contracts,
        **amounts,
    )


def reasons(advice: AdviceBlock, best: AdviceRow, language: Language, width: float, lines: int) -> str:
    """Why it stands above a larger figure and what the contracts risk: as many whole sentences as find room."""
    told = [language.say(reason) for reason in advice.why or tuple(_larger(advice, best))]
    return next((whole for count in range(len(told), 0, -1)
                 if len(lines_of(whole := language.together(told[:count]), width, SMALL)) <= lines), "")  # fmt: skip


def _larger(advice: AdviceBlock, best: AdviceRow) -> Sequence[Message]:
    """Of readings, for which the engine gives no reasons."""
    return [
        said(
            "The figure of {option} is larger ({ntd:,} NT$), but may turn out at {low:+,}; the recommended one saves at least "
            "{least:,} whatever is open.",
            option=OPTION_NAMES[row.option],
            ntd=rounded(row.saving_ntd),
            low=rounded(row.sure_ntd),
            least=rounded(best.sure_ntd or Decimal(0)),
        )
        for row in advice.rows
        if row.saving_ntd is not None and row.sure_ntd is not None and row.saving_ntd > (best.saving_ntd or Decimal(0))
    ]

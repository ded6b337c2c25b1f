"""Annexes of the customer's sheet, each with what it is computed from: moving the evening, demand response, power factor, green
power, the trial bill month by month, and every assumption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reportlab.platypus import Flowable, Spacer

from visitplanner.documents.briefs.options import clause
from visitplanner.documents.briefs.side_by_side import ntd
from visitplanner.documents.typesetting.flow import Group, Run, flow
from visitplanner.documents.typesetting.listings import Section, columns, listing
from visitplanner.documents.typesetting.paragraphs import Paragraph
from visitplanner.documents.typesetting.sheets import Page
from visitplanner.documents.typesetting.style import BODY, SMALL, SMALL_MUTED, TITLE
from visitplanner.domain.core.money import plain
from visitplanner.domain.tariffs.bills.bill import MonthBill
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.findings.savings import POWER_FACTOR
from visitplanner.i18n import Language
from visitplanner.services.advice.sheet_advice import AdviceBlock
from visitplanner.services.papers.briefs import Annex, Brief

GAP = 22.0
WH_PER_KWH = 1000


def annex_pages(brief: Brief, wanted: Sequence[Annex], language: Language) -> list[Page]:
    """The annexes asked for that have content, one below the other; none where no saving may be stated."""
    advice = brief.advice
    if advice is None or brief.withheld is not None:
        return []
    groups: list[Group] = []
    for annex in wanted:
        parts = MAKERS[annex](advice, language)
        if parts:
            heading = Section(language.text(TITLES[annex]))
            groups.append(
                Group([heading, *parts], again=Section(language.text(TITLES[annex]), language.text("continued")), gap=GAP)
            )
    if not groups:
        return []
    opening = [Paragraph(language.text("Annexes: {name}", name=brief.name), TITLE.but(size=14.0, leading=19.0, most_lines=2))]
    return flow(Run(opening, groups, Section(language.text("Annexes: {name}", name=brief.name), language.text("continued"))))


TITLES = {
    Annex.SHIFT: "Moving the evening peak",
    Annex.RESPONSE: "Demand response",
    Annex.POWER_FACTOR: "Power factor",
    Annex.GREEN_POWER: "Green power",
    Annex.TRIAL: "Trial calculation month by month (NT$)",
    Annex.ASSUMPTIONS: "All assumptions",
}


def _shift(advice: AdviceBlock, language: Language) -> list[Flowable]:
    text, parts = language.text, _found(advice, "shift", language)
    head = [text(name) for name in ("moved", "kWh moved", "days moved", "contracts as they are", "with the best contracts")]
    rows = [
        [
            text("{percent} % of the evening", percent=one.percent) if one.percent else text("the largest block"),
            f"{one.moved_wh // WH_PER_KWH:,}",
            f"{one.days}",
            ntd(one.saving_ntd),
            ntd(one.saving_of_moving_ntd),
        ]
        for one in advice.worked.shifts
    ]
    if not rows:
        return parts
    hours = str(advice.worked.shifts[0].out_of), str(advice.worked.shifts[0].into)
    told = text("From {out} to {into} on working days; savings in NT$ over the months compared.", out=hours[0], into=hours[1])
    return [*parts, Paragraph(told, SMALL_MUTED), listing(head, rows, (28, 16, 14, 21, 21), right=(1, 2, 3, 4))]


def _response(advice: AdviceBlock, language: Language) -> list[Flowable]:
    text, parts = language.text, _found(advice, "response", language)
    head = [text(name) for name in ("measure", "hours", "promised (kW)", "days", "NT$ a year")]
    rows = [
        [
            one.measure.name,
            f"{clock_of(one.window[0])}-{clock_of(one.window[1])}" if one.window else "",
            f"{one.committed_kw:,}" if one.committed_kw else "",
            f"{one.days}" if one.days else "",
            ntd(one.ntd),
        ]
        for one in advice.worked.responses
        if one.ntd is not None
    ]
    rows.sort(key=lambda row: row[0])
    return [*parts, listing(head, rows, (44, 16, 15, 9, 16), right=(2, 3, 4))] if rows else parts


def _power_factor(advice: AdviceBlock, language: Language) -> list[Flowable]:
    text, parts = language.text, _found(advice, POWER_FACTOR, language)
    known = [bill for bill in advice.worked.now if bill.power_factor_percent is not None]
    if not known:
        return parts
    head = [text(name) for name in ("month", "power factor (%)", "in the bill (NT$)")]
    rows = [[language.month(bill.use.month), f"{bill.power_factor_percent}", ntd(bill.power_factor)] for bill in known]
    return [*parts, listing(head, rows, (40, 30, 30), right=(1, 2))]


def _green(advice: AdviceBlock, language: Language) -> list[Flowable]:
    text, worked = language.text, advice.worked
    parts = _found(advice, "green_power", language)
    head = [text(name) for name in ("product", "packs", "kWh", "NT$/kWh", "price (NT$)", "sold until")]
    rows = [
        [
            f"{fit.offer.name}　{fit.product.name}",
            f"{fit.packs}",
            f"{fit.kwh:,}",
            plain(fit.product.ntd_per_kwh),
            ntd(fit.price_ntd),
            language.date(fit.offer.last),
        ]
        for fit in worked.green
        if fit.packs
    ]
    parts += [listing(head, rows, (40, 8, 13, 11, 14, 14), right=(1, 2, 3, 4))] if rows else []
    parts += [Paragraph(language.say(worked.green_note), SMALL)] if worked.green_note else []
    return parts


def _trial(advice: AdviceBlock, language: Language) -> list[Flowable]:
    text, worked = language.text, advice.worked
    if not worked.now:
        return []
    parts = [_bills(text("With the present contracts"), worked.now, language)]
    if worked.then:
        parts.append(_bills(text("With the recommended contracts"), worked.then, language))
        saved = sum((bill.total for bill in worked.now), Decimal(0)) - sum((bill.total for bill in worked.then), Decimal(0))
        parts.append(Paragraph(text("The difference is the saving: NT$ {ntd:,}.", ntd=saved), BODY.but(bold=True)))
    return parts


HEADS = ("month", "basic charge", "energy charge", "surcharge", "power factor", "coefficient and others", "bill")


def _bills(title: str, bills: Sequence[MonthBill], language: Language) -> Flowable:
    lines = [(language.month(bill.use.month), bill) for bill in bills]
    rows = [[name, *map(ntd, _amounts(bill))] for name, bill in lines]
    sums = [sum((_amounts(bill)[place] for bill in bills), Decimal(0)) for place in range(len(HEADS) - 1)]
    bold = SMALL.but(bold=True)
    rows.append([Paragraph(language.text("Total"), bold), *(Paragraph(ntd(each), bold.but(align="right")) for each in sums)])  # type: ignore[list-item]
    heads = [language.text(name) for name in HEADS]
    table = listing(heads, rows, (17, 14, 15, 12, 12, 16, 14), right=range(1, len(HEADS)), marked=[len(bills)])
    return columns([[Paragraph(title, BODY.but(bold=True)), table, Spacer(0, 8)]], (1,))


def _amounts(bill: MonthBill) -> tuple[Decimal, ...]:
    rest = bill.total - bill.basic - bill.energy - bill.surcharge - bill.power_factor
    return bill.basic, bill.energy, bill.surcharge, bill.power_factor, rest, bill.total


def _assumptions(advice: AdviceBlock, language: Language) -> list[Flowable]:
    return [Paragraph(f"{number}. {clause(each, language)}", SMALL) for number, each in enumerate(advice.assumptions, 1)]


def _found(advice: AdviceBlock, ident: str, language: Language) -> list[Flowable]:
    return [Paragraph(language.say(each.text), BODY) for each in advice.findings if each.id == ident]


MAKERS: dict[Annex, Callable[[AdviceBlock, Language], list[Flowable]]] = {
    Annex.SHIFT: _shift,
    Annex.RESPONSE: _response,
    Annex.POWER_FACTOR: _power_factor,
    Annex.GREEN_POWER: _green,
    Annex.TRIAL: _trial,
    Annex.ASSUMPTIONS: _assumptions,
}

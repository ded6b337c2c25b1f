"""Each answer in sentences: what is told first, and below it what it rests on; one wording for page and command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.customers.customers import Customer, account_printed
from visitplanner.domain.tariffs.answers.accounts_together import Together, together_notes
from visitplanner.domain.tariffs.answers.capacitors import CapacitorAnswer, capacitor_notes
from visitplanner.domain.tariffs.answers.change_plan import plan_words
from visitplanner.domain.tariffs.answers.green_supply import CarbonAnswer, WheelingAnswer, wheeling_notes
from visitplanner.domain.tariffs.answers.measure_value import ValueParts
from visitplanner.domain.tariffs.answers.peers import PEER_MEASURES, PeerRank
from visitplanner.domain.tariffs.answers.raising import fee_words
from visitplanner.domain.tariffs.answers.standby import StandbyCost, TemporaryCost
from visitplanner.domain.tariffs.answers.two_years import difference_words
from visitplanner.services.answers.behind_meter import BehindMeter, BehindMeterAnswer
from visitplanner.services.answers.changes import ChangeAnswer, best_plan
from visitplanner.services.answers.years import YearsAnswer


class ToldLine(NamedTuple):
    """A sentence; best: the one that is recommended. below: sentences that belong to it."""

    text: Message
    best: bool = False
    below: tuple[Message, ...] = ()


class Told(NamedTuple):
    """lines: the answer. notes: basis and sources."""

    lines: tuple[ToldLine, ...]
    notes: tuple[Message, ...] = ()


def change_told(answer: ChangeAnswer) -> Told:
    """When, then each plan with its fees."""
    unknown = said("unknown")
    lines = [ToldLine(said("Contracts may change from {day}.", day=answer.contract_day.day or unknown))]
    best = best_plan(answer)
    for each in answer.plans:
        text = said("{name} (from {day}): {sums}", name=each.name, day=each.day or unknown, sums=plan_words(each.plan))
        below = [fee_words(fee) for fee in each.plan.fees if fee.raised_kw]
        if each.plan.too_soon:
            below.append(said("Sooner than contracts may change again."))
        lines.append(ToldLine(text, each is best, tuple(below)))
    return Told(tuple(lines), (*(figure.words for figure in answer.used), *answer.missing, *answer.notes))


def capacitors_told(answer: CapacitorAnswer) -> Told:
    """Size, saving and pay-back."""
    size = said(
        "To 95 %: {least:,} to {most:,} kvar; saving {ntd:,} NT$ in {count} months.",
        least=answer.least_kvar,
        most=answer.most_kvar,
        ntd=answer.saving_ntd,
        count=len(answer.months),
    )
    lines = [ToldLine(size)]
    if answer.years is not None and answer.price_ntd is not None:
        least, most = answer.years
        paid = said(
            "At {price:,} NT$ a kvar (given with the question) it has paid after {least:.1f} to {most:.1f} years.",
            price=answer.price_ntd,
            least=least,
            most=most,
        )
        lines.append(ToldLine(paid))
    elif answer.saving_ntd <= 0:
        lines.append(ToldLine(said("Nothing is to be saved: the power factor is 95 % or better.")))
    elif answer.price_ntd is None:
        lines.append(ToldLine(said("Give a price per kvar for the pay-back.")))
    return Told(tuple(lines), capacitor_notes(answer))


def together_told(answer: Together) -> Told:
    """Apart, as one, and which is cheaper."""
    lines = list[Message]()
    for text, present, best in (
        (said("apart"), answer.apart_ntd, answer.apart_best_ntd),
        (said("as one account"), answer.whole.present.total, answer.whole.best.total),
    ):
        lines.append(
            said("{what}: {present:,} NT$ with present contracts, {best:,} with the best", what=text, present=present, best=best)
        )
    saved = answer.merging_saves_ntd
    if saved:
        less = said("One account costs {ntd:,} NT$ less.", ntd=saved)
        lines.append(less if saved > 0 else said("One account costs {ntd:,} NT$ more.", ntd=-saved))
    else:
        lines.append(said("One account costs as much as several."))
    lines.append(
        said("Their highest demands together are {kw:,.0f} kW above the highest demand of the sum.", kw=answer.coinciding_kw)
    )
    return Told(tuple(map(ToldLine, lines)), together_notes(answer))


def company_told(found: Sequence[tuple[Sequence[Customer], Together]]) -> Told:
    """With each other account of the company, and with all of them: who it is, the lines of the answer, its notes once."""
    lines, notes = list[ToldLine](), list[Message]()
    for others, answer in found:
        told, other = together_told(answer), others[0]
        head = said("With {name}, {account}:", name=other.name, account=account_printed(other.account))
        if len(others) > 1:
            head = said("With all {count} other accounts:", count=len(others))
        lines.append(ToldLine(head, best=True))
        lines += [line._replace(best=False) for line in told.lines]
        notes += [note for note in told.notes if str(note) not in map(str, notes)]
    return Told(tuple(lines), tuple(notes))


def parts_words(parts: ValueParts) -> Message:
    """A saving with its parts in one sentence."""
    return said(
        "{total:+,.0f} NT$: energy {energy:+,.0f}, basic charge {basic:+,.0f}, surcharge {surcharge:+,.0f}, rest {rest:+,.0f}",
        total=parts.total,
        **parts._asdict(),
    )


def behind_meter_told(put: BehindMeter, answer: BehindMeterAnswer) -> Told:
    """What is generated or shaved, what it saves, with which contracts."""
    value, count, lines = answer.value, len(answer.months), list[Message]()
    if answer.generation is not None:
        kwh = answer.generation.used_wh / 1000
        lines.append(said("{kwh:,.0f} kWh generated and used in {count} months.", kwh=kwh, count=count))
    if answer.storage is not None:
        cut = max(answer.storage.months, key=lambda month: month.before_wh - month.after_wh)
        lines.append(
            said(
                "The battery lowers the highest demand by {kw:,.0f} kW at most (month {month}); {out:,.0f} kWh out, "
                "{bought:,.0f} in.",
                kw=(cut.before_wh - cut.after_wh) * 4 / 1000,
                month=cut.month,
                out=answer.storage.discharged_wh / 1000,
                bought=answer.storage.charged_wh / 1000,
            )
        )
    own = parts_words(value.own)
    lines.append(said("Saved in {count} months, best contracts with and without: {parts}", count=count, parts=own))
    if put.sun is not None:
        lines.append(said("At least, with demand as it was: {parts}", parts=parts_words(value.least)))
    lines.append(said("With the present contracts: {parts}", parts=parts_words(value.at_present)))
    before, after = (" / ".join(f"{kw:,}" for kw in each) for each in (value.best_before, value.best_after))
    lines.append(said("Best contracts: {before} kW without, {after} kW with.", before=before, after=after))
    return Told(tuple(map(ToldLine, lines)), answer.notes)


def standby_told(cost: StandbyCost) -> Told:
    """The cost, its clause, and how the text was read; energy only where some was reckoned."""
    words = {"kw": cost.kw, "total": cost.total, "count": len(cost.months)}
    text = said("{kw:,} kW of standby power cost {total:,.0f} NT$ of basic charge in {count} months.", **words)
    if cost.always:
        text = said("Two feeders or a loop on {kw:,} kW cost {total:,.0f} NT$ of basic charge in {count} months.", **words)
    elif cost.energy:
        text = said(
            "{kw:,} kW of standby power cost {total:,.0f} NT$ in {count} months (basic charge {basic:,.0f}, energy at the "
            "month's mean price {energy:,.0f}).",
            basic=cost.basic,
            energy=cost.energy,
            **words,
        )
    return Told((ToldLine(text),), (said("Tariff book of 2025-11-17, {clause}.", clause=cost.clause), *cost.notes))


def temporary_told(kw: int, days: int, cost: TemporaryCost) -> Told:
    """The cost and its chapter."""
    text = said(
        "Temporary power of {kw:,} kW for {days} days: {total:,.0f} NT$ (basic charge {basic:,.0f}, energy at the month's "
        "mean price {energy:,.0f}).",
        kw=kw,
        days=days,
        total=cost.total,
        basic=cost.basic,
        energy=cost.energy,
    )
    clause = said("Tariff book of 2025-11-17, {clause}.", clause=said("chapter 6: 1.6 times, basic charge by 1/30 a day"))
    return Told((ToldLine(text),), (clause,))


def wheeling_told(answer: WheelingAnswer) -> Told:
    """The producer's price below which it pays, and what a given one costs more."""
    text = said(
        "A kWh now costs {present:.2f} NT$; wheeled green power is cheaper below {least:.2f} NT$/kWh of the producer's.",
        present=answer.present,
        least=answer.pays_below,
    )
    lines = [ToldLine(text)]
    if answer.green is not None and answer.more_ntd is not None:
        words = {"price": answer.green, "kwh": answer.kwh, "ntd": abs(answer.more_ntd)}
        told = said("At {price} NT$/kWh (given with the question) {kwh:,.0f} kWh cost {ntd:,.0f} NT$ more than bought.", **words)
        if answer.more_ntd < 0:
            told = said(
                "At {price} NT$/kWh (given with the question) {kwh:,.0f} kWh cost {ntd:,.0f} NT$ less than bought.", **words
            )
        elif not answer.more_ntd:
            told = said("At {price} NT$/kWh (given with the question) {kwh:,.0f} kWh cost as much as bought.", **words)
        lines.append(ToldLine(told))
    return Told(tuple(lines), wheeling_notes(answer))


def carbon_told(answer: CarbonAnswer, count: int) -> Told:
    """kg of so many months."""
    text = said("{kwh:,.0f} kWh in {count} months: {kg:,.0f} kg CO2e.", kwh=answer.kwh, count=count, kg=answer.kg)
    return Told((ToldLine(text),), tuple(each.words for each in answer.factors))


def years_told(answer: YearsAnswer) -> Told:
    """The sentence, then one a month."""
    months = (said("{month}: {sentence}", month=month, sentence=difference_words(each)) for month, each in answer.years.months)
    return Told((ToldLine(difference_words(answer.years.whole), best=True), *map(ToldLine, months)), answer.notes)


def peers_told(ranks: Sequence[PeerRank]) -> Told:
    """One figure a line."""
    basis = said(
        "From each customer's newest whole year, of its load or its readings; amounts of a load by the prices in force, of "
        "readings as printed."
    )
    return Told(tuple(ToldLine(rank_words(rank)) for rank in ranks), (basis,))


def rank_words(rank: PeerRank) -> Message:
    """One figure among its like."""
    return said(
        "{measure}: {own:,.2f}; half of {count} customers lie between {lower:,.2f} and {upper:,.2f}, the middle is "
        "{middle:,.2f}; {below} are below.",
        measure=PEER_MEASURES[rank.measure],
        own=rank.own,
        count=rank.customers,
        lower=rank.lower,
        upper=rank.upper,
        middle=rank.middle,
        below=rank.below,
    )

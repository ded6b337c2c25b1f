"""What the whole comparison comes to: which option is recommended, in one sentence, and why it stands above a larger figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, OptionAdvice
from visitplanner.domain.tariffs.advice.sureness import Sureness


class Threshold(NamedTuple):
    """From which yearly saving on a change is worth proposing: the greater of an amount and a share of the bill."""

    ntd: Decimal = Decimal(5000)
    share: Decimal = Decimal("0.001")

    @staticmethod
    def at(ntd: int | None) -> Threshold:
        """An amount alone; the usual threshold where none is said."""
        return USUAL_THRESHOLD if ntd is None else Threshold(Decimal(ntd), Decimal(0))

    def of(self, bill_ntd: Decimal) -> Decimal:
        return max(self.ntd, bill_ntd * self.share)


USUAL_THRESHOLD = Threshold()


def recommended(
    advice: Advice, sure: Mapping[TariffOption, Sureness], threshold: Threshold = USUAL_THRESHOLD
) -> OptionAdvice | None:
    """The option that saves most when the open readings and the variable peak's days turn out worst for it; None where
    nothing then saves as much as is worth a change."""
    if advice.present_bill is None:
        return None
    least = threshold.of(advice.present_bill.total)
    certain = [each for each in advice.options if each.option in sure and sure[each.option].low_ntd >= least]
    return max(certain, key=lambda option: sure[option.option].low_ntd, default=None)


def headline(advice: Advice, sure: Mapping[TariffOption, Sureness], best: OptionAdvice | None, threshold: Threshold) -> Message:
    """The answer in one sentence."""
    if advice.present is None or advice.present_bill is None:
        return said("The present option and contracts are not known: no saving is claimed.")
    if not advice.claims:
        return said("The customer's concession is not recorded: no saving is claimed.")
    if best is None or best.saving_ntd is None:
        least = threshold.of(advice.present_bill.total)
        return said(
            "The present option and contracts are right: nothing saves {ntd:,} NT$ or more for certain.", ntd=rounded(least)
        )
    amounts = {
        "contracts": " + ".join(f"{kw:,}" for kw in best.contracts),
        "ntd": rounded(best.saving_ntd),
        "low": rounded(sure[best.option].low_ntd),
    }
    name, yearly = OPTION_NAMES[best.option], advice.comparison.is_year
    if best.is_present and yearly:
        return said("Change the contracts to {contracts} kW: saves {ntd:,} NT$ a year, at least {low:,}.", **amounts)
    if best.is_present:
        return said("Change the contracts to {contracts} kW: saves {ntd:,} NT$ in these months, at least {low:,}.", **amounts)
    if yearly:
        return said("Change to {option} with {contracts} kW: saves {ntd:,} NT$ a year, at least {low:,}.", option=name, **amounts)
    return said(
        "Change to {option} with {contracts} kW: saves {ntd:,} NT$ in these months, at least {low:,}.", option=name, **amounts
    )


def why_recommended(advice: Advice, sure: Mapping[TariffOption, Sureness], best: OptionAdvice | None) -> Iterator[Message]:
    """Why it stands above every option with a larger figure, a sentence each."""
    if best is None or best.saving_ntd is None:
        return
    for other in advice.options:
        if other.saving_ntd is None or other.option not in sure or other.saving_ntd <= best.saving_ntd:
            continue
        low = sure[other.option].low_ntd
        yield said(
            "The figure of {option} is larger ({ntd:,} NT$), but may turn out at {low:+,}; the recommended one saves at least "
            "{least:,} whatever is open.",
            option=OPTION_NAMES[other.option],
            ntd=rounded(other.saving_ntd),
            low=rounded(low),
            least=rounded(sure[best.option].low_ntd),
        )

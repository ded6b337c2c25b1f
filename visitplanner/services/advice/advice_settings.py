"""From which saving on the office proposes a change; a choice of the office, kept in its settings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold
from visitplanner.services.core.work import Work

LEAST_NTD, LEAST_SHARE = "advice_least_ntd", "advice_least_permille"
MOST_NTD, MOST_PERMILLE = 10_000_000, 100


def threshold_of(work: Work) -> Threshold:
    """The office's threshold, else the usual one: the greater of NT$ 5,000 and 0.1 % of the bill."""
    usual = USUAL_THRESHOLD
    permille = Decimal(str(work.setting(LEAST_SHARE, str(usual.share * 1000))))
    return Threshold(Decimal(str(work.setting(LEAST_NTD, str(usual.ntd)))), permille / 1000)


@dataclass(frozen=True)
class ThresholdInForce:
    """From which saving on a change is proposed."""

    def answer(self, work: Work) -> Threshold:
        return threshold_of(work)


def keep_threshold(work: Work, wanted: Threshold) -> None:
    """Keep another threshold; raises `Refused` beside the field."""
    if not 0 <= wanted.ntd <= MOST_NTD:
        raise Refused(
            said("{ntd:,} NT$ are not possible.", ntd=wanted.ntd),
            mend=said("Choose 0 to {most:,}.", most=MOST_NTD),
            field="least_ntd",
        )
    if not 0 <= wanted.share * 1000 <= MOST_PERMILLE:
        raise Refused(
            said("{percent} % are not possible.", percent=str(wanted.share * 100)),
            mend=said("Choose 0 to {most} %.", most=MOST_PERMILLE // 10),
            field="least_percent",
        )
    if wanted != threshold_of(work):
        work.set_setting(LEAST_NTD, str(wanted.ntd))
        work.set_setting(LEAST_SHARE, str(wanted.share * 1000))

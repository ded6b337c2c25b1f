"""What the office is called and how long it takes to answer; printed on every paper and used for every new case."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import REPLY_WITHIN_WORKING_DAYS
from visitplanner.domain.tariffs.findings.verdict import USUAL_THRESHOLD, Threshold
from visitplanner.services.advice.advice_settings import keep_threshold, threshold_of
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.follow_ups.follow_ups import petition_within

NAME, REPLY_WITHIN, PETITION_WITHIN = "office_name", "reply_within", "petition_within"
LONGEST_REPLY, LONGEST_NAME = 60, 40


@dataclass(frozen=True)
class OfficeSettings:
    """name: the district office, empty when nobody said. reply_within: working days proposed for a new case. threshold: the
    saving from which on a change of contracts or tariff option is proposed. petition_within: working days for a petition (陳情);
    None while the office has not entered what its rule (用戶陳情處理要點) says, then petitions go by reply_within."""

    name: str = ""
    reply_within: int = REPLY_WITHIN_WORKING_DAYS
    threshold: Threshold = USUAL_THRESHOLD
    petition_within: int | None = None


@dataclass(frozen=True)
class OfficeSettingsInForce:
    """The settings of the office."""

    def answer(self, work: Work) -> OfficeSettings:
        return OfficeSettings(
            name=str(work.setting(NAME, "")),
            reply_within=int(work.setting(REPLY_WITHIN, REPLY_WITHIN_WORKING_DAYS)),
            threshold=threshold_of(work),
            petition_within=petition_within(work),
        )


@dataclass(frozen=True)
class ChangeOfficeSettings:
    """Keep other settings; raises `Refused` beside the field."""

    settings: OfficeSettings

    def carry_out(self, work: Work) -> Outcome[OfficeSettings]:
        wanted = replace(self.settings, name=self.settings.name.strip())
        if len(wanted.name) > LONGEST_NAME:
            raise Refused(
                said("The name is longer than {count} characters.", count=LONGEST_NAME), mend=said("Shorten it."), field="name"
            )
        for field, days in ((REPLY_WITHIN, wanted.reply_within), (PETITION_WITHIN, wanted.petition_within)):
            if days is not None and not 1 <= days <= LONGEST_REPLY:
                raise Refused(
                    said("{days} working days are not possible.", days=days),
                    mend=said("Choose 1 to {days}.", days=LONGEST_REPLY),
                    field=field,
                )
        keep_threshold(work, wanted.threshold)
        work.set_setting(NAME, wanted.name or None)
        work.set_setting(REPLY_WITHIN, wanted.reply_within)
        work.set_setting(PETITION_WITHIN, wanted.petition_within)
        return Outcome(wanted, said("The office's settings are kept."))

"""Issuing a half-year report, correcting it by a further edition, and its way through the boxes of 核章."""

from __future__ import annotations

from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.year.approvals import Signer, published, signed
from visitplanner.domain.reports.editions import HALF_YEAR_REPORTS, HalfYearEdition, changes_between
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.reports.half_year import HalfYearNow


@dataclass(frozen=True)
class HalfYearEditions:
    """Every edition issued of a half, the first one first."""

    year: int
    half: int

    def answer(self, work: Work) -> tuple[HalfYearEdition, ...]:
        found = work.shelf(HALF_YEAR_REPORTS).find(year=self.year, half=self.half)
        return tuple(sorted(found, key=lambda one: one.edition))


@dataclass(frozen=True)
class IssueHalfYear:
    """Freeze the report as it stands now. by: who issues it. reason: why a further edition is needed.

    Raises `Refused` without a name, for a further edition without a reason, and for one that would say the same.
    """

    year: int
    half: int
    by: str
    reason: str = ""

    def carry_out(self, work: Work) -> Outcome[HalfYearEdition]:
        if not self.by.strip():
            raise Refused(said("Who issues the report is missing."), mend=said("Give the name."), field="name")
        report = HalfYearNow(self.year, self.half).answer(work)
        before = _newest(work, self.year, self.half)
        changes = changes_between(before.report, report) if before is not None else ()
        if before is not None and not changes:
            raise Refused(
                said("Nothing differs from edition {edition}.", edition=before.edition), mend=said("That edition stands.")
            )
        if before is not None and not self.reason.strip():
            raise Refused(
                said("Why edition {edition} is corrected is missing.", edition=before.edition),
                mend=said("Say it in one sentence; it is printed with what changed."),
                field="reason",
            )
        kept = work.shelf(HALF_YEAR_REPORTS).add(
            HalfYearEdition(
                year=self.year,
                half=self.half,
                edition=before.edition + 1 if before is not None else 1,
                issued_on=work.today,
                issued_by=self.by.strip(),
                report=report,
                reason=self.reason.strip() if before is not None else "",
                changes=changes,
            )
        )
        return Outcome(kept, said("Edition {edition} is issued.", edition=kept.edition))


@dataclass(frozen=True)
class SignHalfYear:
    """Record that a box of the newest edition was signed; boxes are signed in their order."""

    year: int
    half: int
    signer: Signer
    name: str

    def carry_out(self, work: Work) -> Outcome[HalfYearEdition]:
        kept = work.shelf(HALF_YEAR_REPORTS).change(
            signed(_standing(work, self.year, self.half), self.signer, self.name, work.today)
        )
        return Outcome(kept, said("Signed by {name}.", name=self.name.strip()))


@dataclass(frozen=True)
class PublishHalfYear:
    """Record that the signed edition was published and sent to headquarters for its files."""

    year: int
    half: int

    def carry_out(self, work: Work) -> Outcome[HalfYearEdition]:
        kept = work.shelf(HALF_YEAR_REPORTS).change(published(_standing(work, self.year, self.half), work.today))
        return Outcome(kept, _told(kept))


def _told(kept: HalfYearEdition) -> Message:
    return said("Edition {edition} is published and filed.", edition=kept.edition)


def _newest(work: Work, year: int, half: int) -> HalfYearEdition | None:
    return next(reversed(HalfYearEditions(year, half).answer(work)), None)


def _standing(work: Work, year: int, half: int) -> HalfYearEdition:
    found = _newest(work, year, half)
    if found is None:
        raise Refused(said("No edition of this half-year was issued."), mend=said("Issue the report first."))
    return found

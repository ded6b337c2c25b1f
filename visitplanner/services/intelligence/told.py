"""What a visit's record tells goes into the card of the plan it speaks of, in the record's own transaction and undo."""

from __future__ import annotations

from uuid import UUID

from visitplanner.domain.customers.industries import Industry, industry_of
from visitplanner.domain.intelligence.cards import INTELLIGENCE, IntelligenceCard, learnt_nothing, meant, taken_back, told
from visitplanner.domain.visits.intelligence import NOTHING_LEARNT, Intelligence
from visitplanner.domain.visits.visits import NOT_HELD, Visit
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work


def keep_told(work: Work, subject_id: UUID, visit: Visit, before: Intelligence = NOTHING_LEARNT) -> None:
    """Make or bring up to date the card of which a visit's record speaks. before: what the record told until it was amended.

    A card that an amendment leaves with nothing to tell is removed.
    """
    after = visit.intelligence
    if after == before or visit.held_on is None or visit.outcome in NOT_HELD:
        return
    shelf = work.shelf(INTELLIGENCE)
    card = meant(shelf.find(subject_id=subject_id), after, visit.id)
    if card is None and not learnt_nothing(after):
        blank = IntelligenceCard(subject_id=subject_id, industry=likely_industry(work, subject_id), collected_on=visit.held_on)
        shelf.add(INTELLIGENCE.checked(told(blank, after, visit.held_on, visit.id)))
    elif card is not None:
        new = told(taken_back(card, before, after) if card.visit_id == visit.id else card, after, visit.held_on, visit.id)
        if new.says_nothing:
            shelf.remove(card)
        elif new != card:
            shelf.change(INTELLIGENCE.checked(new))


def likely_industry(work: Work, subject_id: UUID) -> Industry:
    """Of a subject's largest site with a known industry; a person may correct it on the card."""
    sites = Subjects(work, (subject_id,)).get(subject_id).sites
    return industry_of(next((site.sector for site in sites if site.sector), ""))

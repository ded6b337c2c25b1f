"""What a card is filled with, and that a card asked for later is never overtaken by an earlier one."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import Keep, SmallOffice
from tests.ui.straight import Straight
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.store.office import SqlOffice
from visitplanner.ui.customers.presenter import CardFacts, CardPresenter, card_facts


class View:
    def __init__(self) -> None:
        self.shown: list[CardFacts] = []

    def show_card(self, facts: CardFacts) -> None:
        self.shown.append(facts)


def test_a_site_s_card_tells_its_own_and_its_group_s_visits_the_newest_first(office: SqlOffice, kept: SmallOffice) -> None:
    site = kept.sites[0]
    own = kept.visit(subject_id=site.id, day=dt.date(2026, 3, 18))
    whole = kept.visit(subject_kind=SubjectKind.GROUP, subject_id=kept.group.id, day=dt.date(2026, 4, 15))
    other = kept.visit(day=dt.date(2026, 5, 6))
    office.do(Keep(tuple(("visits", each) for each in (own, whole, other))))
    facts = card_facts(office, site.id)
    assert [row.visit.id for row in facts.visits] == [whole.id, own.id]
    assert {row.obligation.subject_id for row in facts.due} >= {kept.group.id}
    assert kept.large.id not in {row.obligation.subject_id for row in facts.due}


@pytest.mark.parametrize("which", ["group", "park", "large"])
def test_each_kind_of_subject_has_its_name_and_the_person_in_charge(office: SqlOffice, kept: SmallOffice, which: str) -> None:
    found = {
        "group": (kept.group.id, SubjectKind.GROUP, kept.group.name, kept.manager.name, 2),
        "park": (kept.park.id, SubjectKind.PARK, kept.park.name, kept.supervisor.name, 0),
        "large": (kept.large.id, SubjectKind.LARGE, kept.large.name, kept.supervisor.name, 1),
    }[which]
    facts = card_facts(office, found[0])
    assert (facts.subject_id, facts.kind, facts.name, facts.person, len(facts.sites)) == found


def test_the_card_asked_for_last_is_the_one_shown(office: SqlOffice, kept: SmallOffice) -> None:
    view, session = View(), Straight(office)
    presenter = CardPresenter(session.owned, view)
    presenter.refresh()
    assert view.shown == [] and session.waiting == []
    session.late = True
    presenter.show(kept.group.id)
    presenter.show(kept.large.id)
    session.answer_all()
    assert [facts.subject_id for facts in view.shown] == [kept.large.id]

"""The annual plan goes through its boxes in order; what changes afterwards is an amendment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import SmallOffice, new_office
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.planning.year.approvals import ApprovalState, Signer
from visitplanner.services.planning.approvals import ApprovalOf, ProposePlan, PublishPlan, SignPlan
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.visits.arranging import CancelVisit
from visitplanner.services.visits.visits import MoveVisit, VisitList
from visitplanner.store.office import SqlOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    made = new_office(tmp_path)
    SmallOffice().keep(made)
    yield made
    made.close()


def plan(office: SqlOffice) -> None:
    office.do(ApplyPlan(plan_year(office.ask(YearToPlan(2026)))))


def publish(office: SqlOffice) -> None:
    office.do(ProposePlan(2026))
    for signer in Signer:
        office.do(SignPlan(2026, signer, "某某"))
    office.do(PublishPlan(2026))


def test_a_plan_goes_through_its_boxes_in_order(office: SqlOffice) -> None:
    with pytest.raises(Refused, match="no plan"):
        office.do(ProposePlan(2026))
    plan(office)
    assert office.ask(ApprovalOf(2026)).state is ApprovalState.DRAFT
    office.do(ProposePlan(2026))
    with pytest.raises(Refused, match="cannot be signed now"):
        office.do(SignPlan(2026, Signer.DIRECTOR, "處長"))
    with pytest.raises(Refused, match="all have signed"):
        office.do(PublishPlan(2026))
    for signer in Signer:
        office.do(SignPlan(2026, signer, "某某"))
    assert office.ask(ApprovalOf(2026)).state is ApprovalState.SIGNED
    assert office.do(PublishPlan(2026)).value.state is ApprovalState.PUBLISHED


def test_changes_after_publication_are_listed_as_amendments(office: SqlOffice) -> None:
    plan(office)
    publish(office)
    assert office.ask(ApprovalOf(2026)).amendments == ()
    first, second = (row.visit for row in office.ask(VisitList())[:2])
    office.do(MoveVisit(first.id, dt.date(2026, 11, 16), anyway=True))
    office.do(CancelVisit(second.id))
    found = office.ask(ApprovalOf(2026)).amendments
    assert {(one.before, one.after) for one in found} == {(first.day, dt.date(2026, 11, 16)), (second.day, None)}

"""How many records there are: counted as seldom as can be, never told wrong; and an id's index is used beside a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from tests.store.conftest import Opener
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.customers.customers import GROUPS, Group
from visitplanner.domain.staff.staff import ASSIGNMENTS, Role
from visitplanner.domain.visits.visits import VISITS, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.pages import Page
from visitplanner.services.core.work import Work, kept
from visitplanner.services.customers.groups import AddGroup
from visitplanner.services.records.history import UndoChange
from visitplanner.store.office import SqlOffice


@dataclass(frozen=True)
class HowManyGroups:
    def answer(self, work: Work) -> int:
        return kept(work, GROUPS)


@dataclass(frozen=True)
class Found:
    kind: Kind[Any]
    fields: Mapping[str, object] = field(default_factory=dict)

    def answer(self, work: Work) -> list[Any]:
        return work.shelf(self.kind).find(**self.fields)


@dataclass(frozen=True)
class AddBetween:
    """Look at all groups, add one, look again, dissolve it, look again."""

    def carry_out(self, work: Work) -> Outcome[list[int]]:
        shelf = work.shelf(GROUPS)
        seen = [len(shelf.find())]
        added = shelf.add(Group(name="遠東集團"))
        seen.append(len(shelf.find()))
        changed = shelf.change(replace(added, name="遠東新集團"))
        assert [group.name for group in shelf.find()] == ["遠東新集團"]
        shelf.remove(changed)
        return Outcome([*seen, len(shelf.find())])


def test_a_whole_table_read_once_is_read_anew_after_a_change_in_the_same_transaction(office: SqlOffice) -> None:
    assert office.do(AddBetween()).value == [0, 1, 0]


@given(st.integers(0, 40), st.one_of(st.none(), st.integers(0, 12)), st.integers(0, 50))
def test_the_total_is_that_of_a_list_cut_by_hand(size: int, limit: int | None, offset: int) -> None:
    whole = list(range(size))
    shown = whole[offset:] if limit is None else whole[offset : offset + limit]
    assert Page((), limit, offset).total(len(shown), lambda: size) == size


def test_what_is_kept_is_counted_anew_after_a_change_and_its_undo_whoever_made_it(office: SqlOffice, opening: Opener) -> None:
    assert office.ask(HowManyGroups()) == 0
    office.do(AddGroup("遠東集團"))
    assert office.ask(HowManyGroups()) == 1
    other = opening(alone=False)
    assert other.ask(HowManyGroups()) == 1
    office.do(AddGroup("立旭集團"))
    assert other.ask(HowManyGroups()) == 2
    office.do(UndoChange())
    assert (office.ask(HowManyGroups()), other.ask(HowManyGroups())) == (1, 1)


def test_a_customers_visits_of_a_state_are_not_looked_for_among_everybodys(office: SqlOffice) -> None:
    plans: list[str] = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "FROM visits" in statement or "FROM assignments" in statement:
            bare = cursor.connection
            plans.extend(row[3] for row in bare.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(office._engine, "before_cursor_execute", explain)
    office.ask(Found(VISITS, {"subject_id": {uuid4()}, "state": VisitState.DONE, "year": {2025, 2026}}))
    office.ask(Found(ASSIGNMENTS, {"subject_id": {uuid4()}, "role": Role.SPECIALIST}))
    searches = [plan for plan in plans if plan.startswith("SEARCH")]
    assert len(searches) == 2
    assert all("(subject_id=?" in search for search in searches), searches

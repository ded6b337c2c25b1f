"""One command, one step: however often it touches a record, undo leads back to what was before it and nothing between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.acts import Asking, Doing, company
from visitplanner.domain.customers.customers import COMPANIES, Company
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.work import Work
from visitplanner.store.office import SqlOffice


def names(office: SqlOffice) -> list[str]:
    return office.ask(Asking(lambda work: sorted(one.name for one in work.shelf(COMPANIES).find())))


def entries(office: SqlOffice, undo: Any) -> list[tuple[str | None, str | None]]:
    """The names before and after, of every record the journal has for a command."""
    found = office.ask(Asking(lambda work: work.change_set(undo.change_set_id))).entries
    return [(each.before and each.before["name"], each.after and each.after["name"]) for each in found]


def renamed(*steps: str | None) -> Doing:
    """Rename the one company there is, again and again; None removes it."""

    def act(work: Work) -> None:
        shelf = work.shelf(COMPANIES)
        (one,) = shelf.find()
        for name in steps:
            if name is None:
                shelf.remove(one)
            else:
                one = shelf.change(replace(one, name=name))

    return Doing(act)


@pytest.mark.parametrize("steps", [("乙",), ("乙", "丙"), ("乙", "甲"), ("乙", None), (None,)])
def test_undo_and_redo_lead_from_before_to_after_whatever_was_between(office: SqlOffice, steps: tuple[str | None, ...]) -> None:
    office.do(Doing(lambda work: work.shelf(COMPANIES).add(company(name="甲"))))
    done = office.do(renamed(*steps))
    after = [] if steps[-1] is None else [steps[-1]]
    assert names(office) == after and done.changed == {Topic.CUSTOMERS} and done.undo is not None
    assert entries(office, done.undo) == [("甲", steps[-1])]
    undone = office.do(done.undo)
    assert names(office) == ["甲"] and undone.undo is not None and undone.changed == {Topic.CUSTOMERS}
    office.do(undone.undo)
    assert names(office) == after


def test_what_comes_and_goes_within_a_command_was_never_there(office: SqlOffice) -> None:
    def act(work: Work) -> None:
        shelf = work.shelf(COMPANIES)
        one = shelf.add(company(name="甲"))
        shelf.remove(shelf.change(replace(one, name="乙")))

    done = office.do(Doing(act))
    assert done.undo is None and names(office) == [] and done.changed == frozenset()


acts = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["加", "改", "去"])), max_size=10)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=acts, second=acts)
def test_the_journal_says_of_each_record_what_a_look_before_and_after_says(
    office: SqlOffice, first: list[tuple[int, str]], second: list[tuple[int, str]]
) -> None:
    """Three companies come, change and go within two commands; each state is told by looking, not by the journal."""
    ids = [Company(name=str(n)).id for n in range(3)]
    count = [0]

    def perform(work: Work, steps: list[tuple[int, str]]) -> None:
        shelf = work.shelf(COMPANIES)
        there = {one.id: one for one in shelf.find()}
        for which, what in steps:
            ident, count[0] = ids[which], count[0] + 1
            if what == "加" and ident not in there:
                there[ident] = shelf.add(company(id=ident, name=f"第{count[0]}"))
            elif what == "改" and ident in there:
                there[ident] = shelf.change(replace(there[ident], name=f"第{count[0]}"))
            elif what == "去" and ident in there:
                shelf.remove(there.pop(ident))

    def look() -> dict[Any, str]:
        return office.ask(Asking(lambda work: {one.id: one.name for one in work.shelf(COMPANIES).find()}))

    office.do(Doing(lambda work: [work.shelf(COMPANIES).remove(one) for one in work.shelf(COMPANIES).find()]))
    office.do(Doing(lambda work: perform(work, first)))
    before = look()
    done = office.do(Doing(lambda work: perform(work, second)))
    after = look()
    touched = {each for each in ids if before.get(each) != after.get(each)}
    assert (done.undo is not None) >= bool(touched)
    undo: Any = done.undo
    if undo is None:
        return
    found = office.ask(Asking(lambda work: work.change_set(undo.change_set_id))).entries
    told = {each.record_id: (each.before and each.before["name"], each.after and each.after["name"]) for each in found}
    assert touched <= set(told) and told == {each: (before.get(each), after.get(each)) for each in told}
    office.do(undo)
    assert look() == before

"""Every command is written down, can be taken back, and taken back again; nobody's later work is lost by it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.store.acts import Asking, Doing, accounts, add_customers, change_name, company, customer, fill, person, visit
from visitplanner.domain.core.errors import Refused, Stale, Unknown
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.domain.visits.visits import VISITS
from visitplanner.services.core.journal import ChangeHistory, ImportHistory, RevertChanges
from visitplanner.services.core.outcome import Topic
from visitplanner.services.core.work import Work
from visitplanner.store.office import SqlOffice

SHELVES = ("groups", "companies", "parks", "customers", "contacts", "contract_changes", "people", "assignments", "visits",
           "follow_ups", "follow_up_entries", "loads")  # fmt: skip


def everything(office: SqlOffice) -> dict[str, set[object]]:
    """All records without their versions."""
    return office.ask(
        Asking(lambda work: {s: {repr(replace(r, version=0)) for r in work.shelf(kind_named(s)).find()} for s in SHELVES})
    )


def test_a_command_that_changes_nothing_has_no_undo_and_no_entry(office: SqlOffice) -> None:
    outcome = office.do(Doing(lambda work: work.note(rows=0)))
    assert outcome.undo is None
    assert office.ask(ChangeHistory()) == []


def test_what_a_command_did_is_written_down_with_its_name_and_detail(office: SqlOffice) -> None:
    def act(work: Work) -> None:
        work.shelf(COMPANIES).add(company())
        work.note(file="customers.xlsx", rows=1)

    outcome = office.do(Doing(act))
    (head,) = office.ask(ChangeHistory())
    assert (head.label, head.detail, head.reverted_by, head.entries) == ("Doing", {"file": "customers.xlsx", "rows": 1}, None, ())
    whole = office.ask(Asking(lambda work: work.change_set(outcome.undo.change_set_id)))
    (entry,) = whole.entries
    assert (entry.kind, entry.before, entry.after["name"]) == ("companies", None, "聯華鋼鐵")


def test_a_record_touched_twice_stands_in_the_journal_once(office: SqlOffice) -> None:
    def act(work: Work) -> None:
        firm = work.shelf(COMPANIES).add(company())
        work.shelf(COMPANIES).change(replace(firm, name="新名"))
        brief = work.shelf(COMPANIES).add(company(name="別家"))
        work.shelf(COMPANIES).remove(brief)

    outcome = office.do(Doing(act))
    (entry,) = office.ask(Asking(lambda work: work.change_set(outcome.undo.change_set_id))).entries
    assert entry.before is None
    assert entry.after["name"] == "新名"


def test_an_import_of_two_hundred_rows_is_taken_back_and_brought_again(office: SqlOffice) -> None:
    imported = office.do(add_customers(200))
    full = everything(office)
    undone = office.do(imported.undo)
    assert (undone.value.removed, undone.value.restored) == (201, 0)
    assert undone.changed == {Topic.CUSTOMERS}
    assert office.ask(accounts()) == []
    redone = office.do(undone.undo)
    assert (redone.value.removed, redone.value.restored) == (0, 201)
    assert everything(office) == full


def test_every_kind_of_record_is_taken_back_and_brought_again(office: SqlOffice) -> None:
    filled = office.do(Doing(fill))
    full = everything(office)
    undone = office.do(filled.undo)
    assert not any(everything(office).values())
    assert office.ask(Asking(lambda work: work.setting("office"))) is None
    office.do(undone.undo)
    assert everything(office) == full
    assert office.ask(Asking(lambda work: work.setting("office")))["name"] == "新營區處"


def test_several_commands_are_taken_back_in_turn_and_brought_again_in_turn(office: SqlOffice) -> None:
    (site,) = office.do(add_customers(1)).value
    undos = [office.do(change_name(site.id, name)).undo for name in ("one", "two")]
    undos.append(office.do(Doing(lambda work: work.shelf(CUSTOMERS).remove(work.shelf(CUSTOMERS).get(site.id)))).undo)
    redos = [office.do(undo).undo for undo in reversed(undos)]
    assert office.ask(Asking(lambda work: work.shelf(CUSTOMERS).get(site.id))).name == site.name
    for redo in reversed(redos):
        office.do(redo)
    assert office.ask(accounts()) == []


def test_what_was_brought_again_can_be_taken_back_again(office: SqlOffice) -> None:
    imported = office.do(add_customers(3))
    undone = office.do(imported.undo)
    office.do(undone.undo)
    again = office.do(imported.undo)
    assert again.value.removed == 4
    assert office.ask(accounts()) == []


def test_the_same_command_is_not_taken_back_twice(office: SqlOffice) -> None:
    imported = office.do(add_customers(3))
    office.do(imported.undo)
    with pytest.raises(Refused, match="taken back already"):
        office.do(imported.undo)


def test_taking_back_names_the_record_somebody_changed_since(office: SqlOffice) -> None:
    imported = office.do(add_customers(3))
    office.do(change_name(imported.value[1].id, "改名工廠"))
    with pytest.raises(Stale, match="改名工廠"):
        office.do(imported.undo)
    assert len(office.ask(accounts())) == 3


def test_an_import_is_not_taken_back_from_under_a_visit(office: SqlOffice) -> None:
    imported = office.do(add_customers(2))

    def book(work: Work) -> None:
        leader = work.shelf(PEOPLE).add(person())
        work.shelf(VISITS).add(visit(imported.value[0].id, leader.id))

    office.do(Doing(book))
    with pytest.raises(Refused, match="left without a customer"):
        office.do(imported.undo)
    assert len(office.ask(accounts())) == 2


def test_staff_is_not_taken_back_while_a_visit_lists_them(office: SqlOffice) -> None:
    staff = office.do(Doing(lambda work: work.shelf(PEOPLE).add(person(name="隊員"))))
    (site,) = office.do(add_customers(1)).value

    def book(work: Work) -> None:
        leader = work.shelf(PEOPLE).add(person())
        work.shelf(VISITS).add(visit(site.id, leader.id, member_ids=(staff.value.id,)))

    office.do(Doing(book))
    with pytest.raises(Refused, match="隊員"):
        office.do(staff.undo)


def test_taking_back_is_refused_when_somebody_else_took_the_place(office: SqlOffice) -> None:
    (site,) = office.do(add_customers(1)).value
    removal = office.do(Doing(lambda work: work.shelf(CUSTOMERS).remove(site)))
    office.do(Doing(lambda work: work.shelf(CUSTOMERS).add(customer(site.company_id))))
    with pytest.raises(Refused, match="Kept already"):
        office.do(removal.undo)


def test_a_change_the_journal_does_not_know_is_unknown(office: SqlOffice) -> None:
    with pytest.raises(Unknown):
        office.do(RevertChanges(uuid4()))


def test_the_history_of_imports_shows_imports_only_the_newest_first(office: SqlOffice) -> None:
    class ImportThings(Doing):
        pass

    class ImportMore(Doing):
        pass

    office.do(ImportThings(add_customers(1).step))
    office.do(add_customers(1, first=50))
    office.do(ImportMore(add_customers(1, first=90).step))
    assert [head.label for head in office.ask(ImportHistory())] == ["ImportMore", "ImportThings"]
    assert [head.label for head in office.ask(ChangeHistory("ImportMore"))] == ["ImportMore"]
    assert [head.label for head in office.ask(ChangeHistory(limit=2))] == ["ImportMore", "Doing"]

"""Several people on one server: nobody's change is lost, everybody hears of it at once, and a cut line comes back by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders import SmallOffice
from tests.office.conftest import Place
from tests.store.acts import Asking, Doing, accounts
from visitplanner.domain.core.errors import Refused, Stale
from visitplanner.domain.customers.customers import CUSTOMERS, Customer
from visitplanner.services.core.work import Work
from visitplanner.store.served.office import ServedOffice

pytestmark = pytest.mark.xdist_group("server")


class Ear:
    """What a laptop hears, with when."""

    def __init__(self, office: ServedOffice) -> None:
        self.heard: list[frozenset[str] | None] = []
        self.there: list[bool] = []
        self.listening = office.listen(self._heard, self.there.append)
        assert self.listening.ready.wait(5)

    def _heard(self, topics: frozenset[str] | None) -> None:
        self.heard.append(topics)


def until(true: Callable[[], bool], seconds: float = 10.0) -> float:
    """Wait for something; how long it took."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "it never came"
        time.sleep(0.01)
    return time.monotonic() - begun


def large(office: ServedOffice, small: SmallOffice) -> Customer:
    return office.ask(Asking(lambda work: work.shelf(CUSTOMERS).get(small.large.id)))


def noted(customer: Customer, text: str) -> Doing:
    return Doing(lambda work: work.shelf(CUSTOMERS).change(replace(customer, notes=text)))


def test_the_second_of_two_changes_of_one_record_is_refused(place: Place, small: SmallOffice) -> None:
    boss, chen = place.enter("boss"), place.enter("chen")
    seen = large(boss, small)
    chen.do(noted(large(chen, small), "甲"))
    with pytest.raises(Stale, match="Changed by somebody"):
        boss.do(noted(seen, "乙"))
    assert large(boss, small).notes == "甲"


def test_an_undo_is_refused_when_somebody_else_changed_it_since(place: Place, small: SmallOffice) -> None:
    boss, chen = place.enter("boss"), place.enter("chen")
    undo = chen.do(noted(large(chen, small), "甲")).undo
    assert undo is not None
    boss.do(noted(large(boss, small), "乙"))
    with pytest.raises(Stale, match="Changed again since then"):
        chen.do(undo)
    assert large(chen, small).notes == "乙"


def test_many_hands_on_few_records_lose_nothing(place: Place, small: SmallOffice) -> None:
    """Every change that was acknowledged stands in the sum; the refused ones do not."""
    kept: list[int] = []

    def hand(login: str) -> None:
        office, mine = place.enter(login), 0
        for _ in range(15):
            customer = large(office, small)
            try:
                office.do(
                    Doing(lambda work, it=customer: work.shelf(CUSTOMERS).change(replace(it, saturday_kw=it.saturday_kw + 1)))
                )
                mine += 1
            except Stale:
                pass
        kept.append(mine)

    before = large(place.enter("boss"), small).saturday_kw
    hands = [threading.Thread(target=hand, args=(login,)) for login in ("boss", "chen", "root_of_office", "boss")]
    for each in hands:
        each.start()
    for each in hands:
        each.join(60)
    assert len(kept) == 4
    assert large(place.enter("boss"), small).saturday_kw - before == sum(kept)


def test_what_one_changes_the_others_hear_within_a_second_and_he_himself_does_not(place: Place, small: SmallOffice) -> None:
    boss, chen = place.enter("boss"), place.enter("chen")
    ears = Ear(boss), Ear(chen)
    begun = time.monotonic()
    outcome = chen.do(noted(large(chen, small), "甲"))
    until(lambda: bool(ears[0].heard))
    assert time.monotonic() - begun < 1.0
    assert ears[0].heard == [outcome.changed]
    assert ears[1].heard == []


def test_a_change_that_is_refused_is_told_to_nobody(place: Place, small: SmallOffice) -> None:
    boss, chen = place.enter("boss"), place.enter("chen")
    ear = Ear(boss)

    def fail(work: Work) -> None:
        work.shelf(CUSTOMERS).change(replace(large(chen, small), notes="x"))
        raise ValueError("not this time")

    with pytest.raises(ValueError, match="not this time"):
        chen.do(Doing(fail))
    chen.do(noted(large(chen, small), "甲"))
    until(lambda: bool(ear.heard))
    time.sleep(0.1)
    assert len(ear.heard) == 1


@pytest.mark.parametrize("payload", ["", "x", "[]", "[1]", '["a", 1]', '{"a": 1}', '["a"]'])
def test_a_message_that_is_none_is_passed_over(payload: str, place: Place, small: SmallOffice) -> None:
    boss, chen = place.enter("boss"), place.enter("chen")
    ear = Ear(boss)
    place.line("intern").execute("SELECT pg_notify('visitplanner', %s)", (payload,))
    chen.do(noted(large(chen, small), "甲"))
    until(lambda: bool(ear.heard))
    assert ear.heard[-1] is not None
    assert "customers" in ear.heard[-1]


def cut(place: Place) -> None:
    """The server ends every connection to the office, as it does when it is shut down."""
    statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    place.databases.admin.execute(statement, (place.name,))


def test_a_cut_between_two_questions_is_not_felt_and_what_may_have_been_missed_is_asked_anew(
    place: Place, small: SmallOffice
) -> None:
    boss = place.enter("boss")
    ear = Ear(boss)
    assert len(boss.ask(accounts())) == 3
    cut(place)
    assert len(boss.ask(accounts())) == 3
    until(lambda: ear.heard == [None])
    assert ear.there == [True, False, True]
    place.enter("chen").do(noted(large(boss, small), "甲"))
    until(lambda: len(ear.heard) == 2)


@pytest.mark.parametrize("moment", ["UPDATE customers", "INSERT INTO change_sets", "INSERT INTO change_entries", "pg_notify"])
def test_a_cut_within_a_change_keeps_nothing_of_it_and_says_so(moment: str, place: Place, small: SmallOffice) -> None:
    boss = place.enter("boss")
    customer = large(boss, small)
    done: list[str] = []

    def cut_here(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if moment in statement and not done:
            done.append(statement)
            cut(place)

    event.listen(boss._engine, "before_cursor_execute", cut_here)  # pyright: ignore[reportPrivateUsage]
    begun = time.monotonic()
    with pytest.raises(Refused, match="cannot be reached"):
        boss.do(noted(customer, "甲"))
    assert time.monotonic() - begun < 10
    assert done
    assert large(boss, small) == customer
    boss.do(noted(customer, "乙"))
    assert large(boss, small).notes == "乙"


@pytest.mark.parametrize("kept", [True, False])
def test_a_cut_while_a_change_is_being_kept_is_looked_up(kept: bool, place: Place, small: SmallOffice) -> None:
    boss = place.enter("boss")
    customer = large(boss, small)
    real = boss._engine.dialect.do_commit  # pyright: ignore[reportPrivateUsage]

    def commit(connection: Any) -> None:
        boss._engine.dialect.do_commit = real  # pyright: ignore[reportPrivateUsage]
        if kept:
            real(connection)
        cut(place)
        connection.execute("SELECT 1")

    boss._engine.dialect.do_commit = commit  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    if kept:
        assert boss.do(noted(customer, "甲")).undo is not None
    else:
        with pytest.raises(Refused, match="cannot be reached"):
            boss.do(noted(customer, "甲"))
    assert large(boss, small).notes == ("甲" if kept else customer.notes)


def test_who_holds_the_office_up_is_waited_for_a_little_and_no_longer(place: Place, small: SmallOffice) -> None:
    boss, line = place.enter("boss"), place.line("chen")
    customer = large(boss, small)
    with line.transaction():
        line.execute("SELECT pg_advisory_xact_lock(7200116)")
        begun = time.monotonic()
        assert large(boss, small) == customer, "reading waits for nobody"
        with pytest.raises(Refused, match="busy"):
            boss.do(noted(customer, "甲"))
        assert time.monotonic() - begun < 10
    boss.do(noted(customer, "甲"))

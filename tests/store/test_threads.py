"""The window uses one lane, the command line none, a job another: all may share one open database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.store.acts import Asking, accounts, add_customers
from tests.store.conftest import Opener


def test_commands_and_questions_of_several_threads_take_turns(opening: Opener) -> None:
    with ThreadPoolExecutor(1) as creator:
        office = creator.submit(opening).result()
    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(office.do, add_customers(5, first=1 + 5 * turn)) for turn in range(12)]
        seen = [pool.submit(office.ask, accounts()) for _ in range(12)]
        assert all(each.result().undo for each in work)
        assert {len(each.result()) % 5 for each in seen} == {0}
    assert len(office.ask(accounts())) == 60
    assert len({head.id for head in office.ask(Asking(lambda w: w.change_sets()))}) == 12

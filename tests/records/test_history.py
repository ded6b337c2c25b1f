"""What was done is read from the journal and taken back, long after the window was closed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.builders import TODAY, Clock, SmallOffice
from visitplanner import bootstrap
from visitplanner.domain.core.errors import Refused, Stale
from visitplanner.domain.customers.customers import CONTACTS, Contact
from visitplanner.domain.follow_ups.follow_ups import FOLLOW_UPS, Window
from visitplanner.services.core.journal import RevertChanges
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised, RaiseFollowUp
from visitplanner.services.records.history import Deed, History, HistoryPeople, UndoChange
from visitplanner.services.records.records import AddRecord, ChangeRecord
from visitplanner.store import sql
from visitplanner.store.office import SqlOffice, create_office, open_office

Call = Callable[..., Any]


def raised(office: SqlOffice, small: SmallOffice, text: str) -> UUID:
    return office.do(RaiseFollowUp(small.large.id, Raised(text, Window.BUSINESS))).value.id


def test_what_was_done_is_told_with_who_when_and_to_whom(office: SqlOffice, small: SmallOffice) -> None:
    ident = raised(office, small, "評估調降契約容量")
    line = office.ask(History())[0]
    assert str(line.what) == "Added: the issue “評估調降契約容量” (虛構食品股份有限公司)."
    assert [one.ident for one in line.records if one.kind is FOLLOW_UPS] == [ident]
    assert line.by in office.ask(HistoryPeople())
    assert not line.undone


def test_a_customer_s_history_holds_what_belongs_to_it_and_nothing_else(office: SqlOffice, small: SmallOffice) -> None:
    raised(office, small, "停電通知未收到")
    office.do(AddRecord(CONTACTS, Contact(customer_id=small.large.id, name="慕廠長")))
    office.do(AddRecord(CONTACTS, Contact(customer_id=small.sites[0].id, name="別戶")))
    told = [str(line.what) for line in office.ask(History(of=small.large.id))]
    assert any("慕廠長" in what for what in told) and any("停電通知未收到" in what for what in told)
    assert not any("別戶" in what for what in told)


def test_kinds_days_and_people_are_filtered(office: SqlOffice, small: SmallOffice) -> None:
    raised(office, small, "停電通知未收到")
    every = office.ask(History())
    assert {one.id for one in office.ask(History(kinds=frozenset({"follow_ups"})))} == {every[0].id}
    day = every[0].at.astimezone().date()
    assert every[0].id in {one.id for one in office.ask(History(first=day, last=day))}
    assert office.ask(History(last=day - dt.timedelta(days=1), kinds=frozenset({"follow_ups"}))) == []
    assert office.ask(History(by="nobody")) == []


def test_undo_outlives_the_window_and_goes_back_step_by_step(folder: Path, office: SqlOffice, small: SmallOffice) -> None:
    first, second = raised(office, small, "甲"), raised(office, small, "乙")
    office.close()
    again = open_office(folder, "", known=bootstrap.known(), today=Clock())
    try:
        assert "乙" in str(again.do(UndoChange()).said)
        assert {row.follow_up.id for row in again.ask(FollowUpList())} == {first}
        assert "甲" in str(again.do(UndoChange()).said)
        assert again.ask(FollowUpList()) == []
        done = again.ask(History(limit=4))
        assert [(one.taking_back, one.undone) for one in done] == [(True, False), (True, False), (False, True), (False, True)]
        again.do(RevertChanges(done[0].id))
        assert {row.follow_up.id for row in again.ask(FollowUpList())} == {first} != {second}
    finally:
        again.close()


def test_a_change_on_which_later_work_stands_is_refused_in_one_sentence(office: SqlOffice, small: SmallOffice) -> None:
    contact = office.do(AddRecord(CONTACTS, Contact(customer_id=small.large.id, name="慕廠長"))).value
    change = office.ask(History())[0].id
    office.do(ChangeRecord(CONTACTS, replace(contact, phone="02-5550-1003")))
    with pytest.raises(Stale, match="Changed again since then: the contact “慕廠長”"):
        office.do(UndoChange(change))
    office.do(UndoChange())
    office.do(UndoChange(change))
    with pytest.raises(Refused, match="taken back already"):
        office.do(UndoChange(change))


def test_an_entry_an_older_program_wrote_in_another_form_is_named_by_its_kind(office: SqlOffice, small: SmallOffice) -> None:
    raised(office, small, "甲")
    connection: Any = sql.driver(office._engine)  # pyright: ignore[reportPrivateUsage]
    connection.execute("""UPDATE change_entries SET after = '{"name":"王"}' WHERE kind = 'follow_ups'""")
    line = office.ask(History())[0]
    assert [(one.deed, str(one.name)) for one in line.records if one.kind is FOLLOW_UPS] == [(Deed.ADDED, str(FOLLOW_UPS.noun))]


@pytest.mark.parametrize("demonstration", [False, True])
def test_the_journal_s_own_instant_is_the_clock_s_but_in_a_demonstration(tmp_path: Path, demonstration: bool) -> None:
    phrase = "" if demonstration else "長一點的通行碼"
    office = create_office(tmp_path / "x", phrase, demonstration=demonstration, known=bootstrap.known(), today=lambda: TODAY)
    try:
        SmallOffice().keep(office)
        at = office.ask(History())[0].at
        real = abs(dt.datetime.now(dt.UTC) - at) < dt.timedelta(minutes=5)
        assert real is not demonstration
        assert demonstration is (at.astimezone().date() == TODAY)
    finally:
        office.close()


@pytest.fixture
def ask(folder: Path, office: SqlOffice, small: SmallOffice, capsys: pytest.CaptureFixture[str]) -> Call:
    raised(office, small, "評估調降契約容量")
    office.close()

    def call(*words: str, code: int = 0, as_json: bool = True) -> Any:
        capsys.readouterr()
        assert bootstrap.start(["--data-dir", str(folder), *words, *(["--json"] if as_json else [])]) == code
        out, err = capsys.readouterr()
        return err if code else json.loads(out) if as_json else out

    return call


def test_on_the_command_line_history_and_undo_say_what_they_did(ask: Call, small: SmallOffice) -> None:
    (line,) = ask("history", "--of", small.large.account, "--kind", "follow-ups")
    assert (line["what"], line["undone"]) == ("已新增：反映事項「評估調降契約容量」（虛構食品股份有限公司）。", False)
    assert ask("history", "--of", str(small.large.id), "--limit", "1")[0]["id"] == line["id"]
    assert line["records"][0]["kind"] == "follow-ups"
    done = ask("undo", line["id"])
    assert (done["undone"], done["records"]) == (line["id"], 2)
    (again,) = [one for one in ask("history") if one["id"] == line["id"]]
    assert again["undone"]
    assert "（已復原）" in ask("history", "--kind", "follow-ups", as_json=False)
    assert "先前已經復原" in ask("undo", line["id"], code=1)
    assert "沒有符合條件的異動" in ask("history", "--day", "100/1/2", as_json=False)

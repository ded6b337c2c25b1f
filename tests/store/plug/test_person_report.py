"""All that is kept on one person: the contact, what names them, drafts, and what the journal still holds of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.acts import Doing, add_customers
from tests.store.conftest import Opener
from visitplanner.bootstrap import start
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import CONTACTS, CUSTOMERS, Contact
from visitplanner.services.core.form_drafts import KeepTyped
from visitplanner.services.records.records import AddRecord, RemoveRecord
from visitplanner.services.records.subject_report import SubjectReport


def test_every_place_in_which_a_person_stands_is_found(opening: Opener) -> None:
    office = opening()
    (site, other) = office.do(add_customers(2)).value
    contact = office.do(AddRecord(CONTACTS, Contact(customer_id=site.id, name="王記號", phone="06-6321234"))).value
    office.do(AddRecord(CONTACTS, Contact(customer_id=other.id, name="李四", phone="06-5555555")))
    office.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(work.shelf(CUSTOMERS).get(site.id), notes="找 王記號"))))
    office.do(KeepTyped("next_step", site.id, {"note": "已聯絡王記號"}))
    found = office.ask(SubjectReport(("王記號",)))
    assert {(each.kind, each.fields) for each in found.records} == {
        ("contacts", ("name",)),
        ("customers", ("notes",)),
        ("form_drafts", ("content",)),
    }
    assert len(found.changes) >= 2 and {each.kind for each in found.changes} == {"contacts", "customers"}
    by_number = office.ask(SubjectReport(("06-6321234",)))
    assert contact.id in {each.ident for each in by_number.records}
    assert all("李四" not in str(each.record) for each in (*found.records, *by_number.records))
    office.do(RemoveRecord(CONTACTS, contact))
    left = office.ask(SubjectReport(("王記號",)))
    assert "contacts" not in {each.kind for each in left.records} and "contacts" in {each.kind for each in left.changes}


@pytest.mark.parametrize("words", [(), ("",), ("王",), ("王記號", "甲")])
def test_a_word_that_is_found_everywhere_is_refused(opening: Opener, words: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="found everywhere"):
        opening().ask(SubjectReport(words))


def test_the_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "正確馬 電池")
    assert start(["--data-dir", str(tmp_path / "office"), "init"]) == 0
    capsys.readouterr()
    assert start(["--data-dir", str(tmp_path / "office"), "--json", "person-report", "王記號"]) == 0
    assert json.loads(capsys.readouterr().out) == {"words": ["王記號"], "records": [], "journal": [], "changes_made": 0}

"""`NOUN list|add|change|remove` for a described kind: options, JSON and refusals follow from its fields."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import SmallOffice
from visitplanner import bootstrap
from visitplanner.cli.core.app import features_of
from visitplanner.store.office import SqlOffice

Call = Callable[..., Any]


@pytest.fixture
def ask(folder: Path, office: SqlOffice, capsys: pytest.CaptureFixture[str]) -> Call:
    office.close()

    def call(*words: str, code: int = 0, language: str = "zh_TW", as_json: bool = True) -> Any:
        """The JSON a command prints, its text without `as_json`, or what it says when it ends with another code."""
        capsys.readouterr()
        whole = ["--data-dir", str(folder), "--lang", language, *words, *(["--json"] if as_json else [])]
        assert bootstrap.start(whole) == code
        out, err = capsys.readouterr()
        return (json.loads(out) if as_json else out) if code == 0 else err

    return call


def add(ask: Call, *more: str) -> dict[str, Any]:
    return ask("notice-boards", "add", "--customer", "05-12-3456-78-9", "--place", "東側門", "--surface", "steel", *more)


def test_a_record_is_added_listed_changed_and_removed(ask: Call, small: SmallOffice) -> None:
    made = add(
        ask, "--put-up-on", "115/3/2", "--cost-cents", "1,234.5", "--lit", "是", "--keeper", "陳業務、吳電務", "--shown", "prices"
    )
    ident = made.pop("id")
    assert made == {
        "customer_id": str(small.large.id),
        "customer": "虛構食品股份有限公司 05-12-3456-78-9",
        "place": "東側門",
        "surface": "steel",
        "put_up_on": "2026-03-02",
        "looked_after_in": None,
        "height_cm": 0,
        "cost_cents": "1234.50",
        "lit": True,
        "shown": ["tariffs"],
        "keeper_ids": [str(small.business.id), str(small.technical.id)],
        "keepers": ["陳業務", "吳電務"],
        "notes": "",
    }
    assert ask("notice-boards", "list") == [{"id": ident, **made}]
    changed = ask("notice-boards", "change", "東側門", "--height-cm", "120", "--keeper", "")
    assert (changed["height_cm"], changed["keeper_ids"], changed["cost_cents"]) == (120, [], "1234.50")
    assert ask("notice-boards", "remove", ident) == {"removed": ident}
    assert ask("notice-boards", "list") == []


def test_a_list_is_filtered_sorted_and_paged_and_readable(ask: Call) -> None:
    for place, height in (("一門", "9"), ("二門", "120"), ("三門", "30")):
        add(ask, "--place", place, "--height-cm", height)
    found = ask("notice-boards", "list", "--sort", "height_cm", "--descending", "--rows", "1", "--page", "2")
    assert [each["place"] for each in found] == ["三門"]
    assert [each["place"] for each in ask("notice-boards", "list", "--filter", "120")] == ["二門"]
    line = ask("notice-boards", "list", "--filter", "一門", as_json=False).split("\t")
    assert line[1:4] == ["虛構食品股份有限公司 05-12-3456-78-9", "一門", "steel plate"]
    assert "height_cm" in ask("notice-boards", "list", "--sort", "colour", code=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--place", "南門", "--put-up-on", "下週三"), '--put-up-on: "下週三" is not a date: it does not read as a date.'),
        (("--place", "南門", "--height-cm", "很高"), '--height-cm: "很高" is not a whole number. Write it as 1,250.'),
        (("--place", "南門", "--surface", "paper"), "--surface: paper is not possible. Choose one of: corkboard, steel plate."),
        (("--place", "南門", "--customer", "無此人"), '--customer: Nothing is called "無此人" among: Customers.'),
        (("--place", " "), "--place: Place is missing."),
        (("--surface", "cork", "--lit", "yes"), "--lit: Cork and lamps burn."),
    ],
)
def test_a_refusal_names_the_option_and_what_it_takes(ask: Call, words: tuple[str, ...], said: str) -> None:
    given = {"--customer": "05123456789", "--place": "東側門", "--surface": "steel"} | dict(
        zip(words[::2], words[1::2], strict=True)
    )
    told = ask("notice-boards", "add", *(word for pair in given.items() for word in pair), code=1, language="en")
    assert said in told


def test_all_that_is_missing_is_said_at_once(ask: Call) -> None:
    told = ask("notice-boards", "add", code=1, language="en").splitlines()
    assert told == ["--customer: Where is missing.", "--place: Place is missing.", "--surface: Surface is missing."]


def test_the_help_tells_each_field_in_both_languages(ask: Call) -> None:
    told = ask("contacts", "add", "--help", as_json=False)
    assert "--customer" in told
    assert "電子郵件 / E-mail" in told


def test_contacts_parks_and_wishes_are_kept_by_their_description(ask: Call, small: SmallOffice) -> None:
    contact = ask("contacts", "add", "--customer", "05123456789", "--name", "陳廠長", "--email", "a@example.com")
    assert contact["customer_id"] == str(small.large.id)
    assert "電子郵件" in ask("contacts", "change", "陳廠長", "--email", "沒有小老鼠", code=1)
    ask("parks", "add", "--name", "另一工業區", "--township", "土城區")
    assert "--name：名稱「另一 工業區」" in ask("parks", "add", "--name", "另一 工業區", code=1)
    assert {park["name"] for park in ask("parks")} == {"虛構工業區", "另一工業區"}
    ask("parks", "remove", "另一工業區")
    wish = ask("wishes", "add", "--subject", "虛構集團", "--closed-months", "2,8 月", "--preferred-weekdays", "週二")
    assert (wish["closed_months"], wish["preferred_weekdays"], wish["subject"]) == ([2, 8], [1], "虛構集團")
    assert ask("wish", "--group", "虛構集團")["closed_months"] == [2, 8]


def test_only_the_plain_kinds_are_read_for_their_nouns() -> None:
    assert features_of(["notice-boards", "list"]) == ["records.records"]

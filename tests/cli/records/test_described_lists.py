"""`parks|contacts|wishes|dated-figures list|add|change|remove`: lists that follow from a description, as somebody keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]
LARGE = "05123456789"
CARBON = ("--figure", "carbon", "--first-on", "2026-01-01", "--amount", "0.5", "--source", "公告", "--notes", "全年")


def test_a_contact_is_entered_found_changed_and_removed(ask: Call) -> None:
    made = ask("contacts", "add", "--customer", LARGE, "--name", "王先生", "--phone", "02-1234")
    assert (made["customer"], made["email"]) == ("虛構食品股份有限公司 05-12-3456-78-9", "")
    ask("contacts", "change", "王先生", "--email", "wang@example.invalid")
    (kept,) = ask("contacts", "list")
    assert kept == {**made, "email": "wang@example.invalid"}
    assert ask("contacts", "remove", "王先生", as_json=False).startswith("已移除：聯絡人「王先生」。")
    assert ask("contacts", "list") == []
    ask("undo")
    assert ask("contacts", "list") == [kept]


def test_a_contact_of_nobody_or_without_a_name_is_refused(ask: Call) -> None:
    assert "--customer" in ask("contacts", "add", "--customer", "05999999999", "--name", "王先生", code=1)
    assert "--name" in ask("contacts", "add", "--customer", LARGE, code=1)
    assert "沒有「李小姐」" in ask("contacts", "remove", "李小姐", code=1)
    assert ask("contacts", "list") == []


def test_parks_are_listed_with_their_township(ask: Call) -> None:
    (park,) = ask("parks", "list")
    assert (park["name"], park["township"]) == ("虛構工業區", "新店區")
    ask("parks", "add", "--name", "另一工業區", "--township", "深坑區")
    lines = [line.split("\t")[1:] for line in ask("parks", "list", as_json=False).splitlines()]
    assert lines == [["另一工業區", "深坑區"], ["虛構工業區", "新店區"]]


def test_a_wish_is_the_same_on_both_commands(ask: Call) -> None:
    ask("wish", "--account", LARGE, "--closed", "9,10", "--not-after", "115/11/30", as_json=False)
    (wish,) = ask("wishes", "list")
    assert (wish["closed_months"], wish["not_after"]) == ([9, 10], "2026-11-30")
    ask("wishes", "change", wish["id"], "--not-after", "2026-10-31", "--notes", "廠長來電")
    shown = ask("wish", "--account", LARGE)
    assert (shown["closed_months"], shown["not_after"], shown["note"]) == ([9, 10], "2026-10-31", "廠長來電")
    assert "最晚 115/10/31 前受訪。" in ask("wish", "--account", LARGE, as_json=False)
    ask("wishes", "remove", wish["id"])
    assert (ask("wishes", "list"), ask("wish", "--account", LARGE)) == ([], None)


def test_a_wish_entered_in_the_list_is_kept_with_all_its_fields(ask: Call) -> None:
    words = ("--subject", LARGE, "--preferred-weekdays", "2", "--not-before", "2026-04-01", "--not-after", "2026-11-30")
    made = ask("wishes", "add", *words, "--slot", "pm", "--hours", "14:00-16:00", "--notes", "廠務來電")
    shown = ask("wish", "--account", LARGE)
    assert (shown["weekdays"], shown["not_before"], shown["not_after"]) == (["wed"], "2026-04-01", "2026-11-30")
    assert (shown["slot"], shown["hours"], shown["note"]) == ("pm", "14:00-16:00", "廠務來電")
    backwards = ask("wishes", "change", made["id"], "--not-after", "2026-03-01", code=1)
    assert "--not-" in backwards
    assert ask("wish", "--account", LARGE)["not_after"] == "2026-11-30"


def test_a_figure_of_the_office_holds_for_its_days(ask: Call) -> None:
    made = ask("dated-figures", "add", *CARBON)
    assert (made["amount"], made["last_on"], made["voltage"]) == ("0.5000", None, None)
    ask("dated-figures", "change", made["id"], "--amount", "0.4741", "--last-on", "2026-12-31", "--voltage", "HV")
    (kept,) = ask("dated-figures", "list")
    assert (kept["amount"], kept["last_on"], kept["voltage"], kept["notes"]) == ("0.4741", "2026-12-31", "HV", "全年")
    ask("dated-figures", "remove", made["id"])
    assert ask("dated-figures", "list") == []
    ask("undo")
    assert ask("dated-figures", "list") == [kept]


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        (("--last-on", "2025-12-31"), "--last-on：結束日早於開始日"),
        (("--amount", "半"), "--amount"),
        (("--first-on", "115/13/01"), "--first-on"),
        (("--figure", "carbon_dioxide"), "--figure"),
        (("--source", ""), "--source"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_its_option(ask: Call, wrong: tuple[str, str], at: str) -> None:
    assert at in ask("dated-figures", "add", *CARBON, *wrong, code=1)
    assert ask("dated-figures", "list") == []

"""`customers`, `groups`, `parks`, `contacts`: whom the office visits, in text and for a program, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
LARGE = "05123456789"


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_the_largest_customer_stands_first_and_the_last_line_counts(ask: Call) -> None:
    *listed, counted = rows(ask("customers", as_json=False))
    assert listed == [
        ["05-12-3456-78-1", "1,200 kW", "HV", "虛構電子股份有限公司", "虛構集團", "林課長"],
        ["05-12-3456-78-9", "1,000 kW", "HV", "虛構食品股份有限公司", "", "林課長"],
        ["05-12-3456-78-2", "800 kW", "HV", "虛構電子股份有限公司", "虛構集團"],
    ]
    assert counted == ["3 戶，其中 2 戶達門檻；若以契約容量合計，另有 0 戶達門檻。"]
    english = rows(ask("--lang", "en", "customers", as_json=False))
    assert english[:-1] == listed
    assert english[-1] == ["3 customers, 2 at or above the threshold; 0 more under the sum of contracts."]


def test_a_customer_is_found_by_group_specialist_voltage_and_the_words_of_its_contact(ask: Call) -> None:
    def found(text: str) -> list[str]:
        return [row["account"] for row in ask("customers", "--filter", text)]

    assert found("虛構集團 78-1") == ["05123456781"]
    assert found("林課長") == ["05123456781", LARGE]
    assert found("王小明") == []
    assert ask("contacts", "add", "--customer", LARGE, "--name", "王小明", "--phone", "02-2345", as_json=False) == (
        "已保存：聯絡人「王小明」。\n"
    )
    assert found("王小明") == found("022345") == [LARGE]
    ask("undo")
    assert found("王小明") == []


def test_groups_and_parks_tell_their_sites_and_who_goes_there(ask: Call) -> None:
    assert rows(ask("groups", as_json=False)) == [["虛構集團", "2 個電號", "2,000 kW", "王經理"]]
    (group,) = ask("groups")
    assert (group["companies"], group["accounts"], group["regular_kw"], group["leader"]) == (
        ["虛構電子股份有限公司"],
        ["05123456781", "05123456782"],
        2000,
        "王經理",
    )
    assert rows(ask("parks", as_json=False)) == [["虛構工業區", "0 個電號", "林課長"]]


def test_a_park_bears_its_name_alone_and_leaves_with_what_hung_on_it(ask: Call) -> None:
    ask("parks", "add", "--name", "新工業區")
    assert ask("parks", "add", "--name", " 新 工業區", code=1, as_json=False) == "--name：名稱「新 工業區」已有人使用。\n"
    ask("parks", "change", "新工業區", "--township", "坪林區")
    assert {(park["name"], park["township"]) for park in ask("parks")} == {("新工業區", "坪林區"), ("虛構工業區", "新店區")}
    assert ask("parks", "remove", "虛構工業區", as_json=False) == "已移除：工業區「虛構工業區」。\n"
    assert [park["name"] for park in ask("parks")] == ["新工業區"]
    assert "工業區中沒有「虛構工業區」" in ask("parks", "change", "虛構工業區", "--township", "x", code=1)
    ask("undo")
    assert {(park["name"], park["specialist"]) for park in ask("parks")} == {("新工業區", ""), ("虛構工業區", "林課長")}

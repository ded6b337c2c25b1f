"""`staff`, `staff leave`: who the people are, and somebody's last day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def test_people_are_listed_by_rank_with_what_they_bring(ask: Call) -> None:
    assert ask("staff", as_json=False).splitlines() == [
        "王經理\t經理",
        "張課長\t基層主管",
        "林課長\t基層主管",
        "吳電務\t專員\t電務",
        "陳業務\t專員\t業務",
    ]
    people = {each["name"]: each for each in ask("staff")}
    assert (people["王經理"]["leads"], people["林課長"]["looks_after"], people["吳電務"]["skills"]) == (1, 3, ["technical"])


def test_a_last_day_lists_what_still_bears_the_name_and_is_taken_back(ask: Call) -> None:
    told = ask("staff", "leave", "林課長", "--on", "115/03/31", as_json=False).splitlines()
    assert told[0] == "林課長 任職至 115/03/31；之後仍掛其名的有 3 個對象、0 次洽訪、0 件未結案件。"
    assert told[-1] == "下一步：`visitplanner handover --from 林課長`"
    assert {row["specialist"] for row in ask("customers", today="2026-03-31")} == {"林課長", ""}
    assert {row["specialist"] for row in ask("customers", today="2026-04-01")} == {""}
    ask("staff", "leave", "林課長", "--stays")
    assert {row["specialist"] for row in ask("customers", today="2026-04-01")} == {"林課長", ""}


def test_a_last_day_or_staying_is_said_not_both_and_not_neither(ask: Call) -> None:
    assert "--on DAY | --stays" in ask("staff", "leave", "林課長", code=2)
    assert "--on DAY | --stays" in ask("staff", "leave", "林課長", "--on", "2026-03-31", "--stays", code=2)
    assert "人員名單中沒有「無此人」" in ask("staff", "leave", "無此人", "--on", "2026-03-31", code=1)

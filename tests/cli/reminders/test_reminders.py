"""`reminders` lists what wants doing today, with the id to go on with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]


def test_a_case_is_reminded_of_seven_working_days_later(ask: Call) -> None:
    ident = ask("issues", "add", "--account", "05123456789", "--text", "電壓驟降", "--owner", "吳電務")["id"]
    assert ask("reminders") == []
    (row,) = ask("reminders", today="2026-03-25")
    assert (row["reminder"], row["issue"], row["due"], row["person"]) == ("reply", ident, "2026-03-25", "吳電務")
    told = ask("reminders", today="2026-03-25", as_json=False)
    assert told == "115/03/25  回復用戶意見  虛構食品股份有限公司  電壓驟降  吳電務\n"

"""`calendar close|open`: a typhoon day, the visits on it, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
LARGE, DAY = "05123456789", "2026-03-20"


def test_a_typhoon_names_the_visits_to_be_moved_and_the_next_step(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", DAY, "--slot", "am")
    told = ask("calendar", "close", DAY, "--reason", "颱風", as_json=False).splitlines()
    assert told == [
        "115/03/20 停止上班。",
        "須改期：虛構食品股份有限公司，原定 115/03/20（五）。颱風",
        "接著請執行 `visitplanner mend --year 2026`",
    ]
    assert ask("calendar", "open", "115/03/20", as_json=False) == "115/03/20 恢復上班。\n"


def test_a_program_gets_the_clashes(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", DAY, "--slot", "am")
    closed = ask("calendar", "close", DAY, "--reason", "颱風")
    (clash,) = closed["clashes"]
    assert (closed["day"], clash["subject"], clash["day"], clash["remark"]) == (DAY, "虛構食品股份有限公司", DAY, "颱風")
    ask("undo")
    assert "沒有停止上班的登記" in ask("calendar", "open", DAY, code=1)


def test_a_day_that_is_off_anyway_or_never_was_closed_is_refused(ask: Call) -> None:
    assert "本來就不上班。請選上班日。" in ask("calendar", "close", "2026-03-21", "--reason", "颱風", code=1)
    assert "沒有停止上班的登記" in ask("calendar", "open", DAY, code=1)
    assert "不是日期" in ask("calendar", "close", "明天", "--reason", "颱風", code=1)

"""`visit add|book|days`, `brief --visit`: how it was held, what is only pencilled in, which days suit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from visitplanner.cli.planning.suitable_days import MOST_DAYS

Call = Callable[..., Any]
LARGE = ("--account", "05123456789")


@pytest.mark.parametrize("outcome", ["phone", "video"])
def test_a_call_is_a_record_that_does_not_count(ask: Call, outcome: str) -> None:
    made = ask("visit", "add", *LARGE, "--day", "2026-02-05", "--held", "--outcome", outcome)
    assert (made["state"], made["outcome"], made["held_on"], made["counts"]) == ("done", outcome, "2026-02-05", False)
    assert any("未達計列條件" in why for why in made["why_not"])
    states = {row["subject"]: row["state"] for row in ask("due", "--year", "2026")}
    assert states["虛構食品股份有限公司"] != "done"


@pytest.mark.parametrize("outcome", ["cancelled", "postponed", "refused"])
def test_what_was_not_held_is_not_entered_as_held(ask: Call, outcome: str) -> None:
    refused = ask("visit", "add", *LARGE, "--day", "2026-02-05", "--held", "--outcome", outcome, code=1)
    assert "--outcome" in refused
    assert "done, phone, video" in refused
    assert ask("visits") == []


def test_a_day_is_pencilled_in_and_then_agreed(ask: Call) -> None:
    made = ask("visit", "add", *LARGE, "--day", "2026-05-06")
    ident = made["id"]
    pencilled = ask("visit", "book", ident, "--day", "2026-05-07", "--tentative")
    assert (pencilled["state"], pencilled["day"]) == ("tentative", "2026-05-07")
    agreed = ask("visit", "book", ident, "--slot", "pm", "--time", "14:30")
    assert (agreed["state"], agreed["day"], agreed["slot"], agreed["time"]) == ("booked", "2026-05-07", "pm", "14:30")
    ask("undo")
    (now,) = ask("visits")
    assert (now["state"], now["slot"], now["time"]) == ("tentative", "am", "")


def test_a_visit_declined_for_the_year_stays_owed_with_day_and_reason(ask: Call) -> None:
    ident = ask("visit", "add", *LARGE, "--day", "2026-05-06")["id"]
    assert "原因" in ask("visit", "cancel", ident, "--not-this-year", code=1)
    assert ask("visit", "cancel", ident, "--reason", "停工整修", "--not-this-year")["state"] == "cancelled"
    owed = next(row for row in ask("due", "--year", "2026") if row["account"] == LARGE[1])
    assert owed["left"] == 1 and any("停工整修" in why and "2026" in why for why in owed["reasons"])


def test_suitable_days_are_a_few_the_best_first_and_all_of_them_on_demand(ask: Call) -> None:
    ident = ask("visit", "add", *LARGE, "--day", "2026-05-06")["id"]
    few = ask("visit", "days", ident, as_json=False).splitlines()
    every = ask("visit", "days", ident, "--all", as_json=False).splitlines()
    assert len(few) == MOST_DAYS < len(every)
    assert few[0][0] == "◎" and set(few) <= set(every)
    assert "✕" not in {line[0] for line in few}
    days = [row["day"] for row in ask("visit", "days", ident)]
    assert len(days) == len(every)
    assert not {"2026-05-09", "2026-06-19"} & set(days), "no Saturday, and not 端午節"


def test_the_sheet_of_one_visit_is_printed_and_an_unknown_visit_is_named(ask: Call, tmp_path: Path) -> None:
    ident = ask("visit", "add", *LARGE, "--day", "2026-05-06")["id"]
    ask("brief", "--visit", ident, "--out", str(tmp_path / "sheet.pdf"))
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    other = "00000000-0000-4000-8000-000000000000"
    ask("brief", "--visit", other, "--out", str(tmp_path / "other.pdf"), code=1)
    assert not (tmp_path / "other.pdf").exists()

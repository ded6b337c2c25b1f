"""What already happened, what a hand placed, who leaves, what mending says: the commands on a real database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from visitplanner.domain.visits.visits import VisitState

Call = Callable[..., Any]
LARGE = "05123456789"


def test_a_visit_held_before_the_program_came_is_entered(ask: Call) -> None:
    made = ask("visit", "add", "--account", LARGE, "--day", "115/02/04", "--held", "--satisfaction", "4", "--note", "廠長接待")
    assert (made["subject"], made["state"], made["held_on"], made["leader"]) == (
        "虛構食品股份有限公司", "done", "2026-02-04", "林課長",
    )  # fmt: skip
    assert made["counts"] and made["why_not"] == []
    due = {row["subject"]: row["state"] for row in ask("due", "--year", "2026")}
    assert due["虛構食品股份有限公司"] == "done"
    group = ask("visit", "add", "--group", "虛構集團", "--day", "2026-02-05", "--held", "--member", "陳業務")
    assert not group["counts"] and "電務" in group["why_not"][0]
    assert "已登錄過" in ask("visit", "add", "--account", LARGE, "--day", "2026-02-04", "--held", code=1)
    assert "--park NAME" in ask("visit", "add", "--day", "2026-02-04", "--held", code=2)


def test_what_departs_from_wishes_is_asked_and_taken_with_anyway(ask: Call) -> None:
    ask("wish", "--account", LARGE, "--closed", "9,10", "--slot", "am", "--hours", "09:30-11:30")
    assert "希望時間 09:30-11:30。" in ask("wish", "--account", LARGE, as_json=False)
    words = ("visit", "add", "--account", LARGE, "--day", "2026-10-15", "--slot", "pm")
    refused = ask(*words, code=1)
    assert "10 月不便受訪" in refused and "希望上午" in refused and "--anyway" in refused
    made = ask(*words, "--anyway")
    assert (made["day"], made["slot"], made["pinned"]) == ("2026-10-15", "pm", True)
    assert "人工排定" in ask("visits", as_json=False)
    released = ask("visit", "release", made["id"])
    assert released["pinned"] is False
    assert "無須解除" in ask("visit", "release", made["id"], code=1)


def test_the_customer_is_checked_like_people(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-05-06")
    words = ("visit", "add", "--account", LARGE, "--day", "2026-05-06", "--leader", "張課長")
    refused = ask(*words, "--anyway", code=1)
    assert "同一時段已有另一次洽訪" in refused and "--anyway" not in refused
    assert "另有洽訪" in ask(*words, "--slot", "pm", code=1)


def test_a_day_of_closure_is_kept_with_its_reason_and_names_the_visits_it_hits(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-05-06")
    shown = ask("calendar", "close", "2026-05-06", "--reason", "颱風")
    assert shown["day"] == "2026-05-06"
    assert [(one["subject"], one["remark"]) for one in shown["clashes"]] == [("虛構食品股份有限公司", "颱風")]
    assert "不是上班日" in ask("visit", "add", "--group", "虛構集團", "--day", "2026-05-06", code=1)
    assert ask("calendar", "open", "2026-05-06") == {"day": "2026-05-06", "clashes": []}
    assert "沒有" in ask("calendar", "open", "2026-05-06", code=1)


def test_a_kept_record_is_amended_and_every_edition_read(ask: Call, tmp_path: Path) -> None:
    made = ask("visit", "add", "--account", LARGE, "--day", "2026-03-05", "--held")
    file = tmp_path / "record.json"
    record = {"held_on": "2026-03-06", "outcome": "done", "issues": [{"text": "帳單", "window": "billing"}], "notes": "更正"}
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    amended = ask("visit", "amend", made["id"], "--file", str(file))
    assert (amended["edition"], amended["counts"], len(amended["issues"])) == (2, True, 1)
    editions = ask("visit", "editions", made["id"])
    assert [(one["edition"], one["held_on"], one["amended_on"]) for one in editions] == [
        (1, "2026-03-05", "2026-03-16"),
        (2, "2026-03-06", None),
    ]
    assert "至 115/03/16 止" in ask("visit", "editions", made["id"], as_json=False)
    assert "並無不同" in ask("visit", "amend", made["id"], "--file", str(file), code=1)
    refused = ask("visit", "record", made["id"], "--file", str(file), code=1)
    assert "更正其紀錄" in refused
    file.write_text(json.dumps({**record, "held_on": "2026-01-05"}), encoding="utf-8")
    assert "相差 59 天" in ask("visit", "amend", made["id"], "--file", str(file), code=1)
    assert ask("visit", "amend", made["id"], "--file", str(file), "--anyway")["edition"] == 3


def test_the_last_day_of_service_lists_what_bears_the_name(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-05-06")
    ask("issues", "add", "--account", LARGE, "--text", "電壓驟降", "--owner", "林課長")
    shown = ask("staff", "leave", "林課長", "--on", "2026-03-31")
    assert {one["subject"] for one in shown["customers"]} == {"虛構食品股份有限公司", "虛構電子股份有限公司", "虛構工業區"}
    assert (shown["groups"], len(shown["visits"]), shown["issues"][0]["text"]) == ([], 1, "電壓驟降")
    assert {row["name"]: row["leaves_on"] for row in ask("staff")}["林課長"] == "2026-03-31"
    assert "任職至 115/03/31 止" in ask("visit", "add", "--account", LARGE, "--day", "2026-06-10", code=1)
    later = ask("assign", "--auto", today="2026-04-01")
    assert later["assigned"] and "林課長" not in {row["person"] for row in later["assigned"]}
    assert "visitplanner handover" in ask("staff", "leave", "王經理", "--on", "2026-03-31", as_json=False)
    assert ask("staff", "leave", "王經理", "--stays")["leaves_on"] is None
    assert "--stays" in ask("staff", "leave", "王經理", code=2)


def test_mending_speaks_of_people_and_what_waits(ask: Call) -> None:
    ask("plan", "--year", "2026", "--seconds", "0", "--apply")
    ask("away", "林課長", "--from", "2026-03-20", "--to", "2026-12-31")
    shown = ask("mend", "--year", "2026", "--weeks", "0")
    assert shown["changes"] and "林課長" in str(shown)
    for subject in {one["subject"] for one in shown["changes"]}:
        assert "-4" not in subject
    told = ask("mend", "--year", "2026", "--weeks", "3", "--remember", "--apply", as_json=False)
    assert told
    assert "行事曆無須變動" in ask("mend", "--year", "2026", as_json=False)


def test_what_if_is_a_trial_and_names_no_option_that_is_not_there(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-06-16", "--member", "陳業務")
    for name in ("林課長", "陳業務"):
        told = ask("what-if", "--year", "2026", "--without", name, "--seconds", "0", as_json=False)
        assert "--apply" not in told and "只是試算" in told and "須改由他人前往" in told
        assert ask("what-if", "--year", "2026", "--without", name, "--seconds", "0")["freed"]
    assert ask("visits")[0]["state"] == VisitState.BOOKED


def test_the_register_says_who_waits_and_what_changed(ask: Call) -> None:
    made = ask("issues", "add", "--account", LARGE, "--text", "電壓驟降", "--due", "2026-03-20")
    assert "已有內容相同" in ask("issues", "add", "--account", LARGE, "--text", "電壓 驟降", code=1)
    ask("issues", "update", made["id"], "--state", "waiting_for_customer")
    assert "沒有填寫內容" in ask("issues", "update", made["id"], code=1)
    (row,) = ask("issues", today="2026-04-30")
    assert (row["overdue"], row["waits_working_days"] > 0) == (False, True)
    assert "期限暫停計算" in ask("issues", as_json=False, today="2026-04-30")
    back = ask("issues", "update", made["id"], "--state", "in_progress", today="2026-04-30")
    assert back["due"] > "2026-04-30"
    (row,) = ask("issues", today="2026-04-30")
    assert {"what": "due", "before": "2026-03-20", "after": back["due"]} in row["log"][-1]["changes"]


def test_the_offices_own_list_of_visits_is_imported_and_taken_back(ask: Call, tmp_path: Path) -> None:
    file = tmp_path / "今年洽訪.csv"
    rows = ["電號,洽訪日期,領隊,結果,備註", f"{LARGE},115/2/4,林課長,完成,廠長接待", "05123456781,115/2/5,某某,完成,"]
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    assert "某某" in ask("import", "visits", str(file), code=1)
    assert ask("visits") == []
    shown = ask("import", "visits", str(file), "--skip-rejected")
    assert (shown["rows"], shown["accepted"], len(shown["rejected"])) == (2, 1, 1)
    assert ask("visits")[0]["held_on"] == "2026-02-04"
    assert ask("import", "revert", shown["import_id"])["removed"] == 1
    assert ask("visits") == []


def test_a_visit_is_agreed_for_a_time_of_day(ask: Call) -> None:
    made = ask("visit", "add", "--account", LARGE, "--day", "2026-05-06", "--time", "14:30")
    assert (made["slot"], made["time"]) == ("pm", "14:30")
    assert ask("visit", "book", made["id"], "--time", "9:30")["time"] == "09:30"
    assert ask("visits")[0]["time"] == "09:30" and "上午 09:30" in ask("visits", as_json=False)
    assert "不是時間" in ask("visit", "move", made["id"], "--day", "2026-05-06", "--time", "25:00", code=1)
    assert ask("visit", "move", made["id"], "--day", "2026-05-07", "--time", "10:00")["time"] == "10:00"

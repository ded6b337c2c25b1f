"""`away`, `substitute`, `handover`, `assign`: somebody else goes, for a while or for good, and who may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
LARGE, SITE, SMALL = "05123456789", "05123456781", "05123456782"


def in_charge(ask: Call, today: str = "2026-03-16") -> dict[str, str]:
    return {row["account"]: row["specialist"] for row in ask("customers", today=today)}


def test_a_substitute_stands_in_for_a_while(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-03-20", "--slot", "am")
    words = ("substitute", "--for", "林課長", "--by", "張課長", "--from", "2026-03-18", "--to", "2026-03-25")
    told = ask(*words, as_json=False)
    assert told.splitlines()[0] == "張課長 代理 林課長 的 3 個對象，至 115/03/25 止。"
    assert "115/03/20（五） 上午  虛構食品股份有限公司  林課長" in told
    assert in_charge(ask, "2026-03-17")[LARGE] == "林課長"
    assert in_charge(ask, "2026-03-18")[LARGE] == "張課長"
    assert in_charge(ask, "2026-03-26")[LARGE] == "林課長"


def test_a_handover_is_listed_tried_and_done_and_taken_back(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-03-20", "--slot", "am")
    listed = ask("handover", "--from", "林課長", as_json=False)
    assert listed.splitlines()[0] == "林課長 負責 3 個對象。"
    assert "  預定洽訪：115/03/20（五）" in listed.splitlines()
    over = ("handover", "--from", "林課長", "--to", "張課長", "--on", "2026-03-17")
    tried = ask(*over, "--dry-run", as_json=False)
    assert in_charge(ask, "2026-03-17")[LARGE] == "林課長"
    done = ask(*over, as_json=False)
    assert done.splitlines()[0] == "115/03/17 起由 張課長 接辦 3 個對象、1 次洽訪、0 件未結案件；0 次洽訪無法移交。"
    assert done.splitlines()[1:] == tried.splitlines()
    assert in_charge(ask, "2026-03-17") == {SITE: "張課長", LARGE: "張課長", SMALL: ""}
    ask("undo")
    assert in_charge(ask, "2026-03-17")[LARGE] == "林課長"


def test_who_has_not_the_rank_is_not_handed_anything(ask: Call) -> None:
    refused = ask("handover", "--from", "林課長", "--to", "陳業務", "--on", "2026-03-17", code=1, as_json=False)
    assert "虛構工業區：陳業務是專員；服務專員應為基層主管（含）以上。" in refused
    assert in_charge(ask, "2026-03-17")[LARGE] == "林課長"
    assert "集團應由經理（含）以上主管領隊" in ask("assign", "--group", "虛構集團", "--leader", "陳業務", code=1)
    assert "--specialist P" in ask("assign", "--account", LARGE, code=2)


def test_an_assignment_holds_from_its_day_on(ask: Call) -> None:
    assert ask("assign", "--account", SMALL, "--specialist", "張課長", "--from", "2026-04-01", as_json=False) == (
        "虛構電子股份有限公司\t05123456782\t張課長（115/04/01 起）\n"
    )
    assert in_charge(ask, "2026-03-31")[SMALL] == ""
    assert in_charge(ask, "2026-04-01")[SMALL] == "張課長"


def test_absences_name_the_visits_they_hit(ask: Call) -> None:
    ask("visit", "add", "--account", LARGE, "--day", "2026-03-20", "--slot", "am")
    told = ask("away", "林課長", "--from", "2026-03-18", "--to", "2026-03-20", "--reason", "受訓", as_json=False)
    assert told.splitlines()[0] == "林課長 不在期間，行事曆上有 1 次洽訪受影響，0 件未結案件到期。"
    assert "虛構食品股份有限公司" in told.splitlines()[1]
    (leader,) = (each for each in ask("staff") if each["name"] == "林課長")
    assert leader["away"] == [["2026-03-18", "2026-03-20"]]
    assert "結束日早於開始日" in ask("away", "林課長", "--from", "2026-03-20", "--to", "2026-03-18", code=1)
    assert "人員名單中沒有「無此人」" in ask("away", "無此人", "--from", "2026-03-18", "--to", "2026-03-20", code=1)

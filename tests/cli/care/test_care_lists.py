"""`seminars|audits|programmes|intelligence|surveys|leaflets|measures` on the command line, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Call = Callable[..., Any]
LARGE = "05123456789"


def test_a_seminar_is_entered_and_what_was_said_there_names_it(ask: Call) -> None:
    when = ("--held-on", "115/4/15", "--topic", "節能", "--organiser", "陳業務", "--place", "訓練所")
    made = ask("seminars", "add", *when, "--attendee", LARGE, "--guests", "公會", "--heads", "30", "--notes", "講習")
    (kept,) = ask("seminars", "list")
    assert (kept["held_on"], kept["organiser"], kept["heads"], kept["place"]) == ("2026-04-15", "陳業務", 30, "訓練所")
    case = ask("issues", "add", "--account", LARGE, "--text", "申請時程", "--seminar", "節能")
    (row,) = ask("issues")
    assert (row["id"], row["seminar"], row["visit"]) == (case["id"], made["id"], None)
    assert "沒有「不存在」" in ask("issues", "add", "--account", LARGE, "--text", "另一件", "--seminar", "不存在", code=1)


def test_an_audit_is_entered_with_what_was_measured_and_saved(ask: Call) -> None:
    who = ("--name", "空壓系統", "--customer", LARGE, "--held-on", "115/3/2", "--auditor", "吳電務", "--state", "done")
    found = ("--power", "負載率 70 %", "--air-conditioning", "冰水 7 °C", "--lighting", "500 lx", "--proposed", "修漏")
    made = ask(
        "audits", "add", *who, *found, "--saving-kwh", "12,000", "--saving-ntd", "42000", "--done-on", "115/3/9", "--notes", "無"
    )
    assert (made["saving_kwh"], made["saving_ntd"], made["auditor"], made["state"]) == (12000, 42000, "吳電務", "done")
    assert "--done-on" in ask("audits", "change", "空壓系統", "--state", "measured", code=1)


def test_a_survey_and_the_measure_that_stems_from_it(ask: Call) -> None:
    asked = ("--name", "上半年調查", "--answered-on", "115/3/2", "--subject", LARGE, "--comment", "回復再快些")
    scores = ("--overall", "4", "--attitude", "5", "--expertise", "4", "--promptness", "2", "--information", "4")
    made = ask("surveys", "add", *asked, *scores)
    assert "--overall" in ask("surveys", "change", made["id"], "--overall", "6", code=1)
    (half,) = ask("surveys", "trend", "--name", "上半年調查")
    assert (half["year"], half["half"], half["answers"], half["promptness"]) == (2026, 1, 1, "2.00")
    assert "115" in ask("surveys", "trend", as_json=False)
    what = ("--name", "次日回電", "--owner", "陳業務", "--due-on", "115/6/30", "--origin", "survey", "--survey", made["id"])
    measure = ask("measures", "add", *what, "--notes", "試辦")
    assert "--result" in ask("measures", "change", measure["id"], "--done-on", "115/6/1", code=1)
    done = ask("measures", "change", "次日回電", "--done-on", "115/6/1", "--result", "已實施")
    assert (done["survey"], done["done_on"], done["result"]) == ("上半年調查 2026-03-02", "2026-06-01", "已實施")
    assert "--audit" in ask("measures", "change", "次日回電", "--audit", "沒有", code=1)


def test_a_leaflet_is_taken_along_where_it_fits(ask: Call) -> None:
    ask("leaflets", "add", "--name", "鋼鐵節能", "--first-on", "115/1/1", "--industries", "steel", "--traits", "high_voltage")
    every = ("--summary", "摘要", "--place", "公槽", "--source", "業務處", "--last-on", "115/12/31")
    ask("leaflets", "add", "--name", "用電安全", "--first-on", "115/1/1", *every)
    assert [each["name"] for each in ask("leaflets", "fitting", "--account", LARGE)] == ["用電安全"]
    assert ask("leaflets", "fitting", "--account", LARGE, "--day", "2027-01-01") == []


def test_a_customer_comes_further_with_a_programme(ask: Call) -> None:
    what = ("--customer", LARGE, "--programme", "small_green_power", "--plans", "daytime,winter", "--notes", "廠務來電")
    made = ask("programmes", "add", *what, "--state", "interested", "--changed-on", "115/3/2")
    assert (made["plans"], made["state"]) == (["daytime", "winter"], "interested")
    rows = {row["programme"]: row for row in ask("programmes", "offered", "--account", LARGE)}
    assert (rows["small_green_power"]["state"], rows["e_bill"]["state"]) == ("interested", None)
    assert all(row["source"] and row["offered"] for row in rows.values())
    assert "有意願" in ask("programmes", "offered", "--account", LARGE, as_json=False)


def test_an_intelligence_card_is_entered_and_found(ask: Call) -> None:
    plan = ("--planned-kw", "6,000", "--planned-month", "116/3", "--probability", "60", "--expansion", "第二座電爐")
    words = ("--past", "持平", "--outlook", "回溫", "--informant", "廠長", "--confidentiality", "sealed", "--notes", "口頭")
    made = ask("intelligence", "add", "--subject", LARGE, "--industry", "steel", "--collected-on", "115/3/2", *plan, *words)
    assert (made["planned_kw"], made["planned_month"], made["probability"], made["industry"]) == (6000, "2027-03", 60, "steel")
    assert [each["id"] for each in ask("intelligence", "list", "--filter", "電爐")] == [made["id"]]
    assert "--planned-kw" in ask("intelligence", "change", made["id"], "--planned-kw", "", code=1)

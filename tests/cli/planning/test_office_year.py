"""`wish`, `substitute`, `handover`, `away`, `weights`, `attainment` on a real database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, customer, new_office, person
from visitplanner import bootstrap
from visitplanner.domain.staff.staff import Rank, Role
from visitplanner.services.core.work import Work
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.planning.weights import KeepSavings, savings_of
from visitplanner.store.office import open_office

Call = Callable[..., Any]


@pytest.fixture
def small(tmp_path: Path) -> SmallOffice:
    made, other = SmallOffice(), person("張課長", Rank.SUPERVISOR)
    office = new_office(tmp_path / "office", Clock())
    made.keep(office)
    visits = (made.visit(day=dt.date(2026, 4, 15)), made.visit(subject_id=made.sites[0].id, day=dt.date(2026, 5, 6)))
    office.do(Keep((("people", other), *(("visits", one) for one in visits))))
    office.close()
    return made


@pytest.fixture
def ask(tmp_path: Path, small: SmallOffice, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*words: str, code: int = 0, as_json: bool = True) -> Any:
        """The JSON a command prints, its text without `as_json`, or what it says when it ends with another code."""
        capsys.readouterr()
        told = [*words, "--json"] if as_json else list(words)
        assert bootstrap.start(["--data-dir", str(tmp_path / "office"), "--today", "2026-03-16", *told]) == code
        out, err = capsys.readouterr()
        return (json.loads(out) if as_json else out) if code == 0 else err

    return call


def test_a_wish_is_set_changed_in_part_listed_and_cleared(ask: Call) -> None:
    made = ask("wish", "--account", "05123456789", "--closed", "7,8", "--weekday", "tue,週四", "--note", "歲修")
    assert (made["closed_months"], made["weekdays"], made["note"]) == ([7, 8], ["tue", "thu"], "歲修")
    made = ask("wish", "--account", "05-12-3456-78-9", "--not-before", "115/4/1", "--closed", "")
    assert (made["closed_months"], made["weekdays"], made["not_before"]) == ([], ["tue", "thu"], "2026-04-01")
    ask("wish", "--group", "虛構集團", "--closed", "2")
    assert {(row["kind"], row["subject"]) for row in ask("wish")} == {("group", "虛構集團"), ("large", "虛構食品股份有限公司")}
    assert "希望排在週二、週四。" in ask("wish", as_json=False)
    ask("wish", "--account", "05123456789", "--clear")
    assert ask("wish", "--account", "05123456789") is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--account", "05123456789", "--closed", "July"), 1, "「July」不是月份"),
        (("--account", "05123456789", "--weekday", "sat"), 1, "mon, tue"),
        (("--account", "05123456789", "--clear", "--closed", "7"), 2, "--clear"),
        (("--closed", "7"), 2, "--group NAME"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused(ask: Call, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in ask("wish", *words, code=code)


def test_a_substitute_is_named_with_its_dates_and_ended_early(ask: Call) -> None:
    made = ask("substitute", "--for", "林課長", "--by", "張課長", "--from", "2026-03-16", "--to", "2026-04-30")
    assert {(row["person"], row["until"], row["stands_in_for"]) for row in made["assigned"]} == {
        ("張課長", "2026-04-30", "林課長")
    }
    assert [row["day"] for row in made["visits"]] == ["2026-04-15"]
    assert "張課長（代理 林課長 至 115/04/30）" in ask("assign", as_json=False)
    assert {row["stands_in_for"] for row in ask("due", "--year", "2026") if row["kind"] != "group"} == {"林課長"}
    assert ask("substitute", "--for", "林課長", "--by", "張課長", "--end", "2026-03-31") == {"ended": 3}
    assert "--end D" in ask("substitute", "--for", "林課長", "--by", "張課長", code=2)


def test_a_substitute_for_one_customer_only(ask: Call) -> None:
    words = ("--for", "林課長", "--by", "張課長", "--from", "2026-04-01", "--to", "2026-04-30")
    made = ask("substitute", *words, "--account", "05123456789")
    assert [row["subject"] for row in made["assigned"]] == ["虛構食品股份有限公司"]
    told = ask("substitute", "--for", "王經理", *words[2:], code=1)
    assert "虛構集團" in told and "張課長" in told


def test_a_hand_over_is_listed_rehearsed_and_done(ask: Call) -> None:
    sheet = ask("handover", "--from", "林課長")
    assert {row["subject"] for row in sheet["subjects"]} == {"虛構食品股份有限公司", "虛構電子股份有限公司", "虛構工業區"}
    words = ("handover", "--from", "林課長", "--to", "張課長", "--on", "2026-04-01")
    rehearsed = ask(*words, "--dry-run")
    assert not rehearsed["applied"] and len(rehearsed["visits"]) == 2
    assert {row["leader"] for row in ask("visits")} == {"林課長"}
    assert ask(*words)["applied"]
    assert {row["leader"] for row in ask("visits")} == {"張課長"}
    assert ask("handover", "--from", "林課長")["subjects"][0]["until"] == "2026-03-31"
    assert "沒有可移交" in ask("handover", "--from", "陳業務", *words[3:], code=1)


def test_days_away_name_the_visits_they_hit_and_the_next_step(ask: Call) -> None:
    told = ask("away", "林課長", "--from", "2026-04-13", "--to", "2026-04-17", "--reason", "受訓", as_json=False)
    assert "115/04/15（三）" in told and "visitplanner mend --year 2026" in told
    away = next(row["away"] for row in ask("staff") if row["name"] == "林課長")
    assert away == [["2026-04-13", "2026-04-17"]]
    clashes = ask("mend", "--year", "2026")["clashes"]
    assert [clash["subject"] for clash in clashes] == ["虛構食品股份有限公司"]


def test_weights_are_shown_and_chosen_in_words(ask: Call) -> None:
    assert set(ask("weights").values()) == {"some"}
    assert ask("weights", "--overdue-cases", "much", "--trips", "none")["overdue_cases"] == "much"
    assert "鄰近用戶併同一趟\t不考慮" in ask("weights", as_json=False)
    assert "none, some, much" in ask("weights", "--balance", "enormous", code=1)


def test_norms_are_shown_with_what_is_usual_and_chosen_together(ask: Call) -> None:
    shown = ask("norms")
    assert (shown["leader_week"], shown["ahead_percent"], shown["untouched_weeks"]) == (2, 85, 2)
    assert "2026-02-13" in shown["avoided_days"]
    chosen = ask("norms", "--leader-week", "3", "--untouched-weeks", "4")
    assert (chosen["leader_week"], chosen["office_day"], chosen["untouched_weeks"]) == (3, 6, 4)
    assert chosen["usual"]["leader_week"] == 2
    assert "每人每週領隊次數\t3" in ask("norms", as_json=False)
    assert "不在 1 到 10" in ask("norms", "--member-week", "11", "--untouched-weeks", "5", code=1)
    assert ask("norms")["untouched_weeks"] == 4


def test_turns_are_counted_per_person(ask: Call) -> None:
    turns = {row["name"]: row for row in ask("turns", "--year", "115")}
    assert (turns["林課長"]["led"], turns["林課長"]["led_fair"], turns["林課長"]["joined_fair"]) == (2, 2.0, None)
    assert turns["陳業務"]["joined"] == 0
    assert "林課長\t領隊 2（同職級平均 2.0）" in ask("turns", "--year", "115", as_json=False)


@pytest.mark.parametrize(
    ("by", "name", "required"),
    [
        ("person", "林課長", 3),
        ("group", "虛構集團", 3),
        ("industry", "261", 4),
        ("township", "新店區", 5),
        ("kind", "large", 2),
    ],
)
def test_attainment_gives_the_names_behind_every_number(ask: Call, by: str, name: str, required: int) -> None:
    shown = ask("attainment", "--year", "115", "--by", by)
    part = next(one for one in shown["parts"] if one["name"] == name)
    assert part["required"] == required == len(part["rows"]) == part["done"] + part["booked"] + part["left"]
    assert part["booked"] == sum(row["state"] == "booked" for row in part["rows"])
    assert shown["whole"]["required"] == 5 and shown["whole"]["booked"] == 2
    assert shown["outlook"]


def test_attainment_in_words_names_those_behind_it_when_asked(ask: Call) -> None:
    told = ask("attainment", "--year", "2026", "--by", "person", "--names", as_json=False)
    assert "林課長：應訪 3 ＝ 完成 0" in told and "虛構食品股份有限公司\t05123456789" in told
    assert "虛構食品股份有限公司" not in ask("attainment", "--year", "2026", as_json=False)
    assert "--by" in ask("attainment", "--year", "2026", "--by", "weather", code=1)


def test_the_portfolio_keeps_its_savings_for_planning_when_asked(ask: Call, tmp_path: Path) -> None:
    class Kept:
        def answer(self, work: Work) -> list[Decimal]:
            return list(savings_of(work).values())

    def kept() -> list[Decimal]:
        context = bootstrap.open_context(tmp_path / "office", str, None)
        found = context.office.ask(Kept())
        context.close()
        return found

    context = bootstrap.open_context(tmp_path / "office", str, None)
    customer = context.office.ask(CustomerList())[0].customer
    context.office.do(KeepSavings({customer.id: Decimal(1200)}))
    context.close()
    ask("portfolio")
    assert kept() == [Decimal(1200)]
    ask("portfolio", "--keep")
    assert kept() == [], "there is no load yet, so no saving"
    assert "--keep" in ask("portfolio", "--keep", "--trial-percent", "5", code=2)


def test_a_plan_says_its_norm_what_fits_who_goes_and_how_good_it_is(ask: Call) -> None:
    made = ask("plan", "--year", "2026", "--seconds", "1", "--leader-week", "3")
    assert (made["leader_week"], made["fits"], made["late"]) == (3, [], [])
    assert made["quality"] and made["reached"]
    led = {one["name"]: one["led"] for one in made["balance"]}
    assert led["王經理"] == 2
    assert min(one["day"] for one in made["visits"]) > "2026-03-30"
    ask("plan", "--year", "2026", "--leader-week", "0", code=2)
    assert ask("plan", "--year", "2026", "--seconds", "0", "--office-day", "3")["office_day"] == 3


def test_what_is_left_over_is_told_by_norm_and_put_after_the_year_for_a_reason(
    ask: Call, small: SmallOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = open_office(tmp_path / "office", "", known=bootstrap.known(), today=Clock())
    sites = [customer(f"0600000{n:04}", small.other, 1500) for n in range(6)]
    charges = [assignment(site.id, small.supervisor, Role.SPECIALIST) for site in sites]
    office.do(Keep((*(("customers", site) for site in sites), *(("assignments", charge) for charge in charges))))
    office.close()
    late = ["--data-dir", str(tmp_path / "office"), "--today", "2026-12-14", "--lang", "en", "plan", "--year", "2026"]
    assert bootstrap.start([*late, "--seconds", "0"]) == 0
    out = capsys.readouterr().out
    assert "visits whose time is not over fit at 2 a week for each leader." in out and "→ " in out
    crossed = [line for line in out.splitlines() if line.startswith("✕ ")]
    assert any(" visits: " in line for line in crossed), "the same reason is one line with all its names"
    assert len({line.rpartition("  ")[2] for line in crossed}) == len(crossed)
    assert bootstrap.start([*late, "--seconds", "0", "--apply", "--late", "年底人力不足", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    days = [one["day"] for one in made["late"]]
    assert days and min(days) > "2027-01-01"
    rows = ask("visits", "--from", "2027-01-01", "--to", "2027-01-31")
    assert [row["day"] for row in rows] == days

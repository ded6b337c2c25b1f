"""What `plan`, `visits`, `what-if`, `due`, `assign` and `history` print for people: accounts, sums, names, clauses and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import Clock, Keep, SmallOffice, assignment, customer, new_office, person
from visitplanner import bootstrap
from visitplanner.domain.staff.staff import Rank, Role
from visitplanner.store.office import open_office

Call = Callable[..., str]
TODAY = "2026-03-16"


@pytest.fixture
def small(tmp_path: Path) -> SmallOffice:
    made = SmallOffice()
    office = new_office(tmp_path / "office", Clock())
    made.keep(office)
    more = [customer(f"0610000{n:04}", made.other, 1500, last_visit_on=dt.date(2025, 4, 1)) for n in range(13)]
    led = [assignment(site.id, made.supervisor, Role.SPECIALIST) for site in more]
    office.do(Keep((*(("customers", one) for one in more), *(("assignments", one) for one in led))))
    office.close()
    return made


@pytest.fixture
def told(tmp_path: Path, small: SmallOffice, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*words: str) -> str:
        capsys.readouterr()
        assert bootstrap.start(["--data-dir", str(tmp_path / "office"), "--today", TODAY, *words]) == 0
        return capsys.readouterr().out

    return call


def test_plan_and_calendar_show_accounts_and_end_with_sums_by_month_and_person(told: Call) -> None:
    plan = told("plan", "--year", "2026", "--seconds", "0", "--apply").splitlines()
    assert any("虛構食品股份有限公司 05-12-3456-78-9" in line for line in plan)
    assert any("虛構集團  王經理" in line for line in plan), "a group has no account of its own"
    for lines in (plan, told("visits").splitlines()):
        at = lines.index("各月：")
        months, people = lines[at + 1 : lines.index("各人：")], lines[lines.index("各人：") + 1 :]
        assert all(line.startswith("  115 年 ") for line in months)
        count = sum(int(line.split("：")[1].split(" ")[0]) for line in months)
        led = sum(int(line.split("帶領 ")[1].split(" ")[0]) for line in people)
        assert count == led == 18, (months, people)
        assert any(line.startswith("  林課長：帶領 16 次") for line in people)


def test_what_if_names_the_first_ten_visits_it_moves_and_counts_the_others(told: Call) -> None:
    told("plan", "--year", "2026", "--seconds", "0", "--apply")
    lines = told("what-if", "--year", "2026", "--without", "林課長", "--seconds", "0").splitlines()
    at = next(n for n, line in enumerate(lines) if "次建議會改期或換人帶領：" in line)
    count = int(lines[at].split(" ")[0])
    named = [line for line in lines[at + 1 :] if line.startswith("  ") and " → " in line]
    assert count > 10 and len(named) == 10
    assert lines[at + 11].strip() == f"另有 {count - 10} 筆" or str(count - 10) in lines[at + 11]
    assert any("05-12-3456-78-9" in line or "06-10-0000" in line for line in named)


def test_each_line_of_what_is_owed_names_its_clause_and_the_pace_is_explained(told: Call) -> None:
    lines = told("due", "--year", "2026").splitlines()
    rows = [line for line in lines if "\t" in line]
    assert len(rows) == 18 and all("計畫伍" in line for line in rows)
    (pace,) = [line for line in lines if "每週需約定" in line]
    assert pace.startswith("115/12/31 前應辦而尚未約定 18 次，剩 42 週，平均每週需約定 1 次")


def test_history_counts_what_a_change_did_by_kind(told: Call) -> None:
    told("plan", "--year", "2026", "--seconds", "0", "--apply")
    first, *_ = told("history").splitlines()
    assert first.endswith("西元 2026 年計畫排入行事曆：洽訪新增 18 筆。"), first


def test_assigning_says_what_each_has_and_who_follows_whom(told: Call, tmp_path: Path) -> None:
    office = open_office(tmp_path / "office", "", known=bootstrap.known(), today=Clock())
    office.do(Keep((("people", person("張課長", Rank.SUPERVISOR)),)))
    office.close()
    told("staff", "leave", "林課長", "--on", "2026-06-30")
    dry = told("assign", "--auto", "--dry-run")
    assert "林課長離任，115/07/01 起" in dry and "每年次數（服務專員）：張課長 16" in dry
    assert "（115/07/01 起）" in told("assign", "--auto")
    assert "離任" not in told("assign", "--auto")

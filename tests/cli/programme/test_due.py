"""`due` and `import calendar` on a real database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from visitplanner import bootstrap
from visitplanner.domain.calendar.working_days import days_of
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.taiwan_dates import WEEKDAYS
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, GROUPS, Company, Customer, Group
from visitplanner.domain.staff.staff import PEOPLE, Person, Rank
from visitplanner.domain.visits.visits import VISITS, Slot, SubjectKind, Visit, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

HOLIDAY = "20270302"


class Furnish:
    """One group with one large customer, and a visit on the day that will turn into a holiday."""

    def carry_out(self, work: Work) -> Outcome[None]:
        group = work.shelf(GROUPS).add(Group(name="祥新集團"))
        company = work.shelf(COMPANIES).add(Company(name="群華資訊", group_id=group.id))
        customer = work.shelf(CUSTOMERS).add(
            Customer(
                account="05111653530",
                name="群華資訊股份有限公司",
                company_id=company.id,
                voltage=Voltage.HIGH,
                option=TariffOption.TWO_STAGE,
                regular_kw=1000,
            )
        )
        leader = work.shelf(PEOPLE).add(Person(name="課長", rank=Rank.SUPERVISOR))
        day = next(day for day in days_of(2027) if f"{day:%Y%m%d}" == HOLIDAY)
        work.shelf(VISITS).add(
            Visit(
                subject_kind=SubjectKind.LARGE,
                subject_id=customer.id,
                year=2027,
                ordinal=1,
                day=day,
                slot=Slot.AM,
                leader_id=leader.id,
                state=VisitState.BOOKED,
            )
        )
        return Outcome(None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    context = bootstrap.create(folder, lambda: "", demonstrating=True)
    context.office.do(Furnish())
    context.close()
    return folder


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    rows = ["西元日期,星期,是否放假,備註"]
    for day in days_of(2027):
        off = day.weekday() >= 5 or f"{day:%Y%m%d}" == HOLIDAY
        rows.append(f"{day:%Y%m%d},{WEEKDAYS[day.weekday()]},{2 if off else 0},{'補假' if f'{day:%Y%m%d}' == HOLIDAY else ''}")
    file = tmp_path / "116.csv"
    file.write_text("\r\n".join(rows), encoding="cp950")
    return file


def ask(folder: Path, *words: str) -> int:
    return bootstrap.start(["--data-dir", str(folder), "--today", "2027-01-15", *words])


def document(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_due_lists_what_is_owed_with_the_fields_of_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "due", "--year", "2027", "--json") == 0
    rows = {(row["subject"], row["ordinal"]): row for row in document(capsys)}
    large = rows["群華資訊股份有限公司", 1]
    assert (large["kind"], large["clause"], large["window"]) == ("large", "伍一(二)2", ["2027-01-01", "2027-12-31"])
    assert (large["required"], large["done"], large["booked"], large["left"], large["state"]) == (1, 0, 1, 0, "booked")
    assert rows["祥新集團", 2]["window"] == ["2027-07-01", "2027-12-31"]
    assert len(rows) == 3


def test_due_in_words_gives_the_sums_and_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "due", "--year", "2027") == 0
    said = capsys.readouterr().out
    assert "集團：應訪 2 ＝ 完成 0" in said and "尚有 2 次集團洽訪未定領隊。" in said


def test_a_year_without_a_plan_is_refused_in_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "due", "--year", "2024", "--json") == 1
    shown = capsys.readouterr()
    assert shown.out == "" and "113/01/01" in shown.err and len(shown.err.splitlines()) == 1


def test_an_imported_calendar_names_its_changes_and_clashes(
    folder: Path, calendar: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(folder, "import", "calendar", str(calendar), "--json") == 0
    shown = document(capsys)
    assert (shown["year"], shown["working_days"]) == (2027, 260)
    assert {"day": "2027-03-02", "working": False, "remark": "補假"} in shown["changed"]
    assert [(clash["subject"], clash["day"]) for clash in shown["clashes"]] == [("群華資訊股份有限公司", "2027-03-02")]
    assert ask(folder, "import", "calendar", str(calendar)) == 0
    assert "須改期：群華資訊股份有限公司，原定 116/03/02（二）。補假" in capsys.readouterr().out


def test_a_file_that_is_no_calendar_is_refused_and_nothing_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "import", "calendar", str(ROOT / "pyproject.toml"), "--json") == 1
    assert "pyproject.toml" in capsys.readouterr().err


@pytest.mark.parametrize("year", ["0", "99999", "-5"])
def test_a_year_that_is_none_is_refused_in_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str], year: str) -> None:
    assert ask(folder, "due", f"--year={year}") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_year_of_the_republic_is_understood(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "due", "--year", "116", "--json") == 0
    republican = document(capsys)
    assert ask(folder, "due", "--year", "2027", "--json") == 0
    assert republican == document(capsys)

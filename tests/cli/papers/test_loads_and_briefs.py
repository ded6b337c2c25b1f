"""`import load` and `brief` on a real database."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.documents.pdf import read
from tests.exchange.load_files import portal, portal_rows
from visitplanner import bootstrap
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.customers.customers import COMPANIES, CUSTOMERS, Company, Customer
from visitplanner.domain.staff.staff import PEOPLE, Person, Rank
from visitplanner.domain.visits.visits import VISITS, Slot, SubjectKind, Visit, VisitState
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

ACCOUNT = "05111653530"
CONTRACT = ("account", "from", "to", "intervals", "missing", "repaired", "max_kw", "kwh", "stamp")


class Furnish:
    """One customer with one agreed visit."""

    def carry_out(self, work: Work) -> Outcome[None]:
        company = work.shelf(COMPANIES).add(Company(name="群華資訊"))
        customer = work.shelf(CUSTOMERS).add(
            Customer(
                account=ACCOUNT,
                name="群華資訊股份有限公司",
                company_id=company.id,
                voltage=Voltage.HIGH,
                option=TariffOption.TWO_STAGE,
                regular_kw=1000,
            )
        )
        leader = work.shelf(PEOPLE).add(Person(name="涂冠宇", rank=Rank.SUPERVISOR))
        work.shelf(VISITS).add(
            Visit(
                subject_kind=SubjectKind.LARGE,
                subject_id=customer.id,
                year=2026,
                ordinal=1,
                day=parse_date("2026-04-01"),
                slot=Slot.PM,
                leader_id=leader.id,
                state=VisitState.BOOKED,
            )
        )
        return Outcome(None)


class Line:
    """The command line on one database."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.err = ""

    def __call__(self, *words: object, code: int = 0) -> Any:
        """The JSON of a command; with another exit code what it says on stderr."""
        self.capsys.readouterr()
        done = bootstrap.start(["--data-dir", str(self.folder), "--today", "2026-03-18", *map(str, words), "--json"])
        out, self.err = self.capsys.readouterr()
        assert done == code, self.err
        return self.err if code else json.loads(out)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "通行碼")
    context = bootstrap.create(tmp_path / "office", lambda: "通行碼", demonstrating=False)
    context.office.do(Furnish())
    context.close()
    return Line(tmp_path / "office", capsys)


def test_a_load_is_imported_and_told_as_the_contract_says(line: Line, tmp_path: Path) -> None:
    rows = portal_rows(parse_date("2025-01-01"), 31)
    told = line("import", "load", portal(tmp_path / "load.csv", rows[:50] + rows[51:], account="05-11-1653-53-0"))
    assert {key: told[key] for key in CONTRACT} == {
        "account": ACCOUNT, "from": "2025-01-01", "to": "2025-01-31", "intervals": 2975, "missing": 1, "repaired": 0,
        "max_kw": 124.0, "kwh": (31 * sum(25_000 + (125 * n + 1) // 2 for n in range(1, 97)) - 28_188) / 1000, "stamp": "end",
    }  # fmt: skip


def test_a_load_in_watts_is_told_in_kw_with_its_columns_and_doubts_and_can_be_checked_first(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "load.csv"
    file.write_text(
        "讀表時間,Power (W),溫度\n" + "".join(f"2025-01-01 {n // 4:02}:{n % 4 * 15:02},{n}000,25\n" for n in range(96))
    )
    checked = line("import", "load", file, "--account", ACCOUNT, "--dry-run")
    told = line("import", "load", file, "--account", ACCOUNT)
    assert (told["unit"], told["max_kw"], told["columns"], told["unused_columns"]) == ("w", 95.0, ["Power (W)"], ["溫度"])
    assert checked == told and any("是這個用戶嗎" in note for note in told["notes"])


def test_a_file_of_two_accounts_is_kept_whole_or_not_at_all(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "load.csv"
    rows = "".join(f"{{}},2025-01-01 {n // 4:02}:{n % 4 * 15:02},{n}\n" for n in range(96))
    file.write_text("電號,時間,kW\n" + rows.replace("{}", ACCOUNT) + rows.replace("{}", "05123456789"))
    assert "05-12-3456-78-9" in line("import", "load", file, code=1)
    assert line("import", "load", file, "--account", ACCOUNT)["intervals"] == 96


def test_an_unknown_account_is_refused_unless_confirmed_by_name_and_both_numbers_are_shown(line: Line, tmp_path: Path) -> None:
    file = portal(tmp_path / "load.csv", portal_rows(parse_date("2025-01-01"), 2))
    assert "05-12-3456-78-9" in line("import", "load", file, code=1)
    refused = line("import", "load", file, "--account", "05999999999", code=1)
    assert "05-12-3456-78-9" in refused and "05-99-9999-99-9" in refused
    unsure = line("import", "load", file, "--account", ACCOUNT, code=1)
    assert "05-12-3456-78-9" in unsure and "05-11-1653-53-0" in unsure and "--confirm 「群華資訊股份有限公司」" in unsure
    assert line("import", "load", file, "--account", ACCOUNT, "--confirm", "群華資訊股份有限公司")["account"] == ACCOUNT


def test_a_file_that_is_no_load_is_one_sentence_and_changes_nothing(line: Line, tmp_path: Path) -> None:
    (tmp_path / "load.csv").write_text("姓名,電話\n甲,1\n", encoding="utf-8")
    said = line("import", "load", tmp_path / "load.csv", "--account", ACCOUNT, code=1)
    assert len(said.strip().splitlines()) == 1 and "load.csv" in said


def test_a_sheet_is_printed_for_an_account_with_and_without_its_load(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "sheets" / "brief.pdf"
    told = line("brief", "--account", ACCOUNT, "--out", out)
    assert (told["files"], told["pages"]) == ([str(out)], 2) and told["seconds"] >= 0
    assert all("高壓用戶服務入口網站" in page.solid for page in read(out))
    line("import", "load", portal(tmp_path / "load.csv", portal_rows(parse_date("2025-01-01"), 60), account=ACCOUNT))
    line("brief", "--account", ACCOUNT, "--out", out)
    assert "各月最高需量" in read(out)[0].solid


def test_the_sheets_of_some_days_lie_in_a_folder(line: Line, tmp_path: Path) -> None:
    told = line("brief", "--from", "2026-04-01", "--to", "2026-04-30", "--out", tmp_path / "sheets")
    assert [Path(file).name for file in told["files"]] == ["20260401-pm-群華資訊股份有限公司.pdf"]
    assert "115/04/01（三）下午" in read(Path(told["files"][0]))[1].solid
    assert "群華資訊股份有限公司" in read(Path(told["cover"]))[0].solid and told["failed"] == []
    assert line("brief", "--from", "2026-05-01", "--to", "2026-05-30", "--out", tmp_path / "sheets", code=1)


class UserMade:
    """The customer's name bears a character of a private area."""

    def carry_out(self, work: Work) -> Outcome[None]:
        (customer,) = work.shelf(CUSTOMERS).find(account=ACCOUNT)
        work.shelf(CUSTOMERS).change(replace(customer, name="葉\uf7e5記麵粉廠"))
        return Outcome(None)


def test_a_name_no_font_shows_is_marked_on_paper_and_named_by_sheet_list_and_check(line: Line, tmp_path: Path) -> None:
    context = bootstrap.open_context(line.folder, lambda: "通行碼")
    context.office.do(UserMade())
    context.close()
    named = "葉〓記麵粉廠 (U+F7E5)"
    out = tmp_path / "paper.pdf"
    line("brief", "--account", ACCOUNT, "--out", out)
    assert all("葉〓記麵粉廠" in page.solid for page in read(out)) and named in line.err
    line("print", "day", "--date", "2026-04-01", "--out", out)
    assert "葉〓記麵粉廠" in read(out)[0].solid and named in line.err
    told = line("check")
    assert (told["ok"], told["findings"]) == (True, []) and named in told["warnings"][0]


def test_one_sheet_can_be_printed_alone_and_annexes_follow_on_demand(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    assert line("brief", "--account", ACCOUNT, "--out", out, "--sheet", "customer")["pages"] == 1
    assert "限內部使用" not in read(out)[0].solid
    assert line("brief", "--account", ACCOUNT, "--out", out, "--sheet", "visitor")["pages"] == 1
    assert "限內部使用" in read(out)[0].solid
    assert line("brief", "--account", ACCOUNT, "--out", out, "--annex", "trial", "--annex", "assumptions")["pages"] == 2
    line("brief", "--account", ACCOUNT, "--out", out, "--sheet", "all", code=2)


def test_a_sheet_that_fails_does_not_stop_the_others_and_is_named_at_the_end(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    span = ("--from", "2026-04-01", "--to", "2026-04-30", "--out", tmp_path / "sheets")

    def failing(*_values: object) -> None:
        raise Refused(said("The disk is full."))

    monkeypatch.setattr("visitplanner.cli.papers.briefs.written", failing)
    err = line("brief", *span, code=1)
    assert "群華資訊股份有限公司" in err and "115/04/01" in err
    assert "▲" in read(tmp_path / "sheets" / "20260401-20260430.pdf")[0].solid
    monkeypatch.undo()
    assert "沒有" in line("brief", *span, "--leader", "無此人", code=1)


def test_a_sheet_for_neither_or_both_is_wrong_use(line: Line, tmp_path: Path) -> None:
    line("brief", "--out", tmp_path / "b.pdf", code=2)
    line("brief", "--account", ACCOUNT, "--from", "2026-04-01", "--to", "2026-04-30", "--out", tmp_path, code=2)


def test_the_column_of_the_values_can_be_named_by_heading_or_letter(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    rows = [f"2025-07-03 {number // 4:02}:{number % 4 * 15:02},400,100" for number in range(96)]
    file.write_text("\n".join(["時間,廠區(kW),宿舍(kW)", *rows]), encoding="utf-8")
    for column, kw in (("宿舍(kW)", 100.0), ("B", 400.0)):
        told = line("import", "load", file, "--account", ACCOUNT, "--stamp", "start", "--column", column, "--dry-run")
        assert told["max_kw"] == kw


def test_a_sheet_without_a_load_is_written_from_twelve_monthly_readings(line: Line, tmp_path: Path) -> None:
    head = "電號,年月,尖峰度數,週六半尖峰度數,離峰度數,尖峰最高需量,離峰最高需量,功率因數"
    rows = [f"{ACCOUNT},114/{month:02},{100000 + month},15000,90000,700,700,80" for month in range(1, 13)]
    table = tmp_path / "readings.csv"
    table.write_text("\n".join([head, *rows]), encoding="utf-8")
    line("import", "readings", table)
    out = tmp_path / "sheet.pdf"
    line("brief", "--account", ACCOUNT, "--out", out)
    text = "".join(page.solid for page in read(out))
    assert "依每月用電紀錄" in text
    assert "並非15分鐘負載" in text
    assert "700" in text and "二段式" in text
    assert "全年不超約" in text
    table.write_text("\n".join([head, *rows[:6], rows[6].replace("700,700", "1200,700"), *rows[7:]]), encoding="utf-8")
    line("import", "readings", table, "--on-duplicate", "update")
    line("brief", "--account", ACCOUNT, "--out", out)
    # 200 kW over 1,000: 100 at twice and 100 at three times 223.60
    assert "超約1個月111,800元" in read(out)[0].solid

"""`print day|week|list|year` on a real database."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Keep, SmallOffice, new_office
from tests.documents.pdf import read
from visitplanner import bootstrap
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp


class Line:
    """The command line on one database."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def __call__(self, *words: object, code: int = 0) -> Any:
        """The JSON of a command; with another exit code what it says on stderr."""
        self.capsys.readouterr()
        done = bootstrap.start(["--data-dir", str(self.folder), "--today", "2026-03-16", *map(str, words), "--json"])
        out, err = self.capsys.readouterr()
        assert done == code, err
        return err if code else json.loads(out)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    folder = tmp_path / "office"
    folder.mkdir()
    office, small = new_office(folder), SmallOffice()
    small.keep(office)
    visits = (small.visit(), small.visit(day=dt.date(2026, 3, 20), ordinal=2, leader_id=small.manager.id))
    office.do(Keep(tuple(("visits", visit) for visit in visits)))
    office.do(RaiseFollowUp(small.large.id, Raised("停電通知未收到", Window.TECHNICAL)))
    office.close()
    return Line(folder, capsys)


def test_a_day_a_week_and_a_list_are_printed_into_a_file(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "paper" / "sheet.pdf"
    assert line("print", "day", "--date", "2026-03-18", "--out", out) == {"files": [str(out)], "visits": 1, "pages": 1}
    assert "115/03/18（三）洽訪行程" in read(out)[0].solid and "示範資料" in read(out)[0].solid
    assert line("print", "week", "--date", "1150318", "--out", out)["visits"] == 2
    assert "一週洽訪行程" in read(out)[0].solid
    assert line("print", "list", "--from", "2026-03-01", "--to", "2026-03-19", "--out", out)["visits"] == 1
    assert "洽訪清單" in read(out)[0].solid


def test_one_persons_visits_are_printed_alone(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert line("print", "week", "--date", "2026-03-18", "--person", "王經理", "--out", out)["visits"] == 1
    assert "只列王經理參加的洽訪" in read(out)[0].solid
    assert "沒有" in line("print", "week", "--date", "2026-03-18", "--person", "陳業務", "--out", out, code=1)
    assert "人員名單" in line("print", "week", "--date", "2026-03-18", "--person", "無此人", "--out", out, code=1)


def test_an_empty_day_and_a_place_that_cannot_be_written_are_refused(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert "115/03/19" in line("print", "day", "--date", "2026-03-19", "--out", out, code=1)
    assert not out.exists()
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "sheet.pdf" in line("print", "day", "--date", "2026-03-18", "--out", tmp_path / "file" / "sheet.pdf", code=1)


def test_a_sheet_without_a_day_or_a_file_is_wrong_use(line: Line, tmp_path: Path) -> None:
    line("print", "day", "--out", tmp_path / "sheet.pdf", code=2)
    line("print", "list", "--from", "2026-03-01", "--out", tmp_path / "sheet.pdf", code=2)
    line("print", "week", "--date", "2026-03-18", code=2)


def test_the_year_is_printed_month_by_month(line: Line, tmp_path: Path) -> None:
    made = line("print", "year", "--year", "115", "--out", tmp_path / "year.pdf")
    assert (made["visits"], made["pages"]) == (2, 1)
    text = "".join(sheet.solid for sheet in read(tmp_path / "year.pdf"))
    assert "115年洽訪行程總表" in text and "洽訪2次" in text and "領隊" in text and "承辦人" in text
    assert "沒有可列印的洽訪" in line("print", "year", "--year", "2025", "--out", tmp_path / "none.pdf", code=1)


def test_a_record_is_printed_for_a_visit_a_customer_or_nobody_yet(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    visit = line("visits")[0]
    assert line("print", "record", "--visit", visit["id"], "--out", out) == {"files": [str(out)], "visits": 1, "pages": 1}
    assert visit["subject"] in read(out)[0].solid and "用戶簽名" in read(out)[0].solid
    line("print", "record", "--account", visit["account"], "--out", out)
    assert visit["subject"] in read(out)[0].solid
    assert line("print", "record", "--out", out)["visits"] == 0
    line("print", "record", "--visit", visit["id"], "--account", visit["account"], "--out", out, code=2)


def test_a_letter_answers_a_case_with_its_receipt_number(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "reply.pdf"
    (case, *_others) = line("issues")
    line("print", "reply", "--case", case["id"], "--words", "已派員處理。", "--receipt", "115-0316-0001", "--out", out)
    text = read(out)[0].solid
    assert "已派員處理。" in text and "115-0316-0001" in text and "限內部使用" not in text
    line("print", "reply", "--case", case["id"], "--out", out)
    assert "受理號碼" not in read(out)[0].solid


def test_a_hand_over_sheet_is_printed_for_a_person(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert line("print", "hand-over", "--person", "王經理", "--out", out)["pages"] == 1
    assert "業務移交清冊：王經理" in read(out)[0].solid and "移交人" in read(out)[0].solid

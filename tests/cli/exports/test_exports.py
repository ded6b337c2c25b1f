"""Lists and calendars leave the office: what is filtered is what is written, and only what changed is sent again."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event
from openpyxl import load_workbook

Call = Callable[..., Any]
LARGE = "05123456789"


@pytest.fixture
def visit(ask: Call) -> str:
    """The id of a visit of 王經理 on 2026-03-19."""
    ask("contacts", "add", "--customer", LARGE, "--name", "陳廠長", "--phone", "02-2345-6789")
    ask("visit", "add", "--account", LARGE, "--day", "2026-03-19", "--leader", "王經理", "--anyway")
    return ask("visits")[0]["id"]


def events(path: Path) -> list[Event]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_a_persons_calendar_is_read_again_with_address_and_telephone(ask: Call, visit: str, tmp_path: Path) -> None:
    out = tmp_path / "visits.ics"
    told = ask("export", "ics", "--person", "王經理", "--from", "2026-03-01", "--to", "2026-12-31", "--out", str(out))
    assert told == {"files": [str(out)], "entries": 1, "cancelled": 0}
    (event,) = events(out)
    assert event["UID"] == f"{visit}@visitplanner"
    assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M %z}" == "2026-03-19 09:00 +0800"
    assert "陳廠長 02-2345-6789" in event["DESCRIPTION"]
    (customer,) = (row for row in ask("customers") if row["account"] == LARGE)
    assert event.get("LOCATION", "") == customer["address"]
    ask("export", "ics", "--person", "王經理", "--from", "2026-03-01", "--to", "2026-12-31", "--out", str(tmp_path / "b.ics"))
    assert out.read_bytes() == (tmp_path / "b.ics").read_bytes()


def test_only_what_changed_is_sent_again_and_what_was_called_off_is_told(ask: Call, visit: str, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{number}.ics" for number in range(3))
    person = ("export", "ics", "--person", "王經理")
    ask(*person, "--out", str(first))
    assert ask(*person, "--since", str(first), "--out", str(second))["entries"] == 0
    ask("visit", "move", visit, "--day", "2026-03-20", "--time", "14:00", "--anyway")
    assert ask(*person, "--since", str(first), "--out", str(second)) == {"files": [str(second)], "entries": 1, "cancelled": 0}
    (was,), (now,) = events(first), events(second)
    assert now["UID"] == was["UID"] and now["SEQUENCE"] > was["SEQUENCE"]
    assert f"{now['DTSTART'].dt:%d %H:%M}–{now['DTEND'].dt:%H:%M}" == "20 14:00–16:30"
    ask("visit", "cancel", visit, "--reason", "用戶停工")
    sent = ("--since", str(first), "--since", str(second))
    assert ask(*person, *sent, "--out", str(third))["cancelled"] == 1
    (gone,) = events(third)
    assert (gone["UID"], gone["STATUS"]) == (was["UID"], "CANCELLED") and gone["SEQUENCE"] > now["SEQUENCE"]
    assert ask(*person, *sent, "--since", str(third), "--out", str(third))["entries"] == 0


def test_a_visit_that_went_to_somebody_else_is_called_off_in_the_first_calendar(ask: Call, visit: str, tmp_path: Path) -> None:
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    ask("export", "ics", "--person", "王經理", "--out", str(first))
    ask("visit", "move", visit, "--day", "2026-03-19", "--leader", "陳業務", "--anyway")
    told = ask("export", "ics", "--person", "王經理", "--since", str(first), "--out", str(second))
    assert (told["entries"], told["cancelled"]) == (1, 1)
    assert events(second)[0]["SEQUENCE"] == events(first)[0]["SEQUENCE"] + 1


def test_one_visit_is_a_file_of_its_own(ask: Call, visit: str, tmp_path: Path) -> None:
    out = tmp_path / "one.ics"
    assert ask("export", "ics", "--visit", visit, "--out", str(out))["entries"] == 1
    assert "僅約定上午或下午。" in events(out)[0]["DESCRIPTION"]
    ask("export", "ics", "--visit", visit, "--person", "王經理", "--out", str(out), code=2, as_json=False)
    (tmp_path / "no.ics").write_text("hello", encoding="utf-8")
    words = ("export", "ics", "--person", "王經理", "--since", str(tmp_path / "no.ics"), "--out", str(out))
    assert "不是行事曆" in ask(*words, code=1, as_json=False)
    assert ".ics" in ask("export", "ics", "--visit", visit, "--out", str(tmp_path / "one.txt"), code=1, as_json=False)


def test_what_is_filtered_is_what_is_written_and_nothing_becomes_a_formula(ask: Call, visit: str, tmp_path: Path) -> None:
    ask("issues", "add", "--account", LARGE, "--text", "=1+1 請查電表")
    book, text = tmp_path / "list.xlsx", tmp_path / "list.csv"
    assert ask("export", "customers", "--filter", LARGE, "--out", str(book))["rows"] == len(ask("customers", "--filter", LARGE))
    sheet = load_workbook(book).active
    assert sheet.freeze_panes and sheet.auto_filter.ref and sheet.print_area
    headings = [cell.value for cell in sheet[4]] if sheet["A4"].value == "電號" else [cell.value for cell in sheet[3]]
    assert headings[:2] == ["電號", "名稱"]
    for words in (("issues", "--overdue"), ("issues", "--account", LARGE)):
        assert ask("export", *words, "--out", str(book))["rows"] == len(ask(*words))
    cells = [cell for row in load_workbook(book).active.iter_rows() for cell in row if cell.value == "=1+1 請查電表"]
    assert [cell.data_type for cell in cells] == ["s"]
    ask("export", "issues", "--out", str(text))
    assert text.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(text.read_text("utf-8-sig").splitlines()))
    assert rows[1][4] == "'=1+1 請查電表"
    march = ("--from", "2026-03-01", "--to", "2026-03-31")
    for words in (
        ("visits", *march, "--account", LARGE),
        ("staff",),
        ("plan", "--year", "115"),
    ):
        assert ask("export", *words, "--out", str(text))["rows"] >= 1
    assert "xlsx" in ask("export", "staff", "--out", str(tmp_path / "staff.doc"), code=1, as_json=False)


def test_signs_that_big5_lacks_are_named_and_nothing_is_written(ask: Call, visit: str, tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    for noun in ("customers", "visits", "staff"):
        ask("export", noun, "--encoding", "big5", "--out", str(out))
    ask("export", "plan", "--year", "2026", "--encoding", "big5", "--out", str(out))
    assert "王經理" in out.read_text("cp950")
    out.unlink()
    ask("issues", "add", "--account", LARGE, "--text", "請回電陳喆𠮷先生")
    refused = ask("export", "issues", "--encoding", "big5", "--out", str(out), code=1, as_json=False)
    assert "𠮷" in refused and not out.exists()

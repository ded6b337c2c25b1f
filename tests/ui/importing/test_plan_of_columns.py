"""How a file is understood, column by column; where the wizard goes back to, and what a new file forgets."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.lists.tables import Table
from visitplanner.services.lists.imports import ImportReport
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.importing.presenter import Plan, writable
from visitplanner.ui.importing.wizard import FILE, MAPPING, PREVIEW, ImportWizard
from visitplanner.ui.shell.main_window import MainWindow

KEYS = ("account", "name", "township", "regular_kw")
TABLE = Table(
    "甲", (("題", ""), ("電號", "戶名", "區"), ("1", " 甲 ", ""), ("2",), ("", "乙", "新店區"), ("3", "丙"), ("4", "丁")), 3
)


def plan(columns: dict[str, int] | None = None, header: int = 4) -> Plan:
    return Plan(TABLE, header, columns or {})


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([*KEYS, None])), max_size=12))
def test_each_column_is_one_field_and_each_field_one_column(steps: list[tuple[int, str | None]]) -> None:
    """Told another way: the last word on a column, unless another column was taken for its field since."""
    now, said = plan(), dict[int, str | None]()
    for column, key in steps:
        now = now.assigned(column, key)
        said = {at: None if key is not None and was == key else was for at, was in said.items()}
        said[column] = key
    assert {column: now.field_at(column) for column in range(5)} == {column: said.get(column) for column in range(5)}
    assert now.mapping().columns == now.columns and len(set(now.columns.values())) == len(now.columns)


def test_several_columns_may_be_notes() -> None:
    both = plan({"name": 1}).assigned(2, "notes").assigned(3, "notes")
    assert [both.field_at(column) for column in range(4)] == [None, "name", "notes", "notes"]
    assert [both.assigned(2, None).field_at(column) for column in (2, 3)] == [None, "notes"]


def test_headings_are_those_of_the_spreadsheets_row_and_samples_the_first_filled_cells_below() -> None:
    assert plan().headings() == ("電號", "戶名", "區") and plan(header=3).headings() == ("題", "")
    assert plan(header=2).headings() == () and plan(header=10).headings() == ()
    assert plan().sample(0) == ["1", "2", "3"] and plan().sample(1) == ["甲", "乙", "丙"] and plan().sample(2) == ["新店區"]
    assert plan().sample(0, 2) == ["1", "2"] and plan().sample(9) == []


@pytest.mark.parametrize(("rejected", "skip", "count"), [(0, False, 5), (0, True, 5), (1, False, 0), (1, True, 5)])
def test_nothing_may_be_written_while_a_row_is_refused_and_not_left_out(rejected: int, skip: bool, count: int) -> None:
    report = SimpleNamespace(rejected=[object()] * rejected, new=[1, 2, 3], updates=[4, 5])
    assert writable(cast("ImportReport[Any]", report), skip) == count


# -- in the window ------------------------------------------------------------------------------------------------

GOOD = "電號,戶名,供電電壓,計費方式,經常契約容量(瓩)\n05-12-3456-78-9,虛構電子,高壓,二段式時間電價,1250\n"


@pytest.fixture
def wizard(window: MainWindow) -> ImportWizard:
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page.open_import()


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_the_columns_can_be_looked_at_again_and_taken_as_they_were(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.presenter.edit_mapping()
    assert wizard.steps.currentIndex() == FILE, "without a file there are no columns"
    wizard.open_file(written(tmp_path / "a.csv", GOOD))
    assert wizard.steps.currentIndex() == PREVIEW and wizard.presenter.report is not None
    before = wizard.presenter.report.mapping.columns
    wizard.presenter.edit_mapping()
    assert wizard.steps.currentIndex() == MAPPING
    wizard.presenter.preview()
    assert wizard.steps.currentIndex() == PREVIEW and wizard.presenter.report.mapping.columns == before


def test_another_file_forgets_what_was_mended_and_chosen_for_the_first(wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(written(tmp_path / "a.csv", GOOD.replace("1250", "-1")))
    presenter = wizard.presenter
    assert presenter.report is not None and presenter.report.rejected
    (fault,) = presenter.report.rejected
    presenter.mend(fault.row, 4, "1250")
    assert not presenter.report.rejected and len(presenter.report.new) == 1
    wizard.open_file(written(tmp_path / "b.csv", GOOD.replace("1250", "-2")))
    assert [each.row for each in presenter.report.rejected] == [fault.row], "what was mended belongs to the first file"

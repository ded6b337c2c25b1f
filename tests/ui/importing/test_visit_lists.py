"""The office's own list of visits in the window: the wizard of every list, with its care."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SmallOffice
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.office.context import Context
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.importing.wizard import MAPPING, PREVIEW, RESULT, ImportWizard
from visitplanner.ui.pages.palette import Palette
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.shell.main_window import MainWindow

HEAD = "電號,用戶名稱,集團,洽訪日期,領隊,結果,滿意度"
HELD = "05-12-3456-78-9,,,115/2/4,,完成,4"
COMING = ",虛構工業區,,115/5/6,,,"
NOBODY = ",,虛構集團,115/2/5,某某,完成,"


def list_file(folder: Path, *lines: str) -> Path:
    path = folder / "今年洽訪.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def wizard(window: MainWindow, small: SmallOffice) -> ImportWizard:
    window.go("planning", "import")
    page = window.page()
    assert isinstance(page, PlanningPage)
    return page.findChildren(ImportWizard)[-1]


def kept(context: Context) -> dict[str, VisitRow]:
    return {row.subject: row for row in context.office.ask(VisitList())}


def test_the_list_is_previewed_with_what_becomes_of_it_written_and_taken_back(
    context: Context, wizard: ImportWizard, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, HELD, COMING))
    assert wizard.steps.currentIndex() == PREVIEW and not kept(context)
    assert "1 次已辦" in wizard.preview.told.text() and "1 次尚未到期" in wizard.preview.told.text()
    assert not wizard.preview.duplicates.isVisibleTo(wizard)  # such a row is never overwritten
    wizard.next.click()
    assert wizard.steps.currentIndex() == RESULT
    states = {name: row.visit.state for name, row in kept(context).items()}
    assert states == {"虛構食品股份有限公司": VisitState.DONE, "虛構工業區": VisitState.BOOKED}
    wizard.outcome.revert.click()
    assert not kept(context)


def test_a_refused_cell_is_mended_in_the_window_and_the_row_comes_in(
    context: Context, wizard: ImportWizard, small: SmallOffice, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, HELD, NOBODY))
    assert not wizard.next.isEnabled()
    fault = next(row for row in wizard.preview.table.rows.rows() if row.verdict == "rejected")
    assert (fault.fault.column, fault.name, fault.text) == ("領隊", "虛構集團", "某某")
    wizard.preview.mended.emit(fault.fault.row, fault.at, small.manager.name)
    wizard.next.click()
    assert kept(context)["虛構集團"].visit.leader_id == small.manager.id


def test_refused_rows_go_out_as_a_list_and_the_others_come_in(context: Context, wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, HELD, NOBODY))
    out = tmp_path / "退回.csv"
    wizard.save_refused_to(out)
    written = out.read_text(encoding="utf-8-sig")
    assert "虛構集團" in written and "某某" in written and "05-12-3456-78-9" not in written
    wizard.preview.skip.setChecked(True)
    wizard.next.click()
    assert list(kept(context)) == ["虛構食品股份有限公司"]


def test_a_column_nobody_takes_is_named_and_can_be_assigned(context: Context, wizard: ImportWizard, tmp_path: Path) -> None:
    wizard.open_file(list_file(tmp_path, HELD))
    assert "滿意度（1）" in wizard.preview.unused.text()
    wizard.preview.columns_wanted.emit()
    assert wizard.steps.currentIndex() == MAPPING
    wizard.mapping.choices[6].chosen.emit("notes")
    wizard.next.click()
    wizard.next.click()
    assert kept(context)["虛構食品股份有限公司"].visit.notes == "4"


def test_a_held_visit_that_will_not_count_is_doubted_with_its_clause(
    wizard: ImportWizard, small: SmallOffice, tmp_path: Path
) -> None:
    wizard.open_file(list_file(tmp_path, f",,虛構集團,115/2/5,{small.business.name},完成,"))
    doubts = [wizard._language.say(row.fault.reason) for row in wizard.preview.table.rows.rows() if row.verdict == "warning"]
    assert any(small.business.name in doubt for doubt in doubts)


def test_every_page_offers_it_to_ctrl_k_and_the_import_of_customers_shows_the_way(window: MainWindow, context: Context) -> None:
    palette = window.open_palette()
    assert isinstance(palette, Palette)
    palette.field.setText("匯入已辦")
    assert palette.shown()[0].startswith("匯入已辦與已約的洽訪")
    palette.close()
    window.go("customers", "import")
    customers = window.page().findChildren(ImportWizard)[-1]
    customers.file.others[0].click()
    assert window.page().findChildren(ImportWizard)[-1].windowTitle() == "匯入已辦與已約的洽訪"

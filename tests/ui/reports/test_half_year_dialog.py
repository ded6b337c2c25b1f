"""半年報告 in the window: the half that is due is shown, saved in three forms, issued, signed, published."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.builders import Clock, SmallOffice
from visitplanner.domain.planning.year.approvals import Signer
from visitplanner.services.office.context import Context
from visitplanner.services.reports.editions import HalfYearEditions
from visitplanner.services.reports.plan_items import PlanOf
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.reports.half_year_dialog import HalfYearDialog, open_half_year
from visitplanner.ui.shell.main_window import MainWindow


def opened(window: MainWindow) -> HalfYearDialog:
    return open_half_year(window._desk, window)  # pyright: ignore[reportPrivateUsage]


def test_one_click_on_the_home_page_shows_the_half_that_is_due(window: MainWindow, small: SmallOffice) -> None:
    page = window.page()
    assert isinstance(page, HomePage)
    page.half_year.click()
    (dialog,) = window.findChildren(HalfYearDialog)
    assert (dialog.year.value(), dialog.half.value(), dialog.audience.value()) == (2026, 1, False)
    assert dialog.preview.pages >= 3 and dialog.as_pdf.isEnabled()
    dialog.audience.choose(True)
    assert dialog.preview.pages < 6


def test_it_is_saved_in_three_forms(window: MainWindow, small: SmallOffice, tmp_path: Path) -> None:
    dialog = opened(window)
    for ending in ("pdf", "docx", "xlsx"):
        dialog.save_to(tmp_path / f"report.{ending}")
        assert (tmp_path / f"report.{ending}").stat().st_size > 5_000
    dialog.save_to(tmp_path / "report.odt")
    assert "docx" in dialog.refusal


def test_a_half_to_come_says_when_it_begins(window: MainWindow, small: SmallOffice) -> None:
    dialog = opened(window)
    dialog.choose(2026, 2)
    assert "115/07/01" in dialog.refusal and not dialog.as_pdf.isEnabled()
    dialog.choose(2026, 1)
    assert dialog.refusal == "" and dialog.as_pdf.isEnabled()


def test_issued_signed_box_by_box_and_published(window: MainWindow, small: SmallOffice, context: Context, clock: Clock) -> None:
    clock.today = dt.date(2026, 7, 3)
    dialog = opened(window)
    assert (dialog.half.value(), dialog.edition.value()) == (1, None)
    dialog.way.step()
    assert "發布人" in dialog.refusal
    dialog.way.name.setText("陳承辦")
    dialog.way.step()
    assert dialog.refusal == "" and len(dialog.edition.values) == 2
    dialog.edition.bring("1")
    for _signer in Signer:
        dialog.way.name.setText("某某")
        dialog.way.step()
    assert dialog.way.name.isHidden() and not dialog.way.verb.isHidden()
    dialog.way.step()
    (kept,) = context.office.ask(HalfYearEditions(2026, 1))
    assert kept.published_on == dt.date(2026, 7, 3) and dialog.way.verb.isHidden()


def test_the_plans_items_are_kept_and_shown(window: MainWindow, small: SmallOffice, context: Context) -> None:
    opened(window).items.click()
    assert context.office.ask(PlanOf(2026)).kept
    assert window.page().title.text() == "登記簿"

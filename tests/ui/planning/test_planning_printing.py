"""列印 on the 行程 page: the day at hand, its week, the list of what is in view, looked at before it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.builders import Keep, SmallOffice
from tests.documents.pdf import read
from visitplanner.domain.customers.customers import CUSTOMERS
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.office.context import Context
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.planning.board.sheet import View
from visitplanner.ui.planning.forms.printing import PAPERS, Paper, month_of
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.planning.view_bar import LIST
from visitplanner.ui.shell.main_window import MainWindow

WEDNESDAY, FRIDAY, APRIL = dt.date(2026, 3, 18), dt.date(2026, 3, 20), dt.date(2026, 4, 15)


@pytest.fixture
def page(context: Context, small: SmallOffice, window: MainWindow) -> PlanningPage:
    visits = (
        small.visit(),
        small.visit(day=FRIDAY, ordinal=2, leader_id=small.manager.id),
        small.visit(day=APRIL, ordinal=3),
    )
    context.office.do(Keep(tuple(("visits", visit) for visit in visits)))
    window.go("planning", visits[0].id)
    shown = window.page()
    assert isinstance(shown, PlanningPage)
    return shown


class UserMadeName:
    """Every customer's name bears a character of a private area."""

    def carry_out(self, work: Work) -> Outcome[None]:
        for customer in work.shelf(CUSTOMERS).find():
            work.shelf(CUSTOMERS).change(replace(customer, name="葉\uf7e5記麵粉廠"))
        return Outcome(None)


def text_of(dialog: PaperDialog | None, folder: Path) -> str:
    """The text of the PDF shown, as it is saved."""
    assert dialog is not None and dialog.save.isEnabled()
    dialog.save_to(folder / "paper.pdf")
    return "".join(sheet.solid for sheet in read(folder / "paper.pdf"))


def test_the_day_of_the_visit_at_hand_is_printed_with_its_details(page: PlanningPage, tmp_path: Path) -> None:
    text = text_of(page.print_paper(Paper.DAY), tmp_path)
    assert "115/03/18（三）洽訪行程" in text and "評估調降契約容量" in text and "洽訪1次" in text


def test_the_week_is_printed_filtered_as_on_screen(page: PlanningPage, small: SmallOffice, tmp_path: Path) -> None:
    assert "洽訪2次" in text_of(page.print_paper(Paper.WEEK), tmp_path)
    page.person.set_value(small.manager.id)
    page.person.chosen.emit(small.manager.id)
    text = text_of(page.print_paper(Paper.WEEK), tmp_path)
    assert "洽訪1次" in text and "只列王經理參加的洽訪" in text


@pytest.mark.parametrize(("view", "count"), [(View.WEEK, 2), (View.MONTH, 2), (LIST, 3)])
def test_the_list_holds_the_days_in_view(page: PlanningPage, view: object, count: int, tmp_path: Path) -> None:
    page.bar.choose(view)
    assert f"洽訪{count}次" in text_of(page.print_paper(Paper.LIST), tmp_path)


def test_the_whole_year_is_printed_whatever_is_in_view(page: PlanningPage, small: SmallOffice, tmp_path: Path) -> None:
    page.person.set_value(small.manager.id)
    page.person.chosen.emit(small.manager.id)
    text = text_of(page.print_paper(Paper.YEAR), tmp_path)
    assert "115年洽訪行程總表" in text and "洽訪3次" in text and "林課長" in text


def test_a_name_no_font_shows_is_told_beside_the_paper_before_it_is_printed(page: PlanningPage, context: Context) -> None:
    dialog = page.print_paper(Paper.DAY)
    assert dialog is not None and dialog.unshown.isHidden()
    context.office.do(UserMadeName())
    dialog = page.print_paper(Paper.DAY)
    assert dialog is not None and not dialog.unshown.isHidden() and "葉〓記" in dialog.unshown.text()


def test_a_day_without_a_visit_is_refused_in_the_dialog(page: PlanningPage) -> None:
    page.close_card()
    page.board.at = dt.date(2026, 3, 19)
    dialog = page.print_paper(Paper.DAY)
    assert dialog is not None
    assert "沒有可列印的洽訪" in dialog.refusal.text() and not dialog.save.isEnabled()
    dialog.reject()


def test_the_button_offers_each_paper(page: PlanningPage) -> None:
    menus = [made.menu() for made in page.bar.findChildren(QPushButton) if made.menu() is not None]
    (menu,) = menus
    asked: list[object] = []
    page.bar.paper_wanted.disconnect()
    page.bar.paper_wanted.connect(asked.append)
    for action in menu.actions():
        action.trigger()
    assert asked == list(PAPERS) == list(Paper)


def test_a_month_ends_on_its_last_day() -> None:
    assert month_of(dt.date(2028, 2, 10)) == (dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert month_of(dt.date(2026, 12, 31)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))

"""主管總覽: what is late, what advice became of, and the report one click away, in the real window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.builders import Keep, SmallOffice
from visitplanner.domain.customers.customers import ContractChange, Contracts
from visitplanner.domain.visits.visits import VisitOutcome, VisitState
from visitplanner.services.office.context import Context
from visitplanner.ui.director.overview import open_director
from visitplanner.ui.shell.main_window import MainWindow


def test_the_year_and_its_advice_are_told_and_a_customer_is_opened(
    context: Context, small: SmallOffice, window: MainWindow
) -> None:
    held = dt.date(2026, 1, 14)
    done = replace(small.visit(day=held), state=VisitState.DONE, held_on=held, outcome=VisitOutcome.DONE)
    change = ContractChange(
        customer_id=small.large.id, effective_on=dt.date(2026, 2, 1), before=Contracts(900), after=Contracts(1000)
    )
    context.office.do(Keep((("visits", replace(done, topics=("contract_capacity",))), ("contract_changes", change))))
    dialog = open_director(window.page().desk, window)
    assert dialog.figures.text().startswith("115 年：應洽訪")
    assert dialog.worth.text() == "提供電價建議的洽訪 1 次，其後變更契約 1 戶；節省金額尚無法得知"
    assert dialog.followed.rows.rowCount() == 1
    assert [one.entered for one in dialog.changes.rows.rows()] == [True]
    assert dialog.windows.rows.rowCount() == 4
    report = dialog.open_report()
    assert report.isVisible()
    report.reject()
    dialog.followed.opened.emit(dialog.followed.rows.row(0))
    page = window.page()
    assert page.subject() == small.large.id


def test_a_year_without_a_programme_says_so(small: SmallOffice, window: MainWindow) -> None:
    dialog = open_director(window.page().desk, window)
    dialog.year.set_entries([("98 年", 2009)], 2009)
    dialog.year.chosen.emit(2009)
    assert dialog.figures.text()
    assert dialog.people.rows.rowCount() == 0

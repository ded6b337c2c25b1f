"""異動紀錄 in the window: of the office and of one record, filtered, and taken back."""

from __future__ import annotations

from tests.builders import SmallOffice
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.ui.records.history import HistoryDialog
from visitplanner.ui.shell.main_window import MainWindow


def texts(dialog: HistoryDialog) -> list[str]:
    language = dialog.pane.table.rows.language
    return [language.say(line.what) for line in dialog.pane.table.rows.rows()]


def test_the_history_of_the_office_is_shown_filtered_and_taken_back(small: SmallOffice, window: MainWindow) -> None:
    dialog = window.open_history()
    assert "停電通知未收到" in texts(dialog)[0] and len(texts(dialog)) == 3
    dialog.pane.kind.set_value("follow_ups")
    dialog.pane.refresh()
    assert len(texts(dialog)) == 2
    dialog.pane.search.setText("契約容量")
    (line,) = dialog.pane.table.rows.rows()
    dialog.pane.table.show_key(line.id)
    dialog.pane.take_back()
    assert window._desk.context.office.ask(FollowUpList())[0].follow_up.text == "停電通知未收到"  # pyright: ignore[reportPrivateUsage]
    assert dialog.pane.table.rows.rows()[0].taking_back or dialog.pane.table.rows.rows()[-1].undone
    dialog.pane.table.show_key(line.id)
    assert not dialog.pane.back.isEnabled()


def test_a_refused_taking_back_stands_below_the_list(small: SmallOffice, window: MainWindow) -> None:
    dialog = window.open_history()
    oldest = dialog.pane.table.rows.rows()[-1]
    dialog.pane.table.show_key(oldest.id)
    dialog.pane.take_back()
    assert dialog.pane.refusal.isVisibleTo(dialog) and "失去" in dialog.pane.refusal.text()


def test_the_history_of_what_is_chosen_holds_that_alone(small: SmallOffice, window: MainWindow) -> None:
    window.go("home")
    assert window.open_record_history() is None
    window.go("customers", small.sites[0].id)
    dialog = window.open_record_history()
    assert dialog is not None
    assert small.sites[0].name in dialog.windowTitle()
    assert len(texts(dialog)) == 1
    window.go("follow_ups")
    case = window.open_record_history()
    assert case is not None and len(texts(case)) == 1

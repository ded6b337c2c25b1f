"""At 1366 pixels nothing that is said is cut: rows grow, marks have their words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from tests.builders import SmallOffice
from tests.ui.tariffs.test_tariffs_page import keep_load, tariffs, turn
from visitplanner.services.office.context import Context
from visitplanner.ui.core.rows_model import CHIP_ROLE
from visitplanner.ui.shell.main_window import MainWindow
from visitplanner.ui.tariffs.page import TariffsPage
from visitplanner.ui.tariffs.tall_table import TallTable
from visitplanner.ui.widgets.table import CELL_MARGINS


@pytest.fixture
def page(context: Context, small: SmallOffice, window: MainWindow) -> TariffsPage:
    keep_load(context, small.large)
    window.resize(1366, 768)
    return tariffs(window)


def tall(page: TariffsPage) -> Iterator[tuple[QWidget, TallTable]]:
    for tab in (page.options, page.what_if):
        for table in tab.findChildren(TallTable):
            yield tab, table


def test_every_row_of_sentences_is_as_high_as_its_words(page: TariffsPage) -> None:
    """Findings, options, payments, shifts: no cell needs more lines than its row has."""
    seen = 0
    for tab, table in tall(page):
        turn(page, tab)
        words = table.fontMetrics()
        line = words.lineSpacing()
        for row in range(table.rows.rowCount()):
            for place in range(len(table.rows.columns)):
                index = table.rows.index(row, place)
                text, room = index.data(Qt.ItemDataRole.DisplayRole) or "", table.columnWidth(place) - CELL_MARGINS
                if index.data(CHIP_ROLE) is not None or not text:
                    continue
                needed = words.boundingRect(QRect(0, 0, max(room, 1), 10_000), Qt.TextFlag.TextWordWrap, text)
                assert needed.height() <= table.rowHeight(row) + line / 4, (table.objectName(), text)
                seen += needed.height() > 1.5 * line
    assert seen, "some sentence needs a second line, else this proves nothing"

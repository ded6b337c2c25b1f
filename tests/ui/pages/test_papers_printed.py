"""Papers are printed from the window: which pages, how many copies, at 300 dots; and found where a person looks for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from tests.builders import Keep, SmallOffice
from tests.documents.pdf import read
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.office.context import Context
from visitplanner.services.papers.briefs import BriefSheet
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.papers.more_papers import open_hand_over_sheet
from visitplanner.ui.papers.printing import DOTS, office_printer, pages_wanted, print_pdf
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def dialog(window: MainWindow, small: SmallOffice) -> BriefDialog:
    window.go("customers")
    made = BriefDialog(window.page().desk, small.large.id, small.large.name, window)
    made.open()
    return made


def to_file(path: Path) -> QPrinter:
    printer = office_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_paper_is_printed_whole_in_its_size_at_300_dots(dialog: BriefDialog, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "p.pdf")
    assert printer.resolution() == DOTS == 300
    assert print_pdf(dialog.pdf, printer) == dialog.preview.pages == 2
    printed, shown = pypdfium2.PdfDocument(tmp_path / "p.pdf"), pypdfium2.PdfDocument(dialog.pdf)
    assert len(printed) == 2
    assert [round(side) for side in printed[0].get_size()] == [round(side) for side in shown[0].get_size()]
    apart = [apart_by(down, printed[0], shown[0]) for down in (-2, 0, 2)]
    assert apart[1] < 8 and apart[1] < min(apart[0], apart[2]) / 1.5, "the same picture at the same place"


def apart_by(down: int, one: pypdfium2.PdfPage, other: pypdfium2.PdfPage) -> float:
    """The mean difference of the greys, the first page moved down by so many points."""
    grey, second = (page.render(scale=1, grayscale=True).to_numpy().astype(int).squeeze() for page in (one, other))
    height, width = (min(sides) for sides in zip(grey.shape, second.shape, strict=True))
    return float(abs(np.roll(grey, down, 0)[:height, :width] - second[:height, :width]).mean())


def test_only_the_pages_wanted_are_printed_as_often_as_wanted(dialog: BriefDialog, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "p.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert list(pages_wanted(printer, 5)) == [1]
    printer.setCopyCount(3)
    expected = 1 if printer.supportsMultipleCopies() else 3
    assert print_pdf(dialog.pdf, printer) == expected
    printer.setFromTo(2, 9)
    assert list(pages_wanted(printer, 3)) == [1, 2]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_one_sentence(dialog: BriefDialog, tmp_path: Path) -> None:
    printer = to_file(tmp_path)
    with pytest.raises(Refused, match="does not answer"):
        print_pdf(dialog.pdf, printer)
    dialog.print_to(printer)
    assert "印表機沒有回應" in dialog.refusal.text() and not dialog.refusal.isHidden()


def test_printing_is_the_first_thing_the_dialog_offers(dialog: BriefDialog) -> None:
    assert dialog.print.isEnabled() and dialog.print.property("kind") == "primary"
    asked = dialog.open_printer()
    assert (asked.minPage(), asked.maxPage()) == (1, 2)
    asked.reject()


def test_the_sheet_is_chosen_in_the_dialog(dialog: BriefDialog, tmp_path: Path) -> None:
    dialog.sheets.set_value(BriefSheet.CUSTOMER)
    dialog.sheets.chosen.emit(BriefSheet.CUSTOMER)
    dialog.save_to(tmp_path / "p.pdf")
    (page,) = read(tmp_path / "p.pdf")
    assert "限內部使用" not in page.solid


def test_a_visit_has_its_record_and_a_case_its_letter_at_hand(
    window: MainWindow, small: SmallOffice, context: Context, tmp_path: Path
) -> None:
    visit = small.visit()
    context.office.do(Keep((("visits", visit),)))
    context.office.do(RaiseFollowUp(small.large.id, Raised("電表位置請協助遷移", Window.DESIGN)))
    window.go("planning", visit.id)
    paper = window.page().hand.open_paper()
    paper.save_to(tmp_path / "record.pdf")
    assert "洽訪紀錄" in read(tmp_path / "record.pdf")[0].solid
    window.go("follow_ups")
    letter = window.page().case.open_reply()
    letter.save_to(tmp_path / "letter.pdf")
    assert "反映事項" in read(tmp_path / "letter.pdf")[0].solid


def test_a_person_has_its_hand_over_sheet_and_a_customer_its_blank_record(
    window: MainWindow, small: SmallOffice, context: Context, tmp_path: Path
) -> None:
    context.office.do(Keep((("visits", small.visit()),)))
    desk = window.page().desk
    sheet = open_hand_over_sheet(desk, small.supervisor, window)
    sheet.save_to(tmp_path / "sheet.pdf")
    assert "業務移交清冊" in read(tmp_path / "sheet.pdf")[0].solid
    window.go("customers", small.large.id)
    window.page().card.open_paper()

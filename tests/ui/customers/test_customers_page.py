"""用戶: list, card, contacts, contracts, assignment, load and briefing, in the real window."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tests.builders import Keep, SmallOffice, customer
from visitplanner import i18n
from visitplanner.domain.care.programmes import CustomerProgramme
from visitplanner.domain.customers.customers import CONTACTS, Contact
from visitplanner.domain.staff.staff import Rank
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.exchange.spreadsheets import read_tables
from visitplanner.services.customers.customer_lists import WhichCustomers
from visitplanner.services.customers.customers import CustomerOf
from visitplanner.services.lists.imports import OnDuplicate, ReadCustomers, Sheets
from visitplanner.services.loads.loads import LoadOf
from visitplanner.services.office.context import Context
from visitplanner.services.records.records import AddRecord
from visitplanner.ui.customers.form import AssignForm, CustomerForm, contact_form
from visitplanner.ui.customers.more_tabs import Lazy, ProgrammesTab
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.customers.papers_tab import PapersTab
from visitplanner.ui.importing.load_form import LoadForm
from visitplanner.ui.papers.brief_dialog import BriefDialog
from visitplanner.ui.shell.application import Program
from visitplanner.ui.shell.main_window import MainWindow


@pytest.fixture
def page(small: SmallOffice, window: MainWindow) -> CustomersPage:
    window.go("customers")
    shown = window.page()
    assert isinstance(shown, CustomersPage)
    return shown


@pytest.fixture
def on_card(page: CustomersPage, small: SmallOffice) -> CustomersPage:
    page.arrive(small.large.id)
    return page


def load_file(folder: Path, account: str = "") -> Path:
    """One day of 15-minute readings, 400 kW all day."""
    lines = [f"電號,{account}"] if account else []
    lines += ["時間,kW"]
    lines += [f"2025-07-03 {number // 4:02}:{number % 4 * 15:02},400" for number in range(96)]
    path = folder / "load.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_the_list_says_how_many_owe_a_visit(page: CustomersPage) -> None:
    assert page.table.rows.total() == 3
    assert page.state_line.text().startswith("3 個電號，2 個達洽訪門檻")


def test_the_list_is_filtered_by_word_and_by_kind(page: CustomersPage) -> None:
    page.search.setText("食品")
    assert [row.customer.account for row in page.table.rows.rows()] == ["05123456789"]
    page.search.clear()
    page.which.chosen.emit(WhichCustomers.GROUPS)
    assert page.table.rows.rowCount() == 2
    page.which.chosen.emit(WhichCustomers.UNASSIGNED)
    assert page.table.rows.rowCount() == 0


def test_a_row_opens_its_card_and_back_shows_the_list(page: CustomersPage, small: SmallOffice) -> None:
    page.table.show_key(small.large.id)
    page.table.opened.emit(page.table.current())
    assert page.card.isVisible()
    assert page.card.name.text() == small.large.name
    page.show_list()
    assert page.table.isVisible()


def test_the_cards_of_a_group_and_a_park_open_too(page: CustomersPage, small: SmallOffice) -> None:
    for ident, name in ((small.group.id, "虛構集團"), (small.park.id, "虛構工業區")):
        page.arrive(ident)
        assert page.card.name.text() == name
        assert not page.card.edit.isVisible()


def test_the_card_of_a_group_lists_its_sites_and_does_not_deny_who_has_it(page: CustomersPage, small: SmallOffice) -> None:
    page.arrive(small.group.id)
    overview = page.card.overview
    assert {site.id for site in overview.sites.rows.rows()} == {site.id for site in small.sites}
    shown = [each.text() for each in overview.findChildren(QLabel) if each.isVisible()]
    assert "王經理" in shown
    assert "尚未指派。" not in shown
    page.arrive(small.sites[0].id)
    assert [site.id for site in overview.sites.rows.rows()] == [small.sites[1].id]
    assert overview.assignments.isVisible()


def test_another_features_panel_stands_on_the_card(on_card: CustomersPage) -> None:
    names = [on_card.card.tabs.tabText(number) for number in range(on_card.card.tabs.count())]
    assert names[0] == "概況"
    assert "案件" in names
    assert len(set(names)) == len(names)


def test_a_contact_is_added_changed_and_the_change_undone(
    on_card: CustomersPage, small: SmallOffice, window: MainWindow, program: Program
) -> None:
    form = contact_form(on_card.desk, Contact(customer_id=small.large.id, name=""), window)
    form.open()
    form.submit()
    assert form.fields["name"].refusal
    form.inputs["name"].fill("王小明")
    form.inputs["email"].fill("no address")
    form.submit()
    assert form.fields["email"].refusal
    form.inputs["email"].fill("ming@example.com")
    form.submit()
    assert [contact.name for contact in on_card.card.overview.contacts.rows.rows()] == ["王小明"]
    program.session.undo()
    assert on_card.card.overview.contacts.rows.rowCount() == 0


def test_a_changed_contract_is_kept_with_its_day(
    context: Context, on_card: CustomersPage, small: SmallOffice, window: MainWindow
) -> None:
    card = context.office.ask(CustomerOf(small.large.id))
    form = CustomerForm(on_card.desk, card.customer, window)
    form.contracts["regular_kw"].setText("一千")
    form.submit()
    assert "一千" in form.fields["regular_kw"].refusal
    form.contracts["regular_kw"].setText("1,500")
    form.since.setText("1150401")
    form.submit()
    after = context.office.ask(CustomerOf(small.large.id))
    assert after.customer.regular_kw == 1500
    assert [change.effective_on for change in after.changes] == [dt.date(2026, 4, 1)]
    assert on_card.card.overview.changes.rows.rowCount() == 1


def test_too_low_a_rank_is_refused_beside_the_person(
    context: Context, on_card: CustomersPage, small: SmallOffice, window: MainWindow
) -> None:
    form = AssignForm(on_card.desk, small.large.id, small.large.name, window)
    form.person.set_value(small.business.id)
    form.submit()
    assert form.fields["person"].refusal
    form.person.set_value(small.manager.id)
    form.submit()
    rows = context.office.ask(CustomerOf(small.large.id)).assignments
    assert rows[0].person.rank is Rank.MANAGER


def test_proposed_people_are_shown_changed_and_taken_over(context: Context, window: MainWindow) -> None:
    small = SmallOffice()
    small.keep(context.office, assigned=False)  # pyright: ignore[reportArgumentType]
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    dialog = page.open_assignments()
    assert dialog.table.rows.rowCount() == 4
    dialog.table.show_key(small.large.id)
    proposed = dialog.table.current().person.name
    other = next(person for person in dialog.person.values if person.rank >= Rank.SUPERVISOR and person.name != proposed)
    dialog.person.set_value(other)
    dialog.change.click()
    assert dialog.table.current().edited
    dialog.verb.click()
    assert context.office.ask(CustomerOf(small.large.id)).assignments[0].person.name == other.name


def test_a_load_is_kept_and_drawn(
    context: Context, on_card: CustomersPage, small: SmallOffice, window: MainWindow, tmp_path: Path
) -> None:
    form = LoadForm(on_card.desk, small.large, window, load_file(tmp_path))
    form.submit()
    assert context.office.ask(LoadOf(small.large.id)) is None
    assert "400.0 瓩" in form.doubts.text()
    form.submit()
    kept = context.office.ask(LoadOf(small.large.id))
    assert kept is not None
    assert "400" in on_card.card.measured.bars.accessibleName()


def test_a_load_of_another_account_is_kept_only_when_one_says_so(
    context: Context, on_card: CustomersPage, small: SmallOffice, window: MainWindow, shared: Path
) -> None:
    site = small.sites[0]
    form = LoadForm(on_card.desk, site, window, shared / "data" / "portal_load_2025.cp950.csv")
    form.open()
    form.submit()
    assert form.fields["file"].refusal
    assert context.office.ask(LoadOf(site.id)) is None
    form.anyway.setChecked(True)
    form.submit()
    assert "05-12-3456-78-9" in form.general
    assert context.office.ask(LoadOf(site.id)) is None


def test_a_missing_load_file_is_refused_at_the_field(on_card: CustomersPage, small: SmallOffice, window: MainWindow) -> None:
    form = LoadForm(on_card.desk, small.large, window, Path("nowhere.csv"))
    form.path.returnPressed.emit()
    assert form.fields["file"].refusal


def test_the_briefing_is_shown_before_it_is_saved(
    on_card: CustomersPage, small: SmallOffice, window: MainWindow, tmp_path: Path
) -> None:
    dialog = BriefDialog(on_card.desk, small.large.id, small.large.name, window)
    dialog.open()
    assert dialog.preview.pages == 2, "the customer's sheet and the visitor's"
    out = tmp_path / "brief.pdf"
    dialog.save_to(out)
    assert out.read_bytes() == dialog.pdf
    assert out.read_bytes().startswith(b"%PDF")


def test_a_briefing_that_cannot_be_written_says_so(
    on_card: CustomersPage, small: SmallOffice, window: MainWindow, tmp_path: Path
) -> None:
    dialog = BriefDialog(on_card.desk, small.large.id, small.large.name, window)
    dialog.open()
    (tmp_path / "missing").write_text("a file where the folder should be", encoding="utf-8")
    dialog.save_to(tmp_path / "missing" / "brief.pdf")
    assert dialog.isVisible()
    dialog.reject()


def test_two_thousand_customers_are_listed(context: Context, window: MainWindow) -> None:
    small = SmallOffice()
    small.keep(context.office)  # pyright: ignore[reportArgumentType]
    many = tuple(("customers", customer(f"06{number:09}", small.company, 500 + number)) for number in range(2000))
    context.office.do(Keep(many))
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    page.refresh()
    page.table.sort_by("kw", descending=True)
    assert page.table.rows.row(0).customer.regular_kw == 2499
    assert i18n.language().number(2003) in page.state_line.text()


def test_the_filter_finds_by_contact_number_and_variant_signs(context: Context, small: SmallOffice, window: MainWindow) -> None:
    context.office.do(AddRecord(CONTACTS, Contact(customer_id=small.large.id, name="慕峯", phone="02-5550-1003")))
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    for text in ("慕峰", "0255501003", "5550-1003"):
        page.search.setText(text)
        assert [row.customer.id for row in page.table.rows.rows()] == [small.large.id]
    page.search.setText("慕峰 沒有")
    assert page.table.rows.rows() == ()
    page.search.setText("")
    assert len(page.table.rows.rows()) == 3


def test_the_list_copied_out_goes_back_in_unchanged(page: CustomersPage, context: Context, tmp_path: Path) -> None:
    page.table.selectAll()
    page.table.copy()
    file = tmp_path / "copied.csv"
    rows = csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t")
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    report = context.office.ask(ReadCustomers(Sheets(read_tables(file)), OnDuplicate.UPDATE))
    assert (report.rows, len(report.duplicates)) == (3, 3)
    assert (report.new, report.updates, report.rejected, report.warnings) == ((), (), (), ())


def test_the_card_tells_the_story_and_what_settles_what_is_owed(
    context: Context, page: CustomersPage, small: SmallOffice
) -> None:
    whole = small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, leader_id=small.manager.id)
    context.office.do(Keep((("visits", whole),)))
    page.arrive(small.group.id)
    overview = page.card.overview
    assert {row.obligation.subject_id for row in overview.duties.rows.rows()} == {small.group.id, small.sites[0].id}
    assert overview.story.tiles[0].words[1].startswith("115/03/18")
    assert overview.story.tiles[1].words[1] == "尚未試算"
    assert [line.ident for line in overview.story.shown_lines()] == [whole.id]
    overview.story.which.set_value(overview.story.which.values[2])
    overview.story.which.chosen.emit(overview.story.which.value())
    assert overview.story.shown_lines() == []


def test_every_further_tab_is_made_when_it_is_looked_at(on_card: CustomersPage, small: SmallOffice) -> None:
    tabs = on_card.card.tabs
    names = [tabs.tabText(place) for place in range(tabs.count())]
    assert names == ["概況", "洽訪", "案件", "用電", "每月用電", "電價", "情資", "方案", "文件", "沿革"]
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        page = tabs.currentWidget()
        assert page is not None
        if isinstance(page, Lazy):
            assert page.inside is not None
    programmes = tabs.widget(7)
    assert isinstance(programmes, Lazy)
    inside = programmes.made()
    assert isinstance(inside, ProgrammesTab)
    inside.table.show_key(CustomerProgramme.PORTAL)
    form = inside.open_standing(inside.table.current())
    form.inputs["state"].fill("有意願")
    form.submit()
    inside.table.show_key(CustomerProgramme.PORTAL)
    assert inside.table.current().standing is not None


def test_a_paper_of_the_customer_is_looked_at(on_card: CustomersPage) -> None:
    papers = next(
        page
        for page in (on_card.card.tabs.widget(place) for place in range(on_card.card.tabs.count()))
        if isinstance(page, Lazy) and isinstance(page.made(), PapersTab)
    ).made()
    assert isinstance(papers, PapersTab)
    papers.papers.show_key("brief")
    dialog = papers.open_paper(papers.papers.current())
    assert dialog.pdf.startswith(b"%PDF")
    dialog.reject()

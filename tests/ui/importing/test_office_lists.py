"""Every customer list that was seen to fail, through the window: in with its right values, what is lacking named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.office_lists import SAMPLES, SECOND, ListSample, on_its_side
from tests.ui.importing.test_preview import opened
from visitplanner.cli.customers.customers import document
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.customers.customers import CustomerOf
from visitplanner.services.office.context import Context
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import FILE, PREVIEW, ImportWizard
from visitplanner.ui.shell.main_window import MainWindow


def kept(context: Context) -> dict[str, dict[str, Any]]:
    """The customers by account as the command line's JSON has them, with (name, telephone) of their contacts."""
    found = {row.customer.account: (document(row), row.customer.id) for row in context.office.ask(CustomerList())}
    return {
        account: {
            **known,
            "contacts": sorted((one.name, one.phone) for one in context.office.ask(CustomerOf(ident)).contacts),
        }
        for account, (known, ident) in found.items()
    }


def cells(wizard: ImportWizard, verdict: str) -> list[tuple[int, str]]:
    return [(row.row, row.fault.value) for row in wizard.preview.table.rows.rows() if row.verdict == verdict]


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_list_comes_in_right_through_the_window_or_says_what_it_lacks(
    context: Context, window: MainWindow, tmp_path: Path, sample: ListSample
) -> None:
    path = tmp_path / sample.file
    path.write_bytes(sample.content)
    wizard = opened(window, kinds.CUSTOMERS)
    wizard.open_file(path)
    if sample.whole:
        assert wizard.steps.currentIndex() == FILE
        assert [word for word in sample.whole if word not in wizard.refusal] == []
        return
    assert wizard.steps.currentIndex() == PREVIEW, wizard.refusal
    assert (cells(wizard, "rejected"), cells(wizard, "warning")) == (list(sample.refused), list(sample.doubted))
    for heading, filled in sample.unused.items():
        assert f"{heading}（{filled}）" in wizard.preview.unused.text()
    assert bool(sample.unused) == wizard.preview.unused.isVisible()
    assert len(cells(wizard, "passed")) == sample.passed
    assert [word for word in sample.says if word not in wizard.preview.told.text()] == [], wizard.preview.told.text()
    wizard.preview.skip.setChecked(bool(sample.refused))
    wizard.next.click()
    found = kept(context)
    assert found.keys() == sample.customers.keys()
    for account, values in sample.customers.items():
        assert {key: str(found[account][key]) for key in values} == {key: str(value) for key, value in values.items()}


def test_a_refused_cell_of_a_list_on_its_side_is_mended_in_the_window(
    context: Context, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(on_its_side("九百"))
    wizard = opened(window, kinds.CUSTOMERS)
    wizard.open_file(path)
    (fault,) = (row for row in wizard.preview.table.rows.rows() if row.verdict == "rejected")
    assert (fault.text, fault.name) == ("九百", "乙食品股份有限公司")
    wizard.preview.mend.cell.setText("950")
    wizard.preview.mend.again.click()
    assert wizard.preview.mend.reason.text() == "" or not cells(wizard, "rejected")
    wizard.next.click()
    assert kept(context)[SECOND]["regular_kw"] == 950

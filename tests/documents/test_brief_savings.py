"""Contracts side by side on the sheet: what is paid over contract stands in every line; the savings in words add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.documents.briefs import advice, brief
from tests.documents.pdf import read
from visitplanner.documents.briefs.brief import write_brief
from visitplanner.documents.briefs.figures import _saving_tile
from visitplanner.documents.briefs.side_by_side import told_savings
from visitplanner.domain.tariffs.advice.contract_table import ContractLine, HotterMonth, Shown
from visitplanner.domain.tariffs.advice.over_contract import OverMonth, OverYear
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.findings.savings import Need, SavingPart, Savings
from visitplanner.i18n import language
from visitplanner.services.papers.briefs import Brief


def line(shown: Shown, first: int, months: int, ntd: int, saving: int | None) -> ContractLine:
    over = OverYear(tuple(OverMonth(Month(2025, n + 1), Decimal(10), Decimal(ntd) / months) for n in range(months)))
    total = Decimal(23_874_310) - (saving or 0)
    hotter = HotterMonth(Month(2025, 8), Decimal(0))
    return ContractLine(
        shown, (first, 165, 568, 0), Decimal(10_154_693), over, total, None if saving is None else Decimal(saving), hotter
    )


PARTS = Savings(
    (
        SavingPart("contracts", Need.FORM, Decimal(258_844), Decimal(247_828)),
        SavingPart("power_factor", Need.EQUIPMENT, Decimal(31_061)),
        SavingPart("three_stage_variable", Need.FORM, Decimal(295_833), instead_of=("contracts",)),
        SavingPart("regular_alone", Need.FORM, Decimal(205_801), instead_of=("contracts",)),
    )
)


def test_every_set_of_contracts_says_what_is_paid_over_it(tmp_path: Path) -> None:
    """The present contracts pay 97,387 in three months, the best 573,039 in six: neither stands without the other."""
    lines = (line(Shown.PRESENT, 4500, 3, 97_387, 0), line(Shown.BEST, 4297, 6, 573_039, 258_844))
    write_brief(replace(brief(), advice=replace(advice(), contracts=lines, savings=PARTS)), tmp_path / "one.pdf", language())
    page = read(tmp_path / "one.pdf")[0]
    for words in ("現行契約", "最適契約", "3/30", "6/60", "97,387", "573,039", "258,844", "可相加之節省", "289,905"):
        assert words in page.solid


def test_the_savings_in_words_add_up_and_what_stands_instead_is_apart() -> None:
    told = told_savings(PARTS, language("en"))
    added, instead = told.split("Instead, not besides:")
    assert "258,844 + " in added and "= 289,905 NT$" in added
    assert "295,833" in instead and "295,833" not in added
    assert "205,801" not in told, "contracts stand in the table"
    assert told_savings(Savings(), language("en")) == ""


@pytest.mark.parametrize(("saving", "sure"), [(61_014, 55_332), (0, 0), (-5, -9)])
def test_where_nothing_is_recommended_no_zero_is_called_the_saving(saving: int, sure: int) -> None:
    """Something may be saved that is not worth a change: then the present choice is not called the cheapest either."""
    row = SimpleNamespace(saving_ntd=Decimal(saving), sure_ntd=Decimal(sure), recommended=False)
    told = SimpleNamespace(picture=object(), withheld=None, advice=SimpleNamespace(rows=[row]))
    tile = _saving_tile(cast(Brief, told), language("en"))
    assert tile is not None and (tile.figure, tile.remark) == ("no change", "nothing surely saves enough to change")

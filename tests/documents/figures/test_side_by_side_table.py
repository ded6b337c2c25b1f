"""Contracts and options side by side: the recommended option first, each with its own saving and the one to be counted on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents.briefs import advice, brief
from tests.documents.pdf import read
from tests.documents.test_brief_savings import line
from visitplanner.documents.briefs.brief import write_brief
from visitplanner.documents.briefs.side_by_side import side_by_side
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.tariffs.advice.contract_table import Shown
from visitplanner.i18n import language
from visitplanner.services.advice.sheet_advice import AdviceRow

LINES = (line(Shown.PRESENT, 4500, 3, 97_387, 0), line(Shown.BEST, 4297, 6, 573_039, 258_844))


def option(name: TariffOption, saving: int, low: int, *, recommended: bool = False, own: bool = False) -> AdviceRow:
    return AdviceRow(
        name,
        Contracts(1111, 22, 0, 0),
        Decimal(23_000_000),
        Decimal(saving),
        low_ntd=Decimal(low),
        recommended=recommended,
        contracts_of_present=own,
    )


OWN = option(TariffOption.TWO_STAGE, 258_844, 247_828, own=True)
FIXED = option(TariffOption.THREE_STAGE_FIXED, 310_001, 120_002)
VARIABLE = option(TariffOption.THREE_STAGE_VARIABLE, 305_003, 299_004, recommended=True)


def printed(tmp_path: Path, *rows: AdviceRow) -> str:
    sheet = replace(advice(), contracts=LINES, rows=rows)
    write_brief(replace(brief(), advice=sheet), tmp_path / "one.pdf", language("en"))
    return read(tmp_path / "one.pdf")[0].solid


@pytest.mark.parametrize("rows", [(OWN, FIXED, VARIABLE), (VARIABLE, FIXED, OWN)])
def test_the_recommended_option_stands_first_whatever_the_order_it_came_in(tmp_path: Path, rows: tuple[AdviceRow, ...]) -> None:
    page = printed(tmp_path, *rows)
    other = page.find("310,001")
    assert 0 <= page.find("305,003") < (other if other >= 0 else len(page)), "where there is room for one, it is this one"


def test_each_line_says_its_saving_and_behind_it_what_may_be_counted_on(tmp_path: Path) -> None:
    page = printed(tmp_path, OWN, FIXED, VARIABLE)
    for pair in ("258,844247,828", "305,003299,004"):
        assert pair in page
    assert page.count("247,828") == 1, "what the best contracts surely save is no word about the present ones"


def test_one_set_of_contracts_is_set_beside_nothing() -> None:
    assert side_by_side(replace(advice(), contracts=LINES[:1]), language("en"), 5, 5) is None

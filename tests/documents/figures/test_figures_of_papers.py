"""Figures and signs on papers: which way a change goes, what nothing costs, whose share, what is overdue and what is open."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.documents.pdf import read
from tests.documents.test_agreement import SHEET
from visitplanner.documents.agreement import write_agreement
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.books.names import contract_name
from visitplanner.i18n import language
from visitplanner.services.papers.agreements import AgreedContract

NAME = contract_name(0, TariffOption.THREE_STAGE_FIXED)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [(4500, 4297, "-203"), (4297, 4500, "+203"), (300, 300, "0"), (0, 1234, "+1,234"), (None, 300, "—")],
)
def test_a_change_of_contract_goes_from_what_it_was_to_what_was_agreed(
    tmp_path: Path, before: int | None, after: int, change: str
) -> None:
    write_agreement(replace(SHEET, contracts=(AgreedContract(NAME, before, after),)), tmp_path / "one.pdf", language("en"))
    (page,) = read(tmp_path / "one.pdf")
    shown = "unknown" if before is None else f"{before:,}"
    assert f"{shown}{after:,}{change}" in page.solid
    others = {"-203", "+203", "+1,234"} - {change}
    assert not [other for other in others if other in page.solid]


@pytest.mark.parametrize(("saving", "word"), [(0, "Saving"), (1, "Saving"), (-1, "Dearer")])
def test_what_changes_nothing_is_not_called_dearer(tmp_path: Path, saving: int, word: str) -> None:
    write_agreement(replace(SHEET, saving_ntd=Decimal(saving)), tmp_path / "one.pdf", language("en"))
    (page,) = read(tmp_path / "one.pdf")
    assert re.findall(r"Saving a year|Dearer a year", page.text.replace("\n", " ")) == [f"{word} a year"]


def test_amounts_are_whole_and_half_a_dollar_goes_up(tmp_path: Path) -> None:
    sheet = replace(SHEET, saving_ntd=Decimal("1234.5"), least_ntd=Decimal("999.49"), agreed_on=dt.date(2026, 3, 16))
    write_agreement(sheet, tmp_path / "one.pdf", language("en"))
    (page,) = read(tmp_path / "one.pdf")
    assert "1,235" in page.solid and "999" in page.solid and "1,234.5" not in page.solid

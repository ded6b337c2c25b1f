"""談定事項 on paper: the customer's own figures and nothing internal; the same sheet gives the same bytes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.documents.pdf import read
from visitplanner.documents.agreement import write_agreement
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.tariffs.books.names import contract_name
from visitplanner.i18n import language
from visitplanner.services.papers.agreements import AgreedContract, AgreementSheet

FIRST = dt.date(2025, 1, 1)
FIXED = TariffOption.THREE_STAGE_FIXED
SHEET = AgreementSheet(
    customer="虛構電子股份有限公司",
    account="05123456789",
    agreed_on=dt.date(2026, 3, 16),
    contracts=(AgreedContract(contract_name(0, FIXED), 4500, 4297), AgreedContract(contract_name(1, FIXED), 300, 165)),
    saving_ntd=Decimal(258_844),
    least_ntd=Decimal(247_828),
    worst=said("Hurts most in month {month}: {kw:,} kW over contract, {ntd:,} NT$", month=11, kw=312, ntd=120_345),
    basis=said(
        "Computed from the customer's own load, {first} to {last}.", first=dt.date(2025, 1, 1), last=dt.date(2025, 12, 31)
    ),
    words="七月前送件",
)


def test_figures_contracts_and_words_stand_on_one_page(tmp_path: Path) -> None:
    assert write_agreement(SHEET, tmp_path / "one.pdf", language()) == 1
    (page,) = read(tmp_path / "one.pdf")
    for words in ("258,844", "247,828", "4,500", "4,297", "-203", "最吃緊是11月", "七月前送件", "05-12-3456-78-9", "114/12/31"):
        assert words in page.solid
    assert "內部" not in page.solid, "it stays with the customer"
    write_agreement(replace(SHEET), tmp_path / "two.pdf", language())
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_without_a_claimed_saving_none_is_printed(tmp_path: Path) -> None:
    unknown = replace(SHEET, saving_ntd=None, least_ntd=None, contracts=(AgreedContract(contract_name(0, FIXED), None, 4297),))
    write_agreement(unknown, tmp_path / "one.pdf", language("en"))
    (page,) = read(tmp_path / "one.pdf")
    assert "Saving" not in page.text and "unknown" in page.text
    dearer = replace(SHEET, saving_ntd=Decimal(-1234))
    write_agreement(dearer, tmp_path / "two.pdf", language("en"))
    assert "Dearer" in read(tmp_path / "two.pdf")[0].text and "-1,234" not in read(tmp_path / "two.pdf")[0].text

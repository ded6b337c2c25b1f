"""What the text of one cell of a list means, and when it is refused."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.customer_checks import checked_customer


@pytest.mark.parametrize(
    "text", ["05123456789", " 05123456789 ", "05-12-3456-78-9", "０５１２３４５６７８９", "05123456789\u3000", "05–12 3456-78-9"]
)
def test_an_account_number_is_read_whatever_its_dress(text: str) -> None:
    assert cells.account_no(text) == cells.Cleaned("05123456789")


def test_a_lost_leading_zero_is_put_back_and_said() -> None:
    found = cells.account_no("5123456789")
    assert found.value == "05123456789"
    assert "05123456789" in str(found.repaired)


@pytest.mark.parametrize("text", ["", "1234", "051234567890", "0512345678a", "無電號", "5.12346E+09", "①②③④⑤⑥⑦⑧⑨⑩⑪"])
def test_what_is_no_account_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.account_no(text)


@pytest.mark.parametrize(
    ("text", "kw"),
    [
        ("1250", 1250),
        ("1,250瓩", 1250),
        ("1,000 kW", 1000),
        ("１０００", 1000),
        ("１，２５０瓩", 1250),
        ("1250.0", 1250),
        ("0", 0),
        ("", 0),
    ],
)
def test_a_capacity_is_read_in_every_usual_form(text: str, kw: int) -> None:
    assert cells.capacity_kw(text) == kw


@pytest.mark.parametrize(
    "text",
    [
        "3oo",
        "30O",
        "1,250 abc",
        "300 度",
        "-300",
        "約一千二",
        "1,25",
        "1250.5",
        "12 50",
        "1e3",
        "99999999",
        "NaN",
        "1.250.000",
        "1000~2000",
    ],
)
def test_a_capacity_that_could_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.capacity_kw(text)


@pytest.mark.parametrize("text", ["", "-", "0", "無"])
def test_the_regular_capacity_must_be_there(text: str) -> None:
    with pytest.raises(Refused):
        cells.capacity_kw(text, required=True)


@given(st.integers(0, cells.MOST_KW))
def test_a_capacity_survives_every_way_of_printing_it(kw: int) -> None:
    wide = str(kw).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    for text in (str(kw), f"{kw:,}", f"{kw:,}瓩", f"{kw} kW", wide, f"\u3000{kw}瓩 "):
        assert cells.capacity_kw(text) == kw


@given(st.text(max_size=12))
def test_any_text_is_a_capacity_or_refused_never_an_accident(text: str) -> None:
    try:
        assert 0 <= cells.capacity_kw(text) <= cells.MOST_KW
    except Refused as refusal:
        assert str(refusal.what)


@given(st.text(max_size=16))
def test_any_text_is_an_account_number_or_refused_never_an_accident(text: str) -> None:
    try:
        assert len(cells.account_no(text).value) == 11
    except Refused as refusal:
        assert str(refusal.what)


@pytest.mark.parametrize(
    ("text", "level", "kv"),
    [
        ("高壓", Voltage.HIGH, ""),
        ("高壓 11.4kV", Voltage.HIGH, "11.4"),
        ("22.8", Voltage.HIGH, "22.8"),
        ("11.4kV", Voltage.HIGH, "11.4"),
        ("3.3仟伏", Voltage.HIGH, "3.3"),
        ("22800V", Voltage.HIGH, "22.8"),
        ("特高壓", Voltage.EXTRA_HIGH, ""),
        ("特高壓 69kV", Voltage.EXTRA_HIGH, "69"),
        ("69KV", Voltage.EXTRA_HIGH, "69"),
        ("１６１", Voltage.EXTRA_HIGH, "161"),
        ("EHV", Voltage.EXTRA_HIGH, ""),
    ],
)
def test_a_supply_voltage_is_known_by_its_word_or_its_kilovolts(text: str, level: Voltage, kv: str) -> None:
    assert cells.supply(text) == (level, kv)


@pytest.mark.parametrize("text", ["", "低壓", "220V", "高壓 69kV", "特高壓 22.8kV", "50kV", "很高", "22.8/11.4"])
def test_a_voltage_that_is_none_or_contradicts_itself_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.supply(text)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("二段式時間電價", TariffOption.TWO_STAGE),
        ("Two-stage TOU", TariffOption.TWO_STAGE),
        ("three-stage, variable peak", TariffOption.THREE_STAGE_VARIABLE),
        ("3-stage (fixed)", TariffOption.THREE_STAGE_FIXED),
        ("三段式時間電價(尖峰時間固定)", TariffOption.THREE_STAGE_FIXED),
        ("三段式時間電價（尖峰時間可變動）", TariffOption.THREE_STAGE_VARIABLE),
        ("批次生產時間電價", TariffOption.BATCH),
        ("電動車充換電設施電價", TariffOption.EV),
        ("three_stage_variable", TariffOption.THREE_STAGE_VARIABLE),
    ],
)
def test_a_billing_option_is_known_by_the_words_of_the_tariff(text: str, option: TariffOption) -> None:
    assert cells.option(text) is option


@pytest.mark.parametrize("text", ["", "三段式時間電價", "包燈", "表燈非時間電價"])
def test_a_billing_option_that_is_open_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        cells.option(text)


@pytest.mark.parametrize(
    ("text", "code"), [("112 織布業", "112"), ("112", "112"), ("089其他食品製造業", "089"), ("89", "089"), ("", "")]
)
def test_a_sector_is_its_three_digits(text: str, code: str) -> None:
    found = cells.sector_code(text)
    assert (found.value, found.doubt) == (code, None)


@pytest.mark.parametrize("text", ["999 不存在的行業", "400", "07", "織布業"])
def test_an_unknown_sector_is_accepted_with_a_doubt(text: str) -> None:
    assert cells.sector_code(text).doubt is not None


def test_a_uniform_number_gets_its_lost_zeros_back_only_when_the_check_digit_then_fits() -> None:
    assert cells.tax_no("92373147") == cells.Cleaned("92373147")
    assert cells.tax_no("7217026").value == "07217026"
    assert cells.tax_no("7217026").repaired is not None
    wrong = cells.tax_no("7217025")
    assert (wrong.value, wrong.repaired) == ("7217025", None)
    assert wrong.doubt is not None
    with pytest.raises(Refused):
        cells.tax_no("923731470")


def test_a_group_is_the_same_with_and_without_stray_blanks() -> None:
    assert cells.group_name("元昇 集團") == cells.group_name(" 元昇集團\u3000") == "元昇集團"
    assert name_key("ＡＢＣ 集團") == name_key("abc集團")


def test_a_township_is_taken_from_the_address_when_it_has_no_column() -> None:
    assert cells.township_of("", "新北市三峽區工業路96號") == "三峽區"
    assert cells.township_of("", "23143新北市新店區北新路1號") == "新店區"
    assert cells.township_of("板橋區", "新北市三峽區工業路96號") == "板橋區"
    assert cells.township_of("", "工業路96號") == ""


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert cells.words('=HYPERLINK("http://example.invalid","按我")') == '=HYPERLINK("http://example.invalid","按我")'


@pytest.mark.parametrize(("first", "last"), [(1, 3), (5, 6), (8, 39), (41, 43), (45, 56), (58, 88), (90, 96)])
def test_the_industry_classification_has_these_divisions_and_none_beside_them(first: int, last: int) -> None:
    for number in (first, last):
        assert cells.sector_code(f"{number:02}1").doubt is None
    for number in (first - 1, last + 1):
        assert cells.sector_code(f"{number:02}1").doubt is not None


def test_a_customer_is_kept_with_tidy_texts() -> None:
    kept = checked_customer(
        Customer(
            account="05-12-3456-78-9",
            name="　晶昌  化工 ",
            company_id=uuid4(),
            voltage=Voltage.HIGH,
            option=TariffOption.TWO_STAGE,
            regular_kw=1000,
            address=" 新北市　板橋區  文化路 ",
            township=" 板橋區　",
            visit_anyway="  ",
            notes=" x ",
        )
    )
    assert (kept.account, kept.name, kept.address) == ("05123456789", "晶昌 化工", "新北市 板橋區 文化路")
    assert (kept.township, kept.visit_anyway, kept.notes) == ("板橋區", "", "x")

"""Customer lists in the forms offices keep them: what was put in comes out, or is named."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.lists.columns.recognition import choose_table, headed, map_columns
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS, CustomerLine, judge_customers
from visitplanner.domain.lists.tables import ERROR, FORMULA, ColumnMap, Judged, Table, letters, unused_columns

TODAY = dt.date(2026, 1, 5)
HEADER = ("電號", "戶名", "電壓", "計費方式", "契約容量")
ROW = ("05123456789", "甲電子股份有限公司", "22.8", "二段式時間電價", "1200")
OTHER = ("05123456780", "乙食品股份有限公司", "22.8", "二段式時間電價", "900")


def read(*rows: tuple[str, ...], **more: object) -> tuple[Table, ColumnMap, Judged[CustomerLine]]:
    table, _ = headed(choose_table([Table("清冊", rows, **more)], CUSTOMER_FIELDS), CUSTOMER_FIELDS)  # type: ignore[arg-type]
    mapping = map_columns(table, CUSTOMER_FIELDS)
    return table, mapping, judge_customers(table, mapping, today=TODAY)


def with_column(heading: str, *cells: str) -> tuple[tuple[str, ...], ...]:
    return tuple((*row, cell) for row, cell in zip((HEADER, ROW, OTHER), (heading, *cells), strict=False))


def test_headings_over_two_rows_give_all_four_contracts() -> None:
    rows = (
        ("某區處用戶名冊",),
        ("電號", "戶名", "電壓", "計費方式", "契約容量", "", "", "", "集團"),
        ("", "", "", "", "經常", "半尖峰", "週六半尖峰", "離峰", ""),
        (*ROW, "300", "200", "100", "甲集團"),
    )
    _, mapping, judged = read(*rows)
    (line,) = judged.lines
    assert (line.contracts, line.group, mapping.header_row) == (Contracts(1200, 300, 200, 100), "甲集團", 3)
    assert mapping.heading("off_peak_kw") == "契約容量 離峰"


@pytest.mark.parametrize("form", ["契約容量-{}", "{}契約容量(瓩)", "契約容量（{}）", "{}契約", "契約\n{}", "{}"])
def test_the_contracts_are_known_in_every_wording(form: str) -> None:
    names = ("經常", "半尖峰", "週六半尖峰", "離峰")
    rows = ((*HEADER[:4], *(form.format(name) for name in names)), (*ROW, "300", "200", "100"), (*OTHER, "", "", ""))
    assert [line.contracts for line in read(*rows)[2].lines] == [Contracts(1200, 300, 200, 100), Contracts(900)]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("地區", "板橋區", "township", "板橋區"),
        ("最近訪視日", "114/3/7", "last_visit_on", dt.date(2025, 3, 7)),
        ("上次訪問", "114/3/7", "last_visit_on", dt.date(2025, 3, 7)),
        ("上次\n洽訪\n日期", "2025/11/20 00:00:00", "last_visit_on", dt.date(2025, 11, 20)),
        ("聯絡人", "陳廠長", "contact", "陳廠長"),
        ("联络电话", "02-2550-1111", "phone", "02-2550-1111"),
        ("E-mail", "a@b.tw", "email", "a@b.tw"),
        ("所屬園區", "瑞溪工業區", "park", "瑞溪工業區"),
    ],
)
def test_a_column_is_known_by_its_heading(heading: str, cell: str, field: str, value: object) -> None:
    (line,) = read(*with_column(heading, cell)[:2])[2].lines
    assert getattr(line, field) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("45721", dt.date(2025, 3, 5)),
        ("45721.75", dt.date(2025, 3, 5)),
        ("2025-03-05 14:30", dt.date(2025, 3, 5)),
        ("2025/3/5 下午 02:30:00", dt.date(2025, 3, 5)),
        ("2025-03-05T14:30:00+08:00", dt.date(2025, 3, 5)),
        ("114/11/20 09:00", dt.date(2025, 11, 20)),
        ("20251120 0900", dt.date(2025, 11, 20)),
        ("民國114年11月20日", dt.date(2025, 11, 20)),
    ],
)
def test_a_day_is_taken_with_a_time_behind_it_and_from_a_spreadsheet_s_number(text: str, day: dt.date) -> None:
    (line,) = read(*with_column("上次洽訪日期", text)[:2])[2].lines
    assert line.last_visit_on == day


@pytest.mark.parametrize("text", ["2025.3", "114年", "114年3月", "去年底", "25/1/5", "12345678901"])
def test_what_names_no_day_is_warned_of_and_the_row_is_kept(text: str) -> None:
    judged = read(*with_column("上次洽訪日期", text)[:2])[2]
    assert (len(judged.lines), judged.lines[0].last_visit_on) == (1, None)
    assert [(fault.row, fault.value) for fault in judged.warnings] == [(2, text)]


def test_a_second_contact_and_a_mobile_number_are_kept() -> None:
    header = (*HEADER, "聯絡人", "電話", "手機", "聯絡人", "電話")
    (line,) = read(header, (*ROW, "陳", "02-2550-1111", "0912-345-678", "林", "02-2550-2222"))[2].lines
    assert line.people == (("陳", "02-2550-1111、0912-345-678", ""), ("林", "02-2550-2222", ""))


def test_a_number_without_a_name_is_a_contact() -> None:
    (line,) = read((*HEADER, "聯絡電話"), (*ROW, "02-2550-1111"))[2].lines
    assert line.people == (("", "02-2550-1111", ""),)


def test_several_contracts_may_stand_in_one_cell() -> None:
    rows = (HEADER, (*ROW[:4], "經常1500/離峰300"), (*OTHER[:4], "經常：1,500瓩、半尖峰200、週六半尖峰 100"))
    assert [line.contracts for line in read(*rows)[2].lines] == [Contracts(1500, 0, 0, 300), Contracts(1500, 200, 100, 0)]


@pytest.mark.parametrize("cell", ["離峰300", "經常1500/經常1600", "經常1500/300"])
def test_a_cell_of_contracts_that_leaves_a_question_is_refused(cell: str) -> None:
    (fault,) = read(HEADER, (*ROW[:4], cell), OTHER)[2].rejected
    assert (fault.row, fault.value) == (2, cell)


@pytest.mark.parametrize("sign", ["'", "`", "’", "＇"])
def test_a_sign_before_the_account_keeps_it_text_and_is_left_out(sign: str) -> None:
    assert [line.account for line in read(HEADER, (sign + ROW[0], *ROW[1:]), OTHER)[2].lines] == [ROW[0], OTHER[0]]


def test_a_spreadsheet_s_error_is_shown_and_warned_of_and_refused_where_needed() -> None:
    rows = with_column("集團", "#N/A", "甲集團")
    judged = read(*rows, (*OTHER[:4], "#REF!", ""))[2]
    assert [(fault.row, fault.column, fault.value) for fault in judged.warnings] == [(2, "集團", "#N/A")]
    assert [(fault.row, fault.column, fault.value) for fault in judged.rejected] == [(4, "契約容量", "#REF!")]
    assert [line.group for line in judged.lines] == ["", "甲集團"]


def test_a_formula_never_computed_is_never_taken_for_blank() -> None:
    rows = with_column("集團", '="甲"&"集團"', "")
    judged = read(*rows, unread={(2, 5): FORMULA, (3, 4): ERROR})[2]
    assert "never computed" in str(judged.warnings[0].reason)
    assert judged.rejected[0].row == 3


def test_control_and_direction_signs_are_left_out_with_a_word() -> None:
    (line, _) = (found := read(HEADER, (ROW[0], "甲\u202e電\x1b子\x9b", *ROW[2:]), OTHER)[2]).lines
    assert line.name == "甲電子"
    assert [(fault.row, fault.column) for fault in found.repairs] == [(2, "戶名")]


def test_names_are_kept_as_written_but_composed() -> None:
    rows = with_column("集團", "ASE  Group", "元昇 集團")
    assert [line.group for line in read(*rows)[2].lines] == ["ASE Group", "元昇集團"]
    (line, _) = read(HEADER, (ROW[0], "Cafe\u0301 公司", *ROW[2:]), OTHER)[2].lines
    assert line.name == "Caf\u00e9 公司"


def test_every_column_that_is_not_used_is_named_with_what_it_holds() -> None:
    table, mapping, _ = read(
        (*HEADER, "承辦部門", "變壓器容量(kVA)", "空欄"), (*ROW, "業務", "2000", ""), (*OTHER, "", "3000", "")
    )
    found = [(column.column, column.heading, column.filled) for column in unused_columns(table, mapping)]
    assert found == [("F", "承辦部門", 1), ("G", "變壓器容量(kVA)", 2), ("H", "空欄", 0)]


def test_a_column_given_to_the_notes_joins_them_under_its_heading() -> None:
    rows = ((*HEADER, "備註", "承辦部門", "等級"), (*ROW, "先電話", "業務組", "甲"))
    mapping = map_columns(Table("清冊", rows), CUSTOMER_FIELDS, named=[("承辦部門", "notes"), ("等級", "notes")])
    (line,) = judge_customers(Table("清冊", rows), mapping, today=TODAY).lines
    assert line.notes == "先電話；承辦部門：業務組；等級：甲"


def test_a_count_of_visits_is_not_taken_for_a_date() -> None:
    _, mapping, judged = read(*with_column("年度洽訪", "1/2", "0/2"))
    assert "last_visit_on" not in mapping.columns
    assert len(judged.lines) == 2


def test_sums_notes_and_signatures_are_counted_and_no_customers() -> None:
    rows = (HEADER, ROW, OTHER, ("合計", "2 戶", "", "", "2100"), ("註：不含低壓",), ("製表：王", "", "覆核：李", "", "115/1/5"))
    judged = read(*rows)[2]
    assert (judged.rows, len(judged.lines), judged.rejected, len(judged.passed)) == (2, 2, (), 3)


def test_a_list_under_foreign_headings_is_known_by_what_it_holds() -> None:
    header = ("Acct", "Client", "Level", "Plan", "Demand kW", "Fon")
    _, mapping, judged = read(header, (*ROW, "02-2550-1111"), (*OTHER, "0912-345-678"))
    assert dict(mapping.columns) == {"account": 0, "name": 1, "voltage": 2, "option": 3, "regular_kw": 4, "phone": 5}
    assert (len(judged.lines), len(mapping.told)) == (2, 6)


def test_a_list_without_headings_is_known_by_what_it_holds_and_its_columns_by_letters() -> None:
    rows = tuple((*row[:4], row[4] + "瓩") for row in (ROW, OTHER))
    _, mapping, judged = read(*rows)
    assert (mapping.heading("regular_kw"), [line.row for line in judged.lines]) == ("E", [1, 2])


def test_the_letters_of_columns_go_on_after_z() -> None:
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_table_that_is_no_such_list_is_refused_with_what_it_needs() -> None:
    with pytest.raises(Refused, match="電號"):
        choose_table([Table("別的", (("品名", "數量"), ("螺絲", "3")))], CUSTOMER_FIELDS)


COLUMNS = {
    "account": ("電號", "用戶電號", "电号", "Account No."),
    "name": ("戶名", "用戶名稱", "公司名稱", "Name"),
    "voltage": ("供電電壓", "電壓別", "电压"),
    "option": ("計費方式", "電價種類"),
    "regular_kw": ("契約容量", "經常契約容量(瓩)", "經常\n契約"),
    "off_peak_kw": ("離峰契約", "契約容量-離峰"),
    "group": ("集團", "所屬集團"),
    "township": ("行政區", "地區"),
    "phone": ("電話", "聯絡電話"),
    "last_visit_on": ("上次洽訪日期", "最近訪視日"),
    "strange": ("等級", "承辦部門"),
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def lists(draw: st.DrawFn) -> tuple[tuple[tuple[str, ...], ...], list[dict[str, object]]]:
    """Rows of a list in a random dress, and the customers that were put in."""
    keys = draw(st.permutations(list(COLUMNS)))
    header = tuple(draw(st.sampled_from(COLUMNS[key])) for key in keys)
    put: list[dict[str, object]] = []
    rows: list[tuple[str, ...]] = []
    for number in range(draw(st.integers(2, 5))):
        kw, off = draw(st.integers(1, 99_999)), draw(st.integers(0, 9_999))
        day = draw(st.dates(dt.date(2015, 1, 1), dt.date(2025, 12, 31)))
        account = f"05{draw(st.integers(0, 99_999)):05}{number:04}"
        put.append({"account": account, "kw": (kw, off), "day": day, "group": draw(st.sampled_from(["", "甲集團", "ASE Group"]))})
        wide = WIDE if draw(st.booleans()) else {}
        cells = {
            "account": draw(
                st.sampled_from(
                    [account, "'" + account, f"{account[:2]}-{account[2:4]}-{account[4:8]}-{account[8:10]}-{account[10]}"]
                )
            ),
            "name": f"第{number}股份有限公司",
            "voltage": draw(st.sampled_from(["22.8", "高壓", "特高壓 69kV", "１１．４kV"])),
            "option": draw(st.sampled_from(["二段式時間電價", "批次生產", "三段式(尖峰時間固定)"])),
            "regular_kw": draw(st.sampled_from([f"{kw}", f"{kw:,}", f"{kw:,} kW", f"{kw}瓩"])).translate(wide),
            "off_peak_kw": str(off).translate(wide),
            "group": put[-1]["group"],
            "township": "板橋區",
            "phone": "02-2550-1111",
            "last_visit_on": draw(
                st.sampled_from(
                    [
                        f"{day.year - 1911}/{day:%m/%d}",
                        day.isoformat(),
                        f"{day.isoformat()} 08:15:00",
                        f"{day.year - 1911}{day:%m%d}",
                    ]
                )
            ),
            "strange": "甲",
        }
        rows.append(tuple(str(cells[key]) for key in keys))
    above = draw(st.lists(st.sampled_from([("名冊",), ("製表日期：115/01/05", "", "單位：業務組"), ("",)]), max_size=3))
    below = draw(st.lists(st.sampled_from([("合計", "", "99"), ("以上資料僅供內部使用",), ("",), header]), max_size=3))
    return (*above, header, *rows, *below), put


@given(lists())
def test_whatever_order_and_dress_a_list_comes_in_every_customer_comes_out(
    drawn: tuple[tuple[tuple[str, ...], ...], list[dict[str, object]]],
) -> None:
    rows, put = drawn
    table, mapping, judged = read(*rows)
    assert judged.rejected == ()
    got = [
        {
            "account": one.account,
            "kw": (one.contracts.regular_kw, one.contracts.off_peak_kw),
            "day": one.last_visit_on,
            "group": one.group,
        }
        for one in judged.lines
    ]
    assert got == put
    assert [column.heading for column in unused_columns(table, mapping)] == [
        next(h for h in COLUMNS["strange"] if h in mapping.headings)
    ]

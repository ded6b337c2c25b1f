"""The customer list: finding the header, mapping columns by meaning, judging rows."""

from __future__ import annotations

import datetime as dt

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Contracts, TariffOption, Voltage
from visitplanner.domain.lists.columns.recognition import choose_table, find_header, from_choices, map_columns
from visitplanner.domain.lists.customer_import import CUSTOMER_FIELDS, CustomerLine, judge_customers
from visitplanner.domain.lists.tables import Judged, Table

TODAY = dt.date(2026, 1, 5)
HEADER = (
    "電號",
    "戶名",
    "供電電壓",
    "計費方式",
    "經常契約容量(瓩)",
    "半尖峰(非夏月)契約",
    "離峰契約",
    "所屬集團",
    "上次洽訪日期",
    "備註",
)
ROW = ("05123456789", "晶昌化工股份有限公司", "高壓 22.8kV", "二段式時間電價", "1,250瓩", "200", "", "元昇 集團", "113/8/14", "")


def changed(**cells: str) -> tuple[str, ...]:
    at = {"account": 0, "name": 1, "voltage": 2, "option": 3, "regular": 4, "half": 5, "group": 7, "last": 8, "notes": 9}
    row = list(ROW)
    for key, text in cells.items():
        row[at[key]] = text
    return tuple(row)


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Table:
    return Table("清冊", (("企業用戶清冊",), ("製表日期：115/01/05", "", "單位：業務組"), header, *rows))


def judged(*rows: tuple[str, ...]) -> Judged[CustomerLine]:
    sheet = table(*rows)
    return judge_customers(sheet, map_columns(sheet, CUSTOMER_FIELDS), today=TODAY)


def test_the_header_is_found_below_titles() -> None:
    assert find_header(table(ROW), CUSTOMER_FIELDS) == 3


def test_a_row_becomes_a_customer_with_its_spreadsheet_row_number() -> None:
    (line,) = judged(ROW).lines
    assert line == CustomerLine(
        row=4,
        account="05123456789",
        name="晶昌化工股份有限公司",
        voltage=Voltage.HIGH,
        option=TariffOption.TWO_STAGE,
        contracts=Contracts(1250, 200, 0, 0),
        supply_kv="22.8",
        group="元昇集團",
        last_visit_on=dt.date(2024, 8, 14),
    )


def test_columns_are_known_by_meaning_in_any_order_and_dress() -> None:
    header = ("戶\n名", "用戶電號", "電壓別", "電價種類", "契約容量（瓩）", "統編", "集團名稱")
    mapping = map_columns(table(ROW, header=header), CUSTOMER_FIELDS)
    assert mapping.columns == {"name": 0, "account": 1, "voltage": 2, "option": 3, "regular_kw": 4, "tax_id": 5, "group": 6}


def test_half_peak_and_off_peak_contracts_are_not_taken_for_the_regular_one() -> None:
    header = ("電號", "戶名", "電壓", "計費別", "離峰契約容量", "週六半尖峰契約容量", "非夏月契約容量", "契約容量")
    columns = map_columns(table(header=header), CUSTOMER_FIELDS).columns
    assert (columns["off_peak_kw"], columns["saturday_kw"], columns["half_peak_kw"], columns["regular_kw"]) == (4, 5, 6, 7)


def test_two_columns_that_could_both_be_one_field_are_asked_about() -> None:
    doubled = ("電號", "用戶電號", *HEADER[1:])
    with pytest.raises(Refused) as refusal:
        map_columns(table(header=doubled), CUSTOMER_FIELDS)
    assert "電號" in str(refusal.value.what) and "用戶電號" in str(refusal.value.what)
    answered = map_columns(table(header=doubled), CUSTOMER_FIELDS, named=[("用戶電號", "account")])
    assert answered.columns["account"] == 1


def test_two_columns_mapped_to_one_field_are_refused() -> None:
    with pytest.raises(Refused):
        from_choices(3, HEADER, [(0, "account"), (1, "account")], CUSTOMER_FIELDS)


def test_one_column_mapped_to_two_fields_is_refused() -> None:
    with pytest.raises(Refused):
        map_columns(table(), CUSTOMER_FIELDS, named=[("戶名", "name"), ("戶名", "contact")])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Refused, match="電號"):
        map_columns(table(header=("編碼", *HEADER[1:])), CUSTOMER_FIELDS)


def test_a_mapping_is_remembered_for_the_same_header_only() -> None:
    header = ("編碼", *HEADER[1:])
    chosen = map_columns(table(header=header), CUSTOMER_FIELDS, named=[("編碼", "account")])
    kept = {chosen.fingerprint: chosen.columns}
    assert map_columns(table(header=header), CUSTOMER_FIELDS, kept.get).columns == chosen.columns
    with pytest.raises(Refused):
        map_columns(table(header=("代碼", *HEADER[1:])), CUSTOMER_FIELDS, kept.get)


def test_the_sheet_with_the_list_is_chosen_and_two_lists_are_asked_about() -> None:
    remarks, first = Table("說明", (("請填寫",),)), table(ROW)
    assert choose_table([remarks, first], CUSTOMER_FIELDS) is first
    with pytest.raises(Refused, match="清冊"):
        choose_table([first, table(ROW)], CUSTOMER_FIELDS)
    with pytest.raises(Refused):
        choose_table([remarks], CUSTOMER_FIELDS)
    with pytest.raises(Refused, match="empty"):
        choose_table([Table("空", ())], CUSTOMER_FIELDS)


def test_blank_rows_sums_and_repeated_headers_are_no_customers() -> None:
    found = judged(ROW, ("", " ", "\u3000"), HEADER, changed(account="05123456780"), ("合計", "2 戶"))
    assert (found.rows, len(found.lines), found.rejected) == (2, 2, ())


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (changed(account="1234"), "電號"),
        (changed(account=""), "電號"),
        (changed(name=""), "戶名"),
        (changed(regular="-300"), "經常契約容量(瓩)"),
        (changed(regular="約一千二"), "經常契約容量(瓩)"),
        (changed(last="113/13/45"), "上次洽訪日期"),
        (changed(voltage="低壓"), "供電電壓"),
        (changed(option="三段式時間電價"), "計費方式"),
    ],
)
def test_a_refused_row_names_row_column_and_value(row: tuple[str, ...], column: str) -> None:
    found = judged(changed(account="05000000000"), row)
    (fault,) = found.rejected
    assert (fault.row, fault.column, fault.value) == (5, column, row[HEADER.index(column)])
    assert str(fault.reason)
    assert len(found.lines) == 1


def test_every_fault_of_a_row_is_named_at_once() -> None:
    found = judged(changed(account="1234", regular="-1", last="113/2/30"))
    assert [fault.column for fault in found.rejected] == ["電號", "經常契約容量(瓩)", "上次洽訪日期"]


@pytest.mark.parametrize("text", ["", "-", "無", "－", "N/A", "\u3000"])
def test_no_last_visit_is_written_in_many_ways(text: str) -> None:
    (line,) = judged(changed(last=text)).lines
    assert line.last_visit_on is None


def test_the_same_row_twice_is_a_duplicate_even_in_another_dress() -> None:
    found = judged(ROW, changed(account="05-12-3456-78-9", regular="１２５０", last="1130814", group="元昇集團"))
    assert (len(found.lines), found.rejected) == (1, ())
    assert [fault.row for fault in found.duplicates] == [5]


def test_a_conflict_in_capacity_is_refused_and_names_both_rows_and_values() -> None:
    found = judged(ROW, changed(regular="2116"))
    (fault,) = found.rejected
    assert (fault.row, fault.column, fault.value) == (5, "經常契約容量(瓩)", "2116")
    assert fault.reason.values == {"row": 4, "account": "05-12-3456-78-9", "first": "1,250瓩", "second": "2116"}
    assert found.lines[0].contracts.regular_kw == 1250


def test_a_last_visit_in_the_future_is_accepted_with_a_warning() -> None:
    found = judged(changed(last="116/1/1"))
    assert len(found.lines) == len(found.warnings) == 1


def test_a_remark_under_the_list_is_passed_over_with_a_warning() -> None:
    found = judged(ROW, ("以上資料僅供內部使用",))
    assert (found.rows, len(found.lines), len(found.warnings)) == (1, 1, 1)


def test_a_formula_in_the_notes_stays_text() -> None:
    (line,) = judged(changed(notes='=HYPERLINK("http://example.invalid","按我")')).lines
    assert line.notes.startswith("=HYPERLINK(")


FULL = {
    "電號": "05123456789", "戶名": "晶昌化工", "供電電壓": "高壓 22.8kV", "計費方式": "二段式時間電價", "契約容量": "1250",
    "非夏月契約容量": "200", "週六半尖峰契約容量": "30", "離峰契約容量": "40", "統一編號": "12345675", "所屬集團": "元昇",
    "行業代碼": "261", "用電地址": "新北市板橋區文化路一段1號", "工業區": "土城工業區", "聯絡人": "王小姐",
    "電話": "02-29601234", "電子郵件": "a@example.invalid", "上次洽訪日期": "113/8/14", "備註": "夜間用電",
}  # fmt: skip
OTHERS = {
    "戶名": "晶昌化學", "供電電壓": "高壓 11.4kV", "計費方式": "批次生產", "契約容量": "1251", "非夏月契約容量": "201",
    "週六半尖峰契約容量": "31", "離峰契約容量": "41", "統一編號": "04595257", "所屬集團": "大昇", "行業代碼": "264",
    "用電地址": "新北市新店區北新路1號", "工業區": "樹林工業區", "聯絡人": "李先生", "電話": "02-29609999",
    "電子郵件": "b@example.invalid", "上次洽訪日期": "113/8/15", "備註": "日間用電",
}  # fmt: skip


def full(*rows: dict[str, str]) -> Judged[CustomerLine]:
    sheet = Table("清冊", (tuple(FULL), *(tuple(row.values()) for row in rows)))
    return judge_customers(sheet, map_columns(sheet, CUSTOMER_FIELDS), today=TODAY)


@pytest.mark.parametrize("heading", list(OTHERS))
def test_two_rows_of_one_account_that_contradict_each_other_are_never_one(heading: str) -> None:
    """The first stands; the other is refused at the very column, with both values."""
    found = full(FULL, {**FULL, heading: OTHERS[heading]})
    assert (len(found.lines), found.duplicates) == (1, ())
    (fault,) = found.rejected
    assert (fault.row, fault.column, fault.value) == (3, heading, OTHERS[heading])
    assert (fault.reason.values["first"], fault.reason.values["second"]) == (FULL[heading], OTHERS[heading])


def test_a_value_that_stands_in_one_row_alone_contradicts_the_other() -> None:
    (fault,) = full(FULL, {**FULL, "備註": ""}).rejected
    assert (fault.reason.values["first"], str(fault.reason.values["second"])) == ("夜間用電", "nothing")
    assert len(full(FULL, FULL, dict(FULL)).duplicates) == 2


def test_a_list_without_names_is_refused_as_a_whole() -> None:
    with pytest.raises(Refused, match="戶名"):
        map_columns(table(header=tuple(heading for heading in HEADER if heading != "戶名")), CUSTOMER_FIELDS)


@pytest.mark.parametrize(
    ("line", "passed_over"),
    [("以上資料僅供內部使用", True), ("資料截至 115 年", False), ("05123456780", False), ("12", False)],
)
def test_a_lonely_line_with_a_figure_may_be_a_customer_and_is_refused_one_without_is_a_remark(
    line: str, passed_over: bool
) -> None:
    found = judged(ROW, (line,))
    assert len(found.lines) == 1
    assert (len(found.warnings) == 1, bool(found.rejected)) == (passed_over, not passed_over)


def test_a_name_longer_than_is_kept_refuses_its_row_and_a_group_s_is_left_out_with_a_word() -> None:
    found = judged(changed(name="長" * 201))
    assert not found.lines
    assert [(fault.row, fault.column, len(fault.value)) for fault in found.rejected] == [(4, "戶名", 61)]
    assert "201" in str(found.rejected[0].reason) and "200" in str(found.rejected[0].reason)
    kept = judged(changed(name="長" * 200, group="集" * 201))
    assert kept.lines[0].group == "" and [fault.column for fault in kept.warnings] == ["所屬集團"]

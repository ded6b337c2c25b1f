"""The words by which load files name their columns, as data."""

from __future__ import annotations

LOAD_WORDS = {
    "day": ("年月日", "日期", "資料日期", "讀表日期", "抄表日期", "用電日期", "date", "day"),
    "time": ("時分", "時刻", "時段", "time", "hour", "clock"),
    "moment": (
        *("時間", "日期時間", "讀表時間", "資料時間", "抄表時間", "紀錄時間", "記錄時間", "量測時間", "時間戳記", "時點", "時標"),
        *("datetime", "timestamp", "date/time", "date time", "moment", "interval", "reading time", "period", "utc", "local time"),
    ),
    "start": ("起始時間", "開始時間", "起", "起時", "自", "start", "start time", "interval start", "from", "begin"),
    "end": ("結束時間", "終止時間", "迄", "迄時", "至", "end", "end time", "interval end", "to", "until"),
    "account": ("電號", "用戶電號", "用電電號", "account", "account no", "meter account"),
}
"""Headings of a load file, in small half-width letters with blanks for underscores; what stands in brackets is left out."""
LOAD_ENDINGS = {"day": ("日期", " date"), "moment": ("時間", " datetime", " timestamp")}
"""What such a heading ends in when it says more (量測日期)."""
LOAD_OTHERS = (
    "kvar|kva(?!l)|無效|視在|reactive|apparent|factor|因數|功因|type|co2|電壓|電流|頻率|volt|current|ampere|溫度|temp|儲冷|儲能|太陽|光電|"
    "solar|pv|再生|發電|售電|契約|contract|電費|金額|狀態|status|品質|quality|旗標|flag|序號|編號|備註|note|day of week|week|nsm"
)
"""A regular expression of headings that are no customer's consumption."""
LOAD_VALUES = (
    "用電|度數|需量|負載|功率|消耗|電能|電量|讀數|數值|^值$|energy|usage|consum|demand|power|load|active|value|reading|import"
)
"""A regular expression of headings that are consumption, whatever the unit."""
LOAD_REGISTERS = "讀數|指針|累計|累積|指數|表碼|register|cumul|index|meter reading|total reading"
"""A regular expression of headings of a meter's running register."""
LOAD_PARTS = {
    "year": ("年", "年份", "年度", "西元年", "民國年", "year", "yyyy", "yy"),
    "month": ("月", "月份", "month", "mm"),
    "day": ("日", "日期", "day", "dd", "date"),
    "hour": ("時", "小時", "點", "時數", "hour", "hr", "hh"),
    "minute": ("分", "分鐘", "minute", "min", "mi"),
}
"""Headings of columns into which a date and a time of day are cut."""

"""The words by which tables of monthly readings name their columns, as data."""

from __future__ import annotations

from visitplanner.domain.lists.columns.vocabulary import ACCOUNT, NOTES
from visitplanner.domain.lists.tables import Field
from visitplanner.domain.lists.texts import PERCENT

_PERIODS = {
    "saturday": ("(週六|星期六|六半|^sat)",),
    "half_peak": ("半尖峰", "(half|semi|mid).?peak"),
    "off_peak": ("離峰", "off.?peak"),
    "peak": ("尖峰", "經常", "peak"),
}
"""In this order: 週六半尖峰 and 半尖峰 hold the word 尖峰."""
_PERIOD_NAMES = {"saturday": "週六半尖峰", "half_peak": "半尖峰", "off_peak": "離峰", "peak": "尖峰"}
_KIND_NAMES = {"kwh": "度數", "kw": "最高需量"}
_NARROWER = {"peak": ("半尖峰", "離峰", "half", "semi", "mid", "off", "週六", "^sat"), "half_peak": ("週六", "星期六", "^sat")}
_ENERGY = "(度數|電度|用電量|用電度|kwh|energy|度$)"
_DEMAND = "(需量|kw(?!h)|demand)"


def _by_period(kind: str, words: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            f"{kind}_{period}",
            (f"{_PERIOD_NAMES[period]}{_KIND_NAMES[kind]}", f"{period.replace('_', '')}{kind}"),
            tuple(f"({word}.*{words}|{words}.*{word})" for word in names),
            holds="number",
            without=("契約", "超約", "電費", "金額", "單價", *_NARROWER.get(period, ())),
        )
        for period, names in _PERIODS.items()
    )


READING_FIELDS = (
    Field("account", ACCOUNT, ("電號",), holds="account", titled="account"),
    Field("year", ("年度", "年", "年別", "year"), titled="year"),
    Field("name", ("戶名", "用戶名稱", "用戶", "customer", "name"), ("戶名",)),
    Field(
        "month",
        (
            "年月",
            "用電年月",
            "計費年月",
            "計費月份",
            "月份",
            "帳單月份",
            "電費年月",
            "用電月份",
            "抄表年月",
            "收費年月",
            "月",
            "計費期間",
            "用電期間",
            "month",
            "billingmonth",
        ),
        ("年月", "月份", "期間", "month", "period"),
        required=True,
        holds="month",
    ),
    *_by_period("kwh", _ENERGY),
    *_by_period("kw", _DEMAND),
    Field(
        "kwh_total",
        ("用電度數", "總度數", "用電量", "計費度數", "合計度數", "度數", "度", "kwh", "totalkwh"),
        ("總.*度", "度數", "用電量"),
        holds="number",
    ),
    Field(
        "kw_highest",
        ("最高需量", "需量", "最大需量", "kw", "瓩", "maxkw", "maxdemand", "maxdemandkw", "maximumdemandkw", "peakdemandkw"),
        ("最高需量", "最大需量"),
        holds="number",
        without=("契約",),
    ),
    Field(
        "power_factor",
        ("功率因數", "功因", "平均功率因數", "powerfactor", "pf", PERCENT),
        ("功率因數", "功因", "powerfactor"),
        holds="number",
        without=("費", "折扣", "調整"),
    ),
    Field(
        "amount",
        (
            *("電費", "應繳金額", "電費金額", "應繳電費", "總金額", "金額", "帳單金額", "應繳總金額", "元", "新台幣"),
            *("amount", "total", "bill", "nt", "ntd", "totalnt", "totalntd", "amountnt", "amountntd", "totalamount"),
        ),
        ("應繳", "電費", "金額", "amount"),
        holds="number",
        without=("基本", "流動", "超約", "稅", "基金"),
    ),
    Field("notes", NOTES, ("備註",)),
)

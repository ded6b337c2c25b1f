"""The words by which lists name their columns: one vocabulary, as data, for every kind of list (`load_words` has the loads').

A heading is compared as `heading_key` gives it: half-width, small, traditional, without blanks, signs and units. `exact` are
whole headings, `contains` and `without` are regular expressions of parts that suggest or forbid a meaning, `holds` names the
kind of value (`domain.lists.columns.values`) that a column of that meaning is filled with. The order matters where one heading
could mean two fields: the narrower one stands first.
"""

from __future__ import annotations

from visitplanner.domain.lists.tables import Field
from visitplanner.domain.lists.texts import PERCENT

ACCOUNT = ("電號", "用戶電號", "用電電號", "台電電號", "用電戶號", "account", "accountno", "accountnumber", "customerno")
PERSON = ("聯絡人", "連絡人", "聯絡窗口", "窗口", "聯繫人", "接洽人", "用戶代表", "contact", "contactperson")
TELEPHONE = ("聯絡電話", "連絡電話", "電話", "聯絡人電話", "電話號碼", "公司電話", "phone", "tel", "telephone")
MAIL = ("電子郵件", "電子信箱", "信箱", "email", "mail")
NOTES = ("備註", "備忘", "備忘錄", "備考", "附註", "註記", "說明", "notes", "remark", "remarks", "memo")
NO_CONTRACT = ("變壓器", "kva", "設備", "裝置", "發電", "太陽", "需量", "用電量", "度數", "日期", "費")

CUSTOMER_FIELDS = (
    Field("account", ACCOUNT, ("電號",), required=True, holds="account", without=("前次", "舊", "母", "相關")),
    Field(
        "name",
        (
            "戶名",
            "用戶名稱",
            "用電戶名",
            "公司名稱",
            "公司名",
            "公司全名",
            "企業名稱",
            "客戶名稱",
            "用戶",
            "客戶",
            "名稱",
            "公司",
            "廠名",
            "name",
            "customername",
            "customer",
            "company",
        ),
        ("戶名", "公司名", "用戶名", "客戶名"),
        required=True,
        holds="company",
    ),
    Field("plant", ("廠別", "廠區", "廠區別", "分廠", "廠", "plant", "site"), ("廠別", "廠區"), without=("地址", "電話")),
    Field("tax_id", ("統一編號", "統編", "營利事業統一編號", "taxid", "vat", "ubn"), ("統一編號", "統編"), holds="tax_id"),
    Field("group", ("所屬集團", "集團", "集團名稱", "集團別", "關係企業", "group"), ("集團",), asks=True, without=("數", "碼")),
    Field("sector", ("行業別", "行業代碼", "行業", "行業分類", "產業別", "行業代號", "sector"), ("行業", "產業"), holds="sector"),
    Field(
        "voltage",
        ("供電電壓", "電壓", "電壓別", "供電電壓別", "電壓等級", "受電電壓", "供電方式", "voltage", "kv"),
        ("電壓", "voltage"),
        required=True,
        holds="voltage",
        titled="voltage",
    ),
    Field(
        "option",
        ("計費方式", "電價別", "計費別", "電價種類", "時間電價", "計費選項", "用電種別", "電價類別", "option", "tariff"),
        ("計費", "電價", "tariff"),
        required=True,
        holds="option",
    ),
    Field(
        "saturday_kw",
        ("週六半尖峰契約", "週六半尖峰契約容量", "週六半尖峰", "saturdaykw"),
        ("(週六|星期六|六半).*(契約|容量)", "(契約|容量).*(週六|星期六|六半)", "saturday|^sat.*peak"),
        holds="kw",
        without=NO_CONTRACT,
    ),
    Field(
        "half_peak_kw",
        (
            "半尖峰非夏月契約",
            "半尖峰契約",
            "半尖峰契約容量",
            "半尖峰",
            "非夏月",
            "半尖峰非夏月",
            "非夏月契約",
            "非夏月契約容量",
            "halfpeakkw",
        ),
        ("(半尖峰|非夏月).*(契約|容量)", "(契約|容量).*(半尖峰|非夏月)", "(half|semi|mid).?peak"),
        holds="kw",
        without=(*NO_CONTRACT, "週六", "星期六", "^sat"),
    ),
    Field(
        "off_peak_kw",
        ("離峰契約", "離峰契約容量", "離峰", "offpeakkw"),
        ("離峰.*(契約|容量)", "(契約|容量).*離峰", "off.?peak"),
        holds="kw",
        without=NO_CONTRACT,
    ),
    Field(
        "regular_kw",
        (
            "經常契約容量",
            "經常契約",
            "經常",
            "契約容量",
            "尖峰契約容量",
            "尖峰契約",
            "經常尖峰契約容量",
            "regularkw",
            "contractkw",
        ),
        ("經常", "契約", "contract", "容量", "capacity"),
        required=True,
        holds="kw",
        without=(*NO_CONTRACT, "半尖峰", "離峰", "非夏月"),
    ),
    Field("address", ("用電地址", "地址", "用電處所", "廠址", "address"), ("地址",), holds="address", without=("郵", "mail")),
    Field(
        "township",
        ("行政區", "鄉鎮市區", "鄉鎮區", "區別", "地區", "區域", "鄉鎮", "township", "district", "area"),
        ("行政區", "鄉鎮"),
        holds="township",
    ),
    Field("park", ("工業區", "園區", "所屬工業區", "工業區名稱", "所屬園區", "park"), ("工業區", "園區")),
    Field(
        "mobile",
        ("手機", "行動電話", "手機號碼", "行動", "聯絡人手機", "mobile", "cellphone"),
        ("手機", "行動電話"),
        holds="phone",
    ),
    Field(
        "contact",
        PERSON,
        ("聯絡人", "連絡人", "聯繫人", "(聯絡|連絡).*姓名"),
        without=("電話", "手機", "郵件", "信箱", "職稱", "mail", "phone"),
    ),
    Field("phone", TELEPHONE, ("電話", "phone"), holds="phone", without=("傳真",)),
    Field("email", MAIL, ("郵件", "email", "信箱"), holds="email"),
    Field("contact_2", PERSON, ("(聯絡人|連絡人|聯繫人)",), without=("電話", "手機", "郵件", "信箱", "職稱", "mail", "phone")),
    Field("phone_2", TELEPHONE, ("電話", "phone"), holds="phone", without=("傳真",)),
    Field("email_2", MAIL, ("郵件", "email", "信箱"), holds="email"),
    Field(
        "last_visit_on",
        (
            "上次洽訪日期",
            "上次洽訪",
            "前次洽訪日期",
            "最近洽訪日期",
            "上次拜訪日期",
            "最近訪視日",
            "最近訪視日期",
            "上次訪問",
            "上次訪視",
            "上次訪問日期",
            "lastvisit",
            "lastvisiton",
        ),
        ("洽訪", "拜訪", "訪視", "訪問", "visit"),
        holds="date",
        asks=True,
        without=("人員", "次數", "年度", "預定", "下次", "應"),
    ),
    Field(
        "specialist",
        (
            *(
                "服務專員",
                "承辦人",
                "承辦",
                "承辦人員",
                "經辦",
                "經辦人",
                "經辦人員",
                "負責人員",
                "負責專員",
                "用戶經理人",
                "專員",
            ),
            *("負責同仁", "服務人員", "accountmanager", "specialist", "incharge"),
        ),
        ("服務專員", "承辦人", "經辦人", "用戶經理"),
        holds="person",
        without=("電話", "手機", "分機", "部門", "單位"),
    ),
    Field("notes", NOTES, ("備註",)),
)
STAFF_FIELDS = (
    Field(
        "name",
        ("姓名", "名字", "人員", "承辦人", "同仁", "員工姓名", "name", "fullname", "employee", "employeename", "staffname"),
        ("姓名",),
        required=True,
        holds="person",
    ),
    Field(
        "rank",
        ("職級", "職稱", "職務", "職位", "rank", "title", "jobtitle", "position", "grade"),
        ("職級", "職稱"),
        required=True,
        holds="rank",
    ),
    Field(
        "skills",
        ("專業", "專長", "業務別", "技能", "類別", "skills", "skill", "speciality", "specialty", "expertise"),
        ("專業", "專長"),
        holds="skill",
    ),
    Field(
        "department", ("部門", "單位", "組別", "課別", "所屬部門", "department", "section", "division", "unit"), ("部門", "單位")
    ),
    Field(
        "townships",
        ("負責行政區", "行政區", "責任區", "轄區", "負責地區", "負責區域", "區域", "地區", "townships", "district", "area"),
        ("行政區", "轄區"),
        holds="townships",
    ),
    Field(
        "away",
        (
            "休假日",
            "請假",
            "不在日期",
            "差假",
            "休假",
            "away",
            "leave",
            "dayaway",
            "daysaway",
            "daysoff",
            "absent",
            "absence",
            "absences",
        ),
        ("休假", "請假", "不在"),
    ),
    Field("visits_a_day", ("每日洽訪上限", "每日洽訪數", "每日件數", "visitsaday"), ("每日",)),
    Field("notes", NOTES, ("備註",)),
)
VISIT_FIELDS = (
    Field("account", ACCOUNT, ("電號",), holds="account"),
    Field(
        "name",
        ("戶名", "用戶名稱", "用戶", "客戶", "客戶名稱", "公司名稱", "受訪單位", "洽訪對象", "對象", "customer", "name"),
        ("戶名", "受訪"),
    ),
    Field("group", ("集團", "所屬集團", "集團名稱", "集團別", "group"), ("集團",)),
    Field("year", ("年度", "年", "年別", "year"), titled="year"),
    Field(
        "held_on",
        (
            "日期",
            "洽訪日期",
            "拜訪日期",
            "訪視日期",
            "訪問日期",
            "實際日期",
            "洽訪日",
            "預定日期",
            "約定日期",
            "date",
            "day",
            "visitdate",
        ),
        ("(洽訪|拜訪|訪視|訪問|約定|實際).*(日|時間)", "date"),
        required=True,
        holds="date",
        without=("下次", "登錄", "建檔"),
    ),
    Field("slot", ("時段", "上下午", "時間", "半日", "slot", "time", "halfday"), ("時段", "上.?下午")),
    Field(
        "manner",
        ("方式", "洽訪方式", "訪視方式", "拜訪方式", "訪問方式", "辦理方式", "manner", "method"),
        ("方式",),
        holds="manner",
    ),
    Field(
        "leader",
        (
            "領隊",
            "帶隊",
            "主辦",
            "帶隊主管",
            "承辦人",
            "負責人",
            "洽訪人",
            "洽訪主管",
            "主談",
            "主訪人",
            "主訪",
            "leader",
            "服務專員",
            "用戶經理人",
            "accountmanager",
        ),
        ("領隊", "帶隊", "主談", "主訪"),
    ),
    Field(
        "members",
        (
            *("隊員", "隨行人員", "成員", "參加人員", "同行", "同行人員", "陪同", "陪同人員"),
            *("陪訪", "陪訪人", "陪訪人員", "洽訪人員", "同仁", "出席", "人員", "members"),
        ),
        ("同行", "隨行", "陪同", "陪訪", "出席", "與會", "參與"),
    ),
    Field(
        "outcome",
        (
            "結果",
            "洽訪結果",
            "狀態",
            "辦理情形",
            "執行情形",
            "執行狀況",
            "辦理狀況",
            "完成否",
            "outcome",
            "result",
            "state",
            "status",
        ),
        ("結果", "狀態", "狀況", "情形", "outcome", "result", "status"),
        holds="outcome",
    ),
    Field("notes", (*NOTES, "洽訪內容", "內容", "紀錄", "紀要", "洽談內容", "重點"), ("備註", "內容", "紀錄", "紀要", "摘要")),
)
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

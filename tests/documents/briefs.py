"""Briefs built for a test: a customer with everything, and with too much of everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Contact, Contracts, Customer
from visitplanner.domain.follow_ups.follow_ups import FollowUp, FollowUpState, Window
from visitplanner.domain.programme.topics import TalkingPoint, TopicKind
from visitplanner.domain.tariffs.advice.over_contract import OverMonth, OverYear
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.loads.pictures import LoadPicture, MonthPeak
from visitplanner.services.papers.briefs import Brief, LastVisit, SiteFacts
from visitplanner.services.visits.visits import VisitRow

TODAY = dt.date(2026, 3, 18)
DEMANDS = (880, 870, 905, 920, 960, 1010, 1088, 1102, 1040, 970, 920, 900)


def customer(number: int = 1, name: str = "遠東精密工業股份有限公司") -> Customer:
    return Customer(
        id=UUID(int=number),
        account=f"0512345{number:04}",
        name=name,
        company_id=UUID(int=99),
        voltage=Voltage.HIGH,
        option=TariffOption.TWO_STAGE,
        regular_kw=1000,
        off_peak_kw=0,
        supply_kv="22.8",
        sector="251",
        address="新北市新店區寶橋路 235 巷 6 弄 6 號 3 樓",
        township="新店區",
    )


def site(number: int = 1, name: str = "遠東精密工業股份有限公司", contacts: int = 2) -> SiteFacts:
    people = ("陳怡君　廠務課長", "王𠮷銘　總務", "林堃犇　電氣負責人", "黃喆　協理")
    found = tuple(
        Contact(customer_id=UUID(int=number), name=person, phone="02-2345-6789 分機 231", email=f"contact{i}@example.com.tw")
        for i, person in enumerate(people[:contacts])
    )
    return SiteFacts(customer(number, name), "遠東精密工業股份有限公司", "251 金屬製品製造業", "新店寶橋工業區", found)


def issue(number: int, overdue: bool, text: str = "反映夜間電壓驟降影響精密加工，盼提供電力品質量測協助。") -> FollowUpRow:
    follow_up = FollowUp(
        id=UUID(int=1000 + number),
        subject_id=UUID(int=1),
        visit_id=None,
        text=f"第 {number} 件：{text}",
        window=Window.TECHNICAL,
        owner_id=None,
        raised_on=TODAY - dt.timedelta(days=40),
        due_on=TODAY - dt.timedelta(days=9) if overdue else TODAY + dt.timedelta(days=6),
        state=FollowUpState.IN_PROGRESS,
    )
    return FollowUpRow(follow_up, "05123450001", "遠東精密", "林志明", 28, -7 if overdue else 4, overdue, ())


def points(*names: str, kind: TopicKind = TopicKind.ADVICE) -> tuple[TalkingPoint, ...]:
    return tuple(TalkingPoint(name, kind, name, f"topic {number}", "伍一(二)3", TODAY) for number, name in enumerate(names))


def planned() -> VisitRow:
    visit = Visit(
        id=UUID(int=7),
        subject_kind=SubjectKind.LARGE,
        subject_id=UUID(int=1),
        year=2026,
        ordinal=1,
        day=dt.date(2026, 3, 24),
        slot=Slot.AM,
        leader_id=uuid4(),
        state=VisitState.BOOKED,
    )
    return VisitRow(visit, "遠東精密", "05123450001", "新店區", "王堃銘經理", ("林志明", "張淑芬（電務）"))


def picture() -> LoadPicture:
    months = tuple(MonthPeak(2025, month, kw, kw * 412.5, True) for month, kw in enumerate(DEMANDS, 1))
    over = OverYear(
        tuple(OverMonth(Month(2025, month.month), Decimal(40), Decimal(21_000)) for month in months if month.max_kw > 1000)
    )
    return LoadPicture(months, Contracts(1000), over=over)


def advice(known: bool = True) -> AdviceBlock:
    present = AdviceRow(TariffOption.TWO_STAGE, Contracts(1000), Decimal("23874310"), is_present=True)
    saving = {"a": Decimal("612480"), "b": Decimal("58200"), "c": Decimal("-1204410")}
    rows = (
        AdviceRow(
            TariffOption.THREE_STAGE_FIXED, Contracts(1040, 12, 0, 0), present.year_ntd - saving["a"], saving["a"],
            earliest_change=dt.date(2026, 5, 1), recommended=True,
        ),
        AdviceRow(TariffOption.TWO_STAGE, Contracts(1060), present.year_ntd - saving["b"], saving["b"], earliest_change=TODAY),
        AdviceRow(TariffOption.THREE_STAGE_VARIABLE, Contracts(1040, 12), present.year_ntd - saving["c"], saving["c"]),
    )  # fmt: skip
    if not known:
        rows = tuple(replace(row, saving_ntd=None) for row in rows)
    assumptions = (
        said("May and October use the mean of both seasons' prices."),
        said("The 10 % band is measured on the cumulative contract."),
        said("The surcharge is multiplied by the sector's coefficient."),
    )
    headline = said("Change the contracts to {contracts} kW: saves {ntd:,} NT$ a year, at least {low:,}.",
                    contracts="1,040 + 12 + 0 + 0", ntd=612_480, low=612_480)  # fmt: skip
    return AdviceBlock(present if known else None, rows, dt.date(2025, 10, 1), assumptions, headline=headline if known else None)


def brief() -> Brief:
    return Brief(
        kind=SubjectKind.LARGE,
        name="遠東精密工業股份有限公司",
        group="遠東集團",
        sites=(site(),),
        planned=planned(),
        last_visit=LastVisit(
            dt.date(2025, 7, 3),
            "王堃銘經理",
            "用戶反映夜間電壓驟降，已請配電課巡檢饋線；考慮於今年第三季增設 CNC 工具機 12 台，需量約增加 150 瓩。",
            points("訂定合適契約容量", "需量反應負載管理措施"),
            4,
        ),
        issues=(issue(1, True), issue(2, False), issue(3, False, "詢問小額綠電方案及購買期程。")),
        picture=picture(),
        advice=advice(),
        topics=points("二段／三段時間電價", "移轉夜尖峰用電", "電價調整試算方案", "小額綠電", "專屬帳號繳費服務", "節能技術服務"),
        questions=(said("What do they still need for “{text}”?", text="電力品質量測"),),
        inquiries=points("經營狀況及未來展望（用電需求）", "服務滿意度", kind=TopicKind.INQUIRY),
        printed_on=TODAY,
        office="台北南區營業處",
        demonstration=True,
    )


def crowded() -> Brief:
    """Everything too long and too much."""
    name = (
        "財團法人臺灣超級精密半導體封裝測試暨先進化合物材料研究發展"
        "聯合創新育成中心新店安康分部（第二期擴建廠房）籌備處股份有限公司"
    )
    long = "用戶反映 " + "電壓驟降影響精密加工，盼提供電力品質量測協助；" * 6
    far = replace(customer(1, name), address="新北市新店區" + "安康路三段" * 14 + "999 號")
    crowd = replace(
        brief(),
        name=name,
        sites=(replace(site(1, name, 4), customer=far),),
        issues=tuple(issue(number, number < 6, long) for number in range(20)),
        questions=tuple(said("What do they still need for “{text}”?", text=long) for _ in range(8)),
    )
    assert crowd.last_visit is not None
    return replace(crowd, last_visit=replace(crowd.last_visit, said=long * 3))

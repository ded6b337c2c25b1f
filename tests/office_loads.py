"""Loads as meters, portals and people write them, each with the values that are right; every front end is held to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.exchange.load_files import clock, roc
from tests.exchange.workbook_files import compound, ods_rows, xls, xlsx_rows

OWN, OTHER = "05123456789", "05123456781"
DAY = dt.date(2025, 7, 3)
MIDNIGHT = dt.datetime.combine(DAY, dt.time())
QUARTERS = range(96)
KWH, MAX_KW = 14_753.75, 630.0
"""Of `kw` over a day: 96 × 600 kW and 283 × 5 kW above, a quarter of an hour each; worked out by hand."""


@dataclass(frozen=True)
class LoadSample:
    """A file and what is right of it. says: words that must be told; refused: words it must be refused with."""

    name: str
    content: bytes
    kwh: float = KWH
    max_kw: float = MAX_KW
    says: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    file: str = "load.csv"


def kw(quarter: int) -> int:
    """The demand in a quarter of the day: 600 to 630 kW."""
    return 600 + 5 * (quarter % 7)


def csv(heading: str, rows: Sequence[str]) -> bytes:
    return ("\n".join((heading, *rows)) + "\n").encode("utf-8-sig")


def at(minutes: float, form: str = "%Y-%m-%d %H:%M") -> str:
    return (MIDNIGHT + dt.timedelta(minutes=minutes)).strftime(form)


def quarters(cell: Callable[[int], object] = kw, form: str = "%Y-%m-%d %H:%M", late: float = 0) -> list[str]:
    """A row for each quarter; late: minutes its stamp stands behind the beginning."""
    return [f"{at(15 * number + late, form)},{cell(number)}" for number in QUARTERS]


def in_unit(heading: str, factor: float) -> LoadSample:
    return LoadSample(heading, csv(f"時間,{heading}", quarters(lambda number: f"{kw(number) * factor:.9g}")))


def by_day() -> bytes:
    times = ",".join(clock(15 * number) for number in QUARTERS)
    return csv(f"電號,日期(kW),{times}", [f"{OWN},{roc(DAY)}," + ",".join(str(kw(number)) for number in QUARTERS)])


def register() -> bytes:
    """The readings of a meter from midnight to midnight, in kWh; each is larger than the one before."""
    readings = [1_000_000.0]
    for number in QUARTERS:
        readings.append(readings[-1] + kw(number) / 4)
    return csv("時間,累計用電度數(kWh)", [f"{at(15 * number)},{reading}" for number, reading in enumerate(readings)])


def with_others() -> bytes:
    """The portal's sheet with what a store of cold and a roof give beside what is used."""
    heading = ("年月日", "時分", "尖峰", "半尖峰", "週六半尖峰", "離峰", "儲冷尖峰", "太陽光電")
    rows = [(roc(DAY), clock(15 * number + 15), "", "", "", str(kw(number)), "77", "1234") for number in QUARTERS]
    return xlsx_rows((("電號", "05-12-3456-78-9"), heading, *rows))


def two_accounts() -> bytes:
    own = [f"{OWN},{row}" for row in quarters()]
    return csv("電號,時間,kW", [*(f"{OTHER},{row}" for row in quarters(lambda number: kw(number) + 1000)), *own])


def many_days(cell: Callable[[int], object], days: int) -> bytes:
    return csv("時間,kW", [f"{at(15 * number)},{cell(number)}" for number in range(96 * days)])


def workbook(kind: str) -> bytes:
    rows = (("時間", "kW"), *((at(15 * number), str(kw(number))) for number in QUARTERS))
    if kind == "xls":
        return xls(rows)
    return xlsx_rows(rows) if kind == "xlsx" else ods_rows(rows)


def five_minutes() -> bytes:
    """Three values a quarter: its demand less 6 kW, its demand, its demand and 6 kW."""
    return csv("時間,kW", [f"{at(5 * number)},{kw(number // 3) + (number % 3 - 1) * 6}" for number in range(288)])


PARTS = [(f"{number // 4}", f"{number % 4 * 15}", f"{kw(number)}") for number in QUARTERS]
"""Hour, minute and demand of each quarter."""


def cut_up(heading: str, day: str, *, minute: bool = True) -> bytes:
    """The day's parts, hour, minute and kW in columns of their own."""
    return csv(heading, [",".join((day, *(part if minute else (part[0], part[2])))) for part in PARTS])


def days_across(*above: str, days: str = "114/07/03,114/07/04", corner: str = "時間(kW)", end: str = "") -> bytes:
    """Times below one another, a column for each day; all days are alike."""
    count = days.count(",") + 1
    rows = [f"{clock(15 * n)}{end}," + ",".join([str(kw(n))] * count) for n in QUARTERS]
    return csv("\n".join((*above, f"{corner},{days}")), rows)


def quarters_across() -> bytes:
    rows = [f"2025/07/03,{hour}," + ",".join(str(kw(hour * 4 + at)) for at in range(4)) for hour in range(24)]
    return csv("日期,時(kW),00分,15分,30分,45分", rows)


def parts_with_days_across() -> bytes:
    times = ",".join(clock(15 * number) for number in QUARTERS)
    return csv(f"年,月,日,{times},合計(kW)", ["114,7,3," + ",".join(str(kw(number)) for number in QUARTERS) + ",1"])


UTC = [f"{(MIDNIGHT - dt.timedelta(hours=8) + dt.timedelta(minutes=15 * n)).isoformat()}Z,{kw(n)}" for n in QUARTERS]
SAMPLES = (
    in_unit("Power (W)", 1000),
    in_unit("Energy (Wh)", 250),
    in_unit("Energy (kWh)", 0.25),
    in_unit("Energy (MWh)", 0.00025),
    LoadSample("no unit at all", csv("時間,Power", quarters()), refused=("單位",)),
    *(LoadSample(heading, csv(f"{heading},kW", quarters())) for heading in ("interval_start", "讀表時間", "資料時間", "Start")),
    LoadSample(
        "a start and an end column",
        csv("Start,End,kW", [f"{at(15 * n)},{at(15 * n + 15)},{kw(n)}" for n in QUARTERS]),
    ),
    LoadSample("stamps with +08:00", csv("時間,kW", quarters(form="%Y-%m-%dT%H:%M:%S+08:00"))),
    LoadSample("stamps with Z", csv("時間,kW", UTC)),
    LoadSample("202501010015", csv("時間,kW", quarters(form="%Y%m%d%H%M", late=15))),
    LoadSample("a row a day with 96 columns", by_day()),
    LoadSample("5-minute values", five_minutes(), says=("5 分鐘",)),
    LoadSample("several accounts", two_accounts()),
    LoadSample("a last row 合計", csv("時間,kW", [*quarters(), "合計,59015"])),
    LoadSample("609 kW in the cell", csv("時間,用電", quarters(lambda number: f"{kw(number)} kW"))),
    LoadSample("values at :01 and :16", csv("時間,kW", quarters(late=16))),
    LoadSample("values at :14:59", csv("時間,kW", quarters(form="%Y-%m-%d %H:%M:%S", late=14 + 59 / 60))),
    LoadSample("a running register", register(), says=("讀數",)),
    LoadSample("a portal's .xlsx with 儲冷 and 太陽光電", with_others(), says=("離峰", "儲冷尖峰", "太陽光電"), file="load.xlsx"),
    *(LoadSample(f"a load as .{kind}", workbook(kind), file=f"load.{kind}") for kind in ("xlsx", "xls", "ods")),
    LoadSample("a password", compound("EncryptedPackage", b"x" * 5000), refused=("密碼",), file="load.xlsx"),
    LoadSample(
        "25,683 kW where 1,000 kW are contracted",
        csv("時間,kW", quarters(lambda number: kw(number) + 25_053)),
        KWH + 25_053 * 24,
        25_683.0,
        says=("25,683",),
    ),
    LoadSample("all values equal", csv("時間,kW", quarters(lambda _: 500)), 12_000.0, 500.0, says=("96", "500")),
    LoadSample(
        "a step by a factor of 1,000",
        many_days(lambda n: kw(n % 96) * (1 if n >= 96 * 4 else 0.001), 8),
        KWH * 4 * 1.001,
        MAX_KW,
        says=("114/07/07",),
    ),
    LoadSample("year, month, day, hour and minute apart", cut_up("年,月,日,時,分,kW", "114,7,3")),
    LoadSample("the same in English, of the common era", cut_up("Year,Month,Day,Hour,Minute,Power (kW)", "2025,07,03")),
    LoadSample("a date, the hour and the minute apart", cut_up("日期,時,分,需量(kW)", "114/07/03")),
    LoadSample(
        "the parts of a date beside the whole one",
        csv("時間,月,日,時,kW", [f"{at(15 * n)},7,3,{n // 4},{kw(n)}" for n in QUARTERS]),
    ),
    LoadSample("the year above the table", cut_up("114年用電\n月,日,時,分,kW", "7,3"), says=("114年用電",)),
    LoadSample("the year in the file's name", cut_up("月,日,時,分,kW", "7,3"), says=("114年.csv",), file="114年.csv"),
    LoadSample("no year at all", cut_up("月,日,時,分,kW", "7,3"), refused=("年",)),
    LoadSample("a day that does not exist", cut_up("年,月,日,時,分,kW", "114,2,30"), refused=("2", "30")),
    LoadSample("year, month and day apart, times across", parts_with_days_across(), says=("合計",)),
    LoadSample("hours down, quarters across", quarters_across()),
    LoadSample("times down, days across", days_across(), KWH * 2),
    LoadSample("times from and to, days across", days_across(corner="時段(kW)", end="~"), KWH * 2),
    LoadSample("days and their sum across", days_across(days="114/07/03,114/07/04,合計"), KWH * 2, says=("合計",)),
    LoadSample(
        "days without a year across",
        days_across("114年7月需量,單位：kW", days="7月3日,7月4日", corner="時間"),
        KWH * 2,
        says=("114", "114年7月需量"),
    ),
    LoadSample(
        "the days' numbers across",
        days_across("114年6月(kW)", days=",".join(map(str, range(1, 31))), corner="時間"),
        KWH * 30,
        says=("114年6月(kW)",),
    ),
    LoadSample("a year that is not a year", csv("時間,kW", ["2205-07-03 00:00,600", *quarters()[1:]]), refused=("年",)),
)
"""Every sample of a load that was seen to fail, and the doubts a load must raise."""

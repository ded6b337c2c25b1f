"""What a person says on a command line about a load file that cannot tell it itself; the same for `import load` and bills."""

from __future__ import annotations

from typing import Annotated

import typer

from visitplanner.cli.core.arguments import one_of
from visitplanner.services.loads.loads import DayOrder, DecimalMark, ReadingChoices, Stamp, Unit

StampWord = Annotated[str, typer.Option(help="start|end：時間為區間的起點或終點 / which end of the interval")]
DatesWord = Annotated[str, typer.Option(help="dmy|mdy：日期寫法 / how 03/04/2018 is read")]
UnitWord = Annotated[str, typer.Option(help="w|kw|mw|wh|kwh|mwh：數值的單位 / unit of the numbers")]
DecimalWord = Annotated[str, typer.Option(help="point|comma：小數點寫法 / the decimal mark")]


ColumnWord = Annotated[str, typer.Option("--column", help="數值所在欄的標題或字母 / heading or letter of the values' column")]


def choices_of(*, stamp: str, dates: str, unit: str, decimal: str, account: str = "", column: str = "") -> ReadingChoices:
    """The words as choices; an empty one lets the file tell. Raises `Refused` naming the option."""
    return ReadingChoices(
        stamp=one_of(Stamp, stamp, "--stamp") if stamp else None,
        dates=one_of(DayOrder, dates, "--dates") if dates else None,
        unit=one_of(Unit, unit, "--unit") if unit else None,
        decimal=one_of(DecimalMark, decimal, "--decimal") if decimal else None,
        account=account or None,
        column=column.strip() or None,
    )

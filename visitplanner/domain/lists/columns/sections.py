"""Headings between the rows of a list that name a township: what the rows below them have no column for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain
from visitplanner.domain.lists.tables import Fault, Table, tidy

SECTION = re.compile(
    r"[(（【\[〈<一二三四五六七八九十\d、.)）]*(?:\S{2}[縣市])?(?P<township>[^\s\d()（）、:：]{1,3}[區鄉鎮市])"
    r"(?:大用戶|用戶|部分|轄區)?[】\]〉>]?(?:[(（:：共計].*)?"
)
NO_TOWNSHIP = re.compile(r"(?:工業|科學|科技|加工|加工出口|園|廠|特|社|分|本|全|各|市|郊|地|專|城|北|南|東|西)區$|縣$")
CITIES = frozenset({"台北市", "新北市", "桃園市", "台中市", "台南市", "高雄市", "基隆市", "新竹市", "嘉義市"})
"""A city that has districts is no township."""
PLAIN = str.maketrans("臺", "台")


def townships_of(table: Table, data: Sequence[int], passed: Sequence[Fault]) -> tuple[dict[int, str], tuple[Fault, ...]]:
    """The township of each row of data by the heading above it, and what was passed over, such headings told as what they are.

    Nothing unless every row of data stands below one: a list of which only a part is so divided says nothing for certain.
    """
    heads: dict[int, str] = {}
    for fault in passed:
        cells = [cell for cell in table.rows[fault.row - table.first_row] if tidy(cell)]
        found = SECTION.fullmatch(plain(cells[0]).replace(" ", "")) if len(cells) == 1 else None
        if found and not NO_TOWNSHIP.search(found["township"]) and found["township"].translate(PLAIN) not in CITIES:
            heads[fault.row] = found["township"]
    if not heads or not data or min(data) < min(heads):
        return {}, tuple(passed)
    named: dict[int, str] = {}
    current = ""
    for row in sorted({*data, *heads}):
        current = heads.get(row, current)
        if row not in heads:
            named[row] = current
    told = tuple(
        replace(fault, reason=said("A heading: the rows below it are taken as being in {township}.", township=heads[fault.row]))
        if fault.row in heads
        else fault
        for fault in passed
    )
    return named, told

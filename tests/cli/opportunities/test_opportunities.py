"""`opportunities` on demonstration data: the figures of `advise`, urgent visits first, kept for planning when asked."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from visitplanner import bootstrap


def test_whom_a_visit_is_worth_most(capsys: pytest.CaptureFixture[str], here: list[str]) -> None:
    assert bootstrap.start([*here, "opportunities", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    rows = document["customers"]
    worths = [Decimal(row["worth"]) for row in rows if row["worth"] is not None]
    assert worths == sorted(worths, reverse=True) and len(worths) == document["promising"] > 1
    assert all(row["worth"] is None for row in rows[len(worths) :])
    assert sum(Decimal(row["saving_at_least"]) for row in rows if row["worth"]) == Decimal(document["saving_at_least"])
    first = rows[0]
    assert len(first["weekday_kw"]) == 24 and "每年" in first["told"] and first["state"]
    assert Decimal(first["saving_at_least"]) <= Decimal(first["saving"])


def test_the_first_few_are_told_in_words_and_kept_for_planning(capsys: pytest.CaptureFixture[str], here: list[str]) -> None:
    assert bootstrap.start([*here, "opportunities", "--most", "2", "--keep"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("1. ") and told[1].startswith("2. ") and "供排程" in told[2]
    assert "逾期者乘以 3" in told[-3] and "自訂，並無規定" in told[-2]

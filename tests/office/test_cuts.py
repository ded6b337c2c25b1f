"""Whatever the line does, nobody waits for ten seconds, nothing is half kept, and the laptop comes back by itself.

VISITPLANNER_CUTS=100 tries as many cuts as a long check wants.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders import SmallOffice
from tests.office.conftest import Place
from tests.office.serving.line import Line
from tests.office.test_together import Ear, cut, large, noted, until
from visitplanner import bootstrap
from visitplanner.domain.core.errors import Refused
from visitplanner.store.served.office import ServedOffice

pytestmark = pytest.mark.xdist_group("server")

CUTS = int(os.environ.get("VISITPLANNER_CUTS", "12"))
LONGEST = 10.0


@pytest.fixture
def line(place: Place) -> Iterator[Line]:
    with Line(place.databases.server.port) as made:
        yield made


@pytest.fixture
def far(place: Place, line: Line) -> Iterator[ServedOffice]:
    """boss at the other end of the line; a dead one is given up sooner than a person would notice in a test."""
    opened = ServedOffice(place.url("boss").set(port=line.port), bootstrap.known(), place.clock)
    opened._engine.dialect.answer_seconds = 1.5  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", range(CUTS))
def test_no_cut_hangs_or_keeps_a_half(seed: int, place: Place, small: SmallOffice, line: Line, far: ServedOffice) -> None:
    chance = random.Random(seed)
    kind = chance.choice(["server", "line", "dead"])
    after = chance.randrange(12)
    customer = large(far, small)
    seen = 0

    def strike(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == after + 1:
            if kind == "server":
                cut(place)
            elif kind == "line":
                line.cut()
            else:
                line.dead = True

    engine = far._engine  # pyright: ignore[reportPrivateUsage]
    event.listen(engine, "before_cursor_execute", strike)
    event.listen(engine, "commit", strike)
    begun, told = time.monotonic(), ""
    try:
        far.do(noted(customer, f"第{seed}次"))
    except Refused as refusal:
        told = str(refusal.what)
    waited = time.monotonic() - begun
    event.remove(engine, "before_cursor_execute", strike)
    event.remove(engine, "commit", strike)
    line.mend()
    assert waited < LONGEST
    now = large(far, small)
    assert now.notes in (customer.notes, f"第{seed}次")
    assert told == "" or "cannot be reached" in told, told
    if told == "":
        assert now.notes == f"第{seed}次"
    far.do(noted(now, "之後"))
    assert large(far, small) == replace(now, notes="之後", version=now.version + 1)


def test_a_dead_line_is_given_up_within_ten_seconds_with_the_usual_patience(
    place: Place, small: SmallOffice, line: Line, far: ServedOffice
) -> None:
    far._engine.dialect.answer_seconds = 9  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
    large(far, small)
    line.dead = True
    begun = time.monotonic()
    with pytest.raises(Refused, match="cannot be reached"):
        large(far, small)
    assert time.monotonic() - begun < LONGEST
    line.mend()
    assert large(far, small).notes == ""


def test_news_come_again_after_a_cut_line(small: SmallOffice, line: Line, far: ServedOffice, place: Place) -> None:
    ear = Ear(far)
    line.cut()
    until(lambda: ear.heard == [None])
    chen = place.enter("chen")
    chen.do(noted(large(chen, small), "甲"))
    until(lambda: len(ear.heard) == 2)
    assert ear.there == [True, False, True]

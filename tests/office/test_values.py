"""A value written on one engine is read on the other as it was, to the bit, and stands there as the same text or number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy import Column, Engine, MetaData, Table, delete, insert, select

from tests.office.serving.databases import Databases
from visitplanner.domain.core.supply import TariffOption
from visitplanner.domain.visits.visits import Slot
from visitplanner.store import sql
from visitplanner.store.dialects import postgresql
from visitplanner.store.types import Bytes, Day, Exact, Flag, Identity, Instant, Whole, Words, choice, structured

pytestmark = pytest.mark.xdist_group("server")

VALUES = Table(
    "values_of_every_type",
    MetaData(),
    Column("words", Words()),
    Column("whole", Whole()),
    Column("exact", Exact()),
    Column("flag", Flag()),
    Column("identity", Identity()),
    Column("day", Day()),
    Column("instant", Instant()),
    Column("slot", choice(Slot)()),
    Column("option", choice(TariffOption)()),
    Column("prices", structured(dict[str, Decimal])()),
    Column("members", structured(tuple[UUID, ...])()),
    Column("anything", structured(Any)()),
    Column("raw", Bytes()),
)
TEXTS = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ROWS = some.fixed_dictionaries(
    {
        "words": TEXTS,
        "whole": some.integers(-(2**63), 2**63 - 1),
        "exact": some.decimals(allow_nan=False, allow_infinity=False),
        "flag": some.booleans(),
        "identity": some.uuids(),
        "day": some.dates(dt.date(1900, 1, 1)),
        "instant": some.datetimes(dt.datetime(1970, 1, 2), timezones=some.just(dt.UTC)),  # noqa: DTZ001
        "slot": some.sampled_from(Slot),
        "option": some.sampled_from(TariffOption),
        "prices": some.dictionaries(TEXTS, some.decimals(allow_nan=False, allow_infinity=False), max_size=3),
        "members": some.lists(some.uuids(), max_size=3).map(tuple),
        "anything": some.dictionaries(TEXTS, some.integers() | TEXTS | some.booleans() | some.none(), max_size=3),
        "raw": some.binary(max_size=40),
    }
)


@pytest.fixture(scope="module")
def engines(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    path: Path = tmp_path_factory.mktemp("values") / "values.db"
    with databases.copy() as name:
        made = sql.engine(path, bytes(32)), postgresql.engine(databases.url(name))
        for engine in made:
            with sql.writing(engine) as connection:
                VALUES.create(connection)
        yield made
        for engine in made:
            engine.dispose()


def bare() -> Table:
    return Table(VALUES.name, MetaData(), *(Column(each.name, each.type.impl) for each in VALUES.columns))  # pyright: ignore[reportAttributeAccessIssue]


def signs(value: Any) -> str:
    """A value so that equal decimals of different places are not the same, and the order of names does not matter."""
    if isinstance(value, dict):
        return repr(sorted((name, signs(each)) for name, each in value.items()))
    return str(value) if isinstance(value, Decimal) else repr(value.replace(fold=0) if isinstance(value, dt.datetime) else value)


@pytest.mark.parametrize("way", ["from the file to the server", "from the server to the file"])
@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=some.lists(ROWS, min_size=1, max_size=4))
def test_a_value_is_the_same_on_both_engines(way: str, engines: tuple[Engine, Engine], rows: list[dict[str, Any]]) -> None:
    source, target = engines if way.startswith("from the file") else engines[::-1]
    for engine in engines:
        with sql.writing(engine) as connection:
            connection.execute(delete(VALUES))
    with sql.writing(source) as connection:
        connection.execute(insert(VALUES), rows)
        kept = [dict(row) for row in connection.execute(select(bare())).mappings()]
    with sql.writing(target) as connection:
        connection.execute(insert(bare()), kept)
    with sql.reading(target) as connection:
        assert [dict(row) for row in connection.execute(select(bare())).mappings()] == kept
        read = [list(map(signs, row)) for row in connection.execute(select(VALUES))]
    assert sorted(read) == sorted([signs(row[column.name]) for column in VALUES.columns] for row in rows)


@pytest.mark.parametrize("name", ["whole", "identity", "slot", "words"])
def test_rows_are_in_the_same_order_on_both_engines(name: str, engines: tuple[Engine, Engine]) -> None:
    texts = ["王", "丁", "一", "b", "B", "a", "Z", "10", "9", "－", "Ａ", "臺", "台", "é", "", " "]
    numbers = list(range(-8, 8))
    rows = [
        {
            **dict.fromkeys(column.name for column in VALUES.columns),
            "words": text,
            "whole": number,
            "identity": UUID(int=number % 7),
        }
        for text, number in zip(texts, numbers, strict=True)
    ]
    found = []
    for engine in engines:
        with sql.writing(engine) as connection:
            connection.execute(delete(VALUES))
            connection.execute(insert(VALUES), [{**row, "slot": Slot.AM} for row in rows])
            found.append(list(connection.execute(select(VALUES.c.words).order_by(VALUES.c[name], VALUES.c.words)).scalars()))
    assert found[0] == found[1]

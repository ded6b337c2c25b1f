"""Parts of a statement that each engine writes its own way; a statement is built once and runs on any."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Text, column, literal, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FromClause
from sqlalchemy.sql.functions import FunctionElement

from visitplanner.domain.core.signs import FOUND_AS
from visitplanner.domain.core.texts import FOLDS, INVISIBLE
from visitplanner.store.dialects.sqlcipher import SPELLED

FOLDED = "".join(map(chr, FOLDS)), "".join(FOLDS.values())
FOUND = "".join(map(chr, FOUND_AS)), "".join(FOUND_AS.values())
UNSEEN = "".join(sorted(INVISIBLE))


class Items(FunctionElement[Any]):
    """The items of a JSON list, one a row, in a column `value`."""

    name = "items"
    inherit_cache = True


class WholeItems(Items):
    """The same of a list of whole numbers or of yes and no, as 1 and 0."""

    name = "whole_items"
    inherit_cache = True


class Beside(FunctionElement[Any]):
    """A column that is compared but never searched by."""

    name = "beside"
    inherit_cache = True


class InOneSpelling(FunctionElement[Any]):
    """A text as `search_key` spells it."""

    name = "in_one_spelling"
    inherit_cache = True
    type = Text()


@compiles(Items, "sqlite")
@compiles(WholeItems, "sqlite")
def _items_of_a_file(element: Items, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"


@compiles(Items, "postgresql")
def _items_of_a_server(element: Items, compiler: SQLCompiler, **kw: Any) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clauses, **kw)} AS JSONB))"


@compiles(WholeItems, "postgresql")
def _whole_items_of_a_server(element: WholeItems, compiler: SQLCompiler, **kw: Any) -> str:
    number = "CASE value WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(value AS BIGINT) END"
    return f"(SELECT {number} AS value FROM {_items_of_a_server(element, compiler, **kw)})"


@compiles(Beside, "sqlite")
def _beside_in_a_file(element: Beside, compiler: SQLCompiler, **kw: Any) -> str:
    """Without statistics the engine takes any one value for ten rows, and reads every visit ever held instead of one
    customer's; a server has statistics."""
    return f"+{compiler.process(element.clauses, **kw)}"


@compiles(Beside, "postgresql")
def _beside_on_a_server(element: Beside, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(InOneSpelling, "sqlite")
def _spelled_in_a_file(element: InOneSpelling, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{SPELLED}({compiler.process(element.clauses, **kw)})"


@compiles(InOneSpelling, "postgresql")
def _spelled_on_a_server(element: InOneSpelling, compiler: SQLCompiler, **kw: Any) -> str:
    bare = f"regexp_replace(normalize({compiler.process(element.clauses, **kw)}, NFKC), '[\\s{UNSEEN}]+', '', 'g')"
    return f"translate(translate(lower({bare}), '{FOLDED[0]}', '{FOLDED[1]}'), '{FOUND[0]}', '{FOUND[1]}')"


def values(listed: str, *, whole: bool = False) -> FromClause:
    """The items of a JSON list as a table of one column `value`: any number of them travel as one text."""
    made = (WholeItems if whole else Items)(literal(listed, Text()))
    return made.table_valued(column("value"))


def unfolded(lists: Column[Any]) -> Any:
    """The items of a column of JSON lists, one a row, in a column `value`: every item of every row."""
    items = Items(lists).table_valued(column("value"))
    return select(items.c.value).select_from(lists.table.join(items, true()))


def holds_one(lists: Any, listed: str) -> Any:
    """Whether a row's JSON list holds at least one item of another."""
    items = Items(lists).table_valued(column("value"), name="held")
    return select(items.c.value).where(items.c.value.in_(select(values(listed).c.value))).correlate(lists.table).exists()


def beside(of: ColumnElement[Any]) -> Any:
    """A column that is compared but never searched by."""
    made = Beside(of)
    made.type = of.type
    return made


def spelled(of: Any) -> Any:
    """A text as `search_key` spells it."""
    return InOneSpelling(of)

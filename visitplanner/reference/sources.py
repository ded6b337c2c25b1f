"""Reads a file of reference data, every fault naming the file; and what every table must name: no figure without a source."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said

Table = Mapping[str, Any]
Found = TypeVar("Found")


def read_toml(path: Path, build: Callable[[Table], Found]) -> Found:
    """A value built of a file, its decimals exact. Raises `Refused`, naming the file, for whatever is wrong in it."""
    try:
        return build(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    except Refused as fault:
        raise Refused(fault.what, where=said("In the file {file}:", file=path.name), mend=fault.mend) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError, TypeError, OSError) as fault:
        raise Refused(said("The file {file} cannot be read: {why}.", file=path.name, why=str(fault))) from fault
    except KeyError as fault:
        raise Refused(said("The file {file} lacks {entry}.", file=path.name, entry=str(fault.args[0]))) from fault


def source_of(table: Table) -> str:
    """Where the figures of a table were published; raises `Refused` when it does not say."""
    source = str(table.get("source", "")).strip()
    if not source:
        raise Refused(said("It names no source."), mend=said("Write where the figures were published."))
    return source

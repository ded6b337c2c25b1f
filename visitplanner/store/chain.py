"""The journal's chain: each change set bears a hash of itself and of the one before, so that whoever alters, removes or
reorders what stands there is found out, unless the whole rest is computed anew; against that stand the heads that backups
and papers keep.

What an entry says is hashed with a salt of its own. A purge takes content and salt away and leaves the hash: the chain still
closes, and nobody can find out by trying names what stood there.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, Text, func, insert, select, type_coerce, update

from visitplanner.domain.core.messages import Message, said
from visitplanner.services.core.work import ChainHead as Head
from visitplanner.store.tables.journal import AuditHeadRow, ChangeEntryRow, ChangeSetRow

SETS: Table = ChangeSetRow.__table__  # pyright: ignore[reportAttributeAccessIssue]
ENTRIES: Table = ChangeEntryRow.__table__  # pyright: ignore[reportAttributeAccessIssue]
HEAD: Table = AuditHeadRow.__table__  # pyright: ignore[reportAttributeAccessIssue]
SET_PARTS = ("id", "at", "label", "who", "detail", "reverts")
"""What of a set is hashed; by whom it was taken back follows from `reverts` of the later ones."""
ENTRY_PARTS = ("kind", "record_id", "before", "after", "salt")
BEGINNING = ""


def hashed(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def head(connection: Connection) -> Head:
    """Where the chain ends."""
    found = connection.execute(select(HEAD.c.number, HEAD.c.link)).first()
    return Head() if found is None else Head(*found)


def lengthen(connection: Connection, ident: UUID) -> None:
    """Give the newest set its link; the caller has just written it and its entries."""
    before = head(connection)
    (line,) = _sets(connection, SETS.c.id == ident)
    link = _link(before.link, line, (_digest(entry) for entry in _entries(connection, ENTRIES.c.change_set_id == ident)))
    connection.execute(update(SETS).where(SETS.c.id == ident).values(link=link))
    now = {"number": line["number"], "link": link}
    connection.execute(update(HEAD).values(**now) if before.number else insert(HEAD).values(id=1, **now))


def forge(connection: Connection) -> None:
    """Link every set there is, the oldest first: a step of the schema does it once."""
    link = BEGINNING
    number = 0
    of_set = _by_set(connection)
    for line in _sets(connection):
        link, number = _link(link, line, map(_digest, of_set[line["id"]])), line["number"]
        connection.execute(update(SETS).where(SETS.c.number == number).values(link=link))
    connection.execute(HEAD.delete())
    if number:
        connection.execute(insert(HEAD).values(id=1, number=number, link=link))


def faults(connection: Connection, anchors: Iterable[Head] = ()) -> list[Message]:
    """What does not hold in the chain, the first of it. anchors: heads that were noted elsewhere."""
    link, links, of_set = BEGINNING, dict[int, str](), _by_set(connection)
    lines = _sets(connection)
    for line in lines:
        digests = [_digest(entry) for entry in of_set.pop(line["id"], ())]
        link = _link(link, line, digests)
        if link != line["link"]:
            return [said("The journal was altered: change {number} is not what was kept.", number=line["number"])]
        links[line["number"]] = link
    if of_set:
        return [said("The journal was altered: entries are left whose change is missing.")]
    kept = head(connection)
    for anchor in (kept, *anchors):
        if anchor.number and links.get(anchor.number) != anchor.link:
            return [said("The journal was cut or written anew: change {number} is missing or another.", number=anchor.number)]
    if lines and kept.number != lines[-1]["number"]:
        return [said("The journal was altered: change {number} is not what was kept.", number=lines[-1]["number"])]
    return _wrongly_marked(lines) + _purged_unsaid(connection)


def _wrongly_marked(lines: Sequence[RowMapping]) -> list[Message]:
    """By whom each set was taken back, worked out anew from what each of them took back."""
    reverts = {line["id"]: json.loads(line["reverts"]) for line in lines}
    by: dict[str, str | None] = {}

    def mark(ident: str, who: str | None) -> None:
        by[ident] = who
        for earlier in reverts.get(ident, ()):
            mark(earlier, ident if who is None else None)

    for line in lines:
        for earlier in reverts[line["id"]]:
            mark(earlier, line["id"])
    wrong = [line["number"] for line in lines if line["reverted_by"] != by.get(line["id"])]
    return [said("The journal was altered: change {number} is not what was kept.", number=wrong[0])] if wrong else []


def _purged_unsaid(connection: Connection) -> list[Message]:
    """Entries that are empty though no purge says so: each names the set of its purge, which says how many it emptied."""
    found = connection.execute(
        select(ENTRIES.c.purged_by, func.count()).where(ENTRIES.c.digest.is_not(None)).group_by("purged_by")
    )
    for purge, count in found:
        detail = connection.scalar(select(SETS.c.detail).where(SETS.c.id == purge)) if purge else None
        if not detail or detail.get("entries") != count:
            return [said("The journal was altered: entries are empty that no purge emptied.")]
    return []


def _sets(connection: Connection, *where: Any) -> list[RowMapping]:
    raw = [type_coerce(SETS.c[name], Text()).label(name) for name in (*SET_PARTS, "link", "reverted_by")]
    return list(connection.execute(select(SETS.c.number, *raw).where(*where).order_by(SETS.c.number)).mappings())


def _entries(connection: Connection, *where: Any) -> list[RowMapping]:
    raw = [type_coerce(ENTRIES.c[name], Text()).label(name) for name in (*ENTRY_PARTS, "change_set_id", "digest")]
    return list(connection.execute(select(*raw).where(*where).order_by(ENTRIES.c.number)).mappings())


def _by_set(connection: Connection) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for entry in _entries(connection):
        found[entry["change_set_id"]].append(entry)
    return found


def _digest(entry: RowMapping) -> str:
    return entry["digest"] or hashed([entry[name] for name in ENTRY_PARTS])


def _link(before: str, line: RowMapping, digests: Iterable[str]) -> str:
    return hashed([before, line["number"], *(line[name] for name in SET_PARTS), *digests])

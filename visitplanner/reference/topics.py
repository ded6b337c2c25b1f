"""Reads `data/topics.toml`: what is talked about at a visit."""

from __future__ import annotations

import tomllib
from pathlib import Path

from visitplanner.domain.programme.topics import TalkingPoint, TopicKind


def read_topics(file: Path) -> tuple[TalkingPoint, ...]:
    """The talking points in the file's order; raises ValueError when two have one id."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    entries, declining = table["topic"], tuple(table.get("declining", ()))
    points = tuple(
        TalkingPoint(
            id=entry["id"],
            kind=TopicKind(entry["kind"]),
            name=entry["name"],
            name_en=entry["name_en"],
            clause=entry["clause"],
            begins_on=entry["from"],
            ends_on=entry.get("to"),
            divisions=tuple((first, last) for first, last in entry.get("divisions", ())),
            words=tuple(entry.get("words", ())),
            declining=declining,
        )
        for entry in entries
    )
    if len({point.id for point in points}) < len(points):
        raise ValueError("two talking points have one id")
    return points

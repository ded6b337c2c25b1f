"""Reads `data/programme.toml`: the rules of the visit programme, each with its clause and its dates."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from visitplanner.domain.programme.programme import Programme, Rule
from visitplanner.domain.staff.staff import Rank, Skill
from visitplanner.domain.visits.visits import SubjectKind


def read_programme(file: Path) -> Programme:
    """The programme in a file; raises ValueError naming the rule that is not sound."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Programme(rules=tuple(_rule(entry) for entry in data["rule"]), document=data["document"], late_days=data["late_days"])


def _rule(entry: dict[str, Any]) -> Rule:
    try:
        return Rule(
            id=entry["id"],
            kind=SubjectKind(entry["kind"]),
            clause=entry["clause"],
            begins_on=entry["from"],
            ends_on=entry.get("to"),
            visits=entry["visits"],
            in_halves=entry.get("in_halves", False),
            min_days=entry.get("min_days", 0),
            max_days=entry.get("max_days"),
            leader_rank=Rank[entry["leader_rank"].upper()],
            member_skills=tuple(Skill(name) for name in entry.get("member_skills", ())),
            own_specialist=entry.get("own_specialist", False),
            threshold_kw=entry.get("threshold_kw"),
        )
    except (KeyError, ValueError) as fault:
        raise ValueError(f"rule {entry.get('id', '?')}: {fault}") from fault

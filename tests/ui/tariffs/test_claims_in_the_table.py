"""docs/claims.md: every kind of claim about tariffs stands there with what carries it and a test that proves it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT
from visitplanner import bootstrap
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.choices import Premises, lawful_choices
from visitplanner.domain.tariffs.books.reading_texts import TEXTS
from visitplanner.domain.tariffs.findings import savings
from visitplanner.domain.tariffs.findings.texts import NAMES, PIECES
from visitplanner.domain.tariffs.response.response_terms import Terms
from visitplanner.ui.tariffs.questions.asking import QUESTIONS

LINE = re.compile(r"^\| `(\w+:\w+)` \| (.+?) \| (.+?) \| (.+?) \| `(.+?)` \|$", re.MULTILINE)
PACKAGE = ROOT / "visitplanner"


class Claim(NamedTuple):
    """A line of the table."""

    id: str
    said: str
    carried_by: str
    sure: str
    proof: str


def claims() -> list[Claim]:
    return [Claim(*found) for found in LINE.findall((ROOT / "docs" / "claims.md").read_text(encoding="utf-8"))]


def made(name: str, files: Iterator[Path]) -> set[str]:
    """The ids with which something of that name is made: words, and constants of the savings. A name that follows from an option
    is told by its end (`_if_confirmed`)."""
    found = set[str]()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
                elif isinstance(first, ast.Name) and first.id.isupper():
                    found.add(getattr(savings, first.id))
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[-1], ast.Constant):
                    found.add(str(first.values[-1].value))
    return found


def emitted() -> set[str]:
    """All that the program can say, by the ids it says it with."""
    tariffs = PACKAGE / "domain" / "tariffs"
    findings = made("Finding", (tariffs / "findings").glob("*.py"))
    asked = (Premises(production, charging) for production in (None, True, False) for charging in (True, False))
    lawful = [choice for premises in asked for choice in lawful_choices(CustomerClass.GENERAL, None, premises)]
    conditional = {f"{choice.option.value}_if_confirmed" for choice in lawful if not choice.confirmed}
    assert "_if_confirmed" in findings
    groups = {
        "finding": (findings - {"_if_confirmed"}) | conditional,
        "saving": NAMES.keys() | {option.value for option in TariffOption},
        "piece": PIECES.keys(),
        "reading": {name for name, _ in TEXTS},
        "assumption": made("Assumption", PACKAGE.rglob("*.py")),
        "measure": {(each if isinstance(each, Terms) else each.terms).id for each in bootstrap.known().demand_response()},
        "question": {question.key for question in QUESTIONS},
    }
    return {f"{group}:{name}" for group, names in groups.items() for name in names}


def test_every_claim_the_program_can_make_stands_in_the_table_and_no_other() -> None:
    told = [claim.id for claim in claims()]
    assert len(told) == len(set(told))
    assert emitted() - set(told) == set(), "made by the program, carried by nothing"
    assert set(told) - emitted() == set(), "in the table, but no longer made"


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.id)
def test_every_claim_is_carried_and_proven(claim: Claim) -> None:
    """Something carries it, and the test named exists."""
    assert claim.said.strip() and claim.carried_by.strip() and claim.sure.strip()
    file, _, name = claim.proof.partition("::")
    assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")

"""Whoever asks owns the answer: nothing in the window asks without saying for whom."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

WINDOW = ROOT / "visitplanner" / "ui"
ASKING = {"ask", "work", "compute"}
RUNNING = {"session.py", "start.py"}
"""Where a runner is given its commissions: the session, and the dialog before there is a session."""
LASTING = {"session.py": 1, "application.py": 1}
"""Where so often the session itself is the owner, because what arrives is told in the strip or to nobody."""


def asked(source: str) -> Iterator[tuple[int, str]]:
    """Line and receiver of every question asked; an office asked on the store's lane is nobody's question."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
            receiver = ast.unparse(node.func.value)
            if receiver.rpartition(".")[2].lstrip("_") != "office":
                yield node.lineno, receiver


def ownerless(source: str) -> list[str]:
    """Questions to a session that name no owner. A form's and a presenter's own `session` is one of an owner already."""
    owned = ("self.session", "self._session", "session", "self")
    return [f"line {line}: {of}" for line, of in asked(source) if of not in owned and ".of(" not in of]


def owners(source: str) -> Counter[str]:
    """For whom a file asks, by how it is named there."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return Counter(
        ast.unparse(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "of" and ast.unparse(call.func.value).endswith("session")
    ) + Counter(
        "self of session"
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "self.of"
    )


def sources() -> dict[str, str]:
    return {str(path.relative_to(WINDOW)): path.read_text(encoding="utf-8") for path in sorted(WINDOW.rglob("*.py"))}


def test_no_question_is_without_an_owner() -> None:
    found = {name: wrong for name, source in sources().items() if (wrong := ownerless(source))}
    assert found == {}
    assert sum(len(list(asked(source))) for source in sources().values()) > 50


def test_a_runner_is_given_work_by_the_session_alone() -> None:
    found = {name for name, source in sources().items() if "Commission(" in source and not name.startswith("core/jobs")}
    assert {name.rpartition("/")[2] for name in found} == RUNNING


def test_the_session_owns_only_what_is_told_in_the_strip() -> None:
    lasting: Counter[str] = Counter()
    for name, source in sources().items():
        by = owners(source)
        lasting[name.rpartition("/")[2]] += by["session"] + by["self of session"] + by["desk.session"] + by["self._session"]
    assert +lasting == Counter(LASTING)


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("desk.session.ask(query, self._arrived)", 1),
        ("self._desk.session.compute(task, then)", 1),
        ("program.session.work(task, then)", 1),
        ("desk.session.of(self).ask(query, self._arrived)", 0),
        ("self.session.ask(query, self._arrived)", 0),
        ("self._desk.context.office.ask(query)", 0),
    ],
)
def test_a_question_without_an_owner_is_noticed(source: str, faults: int) -> None:
    assert len(ownerless(source)) == faults

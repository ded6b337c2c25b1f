"""Which faults a source text may have, and that each is one change that runs."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT
from tests.mutants.changes import mutants, mutated


def texts(source: str) -> set[str]:
    return {one.change for one in mutants(source, "some.py")}


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("x = a < b", "a < b -> a <= b"),
        ("x = a >= b", "a >= b -> a > b"),
        ("x = a is not None", "a is not None -> a is None"),
        ("x = a in b", "a in b -> a not in b"),
        ("x = a < b < c", "a < b < c -> a < b <= c"),
        ("x = a + b", "a + b -> a - b"),
        ("x = a * b", "a * b -> a / b"),
        ("x = a & b", "a & b -> a | b"),
        ("x += a", "x += a -> x -= a"),
        ("x = -a", "-a -> a"),
        ("x = not a", "not a -> a"),
        ("x = a and b", "a and b -> a or b"),
        ("x = 14", "14 -> 15"),
        ("x = True", "True -> False"),
        ("x = Decimal('0.6')", "Decimal('0.6') -> Decimal('0.7')"),
        ("x = a[1:]", "1 -> 2 in a[1:]"),
        ("x = range(a)", "range(a) -> range(a - 1)"),
        ("x = q(rounding=ROUND_HALF_UP)", "ROUND_HALF_UP -> ROUND_DOWN in q(rounding=ROUND_HALF_UP)"),
        ("x = q(rounding=ROUND_HALF_UP)", "argument dropped: ROUND_HALF_UP as rounding of q()"),
        ("x = min(a)", "min -> max in min(a)"),
        ("x = any(a)", "any -> all in any(a)"),
        ("if a:\n  b = c", "if a -> if True"),
        ("if a:\n  b = c", "if a -> if False"),
        ("x = b if a else c", "if a -> if False"),
        ("x = [b for b in c if b.d]", "if b.d -> if True"),
        ("while a:\n  b = c", "while a -> while False"),
        ("if a:\n  raise Refused(b)", "deleted: raise Refused(b)"),
        ("a.check(b)", "deleted: a.check(b)"),
        ("for a in b:\n  continue", "deleted: continue"),
        ("def f() -> str:\n  return a", "return a -> return ''"),
        ("def f() -> int | None:\n  return a", "return a -> return None"),
        ("def f() -> bool:\n  return a == b", "return a == b -> return not (a == b)"),
        ("def f() -> bool:\n  return False", "False -> True"),
        ("def f() -> list[int]:\n  return a", "return a -> return []"),
    ],
)
def test_a_fault_is_found(source: str, change: str) -> None:
    assert change in texts(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words: 1 < 2."""',
        "x: int = y",
        "@dataclass(frozen=True)\nclass A:\n  b: Literal[1]",
        "x = said('{n} days', n=days)",
        "x = zip(a, b, strict=True)",
        "x = 'a' + b",
        "from a import b",
        "if TYPE_CHECKING:\n  x = 1",
        "raise NotImplementedError",
        "def f(a: Literal[1] = b) -> Literal[2]: ...",
    ],
)
def test_what_is_no_part_of_an_answer_is_left_alone(source: str) -> None:
    assert texts(source) == set()


def test_a_fault_knows_its_line_and_function() -> None:
    source = "class A:\n  def b(self):\n    def c():\n      return self.d > 1\n    return c\nx = [\n  y for y in z if y]"
    found = {(one.line, one.place, one.change) for one in mutants(source, "some.py")}
    assert (4, "A.b.c", "self.d > 1 -> self.d >= 1") in found
    assert (7, "", "if y -> if True") in found
    assert (5, "A.b", "return c -> return None") in found
    assert (4, "A.b.c", "return self.d > 1 -> return None") in found


@pytest.mark.parametrize("name", ["domain/core/money.py", "domain/programme/counting.py", "exchange/spreadsheets.py"])
def test_every_fault_of_a_file_is_one_change_that_can_be_compiled(name: str) -> None:
    source = (ROOT / "visitplanner" / name).read_text("utf-8")
    same = ast.unparse(ast.parse(source))
    found = mutants(source, name)
    assert found == mutants(source, name)
    for one in found:
        tree = mutated(source, one.number)
        compile(tree, name, "exec")
        assert ast.unparse(tree) != same, one


def test_a_number_no_fault_has_is_an_error() -> None:
    with pytest.raises(IndexError):
        mutated("x = 1", 5)

"""Small faults of a source text: every place where one change of the syntax tree may make the program wrong.

What is left out on purpose: annotations, decorators, docstrings, and the words of `said(...)`, whose placeholders
`tests/architecture/test_sentences.py` holds.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Put = Callable[[ast.AST], None]
"""Puts another node where one stands."""

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
RECKONED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult}
SETS = {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "round": "int",
    "floor": "ceil",
    "ceil": "floor",
    "ROUND_HALF_UP": "ROUND_DOWN",
    "ROUND_HALF_EVEN": "ROUND_DOWN",
    "ROUND_DOWN": "ROUND_UP",
    "ROUND_FLOOR": "ROUND_CEILING",
    "ROUND_UP": "ROUND_DOWN",
    "ROUND_CEILING": "ROUND_FLOOR",
}
SAME_WITHOUT = {"strict", "encoding", "newline", "stacklevel", "slots", "kw_only", "frozen", "init", "repr", "mend"}
"""Keywords that are no part of an answer: a check of one's own, what the system takes anyway, a refusal's second half."""
NOTHING = {
    "str": "''",
    "int": "0",
    "float": "0.0",
    "Decimal": "0",
    "list": "[]",
    "tuple": "()",
    "dict": "{}",
    "set": "set()",
    "bool": "bool",
}
LONGEST = 90


@dataclass(frozen=True)
class Mutant:
    """One fault. `file` as a path within the tree, `place` the function it is in ('' for the module itself), `number` its place
    in the order of the file's faults."""

    file: str
    number: int
    line: int
    place: str
    kind: str
    change: str


@dataclass(frozen=True)
class Change:
    line: int
    place: str
    kind: str
    text: str
    put: Callable[[], None]


def mutants(source: str, file: str) -> list[Mutant]:
    """All faults of a file in the order of its tree."""
    found = enumerate(changes(ast.parse(source)))
    return [Mutant(file, number, one.line, one.place, one.kind, one.text) for number, one in found]


def mutated(source: str, number: int) -> ast.Module:
    """The file's tree with the fault of that number in it."""
    tree = ast.parse(source)
    for n, change in enumerate(changes(tree)):
        if n == number:
            change.put()
            return ast.fix_missing_locations(tree)
    raise IndexError(number)


def changes(tree: ast.Module) -> Iterator[Change]:
    for statement, put in children(tree):
        yield from within(statement, put, ())


def within(node: ast.AST, put: Put, places: tuple[str, ...]) -> Iterator[Change]:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    place = ".".join(places)
    for kind, new, shown in replacements(node):
        text = shown or f"{short(node)} -> {short(new)}"
        yield Change(line_of(node), place, kind, text, lambda new=new: put(ast.copy_location(new, node)))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from returned(node, (*places, node.name))
    named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    inner = (*places, node.name) if named else places
    for child, put_child in children(node):
        yield from within(child, put_child, inner)


def children(node: ast.AST) -> Iterator[tuple[ast.AST, Put]]:
    """The nodes below one that are looked at, each with the way to put another in its place."""
    left_out = {"annotation", "returns", "decorator_list", "bases", "type_params", "format_spec", "pattern"}
    for name, value in ast.iter_fields(node):
        if name in left_out or (name == "keywords" and isinstance(node, ast.ClassDef)):
            continue
        if isinstance(value, list):
            for n, child in enumerate(value):
                if isinstance(child, ast.AST) and not passed_over(child):
                    yield child, lambda new, held=value, n=n: held.__setitem__(n, new)
        elif isinstance(value, ast.AST) and not passed_over(value):
            yield value, lambda new, name=name: setattr(node, name, new)


def line_of(node: ast.AST) -> int:
    return node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)


def passed_over(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in SAME_WITHOUT
    said = isinstance(node, ast.Call) and called(node) in {"said", "_", "TypeVar", "NewType"}
    return said or isinstance(node, ast.Import | ast.ImportFrom | ast.Assert)


def replacements(node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
    """Kind, the node that may stand instead, and how to say it ('' for before -> after)."""
    if isinstance(node, ast.Compare):
        yield from compared(node)
    elif isinstance(node, ast.BinOp) and not textual(node):
        swapped = (RECKONED | SETS).get(type(node.op))
        if swapped is not None:
            yield "arithmetic", changed(node, op=swapped()), ""
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "sign", copy.deepcopy(node.operand), ""
    elif isinstance(node, ast.BoolOp):
        yield "and/or", changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And()), ""
    elif isinstance(node, ast.Constant):
        yield from constants(node)
    elif isinstance(node, ast.Name | ast.Attribute):
        yield from renamed(node)
    elif isinstance(node, ast.Call):
        yield from calls(node)
    yield from conditions(node)
    yield from statements(node)


def compared(node: ast.Compare) -> Iterator[tuple[str, ast.AST, str]]:
    for n, operator in enumerate(node.ops):
        new = changed(node)
        new.ops[n] = COMPARED[type(operator)]()
        yield "comparison", new, ""


def constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST, str]]:
    if isinstance(node.value, bool):
        yield "constant", ast.Constant(not node.value), ""
    elif isinstance(node.value, int | float):
        yield "constant", ast.Constant(node.value + 1), ""


def renamed(node: ast.Name | ast.Attribute) -> Iterator[tuple[str, ast.AST, str]]:
    name = node.id if isinstance(node, ast.Name) else node.attr
    if isinstance(node.ctx, ast.Load) and name in NAMES:
        kind = "rounding" if name.startswith("ROUND") or name in {"round", "floor", "ceil"} else "min/max"
        yield kind, changed(node, **{"id" if isinstance(node, ast.Name) else "attr": NAMES[name]}), ""


def calls(node: ast.Call) -> Iterator[tuple[str, ast.AST, str]]:
    name = called(node)
    for n, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in SAME_WITHOUT:
            new = changed(node)
            del new.keywords[n]
            yield "argument", new, f"argument dropped: {short(keyword.value)} as {keyword.arg} of {name}()"
    first = node.args[0] if node.args else None
    if name == "Decimal" and isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value[-1:].isdigit():
        new = changed(node)
        new.args[0] = ast.Constant(first.value[:-1] + str((int(first.value[-1]) + 1) % 10))
        yield "constant", new, ""
    if name == "range" and not isinstance(node.args[min(1, len(node.args) - 1)], ast.Constant):
        new, n = changed(node), min(1, len(node.args) - 1)
        new.args[n] = ast.BinOp(new.args[n], ast.Sub(), ast.Constant(1))
        yield "range", new, ""


def conditions(node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
    if isinstance(node, ast.If | ast.IfExp):
        for forced in (True, False):
            text = f"if {short(node.test)} -> if {forced}"
            yield "condition", shallow(node, test=ast.Constant(forced)), text
    elif isinstance(node, ast.While) and not isinstance(node.test, ast.Constant):
        yield "condition", shallow(node, test=ast.Constant(False)), f"while {short(node.test)} -> while False"
    elif isinstance(node, ast.comprehension):
        for n, test in enumerate(node.ifs):
            kept = [one for m, one in enumerate(node.ifs) if m != n]
            yield "condition", shallow(node, ifs=kept), f"if {short(test)} -> if True"


def statements(node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
    if isinstance(node, ast.Raise) and not any(word in ast.unparse(node) for word in ("AssertionError", "NotImplementedError")):
        yield "refusal", ast.Pass(), f"deleted: {short(node)}"
    elif isinstance(node, ast.Break | ast.Continue) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield "deleted", ast.Pass(), f"deleted: {short(node)}"
    elif isinstance(node, ast.AugAssign) and type(node.op) in RECKONED | SETS:
        yield "arithmetic", shallow(node, op=(RECKONED | SETS)[type(node.op)]()), ""


def returned(function: ast.FunctionDef | ast.AsyncFunctionDef, places: tuple[str, ...]) -> Iterator[Change]:
    """Each `return` of this function alone, giving nothing of its kind, or the contrary. A constant is changed as one."""
    nothing = NOTHING.get(ast.unparse(function.returns).split("[")[0], "None") if function.returns else "None"
    for node in own(function.body):
        if not isinstance(node, ast.Return) or node.value is None or isinstance(node.value, ast.Constant):
            continue
        other = f"not ({ast.unparse(node.value)})" if nothing == "bool" else nothing
        put = lambda node=node, other=other: setattr(node, "value", ast.parse(other, mode="eval").body)  # noqa: E731
        if ast.unparse(node.value) != nothing:
            yield Change(node.lineno, ".".join(places), "answer", f"{short(node)} -> return {other}", put)


def own(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The statements of a body without those of functions within."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from own(ast.iter_child_nodes(node))


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def textual(node: ast.BinOp) -> bool:
    """Whether the sum is of texts or lists, or the bar one between types: another sign would be noticed by any call."""
    if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant | ast.JoinedStr):
        return True
    sides = (node.left, node.right)
    built = any(isinstance(side, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp) for side in sides)
    typed = isinstance(node.op, ast.BitOr) and any(isinstance(side, ast.Name) and side.id[:1].isupper() for side in sides)
    return built or typed or any(isinstance(side, ast.Constant) and isinstance(side.value, str | None) for side in sides)


def changed(node, **fields: object):
    """A copy of a node with other fields."""
    new = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def shallow(node, **fields: object):
    """The same, its other parts shared: for statements with a long body."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

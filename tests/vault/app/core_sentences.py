"""What the core says to people, read from its source: each sentence with its holes.

A sentence is an argument of an error, a policy's finding, a step of progress, a problem or a note.
An f-string's expressions are holes (``{}``); a name stands for what is assigned to it in the same
function or module, a choice for each of its branches.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
ERRORS = {"CocoonError", "UsageError", "RefusedError", "IntegrityError", "NotFoundError",
          "HostileInputError"}  # fmt: skip
# Which arguments of a call are sentences.
PLACES = {
    **dict.fromkeys(ERRORS, (1, 2)),
    "require": (2, 3),
    "Finding": (1, 2),
    "Step": (0,),
    "Problem": (2,),
    "append": (0,),
}
NOT_SEEN = ("vault/cli/", "vault/app/demo.py")
HOLE = "{}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the core: its text with ``{}`` for holes, and where it stands."""

    text: str
    code: str
    where: str


def sentences() -> Iterator[Sentence]:
    """Every sentence that the core can say in a window, as often as it says it."""
    for path in sorted((ROOT / "vault").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(NOT_SEEN):
            continue
        module = ast.parse(path.read_text("utf-8"))
        scopes = [n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)]
        inside = {id(n): s for s in scopes for n in ast.walk(s)}
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                for text, code in _said(node, inside.get(id(node)), module):
                    yield Sentence(text, code, f"{name}:{node.lineno}")


def _said(
    call: ast.Call, scope: ast.FunctionDef | None, module: ast.Module
) -> Iterator[tuple[str, str]]:
    called = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if called == "append" and ast.unparse(call.func) not in (
        "notes.append",
        "gathered.notes.append",
    ):
        return
    if called == "Finding" and len(call.args) > 5:
        return  # a row of a screen
    given = call.args[called == "require"] if len(call.args) > 1 else None
    code = given.value if isinstance(given, ast.Constant) else ""
    for place in PLACES.get(called, ()):
        if place < len(call.args):
            for text in _texts(call.args[place], scope, module):
                text = text.replace(f"{HOLE}{HOLE}", HOLE)
                name_only = called in ("Step", "append") and text[:1].islower()
                if text.replace(HOLE, "").strip(" .:;,") and not name_only:
                    yield text, str(code)


def _texts(node: ast.expr, scope: ast.FunctionDef | None, module: ast.Module) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            parts = [
                [str(v.value)] if isinstance(v, ast.Constant)
                else _inner(v.value, scope, module) for v in values  # type: ignore[attr-defined]
            ]  # fmt: skip
            return ["".join(each) for each in itertools.product(*parts)]
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(body, scope, module) + _texts(orelse, scope, module)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            pairs = itertools.product(_texts(left, scope, module), _texts(right, scope, module))
            return [f"{a}{b}" for a, b in pairs]
        case ast.Name(id=name):
            return _assigned(name, scope, module) or [HOLE]
        case ast.Subscript(value=ast.Name(id=name)):
            return _listed(name, scope, module) or [HOLE]
    return [HOLE]


def _inner(node: ast.expr, scope: ast.FunctionDef | None, module: ast.Module) -> list[str]:
    """A hole, unless it is filled with words that stand beside it."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return _listed(node.value.id, scope, module) or [HOLE]
    if isinstance(node, ast.Name) and scope is not None:
        words = _assigned(node.id, scope, ast.Module([], []))
        return words if any(" " in each for each in words) else [HOLE]
    return [HOLE]


def _values(name: str, scope: ast.FunctionDef | None, module: ast.Module) -> list[ast.expr]:
    found: list[ast.expr] = []
    for top in (scope, module):
        for node in ast.walk(top) if isinstance(top, ast.FunctionDef) else module.body:
            targets = (
                node.targets if isinstance(node, ast.Assign)
                else [node.target] if isinstance(node, ast.AnnAssign) else []
            )  # fmt: skip
            for target in targets:
                if isinstance(target, ast.Name) and target.id == name and node.value:  # type: ignore[union-attr]
                    found.append(node.value)  # type: ignore[union-attr]
        if found:
            break
    return found


def _assigned(name: str, scope: ast.FunctionDef | None, module: ast.Module) -> list[str]:
    return [
        text
        for value in _values(name, scope, module)
        if isinstance(value, ast.Constant | ast.JoinedStr | ast.IfExp | ast.BinOp)
        for text in _texts(value, None, module)
    ]


def _listed(name: str, scope: ast.FunctionDef | None, module: ast.Module) -> list[str]:
    return [
        text
        for value in _values(name, scope, module)
        if isinstance(value, ast.Dict)
        for each in value.values
        for text in _texts(each, scope, module)
    ]

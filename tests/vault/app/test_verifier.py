"""The verifier that ships alone computes what the program computes, by other code."""

from __future__ import annotations

import ast
import importlib.util
import sys
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.ledger.canonical import canonical
from vault.ledger.merkle import Tree, leaf_hash
from vault.marks import codes
from vault.marks.slots import CoinGroup
from vault.papers.resources import resource

SCRIPT = resource("verifier", "verify.py")


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("verifier", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


verifier = _load()

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: abs(x) < 2**53 or x % 1)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_it_needs_nothing_but_the_standard_library_and_cryptography() -> None:
    found = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    assert found - {"cryptography"} <= sys.stdlib_module_names


def test_it_runs_on_the_python_that_it_says() -> None:
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 9))


@settings(max_examples=400, deadline=None)
@given(json_values)
def test_its_canonical_json_is_the_programs(value: Any) -> None:
    assert verifier.canonical(value).encode() == canonical(value)


@pytest.mark.parametrize(
    "number", [1e21, 1e-6, 1e-7, 123456789012345.6, 5e-324, 0.1, -9.31, 1.7976931348623157e308]
)
def test_its_fractions_are_the_programs(number: float) -> None:
    assert verifier.canonical(number).encode() == canonical(number)


def test_its_proofs_are_the_programs() -> None:
    leaves = [leaf_hash(bytes([k])) for k in range(35)]
    for size in range(1, 35):
        tree = Tree(leaves[:size])
        for at in range(size):
            proof = tree.inclusion(at)
            assert verifier.inclusion_holds(at, size, leaves[at], proof, tree.root())
            assert not verifier.inclusion_holds(at, size, leaves[at + 1], proof, tree.root())
            longer = [*proof, bytes(32)]
            assert not verifier.inclusion_holds(at, size, leaves[at], longer, tree.root())
            assert not proof or not verifier.inclusion_holds(
                at, size, leaves[at], proof[:-1], tree.root()
            )
            if size > 1:
                other = (at + 1) % size
                assert not verifier.inclusion_holds(other, size, leaves[at], proof, tree.root())
        for first in range(1, size + 1):
            proof, old = tree.consistency(first), tree.root(first)
            assert verifier.consistency_holds(first, size, old, tree.root(), proof)
            assert not verifier.consistency_holds(first, size, bytes(32), tree.root(), proof)
            assert not verifier.consistency_holds(first, size, old, bytes(32), proof)
            more = [*proof, bytes(32)]
            assert not verifier.consistency_holds(first, size, old, tree.root(), more)
            assert not proof or not verifier.consistency_holds(
                first, size, old, tree.root(), proof[1:]
            )
    assert not verifier.consistency_holds(0, 5, sha256(b"").digest(), bytes(32), [])
    assert not verifier.inclusion_holds(3, 3, leaves[0], [], leaves[0])


@pytest.mark.parametrize("code", codes.BIAS_CODES)
def test_its_coins_scores_and_bounds_are_the_programs(code: str) -> None:
    rng = np.random.default_rng(5)
    copy_key, bias_key = bytes(range(32)), bytes(range(1, 33))
    groups = [CoinGroup("page/0", "text", 300), CoinGroup("page/1", "text", 120)]
    biases = codes.biases_of(bias_key, "D-1@1", groups, code)
    coins = codes.codeword(
        copy_key, epoch=2, copy="R-1-1", revision="D-1@1", groups=groups, biases=biases
    )
    found = {}
    for group in groups:
        noise = rng.normal(0, 40, group.slots) + 25.0 * coins[group]
        noise[rng.random(group.slots) < 0.2] = 0
        found[group] = np.rint(noise).astype(np.int16)
    coefficients = codes.Coefficients(found)

    class Known:
        def __init__(self, **fields: Any) -> None:
            self.get = fields.get

    read = Known(revisions={"D-1@1": codes.dump(coefficients)})
    issued = Known(copy="R-1-1", epoch=2)
    symbols, parts, containers = verifier.trial(
        read, issued, copy_key, {"D-1@1": bias_key}, {"D-1@1": code}
    )
    for (_, _, _, signs), group in zip(symbols, groups, strict=True):
        assert signs == "".join("+" if c > 0 else "-" for c in coins[group])
    assert containers == 2
    for part, group in zip(parts, groups, strict=True):
        alone = coefficients.only([group])
        score = codes.score(alone, coins, biases)
        assert part[3] == score
        chance = codes.log10_chance(codes.tally(alone, biases), score)
        assert verifier.log10_chance(part[4], part[3]) == pytest.approx(chance, abs=1e-6)
    whole = codes.score(coefficients, coins, biases)
    joint = codes.log10_bound(coefficients, biases, whole, 7, 3 * 2)
    assert verifier.bound_of(parts, containers, 7, 3) == pytest.approx(joint, abs=1e-6)
    assert joint < -6

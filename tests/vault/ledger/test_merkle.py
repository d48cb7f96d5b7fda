"""Merkle trees: the public vectors, known answers, and what proofs must not let pass."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    consistency_holds,
    inclusion_holds,
    leaf_hash,
    node_hash,
)

VECTORS = Path(__file__).parents[3].parent / "shared" / "vectors" / "merkle"

# Leaves and heads of the reference tree that certificate transparency logs are tested with.
LEAVES = [
    bytes.fromhex(h)
    for h in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 §2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(naive(leaves[:k]), naive(leaves[k:]))


def some(n: int) -> list[bytes]:
    return [leaf_hash(b"%d" % i) for i in range(n)]


def test_known_heads() -> None:
    tree, frontier = Tree(), Frontier()
    for size, root in enumerate(ROOTS):
        assert tree.root().hex() == frontier.root().hex() == root
        if size < len(LEAVES):
            tree.append(leaf_hash(LEAVES[size]))
            frontier.append(leaf_hash(LEAVES[size]))


def test_known_proofs() -> None:
    tree = Tree(map(leaf_hash, LEAVES))
    proof = [p.hex()[:8] for p in tree.inclusion(5)]
    assert proof == ["bc1a0643", "ca854ea1", "d37ee418"]
    assert inclusion_holds(5, 8, leaf_hash(LEAVES[5]), tree.inclusion(5), tree.root())
    assert consistency_holds(
        6, 8, bytes.fromhex(ROOTS[6]), bytes.fromhex(ROOTS[8]), tree.consistency(6)
    )
    steps = [base64.b64encode(p).decode() for p in tree.consistency(2, 5)]
    assert steps == [
        "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
        "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
    ]


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 8, 13, 31, 32, 33, 100])
def test_heads_follow_the_definition(n: int) -> None:
    leaves = some(n)
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    tree = Tree(leaves)
    assert frontier.root() == tree.root() == naive(leaves)
    assert [tree.root(m) for m in range(n + 1)] == [naive(leaves[:m]) for m in range(n + 1)]


@given(st.integers(0, 300), st.integers(0, 40))
def test_a_frontier_comes_back_and_goes_on(n: int, more: int) -> None:
    leaves = some(n + more)
    frontier = Frontier()
    for leaf in leaves[:n]:
        frontier.append(leaf)
    again = Frontier.load(frontier.dump())
    copy = again.copy()
    for leaf in leaves[n:]:
        again.append(leaf)
    assert again.size == n + more and again.root() == Tree(leaves).root()
    assert copy.size == n and copy.root() == frontier.root()


@pytest.mark.parametrize("data", [b"", b"1234567", b"\0" * 9, b"\0" * 7 + b"\1", b"\0" * 40])
def test_what_is_no_frontier_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        Frontier.load(data)


def test_every_leaf_is_provable_in_every_tree() -> None:
    leaves = some(40)
    tree = Tree(leaves)
    for size in range(1, 41):
        root = tree.root(size)
        for index in range(size):
            proof = tree.inclusion(index, size)
            assert inclusion_holds(index, size, leaves[index], proof, root)
            assert not inclusion_holds(index, size, leaves[index - 1] + b"", proof, b"\0" * 32)
            if size > 1:
                assert not inclusion_holds((index + 1) % size, size, leaves[index], proof, root)
                assert not inclusion_holds(index, size, leaves[index], proof[:-1], root)
            assert not inclusion_holds(index, size, leaves[index], [*proof, root], root)
            assert not inclusion_holds(index, size, leaf_hash(b"other"), proof, root)


def test_every_tree_begins_every_larger_one() -> None:
    tree, other = Tree(some(40)), Tree([leaf_hash(b"x"), *some(40)[1:]])
    for second in range(1, 41):
        for first in range(1, second + 1):
            proof = tree.consistency(first, second)
            roots = tree.root(first), tree.root(second)
            assert consistency_holds(first, second, *roots, proof)
            assert not consistency_holds(first, second, other.root(first), roots[1], proof)
            assert not consistency_holds(first, second, roots[0], other.root(second), proof)
            assert not consistency_holds(first, second, *roots, [*proof, roots[0]])
            if proof:
                assert not consistency_holds(first, second, *roots, proof[:-1])


@given(st.data())
def test_a_changed_proof_never_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 60))
    index = data.draw(st.integers(0, size - 1))
    leaves = some(size)
    tree = Tree(leaves)
    proof = tree.inclusion(index)
    at = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = bytearray(proof[at])
    changed[bit // 8] ^= 1 << (bit % 8)
    proof[at] = bytes(changed)
    assert not inclusion_holds(index, size, leaves[index], proof, tree.root())


def test_the_empty_tree() -> None:
    assert Tree().root() == Frontier().root() == EMPTY_ROOT
    assert Tree(some(3)).consistency(0) == []
    with pytest.raises(ValueError):
        Tree(some(3)).inclusion(3)
    with pytest.raises(ValueError):
        Tree(some(3)).consistency(4)


def _b64(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _cases(kind: str) -> list[Path]:
    return sorted((VECTORS / kind).rglob("*.json"))


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the public vectors are not here")
def test_the_public_inclusion_vectors() -> None:
    cases = _cases("inclusion")
    assert cases
    for path in cases:
        case = json.loads(path.read_text())
        proof = [_b64(p) for p in case["proof"] or []]
        holds = inclusion_holds(
            case["leafIdx"], case["treeSize"], _b64(case["leafHash"]), proof, _b64(case["root"])
        )
        assert holds is not case["wantErr"], f"{path}: {case['desc']}"


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the public vectors are not here")
def test_the_public_consistency_vectors() -> None:
    cases = _cases("consistency")
    assert cases
    for path in cases:
        case = json.loads(path.read_text())
        proof = [_b64(p) for p in case["proof"] or []]
        roots = _b64(case["root1"]), _b64(case["root2"])
        holds = consistency_holds(case["size1"], case["size2"], *roots, proof)
        assert holds is not case["wantErr"], f"{path}: {case['desc']}"

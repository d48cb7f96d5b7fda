"""An outside authority says when the ledger was as it was, and what was rewritten since shows."""

from __future__ import annotations

import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import authority as authorities
from tests.fakes import firm as firms
from tests.fakes.authority import OPENSSL, Authority
from vault.app.maintenance import clocks
from vault.app.proof import authority as network
from vault.app.proof import timestamps
from vault.app.proof.verification import verify
from vault.app.release import releases, sealing
from vault.app.session import unlock, utc_now
from vault.domain import events as ev
from vault.errors import CocoonError, RefusedError
from vault.ledger import timestamping
from vault.storage import MemoryStore

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COCOON_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authorities.authority(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture
def firm() -> firms.Firm:
    made = firms.found(MemoryStore())
    made.clock.now = utc_now()
    return made


def stamped(firm: firms.Firm, tsa: Authority, folder: Path) -> Path:
    """Ask, answer, keep; the answer's file."""
    request, answer = folder / f"{time.time_ns()}.tsq", folder / f"{time.time_ns()}.tsr"
    timestamps.write_request(firm.owner, request)
    answer.write_bytes(tsa.answer(request.read_bytes()))
    timestamps.add_answer(firm.owner, answer)
    return answer


def code_of(answer: bytes, firm: firms.Firm, folder: Path) -> str:
    path = folder / f"{time.time_ns()}.tsr"
    path.write_bytes(answer)
    before = firm.owner.ledger.size
    with pytest.raises(CocoonError) as refused:
        timestamps.add_answer(firm.owner, path)
    assert firm.owner.ledger.size == before and refused.value.next
    return refused.value.code


def problems(firm: firms.Firm, store: MemoryStore, against: Path | None = None) -> list[str]:
    found = verify(store, firms.OWNER, firms.passphrase(firms.OWNER), against=against).report
    return [problem.what for problem in found.problems]


@pytest.mark.parametrize("key", ["rsa:2048", "ec_paramgen_curve:P-384"])
def test_an_answer_is_kept_with_its_chain_and_openssl_agrees(
    firm: firms.Firm, tmp_path: Path, key: str
) -> None:
    tsa = authorities.authority(tmp_path / "tsa", key)
    size, root = firm.owner.ledger.size, firm.owner.ledger.root
    stamped(firm, tsa, tmp_path)
    (kept,) = firm.owner.state.facts.timestamps
    assert (kept.size, kept.root, kept.authority) == (size, root.hex(), "Authority tsa")
    token, text = tmp_path / "token.der", tmp_path / "text"
    token.write_bytes(b64decode(kept.token))
    text.write_bytes(timestamps.text_of(firm.owner.vault, size, root))
    done = subprocess.run(
        [str(OPENSSL), "ts", "-verify", "-token_in", "-in", token, "-data", text,
         "-CAfile", tsa.root],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout + done.stderr
    assert isinstance(firm.store, MemoryStore)
    found = verify(firm.store, firms.OWNER, firms.passphrase(firms.OWNER)).report
    assert found.ok and found.anchors >= 1


def test_times_of_entries_that_a_timestamp_contradicts_are_noted(
    firm: firms.Firm, tsa: Authority, tmp_path: Path
) -> None:
    def notes() -> list[str]:
        assert isinstance(firm.store, MemoryStore)
        found = verify(firm.store, firms.OWNER, firms.passphrase(firms.OWNER)).report
        assert found.ok
        return [note for note in found.notes if note.startswith("Dated")]

    stamped(firm, tsa, tmp_path)
    firm.hire(firms.AUDITOR, "auditor")
    assert notes() == []
    begun = firm.owner.ledger.size
    firm.clock.now += timedelta(days=3000)
    firm.hire(firms.ENGINEER, "engineer")
    stamped(firm, tsa, tmp_path)
    firm.clock.now = utc_now()
    clocks.correct(firm.owner, "the clock was ahead")
    assert notes() == [f"Dated later than an outside timestamp allows: entry {begun}."]
    clock = firms.Clock(utc_now() - timedelta(hours=20))
    alone = firms.found(MemoryStore(), clock.now)  # one author: nobody else's entries tell
    stamped(alone, tsa, tmp_path)
    alone.hire(firms.AUDITOR, "auditor")
    found = verify(alone.store, firms.OWNER, firms.passphrase(firms.OWNER)).report
    assert any(note.startswith("Dated earlier") for note in found.notes)


def test_what_is_no_answer_for_this_ledger_is_refused(
    firm: firms.Firm, tsa: Authority, tmp_path: Path
) -> None:
    size, root = firm.owner.ledger.size, firm.owner.ledger.root
    imprint = timestamps.imprint_of(firm.owner.vault, size, root)
    good = tsa.answer(timestamping.request(imprint, 7))
    assert code_of(b"", firm, tmp_path) == "not-a-timestamp"
    assert code_of(b"\x30\x80\x00\x00", firm, tmp_path) == "not-a-timestamp"
    assert code_of(good + b"\0", firm, tmp_path) == "not-a-timestamp"
    assert code_of(good[:-1], firm, tmp_path) == "not-a-timestamp"
    other = tsa.answer(timestamping.request(bytes(32), 7))
    assert code_of(other, firm, tmp_path) == "other-imprint"
    bare = timestamping.request(imprint, 7)[2:-3]  # without the wish for certificates
    assert code_of(tsa.answer(b"\x30" + bytes([len(bare)]) + bare), firm, tmp_path) == (
        "no-certificates"
    )
    refused = bytes.fromhex("30053003020102")
    assert code_of(refused, firm, tmp_path) == "timestamp-refused"
    stamped(firm, tsa, tmp_path)
    again = tmp_path / "again.tsr"
    again.write_bytes(b64decode(firm.owner.state.facts.timestamps[0].token))
    assert code_of(again.read_bytes(), firm, tmp_path) == "timestamp-known"


def test_a_certificate_for_other_things_too_signs_no_timestamps(
    firm: firms.Firm, tsa: Authority, tmp_path: Path
) -> None:
    careless = authorities.authority(tmp_path / "careless", extensions="careless")
    imprint = timestamps.imprint_of(firm.owner.vault, 1, firm.owner.ledger.root)
    info = timestamping.read_answer(tsa.answer(timestamping.request(imprint, 7))).info
    assert code_of(careless.sign(info), firm, tmp_path) == "timestamp-forged"
    good = tmp_path / "good.der"
    good.write_bytes(tsa.sign(info))
    assert timestamps.add_answer(firm.owner, good).authority == "Authority one"


def test_no_signed_byte_of_a_token_can_be_changed(firm: firms.Firm, tsa: Authority) -> None:
    imprint = timestamps.imprint_of(firm.owner.vault, 1, firm.owner.ledger.root)
    raw = timestamping.read_answer(tsa.answer(timestamping.request(imprint, 7))).raw
    info = timestamping.read_answer(raw).info
    start = raw.index(info)
    signer = raw.rindex(bytes.fromhex("31"), 0, len(raw) - 300)  # about where the signer begins
    for at in [*range(start, start + len(info), 3), *range(signer + 60, len(raw), 5)]:
        bad = raw[:at] + bytes([raw[at] ^ 0x04]) + raw[at + 1 :]
        with pytest.raises(CocoonError):
            timestamping.check(timestamping.read_answer(bad), imprint)


def test_the_owner_says_which_root_to_believe(
    firm: firms.Firm, tsa: Authority, tmp_path: Path
) -> None:
    rival = authorities.authority(tmp_path / "rival")
    timestamps.set_authority(firm.owner, "https://tsa.example/", rival.root)
    imprint = timestamps.imprint_of(firm.owner.vault, 2, firm.owner.ledger.root)
    answer = tsa.answer(timestamping.request(imprint, 7))
    assert code_of(answer, firm, tmp_path) == "other-root"
    timestamps.set_authority(firm.owner, "https://tsa.example/", tsa.root)
    stamped(firm, tsa, tmp_path)


# -- rewritten history ---------------------------------------------------------------------------


def rewritten(firm: firms.Firm, keep: int, monkeypatch: pytest.MonkeyPatch, folder: Path):
    """The same vault, in which its owner lets other things have happened from entry `keep` on."""
    monkeypatch.setenv("COCOON_CONFIG", str(folder / "another computer"))
    assert isinstance(firm.store, MemoryStore)
    twin = MemoryStore()
    twin.files = {
        name: data
        for name, data in firm.store.files.items()
        if not name.startswith(("log/", "snap/")) or name < f"log/000/000/{keep:03d}"
    }
    owner = unlock(twin, firms.OWNER, firms.passphrase(firms.OWNER), clock=firm.clock)
    assert owner.ledger.size == keep
    return twin, owner


def test_history_rewritten_before_a_timestamp_in_the_ledger_is_noticed(
    firm: firms.Firm, tsa: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("First", "Second"):
        firm.owner.append(lambda state, name=name: ev.PartnerAdded(f"P-0000000{name[0]}", name))
    stamped(firm, tsa, tmp_path)
    (kept,) = firm.owner.state.facts.timestamps
    twin, owner = rewritten(firm, 2, monkeypatch, tmp_path)
    owner.append(lambda state: ev.PartnerAdded("P-0000000X", "Somebody else"))
    assert problems(firm, twin) == []  # nothing outside speaks against it yet
    body = ev.TimestampAdded(kept.size, kept.root, kept.token, kept.at, kept.authority)
    owner.append(lambda state: body)
    assert any("History was rewritten" in what for what in problems(firm, twin))


def test_history_rewritten_is_noticed_by_a_token_kept_outside(
    firm: firms.Firm, tsa: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm.owner.append(lambda state: ev.PartnerAdded("P-00000001", "First"))
    answer = stamped(firm, tsa, tmp_path)
    assert isinstance(firm.store, MemoryStore)
    assert problems(firm, firm.store, answer) == []
    twin, owner = rewritten(firm, 1, monkeypatch, tmp_path)
    owner.append(lambda state: ev.PartnerAdded("P-00000002", "Second"))
    assert problems(firm, twin) == []
    assert any("rewritten or cut off" in what for what in problems(firm, twin, answer))


def test_a_forged_token_in_the_ledger_is_noticed(firm: firms.Firm, tsa: Authority) -> None:
    owner = firm.owner
    imprint = timestamps.imprint_of(owner.vault, 1, owner.ledger.root)
    token = timestamping.read_answer(tsa.answer(timestamping.request(imprint, 7))).raw
    from base64 import b64encode

    forged = b64encode(token[:-1] + bytes([token[-1] ^ 1])).decode()
    root = owner.ledger.root.hex()
    owner.append(lambda state: ev.TimestampAdded(1, root, forged, "2020-01-01", "Authority"))
    assert isinstance(firm.store, MemoryStore)
    assert any("signature does not hold" in what for what in problems(firm, firm.store))


# -- over the network ----------------------------------------------------------------------------


@pytest.fixture
def online(tsa: Authority) -> Iterator[Authority]:
    tsa.requests.clear()
    tsa.mood = "well"
    tsa.waiting.clear()
    with authorities.serving(tsa) as serving:
        yield serving


def sealed(firm: firms.Firm, folder: Path, number: int = 1) -> timestamps.Sent:
    """Seal one more release, as the command does."""
    source = folder / f"note {number}.txt"
    source.write_text(f"flux ratio 7:{number}\n" * 20, encoding="utf-8")
    document = firm.add(firm.owner, source, technology="Flux")
    asked = releases.Request(
        contacts=[firm.contact().id],
        documents=[document.id],
        purpose=firms.PURPOSE,
        until="2099-12-31",
        allow_untraceable=True,
    )
    release = releases.request(firm.login(firms.ENGINEER), asked)
    firm.owner.refresh()
    firms.approve(firm.owner, release)
    sealing.seal(firm.owner, release.id)
    return timestamps.after_seal(firm.owner)


@pytest.fixture
def busy(firm: firms.Firm, tmp_path: Path) -> firms.Firm:
    """A firm that seals releases; nothing sealed before an authority is on waits for one."""
    from vault.app.people import members

    firm.hire(firms.ENGINEER, "engineer")
    first = tmp_path / "first.txt"
    first.write_text("flux\n", encoding="utf-8")
    firm.add(firm.owner, first, technology="Flux")
    members.grant(firm.owner, firms.ENGINEER, "Flux")
    return firm


def test_nothing_is_sent_while_no_authority_is_switched_on(
    busy: firms.Firm, online: Authority, tmp_path: Path
) -> None:
    assert sealed(busy, tmp_path) == timestamps.Sent()
    with pytest.raises(CocoonError) as refused:
        timestamps.send(busy.owner)
    assert refused.value.code == "no-authority"
    timestamps.set_authority(busy.owner, online.address)
    assert timestamps.send(busy.owner) == timestamps.Sent(online.address)
    timestamps.set_authority(busy.owner, "")
    sealed(busy, tmp_path, 2)
    assert online.requests == [] and busy.owner.state.facts.timestamps == []


def test_sealing_asks_and_what_could_not_be_asked_waits(
    busy: firms.Firm, online: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_QUIET", 0.5)
    timestamps.set_authority(busy.owner, online.address, online.root)
    sent = sealed(busy, tmp_path)
    assert sent.timestamp and sent.waiting == () and len(online.requests) == 1
    for number, mood in enumerate(("down", "rude", "stuck", "elsewhere", "late"), 2):
        online.mood = mood
        began = time.monotonic()
        sent = timestamps.after_seal(busy.owner) if number > 2 else sealed(busy, tmp_path, number)
        assert time.monotonic() - began < 10, mood
        assert sent.timestamp is None and len(sent.waiting) == 1 and sent.why, mood
    assert b"GET" not in online.requests  # a redirect is not followed
    assert len(busy.owner.state.facts.timestamps) == 1
    online.mood = "well"
    sent = timestamps.send(busy.owner)
    assert sent.timestamp and sent.waiting == ()
    assert timestamps.send(busy.owner).timestamp is None  # nothing waits any more


def test_nobody_waits_longer_than_the_deadline(
    online: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    online.mood = "stuck"
    began = time.monotonic()
    with pytest.raises(CocoonError) as refused:
        network.ask(online.address, b"", deadline=0.3)
    assert refused.value.code == "authority-away" and time.monotonic() - began < 3
    with pytest.raises(CocoonError) as refused:
        network.ask("http://127.0.0.1:1/", b"")
    assert refused.value.code == "authority-away"


def test_only_owners_switch_and_only_to_addresses(busy: firms.Firm, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        timestamps.set_authority(busy.login(firms.ENGINEER), "https://tsa.example/")
    for address in ("tsa.example", "ftp://tsa.example/", "file:///etc/passwd", "http://a b/"):
        with pytest.raises(CocoonError) as refused:
            timestamps.set_authority(busy.owner, address)
        assert refused.value.code == "bad-address"
    with pytest.raises(CocoonError) as refused:
        timestamps.set_authority(busy.owner, "https://tsa.example/", tmp_path / "first.txt")
    assert refused.value.code == "bad-certificates"
    with pytest.raises(RefusedError) as off:
        timestamps.set_authority(busy.owner, "")
    assert off.value.code == "no-authority"

#!/usr/bin/env python3
"""Checks a Cocoon evidence dossier. Needs Python 3.9+ and the library `cryptography` 50+ only.

    python3 verify.py [DIR] [--vault ID] [--root ROOT.pem] [--pack PACK.zip]

DIR is the dossier (default: the folder of this file). Exit code 0: everything holds. 3: something
differs, and the list says what. 2: wrong usage, or a library is missing. Nothing is written and
nothing is sent. A verifier that came with a dossier can itself be altered: compare its SHA-256
with one from elsewhere, or take `verify.py` from elsewhere and name the dossier as DIR.

What a dossier is. A firm keeps a log of signed entries ("ledger"). Each entry commits to each of
its fields separately, so that some fields of some entries can be opened without the others. The
log is a Merkle tree (RFC 6962); a checkpoint is its signed head. The dossier has the stored bytes
of the entries that matter, the openings, and the proofs that they lie in the log.

    index.json, index.sig   SHA-256 of every file; signed by the member who exported it
    entries/NNNNNNNNN       entries as stored: envelope (JSON), signature, closed body
    openings.json           entry -> field -> salt and value
    proofs.json             inclusion and consistency proofs against the last checkpoint
    checkpoints/NNNNNNNNN   signed heads of the log, by size
    timestamps/*            RFC 3161 tokens and the texts that they stamp
    files/*                 the leak and the proofs themselves, where they were asked for
    keys.json               for a leak: the accused copy's key, and biases (see "The trace")
    statements.json         what the readable papers say, in machine form
    *.pdf                   the readable papers

What this program cannot tell: whether the firm told its own log the truth; whether entries that
are not in the dossier say something else; whether the log that is shown is the only one the firm
keeps. Against the last, compare the vault's id and a pack that was delivered (--pack), and look
at the timestamps: a token over a head shows that the log below it was as it is at that time.
"""

# ruff: noqa: B905, UP017 - it runs on Python 3.9 too
import argparse
import base64
import hashlib
import hmac
import json
import math
import re
import struct
import sys
import zipfile
import zlib
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
except ImportError:
    print("This needs the Python library cryptography, version 50 or later.", file=sys.stderr)
    sys.exit(2)

FORMAT = "cocoon dossier 1"


# ---- 1. The list of checks ---------------------------------------------------------------------

FAILED = []


@contextmanager
def check(title):
    """One line of the list: passed, or what differs. A check that cannot be made has failed."""
    wrong = []
    try:
        yield wrong
    except Exception as error:
        wrong.append(f"it cannot be checked ({type(error).__name__}: {str(error)[:200]})")
    print(f"[{'DIFFERS' if wrong else 'ok'}] {title}")
    for line in wrong[:20]:
        print(f"          {line}")
    if len(wrong) > 20:
        print(f"          … and {len(wrong) - 20} more")
    FAILED.extend(f"{title}: {line}" for line in wrong)


def note(text):
    """Something a reader must know although nothing is wrong."""
    print(f"[note] {text}")


# ---- 2. Bytes, JSON, Merkle trees --------------------------------------------------------------


def unb64(text):
    """Strict base64: exactly what an encoder writes, nothing else."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def read_json(data):
    """JSON without repeated names and without NaN."""

    def once(pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name comes twice")
        return found

    def never(word):
        raise ValueError(f"{word} is no JSON number")

    return json.loads(data.decode("utf-8"), object_pairs_hook=once, parse_constant=never)


def canonical(value):
    """RFC 8785: names sorted by UTF-16, no spaces, shortest numbers, few escapes."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(n)}:{canonical(value[n])}" for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return canonical_number(value)
    return json.dumps(value, ensure_ascii=False)


def canonical_number(value):
    """A fraction as ECMAScript writes it (RFC 8785 section 3.2.2.3)."""
    if value == 0:
        return "0"
    text, _, power = repr(abs(value)).partition("e")  # Python's repr has the fewest digits
    whole, _, rest = text.partition(".")
    digits = (whole + rest).lstrip("0")
    point = len(digits) - len(rest) + int(power or 0)  # the point stands after this many
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        rest = f".{digits[1:]}" if len(digits) > 1 else ""
        text = f"{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return ("-" if value < 0 else "") + text


def sha256(data):
    """SHA-256."""
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    """RFC 6962, 2.1."""
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    """RFC 6962, 2.1."""
    return sha256(b"\x01" + left + right)


def split(n):
    """The largest power of two below n: a tree of n leaves divides there."""
    return 1 << ((n - 1).bit_length() - 1)


def inclusion_holds(index, size, leaf, path, root):
    """Whether `leaf` is number `index` of the `size` leaves under `root` (RFC 6962, 2.1.1)."""

    def head(m, n, steps):
        if n == 1:
            return leaf if not steps else None
        k = split(n)
        if m < k:
            return node_hash(head(m, k, steps[:-1]), steps[-1])
        return node_hash(steps[-1], head(m - k, n - k, steps[:-1]))

    try:
        return 0 <= index < size and head(index, size, path) == root
    except (IndexError, TypeError):  # a path too short or too long
        return False


def consistency_holds(first, second, first_root, second_root, path):
    """Whether the tree of `second` leaves begins with that of `first` (RFC 6962, 2.1.2)."""

    def heads(m, n, whole, steps):  # heads of the old and of the new tree, from the same steps
        if m == n:
            known, rest = (first_root, steps) if whole else (steps[-1], steps[:-1])
            return (known, known) if not rest else None
        k = split(n)
        if m <= k:
            old, new = heads(m, k, whole, steps[:-1])
            return old, node_hash(new, steps[-1])
        old, new = heads(m - k, n - k, False, steps[:-1])
        return node_hash(steps[-1], old), node_hash(steps[-1], new)

    try:
        holds = 0 < first <= second
        return holds and heads(first, second, True, path) == (first_root, second_root)
    except (IndexError, TypeError):
        return False


ED25519, ML_DSA_44 = 1, 6  # as signed notes number them


def signed_by(key, signature, message, kind=ED25519):
    """Whether the holder of a public key signed a message."""
    try:
        make = ed25519.Ed25519PublicKey if kind == ED25519 else MLDSA44PublicKey
        make.from_public_bytes(key).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


# ---- 3. Entries --------------------------------------------------------------------------------


ENVELOPE = {
    "author", "body", "commits", "epoch", "kind", "open", "prev", "seq", "time", "v", "vault",
}  # fmt: skip


class Entry:
    """One entry of the ledger, with the fields that were opened.

    The file is: envelope, newline, Ed25519 signature in base64, newline, closed body. The author
    signs the envelope, which has the hash of the body, a commitment to each field, and the head
    of the tree over all earlier entries, so that it is worth nothing in another history.
    """

    def __init__(self, raw):
        self.raw = raw
        self.line, signature, self.body = raw.split(b"\n", 2)
        self.signature = unb64(signature.decode("ascii"))
        self.envelope = read_json(self.line)
        if set(self.envelope) != ENVELOPE or self.envelope["v"] != 1:
            raise ValueError("not an entry of format 1")
        for name in ("author", "kind", "time", "seq", "vault", "epoch"):
            setattr(self, name, self.envelope[name])
        self.prev = unb64(self.envelope["prev"])
        self.fields = {}

    def open(self, openings):
        """Take in opened fields whose salt and value the author committed to; names the others."""
        wrong = []
        for name, opened in openings.items():
            salt = unb64(opened["salt"])
            text = canonical([name, opened["value"]]).encode()
            commitment = sha256(b"cocoon ledger entry v1 commitment\n" + salt + text)
            if len(salt) != 32 or self.envelope["commits"].get(name) != b64(commitment):
                wrong.append(f"entry {self.seq}: “{name}” is not what the author committed to")
            else:
                self.fields[name] = opened["value"]
        return wrong

    def get(self, name, default=None):
        """An opened field; the default only where the entry has no such field at all."""
        if name not in self.fields and name in self.envelope["commits"]:
            raise ValueError(f"entry {self.seq}: field “{name}” was not opened")
        return self.fields.get(name, default)


def b64(data):
    """Base64, with padding."""
    return base64.b64encode(data).decode()


def check_entries(files):
    """Reads the entries and their openings; returns them by number."""
    entries = {}
    with check("Entries: canonical form (RFC 8785), and the closed body that was signed") as wrong:
        for name in sorted(n for n in files if n.startswith("entries/")):
            try:
                entry = Entry(files[name])
            except (ValueError, KeyError) as error:
                wrong.append(f"{name}: {error}")
                continue
            if canonical(entry.envelope).encode() != entry.line:
                wrong.append(f"{name}: not canonical")
            if b64(sha256(entry.body)) != entry.envelope["body"]:
                wrong.append(f"{name}: the body is another one")
            if name != f"entries/{entry.seq:09d}":
                wrong.append(f"{name}: it is entry {entry.seq}, put in another place")
            entries[entry.seq] = entry
        if 0 not in entries:
            wrong.append("the first entry, which names the vault, is missing")
    with check("Openings: every opened field is what its author committed to") as wrong:
        openings = read_json(files["openings.json"])
        for seq, fields in openings.items():
            wrong += entries[int(seq)].open(fields)
        for seq in set(entries) - {int(seq) for seq in openings}:
            wrong.append(f"entry {seq}: nothing of it was opened")
    return entries


def check_vault(entries, wanted):
    """The vault is named after the key that signed its first entry, so no other can claim it."""
    vault = entries[0].vault if 0 in entries else None
    with check(f"Vault: all belong to {vault}, named after the first entry's key") as wrong:
        key = unb64(entries[0].envelope["open"]["verify"])
        if sha256(b"12:cocoon vault1:1" + key).hex()[:32] != vault:
            wrong.append("the first entry is not signed by the key that the vault is named after")
        if entries[0].get("public")["verify"] != b64(key):
            wrong.append("the first member has another key than the first entry says")
        last = ""
        for seq, entry in sorted(entries.items()):
            if entry.vault != vault:
                wrong.append(f"entry {seq} belongs to vault {entry.vault}")
            if entry.time < last:
                wrong.append(f"entry {seq} is older than the one before it")
            last = entry.time
        if wanted and wanted != vault:
            wrong.append(f"the vault that was asked for is {wanted}")
    return vault


# ---- 4. Members: who signed, and with which role -----------------------------------------------

OWNER, APPROVER, EXAMINER, ENGINEER = "owner", "approver", "examiner", "engineer"
MAY = {  # kinds of entry that not every member may write
    "member.added": {OWNER}, "member.roles": {OWNER}, "member.removed": {OWNER},
    "authority.set": {OWNER}, "policy.set": {OWNER}, "vault.restored": {OWNER},
    "release.requested": {ENGINEER, APPROVER},
    "release.approved": {APPROVER}, "release.rejected": {APPROVER},
    "copy.issued": {APPROVER}, "copy.voided": {APPROVER}, "pack.readback": {APPROVER},
    "leak.read": {APPROVER, EXAMINER}, "leak.judged": {APPROVER, EXAMINER},
    "document.added": {ENGINEER, APPROVER, OWNER}, "partner.added": {ENGINEER, APPROVER, OWNER},
    "contact.added": {ENGINEER, APPROVER, OWNER}, "contact.removed": {ENGINEER, APPROVER, OWNER},
    "delegation.begun": {OWNER, APPROVER}, "dossier.exported": {APPROVER, EXAMINER, OWNER},
}  # fmt: skip


def check_members(entries):
    """Goes through the opened entries in order: who is a member with which key and roles.

    Returns: member -> {"name", "roles" (now), "ever" (roles ever held), "key", "entries"}.
    """
    members, recovery = {}, None
    signed = check("Signatures: each entry by its author, with the key that opened entries give")
    allowed = check("Roles: each author was a member with the role for it, as far as is opened")
    with allowed as roles, signed as wrong:
        for seq, entry in sorted(entries.items()):
            if entry.kind == "vault.created" and seq == 0:
                recovery = entry.get("recovery")["verify"]
                members[entry.get("member")] = new_member(entry)
            author = members.get(entry.author)
            key = recovery if entry.author == "recovery" else author and author["key"]
            message = b"cocoon ledger entry v1 signature\n" + entry.line
            if not key or not signed_by(unb64(key), entry.signature, message):
                wrong.append(f"entry {seq} ({entry.kind}): {entry.author} did not sign it")
                continue
            need, noun = MAY.get(entry.kind), entry.kind.partition(".")[0]
            if entry.author == "recovery":
                if entry.kind != "member.recovered":
                    roles.append(f"entry {seq}: the recovery key may not write {entry.kind}")
            elif not author["active"] or (need and not need & roles_at(author, entry)):
                roles.append(f"entry {seq}: {entry.author} might not write {entry.kind} then")
            if entry.kind == "member.added":
                members[entry.get("member")] = new_member(entry)
            elif noun in ("member", "delegation") and entry.get("member") in members:
                member = members[entry.get("member")]
                member["entries"].append(seq)
                if entry.kind == "member.roles":
                    member["roles"] = entry.get("roles")
                    member["ever"] = sorted(set(member["ever"]) | set(member["roles"]))
                elif entry.kind == "delegation.begun":  # an approver's keys and powers for a time
                    since = max(entry.time, utc(entry.get("since")))
                    member["delegate"] = since, utc(entry.get("until")), entry.author
                    member["ever"] = sorted({*member["ever"], "delegate"})
                elif entry.kind == "delegation.ended":
                    member["delegate"] = None
                elif entry.kind == "member.removed":
                    member["active"] = False
                elif entry.kind == "member.recovered":
                    member["key"] = entry.get("public")["verify"]
                    recovery = entry.get("recovery")["verify"]
    return members


def new_member(entry):
    """What is known of a person who was let in."""
    roles = entry.get("roles")
    return {
        "name": entry.get("name"), "roles": roles, "ever": sorted(roles), "active": True,
        "key": entry.get("public")["verify"], "entries": [entry.seq], "delegate": None,
    }  # fmt: skip


def utc(text):
    """A time with offset as the entries write theirs, so that both compare as text."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"


def roles_at(member, entry):
    """A member's roles when an entry was made; a delegate is an approver in the time given."""
    roles, delegate = set(member["roles"]), member["delegate"]
    standing_in = delegate and delegate[0] <= entry.time <= delegate[1]
    return roles | {APPROVER} if standing_in else roles


def check_release_order(entries):
    """No copy without approval; nobody approves a request of his own, unless the entry says so."""
    with check("Order: copies of approved releases; two people, or it says so") as wrong:
        asked, approved, solo = {}, set(), entries[0].get("solo")
        for seq, entry in sorted(entries.items()):
            if entry.kind == "policy.set" and entry.get("code") == "approver-is-requester":
                solo = entry.get("level") == "warn"
            elif entry.kind == "release.requested":
                asked[entry.get("release")] = entry.author
            elif entry.kind == "release.approved":
                own = asked[entry.get("release")] == entry.author
                if own != entry.get("solo", False) or (own and not solo):
                    wrong.append(f"entry {seq}: requester and approver are the same person")
                approved.add(entry.get("release"))
            elif entry.kind == "copy.issued" and entry.get("release") not in approved:
                wrong.append(f"entry {seq}: a copy before any approval")
            elif entry.kind == "vault.restored":
                note(f"entry {seq}: the vault was restored from a backup of {seq} entries")


# ---- 5. The log: proofs and checkpoints --------------------------------------------------------


def check_proofs(files, entries):
    """Every entry lies in the tree of the last checkpoint, and was signed for that history."""
    proofs = read_json(files["proofs.json"])
    size, root = proofs["size"], bytes.fromhex(proofs["root"])
    steps = {int(s): [bytes.fromhex(h) for h in p] for s, p in proofs["consistency"].items()}
    with check(f"Inclusion (RFC 6962): every entry lies in the log of {size} entries") as wrong:
        for seq, entry in sorted(entries.items()):
            path = [bytes.fromhex(step) for step in proofs["inclusion"].get(str(seq), [])]
            if not inclusion_holds(seq, size, leaf_hash(entry.raw), path, root):
                wrong.append(f"entry {seq} does not lie in it")
    with check("History: each author signed for a beginning of this same log") as wrong:
        for seq, entry in sorted(entries.items()):
            if seq == 0:
                good = entry.prev == sha256(b"")
            else:
                good = consistency_holds(seq, size, entry.prev, root, steps.get(seq, []))
            if not good:
                wrong.append(f"entry {seq} was signed for another history")
    return size, root, steps


def check_checkpoints(files, entries, members, vault, size, root, steps):
    """Signed heads: C2SP signed notes with Ed25519 and ML-DSA-44. Returns size -> root."""
    keys = {}
    for entry in entries.values():  # the vault's own keys, introduced with each epoch
        epoch = entry.fields.get("epoch")
        for vkey in epoch.get("vkeys", []) if isinstance(epoch, dict) else []:
            name, _, material = vkey.split("+", 2)
            keys[name, unb64(material)] = f"the vault's key of epoch {epoch['n']}"
    for id, member in members.items():  # an exporter without those keys signs with his own
        keys[f"cocoon/{vault}/{id}", b"\x01" + unb64(member["key"])] = f"member {id}"
    heads = {}
    with check("Checkpoints: signed by keys of this vault, each a beginning of the last") as wrong:
        for name in sorted(n for n in files if n.startswith("checkpoints/")):
            try:
                at, head, signers = read_note(files[name].decode(), vault, keys)
            except ValueError as error:
                wrong.append(f"{name}: {error}")
                continue
            if name != f"checkpoints/{at:09d}":
                wrong.append(f"{name}: it is about {at} entries")
            if not consistency_holds(at, size, head, root, steps.get(at, [])):
                wrong.append(f"{name}: it has seen another history")
            heads[at] = head
            note(f"checkpoint over {at} entries, signed by {', '.join(signers)}")
        if heads.get(size) != root:
            wrong.append(f"there is no signed checkpoint over the {size} entries of the proofs")
    return heads


def read_note(text, vault, keys):
    """Reads a signed note (c2sp.org/signed-note); returns size, root, who signed."""
    body, _, tail = text.rpartition("\n\n")
    origin, count, root64 = body.split("\n")
    size, root = int(count), unb64(root64)
    if origin != f"cocoon/{vault}" or len(root) != 32:
        raise ValueError(f"it is of another log: {origin}")
    signers = []
    for line in tail.splitlines():
        name, data = re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line).groups()
        data = unb64(data)
        known = [m for n, m in keys if n == name and sha256(f"{n}\n".encode() + m)[:4] == data[:4]]
        if not known:
            raise ValueError(f"it is signed by a key that no opened entry introduces: {name}")
        kind, key, signature, message = known[0][0], known[0][1:], data[4:], f"{body}\n".encode()
        if kind == ML_DSA_44:  # a cosignature (c2sp.org/tlog-cosignature) begins with its time
            time, signature = signature[:8], signature[8:]
            message = b"subtree/v1\n\0" + bytes([len(name)]) + name.encode() + time
            message += bytes([len(origin)]) + origin.encode() + struct.pack(">QQ", 0, size) + root
        if not signed_by(key, signature, message, kind):
            raise ValueError(f"the signature of {name} does not hold")
        signers.append(f"{keys[name, known[0]]} ({'Ed25519' if kind == ED25519 else 'ML-DSA-44'})")
    if not signers or tail[-1:] != "\n":
        raise ValueError("nobody signed it")
    return size, root, signers


def check_pack(path, heads, vault):
    """A pack that the firm delivered earlier carries a checkpoint: it must be of this log."""
    with check(f"Pack {path}: the checkpoint delivered with it is of this same log") as wrong:
        with zipfile.ZipFile(path) as archive:
            lines = archive.read("proof/checkpoint").decode().split("\n")
        size, root = int(lines[1]), unb64(lines[2])
        if lines[0] != f"cocoon/{vault}":
            wrong.append(f"the pack is of another log: {lines[0]}")
        elif size not in heads:
            wrong.append(f"the dossier has no checkpoint over {size} entries to compare with")
        elif heads[size] != root:
            wrong.append(f"the pack has seen another head at {size} entries: two histories")


# ---- 6. Timestamps (RFC 3161) ------------------------------------------------------------------


class Der:
    """One DER value (X.690): tag, content, all its bytes; as much of DER as timestamps need."""

    def __init__(self, data):
        length, start = data[1], 2
        if length & 0x80:
            start = 2 + (length & 0x7F)
            length = int.from_bytes(data[2:start], "big")
        if data[0] & 0x1F == 0x1F or start > 6 or len(data) < start + length:
            raise ValueError("not DER")
        self.tag, self.body = data[0], data[start : start + length]
        self.raw = data[: start + length]

    def parts(self):
        """The values inside."""
        found, at = [], 0
        while at < len(self.body):
            found.append(Der(self.body[at:]))
            at += len(found[-1].raw)
        return found

    def at(self, *path):
        """Go down: the first part of the second part is reached by 1, 0."""
        node = self
        for step in path:
            node = node.parts()[step]
        return node

    def oid(self):
        """An object identifier, dotted."""
        numbers, value = [], 0
        for byte in self.body:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first] + numbers[1:]))

    def integer(self):
        """A whole number."""
        return int.from_bytes(self.body, "big", signed=True)


SHA = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(), "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
    "1.2.840.113549.1.1.11": hashes.SHA256(), "1.2.840.113549.1.1.12": hashes.SHA384(),
    "1.2.840.113549.1.1.13": hashes.SHA512(), "1.2.840.10045.4.3.2": hashes.SHA256(),
    "1.2.840.10045.4.3.3": hashes.SHA384(), "1.2.840.10045.4.3.4": hashes.SHA512(),
}  # fmt: skip
PKCS9 = "1.2.840.113549.1.9."


def digest(oid, data):
    """A hash, by the identifier of its kind."""
    state = hashes.Hash(SHA[oid])
    state.update(data)
    return state.finalize()


def read_token(token):
    """Checks a token's signature; returns (imprint, time, certificates from the signer up).

    Raises ValueError or InvalidSignature, saying why. CMS: RFC 5652; TSTInfo: RFC 3161 2.4.2.
    """
    whole = Der(token)
    signed = whole.at(1, 0).parts()
    if whole.raw != token or whole.at(0).oid() != "1.2.840.113549.1.7.2":
        raise ValueError("no CMS signed data")
    if signed[2].at(0).oid() != PKCS9 + "16.1.4":
        raise ValueError("no timestamp inside")
    info = signed[2].at(1, 0).body
    fields = Der(info).parts()
    if fields[2].at(0, 0).oid() != "2.16.840.1.101.3.4.2.1":
        raise ValueError("another hash than SHA-256 was stamped")
    time = datetime.strptime(fields[4].body.decode("ascii")[:14] + "Z", "%Y%m%d%H%M%SZ")
    time = time.replace(tzinfo=timezone.utc)
    given = [c for part in signed[3:-1] if part.tag == 0xA0 for c in part.parts()]
    given = [x509.load_der_x509_certificate(c.raw) for c in given]
    if len(signed[-1].parts()) != 1:
        raise ValueError("not exactly one signer")
    signer = signed[-1].at(0).parts()
    k = next(k for k, part in enumerate(signer) if k > 1 and part.tag == 0xA0)
    attributes = {a.at(0).oid(): a.at(1, 0) for a in signer[k].parts()}
    by = signer[2].at(0).oid()
    # The signed attributes must name this content and this certificate.
    if attributes[PKCS9 + "3"].oid() != PKCS9 + "16.1.4":
        raise ValueError("the signature is about another kind of content")
    if attributes[PKCS9 + "4"].body != digest(by, info):
        raise ValueError("the signature is about another content")
    certificate = next(c for c in given if is_named(c, attributes))
    if signer[1].tag == 0x30:
        same = signer[1].at(0).raw == certificate.issuer.public_bytes()
        if not same or signer[1].at(1).integer() != certificate.serial_number:
            raise ValueError("the signer is named in two ways")
    message = b"\x31" + signer[k].raw[1:]  # RFC 5652 5.4: signed as SET OF, sent as [0]
    algorithm, signature = signer[k + 1], signer[k + 2].body
    how = SHA.get(algorithm.at(0).oid(), SHA[by])
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and algorithm.at(0).oid() == "1.2.840.113549.1.1.10":
        options = {part.tag: part.at(0) for part in algorithm.at(1).parts()}
        how = SHA[options[0xA0].at(0).oid()]
        pss = padding.PSS(padding.MGF1(how), options[0xA2].integer())
        key.verify(signature, message, pss, how)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, message, padding.PKCS1v15(), how)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(how))
    else:
        key.verify(signature, message)  # Ed25519
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if not usage.critical or [u.dotted_string for u in usage.value] != ["1.3.6.1.5.5.7.3.8"]:
        raise ValueError("the certificate is not for timestamps alone")
    chain = [certificate]
    while chain[-1].issuer != chain[-1].subject and len(chain) < 10:
        above = next((c for c in given if issued(c, chain[-1])), None)
        if above is None:
            break
        chain.append(above)
    for each in chain:
        if not each.not_valid_before_utc <= time <= each.not_valid_after_utc:
            raise ValueError("a certificate was not valid at that time")
    return fields[2].at(1).body, time, chain


def is_named(certificate, attributes):
    """Whether the signed attribute signingCertificate(V2) (RFC 5035) names this certificate."""
    der = der_of(certificate)
    if PKCS9 + "16.2.47" in attributes:
        parts = attributes[PKCS9 + "16.2.47"].at(0, 0).parts()
        by = parts[0].at(0).oid() if parts[0].tag == 0x30 else "2.16.840.1.101.3.4.2.1"
        return next(p for p in parts if p.tag == 0x04).body == digest(by, der)
    return attributes[PKCS9 + "16.2.12"].at(0, 0, 0).body == hashlib.sha1(der).digest()


def der_of(certificate):
    """A certificate's bytes."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def issued(issuer, certificate):
    """Whether one certificate, of an authority for certificates, signed another."""
    try:
        certificate.verify_directly_issued_by(issuer)
        return issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False


def check_timestamps(files, entries, vault, size, root, steps, roots):
    """Tokens over checkpoints of this log. Which root to believe is yours to say (--root)."""
    with check("Timestamps (RFC 3161): signed, and over a head of this same log") as wrong:
        stamps = [e for _, e in sorted(entries.items()) if e.kind == "timestamp.added"]
        expected = {}
        for entry in stamps:
            token, at = unb64(entry.get("token")), entry.get("size")
            head = bytes.fromhex(entry.get("root"))
            text = f"cocoon/{vault}\n{at}\n{b64(head)}\n".encode()
            try:
                imprint, time, chain = read_token(token)
            except (ValueError, KeyError, IndexError, StopIteration, TypeError) as error:
                wrong.append(f"entry {entry.seq}: the token does not hold ({error})")
                continue
            except InvalidSignature:
                wrong.append(f"entry {entry.seq}: the authority did not sign this token")
                continue
            if imprint != sha256(text):
                wrong.append(f"entry {entry.seq}: the token stamps something else")
            if not consistency_holds(at, size, head, root, steps.get(at, [])):
                wrong.append(f"entry {entry.seq}: the token has seen another history")
            expected[f"timestamps/{at:09d}-{entry.seq}.der"] = token
            expected[f"timestamps/{at:09d}.txt"] = text
            if roots and not any(r == chain[-1] or issued(r, chain[-1]) for r in roots):
                wrong.append(f"entry {entry.seq}: the token does not lead to the given root")
            top = chain[-1]
            note(f"the first {at} entries existed on {time:%Y-%m-%d %H:%M:%S} UTC, says "
                 f"{chain[0].subject.rfc4514_string()}")  # fmt: skip
            note(f"  whoever believes this root believes it: {top.subject.rfc4514_string()}, "
                 f"SHA-256 {sha256(der_of(top)).hex()}")  # fmt: skip
        if expected != {name: files[name] for name in files if name.startswith("timestamps/")}:
            wrong.append("timestamps/ does not hold the tokens and texts of the entries")
    if not stamps:
        note("no outside authority has confirmed when this log existed; its times are the firm's")


# ---- 7. The trace: keys, coins, score, bound ---------------------------------------------------
#
# Every slot of a copy (a word that may stand a hair to the left or right, …) was set by a coin
# flip from the copy's own key. What was read from the leak was entered as integers g BEFORE any
# copy was scored. A copy that has nothing to do with the leak is independent of g, so the chance
# that its coins agree with g this well has a bound that follows from the coins alone.

ONE = 1 << 32


def words(key, count, *fields):
    """Key stream: ChaCha20 under HKDF-SHA-256(key, info = length-prefixed fields), as u32le."""
    info = b"".join(struct.pack("<I", len(str(f).encode())) + str(f).encode() for f in fields)
    stream = HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(key)
    data = Cipher(ChaCha20(stream, bytes(16)), mode=None).encryptor().update(bytes(4 * count))
    return struct.unpack(f"<{count}I", data)


def bias_table(code):
    """The set of probabilities (times 2^32) from which a slot's bias is drawn."""
    if code == "nuida3":
        return [907633386, ONE - 907633386]
    if code == "fair":
        return [ONE // 2]
    if code == "arcsine":
        low = math.asin(math.sqrt(0.01))
        span = math.pi / 2 - 2 * low
        steps = [math.sin(low + span * (k + 0.5) / 256) ** 2 for k in range(256)]
        return [round(step * (1 << 24)) << 8 for step in steps]
    raise ValueError(f"unknown bias code {code}")


def read_coefficients(rows):
    """Rows of leak.read: (container, carrier) -> list of integers g, 0 where nothing was read."""
    found = {}
    for row in rows:
        data = zlib.decompress(unb64(row["g"]))
        name = row["container"], row["carrier"]
        if len(data) != 2 * row["slots"] or name in found:
            raise ValueError("a row of coefficients is damaged")
        found[name] = struct.unpack(f"<{row['slots']}h", data)
    return found


def log10_chance(coins, score):
    """Chernoff bound: log10 of the chance that an innocent copy scores `score` or more.

    coins: (g, bias) -> how many. With a = g sqrt(q/p), b = -g sqrt(p/q):
    K(x) = sum of log(p e^(x a) + q e^(x b)); the bound is exp(K(x) - x S) for any x >= 0.
    """
    if score <= 0 or not coins:
        return 0.0
    terms = []
    for (g, bias), count in sorted(coins.items()):
        p = bias / ONE
        a, b = g * math.sqrt((ONE - bias) / bias), -g * math.sqrt(bias / (ONE - bias))
        terms.append((a, b, p, 1.0 - p, count))

    def slope(x):
        total = 0.0
        for a, b, p, q, count in terms:
            up, down = math.log(p) + x * a, math.log(q) + x * b
            total += count * (b + (a - b) / (1.0 + math.exp(min(down - up, 700.0))))
        return total

    def log_sum(u, v):
        high = max(u, v)
        return high + math.log1p(math.exp(min(u, v) - high))

    low, high = 0.0, 2.0**-20
    while high < 64.0 and slope(high) < score:
        low, high = high, 2 * high
    for _ in range(32):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < score else (low, middle)
    x = high
    total = [n * log_sum(math.log(p) + x * a, math.log(q) + x * b) for a, b, p, q, n in terms]
    return min(0.0, (math.fsum(total) - x * score) / math.log(10))


def trial(read, issued_entry, copy_key, biases, codes):
    """Recompute one copy's symbols and scores on everything that was read.

    Returns (symbols, parts): symbols as strings of + and -; parts, one for each container (page,
    form, picture) with anything read, as (revision, container, slots read, score, coins).
    """
    copy, epoch = issued_entry.get("copy"), issued_entry.get("epoch")
    symbols, parts, containers = [], {}, set()
    for revision, rows in sorted(read.get("revisions").items()):
        for (container, carrier), g in sorted(read_coefficients(rows).items()):
            if any(g):
                containers.add((revision, container))
            if revision not in biases:
                continue
            table, slots = bias_table(codes[revision]), len(g)
            place = revision, container, carrier
            drawn = words(biases[revision], slots, "cocoon/bias/1", codes[revision], *place)
            bias = [table[word % len(table)] for word in drawn]
            flips = words(copy_key, slots, "cocoon/coin/1", epoch, copy, *place)
            plus = [flip < b for flip, b in zip(flips, bias)]
            symbols.append([*place, "".join("-+"[p] for p in plus)])
            gains, coins = parts.setdefault((revision, container), ([], {}))
            for value, b, up in zip(g, bias, plus):
                if value:
                    coins[value, b] = coins.get((value, b), 0) + 1
                    ratio = (ONE - b) / b if up else b / (ONE - b)
                    gains.append((1 if up else -1) * value * math.sqrt(ratio))
    scored = [
        (revision, container, len(gains), math.fsum(gains), coins)
        for (revision, container), (gains, coins) in sorted(parts.items())
        if gains
    ]
    return symbols, scored, len(containers)


def bound_of(parts, containers, n, h):
    """The figure of a verdict: the least of the joint test's and each container's bound.

    All tests share one budget, half for the joint test, half for the containers: the joint chance
    is multiplied by N H 2, each container's by N H 2 C (one container: one test, N H).
    """
    total = {}
    for part in parts:
        for coin, count in part[4].items():
            total[coin] = total.get(coin, 0) + count
    half = 2 if containers > 1 else 1
    best = log10_chance(total, math.fsum(p[3] for p in parts)) + math.log10(n * h * half)
    if containers > 1:
        for part in parts:
            each = log10_chance(part[4], part[3]) + math.log10(n * h * half * containers)
            best = min(best, each)
    return min(0.0, best)


def check_trace(files, entries, statements):
    """Keys against their commitments; symbols, score and bound from them; the verdict's figure."""
    leak = statements["subject"]["leak"]
    keys = read_json(files["keys.json"])
    lodged = {e.get("leak"): e for e in entries.values() if e.kind == "leak.lodged"}
    reads = {s: e for s, e in entries.items() if e.kind == "leak.read"}
    copies = {e.get("copy"): e for e in entries.values() if e.kind == "copy.issued"}
    added = [e for e in entries.values() if e.kind == "document.added"]
    codes = {f"{e.get('document')}@{e.get('n')}": e.get("bias", "nuida3") for e in added}
    opened = {}
    with check("Keys: each is the one committed to when the copy was issued") as wrong:
        for copy, given in keys["copies"].items():
            entry, biases = copies[copy], {}
            if not opens(entry.get("key_commitment"), given["copy"]):
                wrong.append(f"{copy}: the copy's key is another one")
            for revision, bias in given["biases"].items():
                if not opens(entry.get("bias_commitments")[revision], bias):
                    wrong.append(f"{copy}: the bias key of {revision} is another one")
                biases[revision] = unb64(bias["key"])
            opened[copy] = unb64(given["copy"]["key"]), biases
    before = lodged[leak].seq if leak in lodged else 0
    for entry in entries.values():
        if entry.kind == "dossier.exported" and entry.seq < before:
            for copy in sorted(set(entry.get("copies", [])) & set(opened)):
                note(f"{copy}: its key had left in dossier {entry.get('dossier')} before this leak")
                note("  was lodged; whoever has seen that could have made a copy with its marks")
    with check("Leak: read from the files that were preserved, after they were") as wrong:
        for seq, read in reads.items():
            preserved = [f["sha256"] for f in lodged[read.get("leak")].get("files")]
            if read.get("files") != preserved or lodged[read.get("leak")].seq > seq:
                wrong.append(f"entry {seq}: it was read from other files than were preserved")
    expected = []
    with check("Verdict: symbols, scores and bounds, recomputed, are those entered") as wrong:
        for seq, judged in sorted(entries.items()):
            if judged.kind != "leak.judged":
                continue
            if judged.get("leak") != leak:
                note(f"entry {seq}: leak {judged.get('leak')}, with some of the same files: "
                     f"{judged.get('verdict')}; not a part of this case")  # fmt: skip
                continue
            read = reads[judged.get("read_seq")]
            n, h = judged.get("copies_tested"), judged.get("hypotheses")
            same = {f["sha256"] for f in lodged[judged.get("leak")].get("files")}
            tried = sum(
                max(1, r.get("hypotheses")) for s, r in reads.items()
                if s < seq and same & {f["sha256"] for f in lodged[r.get("leak")].get("files")}
            )  # fmt: skip
            if read.seq > seq or read.get("leak") != judged.get("leak"):
                wrong.append(f"entry {seq}: the verdict came before what was read")
            if tried != h:
                wrong.append(f"entry {seq}: H is {h}, but the readings before it tried {tried}")
            matches = judged.get("matches", [])
            if (judged.get("verdict") == "match") != bool(matches):
                wrong.append(f"entry {seq}: the verdict is not what its matches say")
            for match in matches:
                copy, figure = match["copy"], match["log10_false_match"]
                if copy not in opened:
                    note(f"entry {seq} names {copy}, whose key was not opened: not recomputed")
                    continue
                if copies[copy].seq > read.seq:
                    wrong.append(f"entry {seq}: {copy} was issued after the leak was read")
                symbols, parts, containers = trial(read, copies[copy], *opened[copy], codes)
                bound = bound_of(parts, containers, n, h)
                if not figure - 0.010001 <= bound <= figure + 1e-6 or figure > -6:
                    wrong.append(f"entry {seq}: {copy} has 10^{bound:.2f}, not 10^{figure:.2f}")
                worst = bound_of(parts, containers, max(1, seq), h)
                note(f"{copy}: chance of a false match at most 10^{figure:.2f} (N {n}, H {h});")
                note(f"  10^{worst:.2f} even if each of the {seq} earlier entries had been a copy")
                expected.append({
                    "copy": copy, "read": read.seq, "judged": seq, "n": n, "h": h,
                    "log10_false_match": figure, "symbols": symbols,
                    "parts": [[r, c, k, round(s, 3)] for r, c, k, s, _ in parts],
                })  # fmt: skip
        stated = statements["trials"]
        if len(stated) != len(expected):
            wrong.append(f"{len(stated)} trials are stated, {len(expected)} can be recomputed")
        for said, found in zip(stated, expected):
            wrong += [
                f"trial of {found['copy']}: “{name}” is stated differently"
                for name in found if said.get(name) != found[name]
            ]  # fmt: skip


def check_files(files, entries):
    """Files that came along (--with-files): each must be one that an opened entry names."""
    with check("Files: each that came along is named, by its hash, by an opened entry") as wrong:
        named = {f["sha256"] for e in entries.values() for v in e.fields.values()
                 for f in (v if isinstance(v, list) else [v])
                 if isinstance(f, dict) and "sha256" in f}  # fmt: skip
        for name in sorted(n for n in files if n.startswith("files/")):
            found = sha256(files[name]).hex()
            if found not in named or not name.startswith(f"files/{found[:16]}-"):
                wrong.append(f"{name} is named by no entry")


def opens(commitment, given):
    """Whether key and salt are those of a commitment: SHA-256(label, salt, key)."""
    key, salt = unb64(given["key"]), unb64(given["salt"])
    made = sha256(b"cocoon/key-commitment/1\0" + salt + key)
    return len(key) == len(salt) == 32 and hmac.compare_digest(b64(made), commitment)


# ---- 8. What the papers say --------------------------------------------------------------------


STATED = {  # all that is stated; whatever came on top would be checked by nothing
    "whole": "copies dossier entries owner producers subject trials vault",
    "subject": "id kind leak",
    "entries": "author entry fields kind name time",
    "copies": "contact copy entry firm person",
    "trials": "copy h judged log10_false_match n parts read symbols",
}


def check_statements(statements, index, entries, members, vault):
    """Each statement of the papers, in machine form, is what the opened entries say."""
    with check("Statements: what the papers say is what the opened entries say") as wrong:
        org = entries[0].get("org")
        if (statements["vault"], statements["owner"]) != (vault, org):
            wrong.append("the papers are about another vault or firm")
        for said in statements["entries"]:
            entry = entries[said["entry"]]
            name = members.get(entry.author, {"name": ""})["name"]
            head = entry.kind, entry.time, entry.author, name
            if (said["kind"], said["time"], said["author"], said["name"]) != head:
                wrong.append(f"entry {entry.seq}: kind, time or author is stated differently")
            wrong += [
                f"entry {entry.seq}: “{field}” is stated differently"
                for field in set(said["fields"]) | set(entry.fields)
                if field not in entry.fields or field not in said["fields"]
                or canonical(said["fields"][field]) != canonical(entry.fields[field])
            ]  # fmt: skip
        if {said["entry"] for said in statements["entries"]} != set(entries):
            wrong.append("the papers do not speak of the same entries")
        people = [
            {
                "member": id, "name": m["name"], "roles": m["ever"], "active": m["active"],
                "entries": m["entries"],
            }
            for id, m in sorted(members.items())
            if {APPROVER, EXAMINER, "delegate"} & set(m["ever"])
        ]  # fmt: skip
        if statements["producers"] != people:
            wrong.append("the members who could have made a copy are stated differently")
        elif statements["trials"]:
            names = ", ".join(person["name"] for person in people)
            note(f"besides the recipient, these have held keys that make the same marks: {names}")
        contacts = {e.get("contact"): e for e in entries.values() if e.kind == "contact.added"}
        partners = {e.get("partner"): e for e in entries.values() if e.kind == "partner.added"}
        issued = {e.seq for e in entries.values() if e.kind == "copy.issued"}
        if {copy["entry"] for copy in statements["copies"]} != issued:
            wrong.append("the papers speak of other copies")
        for copy in statements["copies"]:
            entry = entries[copy["entry"]]
            contact = contacts[entry.get("contact")]
            firm = partners[contact.get("partner")].get("name")
            found = entry.get("copy"), entry.get("contact"), contact.get("name"), firm
            if (copy["copy"], copy["contact"], copy["person"], copy["firm"]) != found:
                wrong.append(f"the recipient of {copy['copy']} is stated differently")
        subject = statements["subject"]
        kinds = {"R": "release", "L": "leak", "I": "incident"}
        if subject["kind"] != kinds.get(subject["id"][:1]) or subject["id"] != index["about"]:
            wrong.append("the papers are about something else")
        opened = [e for e in entries.values() if e.kind == "incident.opened"]
        leaks = {e.get("incident"): e.get("leak") for e in opened}
        leak = {"release": "", "leak": subject["id"], "incident": leaks.get(subject["id"])}
        if subject["leak"] != leak[subject["kind"]]:
            wrong.append("the papers are about another leak")
        for part, names in STATED.items():
            given = [statements] if part == "whole" else statements[part]
            given = [given] if isinstance(given, dict) else given
            if any(set(each) != set(names.split()) for each in given):
                wrong.append(f"something is stated in “{part}” that nothing here checks")


# ---- 9. The whole ------------------------------------------------------------------------------

IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini"}  # left by systems, not by anybody


def read_files(folder):
    """All files of the dossier by name."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if (path.is_symlink() or not path.is_dir()) and path.name not in IGNORED:
            name = path.relative_to(folder).as_posix()
            files[name] = b"" if path.is_symlink() else path.read_bytes()
    return files


KNOWN = (
    r"entries/\d{9}|checkpoints/\d{9}|timestamps/\d{9}(\.txt|-\d+\.der)|files/[0-9a-f]{16}-[^/]+|"
    r"(keys|openings|proofs|statements)\.json|dossier-(ko|en)\.pdf|verify\.py"
)


def check_index(files):
    """Every file is the one that was exported; returns the index."""
    index = {}
    with check("Index: every file is there, unchanged, and nothing was added") as wrong:
        index = read_json(files["index.json"])
        if index["format"] != FORMAT:
            wrong.append(f"this is {index['format']}, but this verifier reads {FORMAT}")
        if (canonical(index) + "\n").encode() != files["index.json"]:
            wrong.append("index.json is not in canonical form")
        listed = {file["name"]: file for file in index["files"]}
        for name, file in listed.items():
            if name not in files:
                wrong.append(f"{name} is missing")
            elif (sha256(files[name]).hex(), len(files[name])) != (file["sha256"], file["size"]):
                wrong.append(f"{name} was changed")
        for name in set(files) - set(listed) - {"index.json", "index.sig"}:
            wrong.append(f"{name} was added")
        for name in listed:
            if not re.fullmatch(KNOWN, name):
                wrong.append(f"{name} is no part of a dossier")
    return index


def check_exporter(files, index, entries, members, vault, size, root):
    """The member who exported the dossier signed the index, and entered that he did."""
    with check("Exporter: a member signed the index and entered this export") as wrong:
        member = members[index["member"]]
        text = files["index.sig"].decode("ascii")
        signature = unb64(text[:-1])
        message = b"cocoon dossier index v1 signature\n" + files["index.json"]
        if not signed_by(unb64(member["key"]), signature, message) or text[-1:] != "\n":
            wrong.append(f"{index['member']} did not sign the index")
        entry = entries[index["entry"]]
        if (entry.kind, entry.author) != ("dossier.exported", index["member"]):
            wrong.append(f"entry {index['entry']} is not the export of this dossier")
        if entry.get("dossier") != index["dossier"] or entry.get("about") != index["about"]:
            wrong.append("the export that was entered is another one")
        if sorted([*entry.get("entries"), entry.seq]) != sorted(entries):
            wrong.append("other entries were opened than the export says")
        copies = read_json(files["keys.json"])["copies"]
        if sorted(entry.get("copies", [])) != sorted(copies):
            wrong.append("other keys were opened than the export says")
        if (index["vault"], index["size"], index["root"]) != (vault, size, root.hex()):
            wrong.append("the index is bound to another checkpoint")
        note(f"exported by {member['name']} ({index['member']}) on {entry.time}")


def main():
    """All checks in order; returns the exit code."""
    words_ = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words_.add_argument("dir", nargs="?", default=str(Path(__file__).resolve().parent))
    words_.add_argument("--vault", default="", help="the vault's id, as you know it from elsewhere")
    words_.add_argument("--root", default="", help="PEM file: the timestamp root that you believe")
    words_.add_argument("--pack", action="append", default=[], help="a pack that was delivered")
    asked = words_.parse_args()
    try:
        files = read_files(Path(asked.dir))
        roots = x509.load_pem_x509_certificates(Path(asked.root).read_bytes()) if asked.root else []
        for pack in asked.pack:
            Path(pack).read_bytes()
    except (OSError, ValueError) as error:
        print(f"This cannot be read: {error}", file=sys.stderr)
        return 2
    if not files:
        print(f"There is no dossier at {asked.dir}.", file=sys.stderr)
        return 2
    try:
        index = check_index(files)
        entries = check_entries(files)
        vault = check_vault(entries, asked.vault)
        members = check_members(entries)
        check_release_order(entries)
        size, root, steps = check_proofs(files, entries)
        heads = check_checkpoints(files, entries, members, vault, size, root, steps)
        check_exporter(files, index, entries, members, vault, size, root)
        check_timestamps(files, entries, vault, size, root, steps, roots)
        for pack in asked.pack:
            check_pack(pack, heads, vault)
        statements = read_json(files["statements.json"])
        check_trace(files, entries, statements)
        check_files(files, entries)
        check_statements(statements, index, entries, members, vault)
    except Exception as error:
        with check("The rest of the dossier") as wrong:
            wrong.append(f"it cannot be read ({type(error).__name__}: {str(error)[:200]})")
    print()
    if FAILED:
        print(f"{len(FAILED)} things differ. This dossier proves nothing as it is.")
        return 3
    print(f"Everything holds, for vault {vault}.")
    print("Compare this id, and the root of the timestamps, with what you know from elsewhere.")
    if statements["subject"]["leak"]:
        print(f"Level 2, at the firm, with its keys: cocoon trace {statements['subject']['leak']}")
        print("  reads the preserved leak again, with the original page, and enters what it reads:")
        print("  the check against a reading that somebody with keys made up. Attend it.")
    return 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())

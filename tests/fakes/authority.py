"""A real timestamp authority: `openssl ts` with its own root and signer, behind a small server."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OPENSSL = shutil.which("openssl")

_CONFIG = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[signer]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[careless]
extendedKeyUsage = timeStamping,serverAuth
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
certs = {folder}/root.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """An authority on this machine.

    Attributes:
        folder: its keys; root: its root certificate.
        requests: what it was asked over the network.
        mood: ``well``, ``down`` (500), ``rude`` (nonsense), ``stuck`` (says nothing for long),
            ``elsewhere`` (a redirect) or ``late`` (answers an earlier request).
    """

    folder: Path
    requests: list[bytes] = field(default_factory=list)
    mood: str = "well"
    address: str = ""
    waiting: threading.Event = field(default_factory=threading.Event)

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, request: bytes, *words: str) -> bytes:
        """What the authority says to a request."""
        (self.folder / "q.tsq").write_bytes(request)
        _openssl(
            *("ts", "-reply", "-config", str(self.folder / "tsa.cnf"), "-queryfile"),
            *(str(self.folder / "q.tsq"), "-out", str(self.folder / "a.tsr"), *words),
        )
        return (self.folder / "a.tsr").read_bytes()

    def sign(self, info: bytes) -> bytes:
        """A token over a TSTInfo, whatever the certificate may be used for."""
        (self.folder / "info").write_bytes(info)
        _openssl(
            *("cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256"),
            *("-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", str(self.folder / "info")),
            *("-signer", str(self.folder / "signer.pem"), "-certfile", str(self.root)),
            *("-inkey", str(self.folder / "signer.key"), "-outform", "DER"),
            *("-out", str(self.folder / "token.der")),
        )
        return (self.folder / "token.der").read_bytes()


def authority(folder: Path, key: str = "rsa:2048", extensions: str = "signer") -> Authority:
    """A new authority; `key` as openssl names kinds of keys."""
    folder.mkdir(parents=True)
    config = folder / "tsa.cnf"
    config.write_text(_CONFIG.format(folder=folder), "utf-8")
    (folder / "serial").write_text("01\n")
    kind = ["-newkey", key] if key.startswith("rsa") else ["-newkey", "ec", "-pkeyopt", key]
    common = ["-config", str(config), "-nodes", "-batch"]
    _openssl(
        *("req", "-new", "-x509", *kind, *common, "-subj", f"/CN=Root of {folder.name}"),
        *("-days", "3650", "-extensions", "root"),
        *("-keyout", str(folder / "root.key"), "-out", str(folder / "root.pem")),
    )
    _openssl(
        *("req", "-new", *kind, *common, "-subj", f"/CN=Authority {folder.name}"),
        *("-keyout", str(folder / "signer.key"), "-out", str(folder / "signer.csr")),
    )
    _openssl(
        *("x509", "-req", "-in", str(folder / "signer.csr"), "-days", "3000"),
        *("-CA", str(folder / "root.pem"), "-CAkey", str(folder / "root.key"), "-CAcreateserial"),
        *("-extfile", str(config), "-extensions", extensions, "-out", str(folder / "signer.pem")),
    )
    return Authority(folder)


@contextmanager
def serving(known: Authority) -> Iterator[Authority]:
    """The authority on a loopback port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            known.requests.append(body)
            if known.mood == "stuck":
                known.waiting.wait(30)
                return
            if known.mood in ("down", "elsewhere"):
                self.send_response(500 if known.mood == "down" else 302)
                self.send_header("Location", known.address + "/other")
                self.end_headers()
                return
            asked = known.requests[0] if known.mood == "late" else body
            data = b"<html>no" if known.mood == "rude" else known.answer(asked)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            known.requests.append(b"GET")
            self.send_response(404)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.address = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield known
    finally:
        known.waiting.set()
        server.shutdown()
        server.server_close()


def _openssl(*words: str) -> None:
    assert OPENSSL is not None
    done = subprocess.run([OPENSSL, *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()

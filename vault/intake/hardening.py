"""Taking rights away from a Linux process for good.

A parser that a hostile file has taken over runs code with the user's rights. Limits stop it
from eating the machine; this stops it from reading the user's other files, writing anywhere
but its private folder, starting programs, or speaking to the network:

- no new privileges, no core dump, no debugger, and death with the parent (prctl);
- files: reading only where programs and libraries live, writing only in one folder (Landlock,
  kernel 5.13 and later);
- no new processes, programs, sockets or peeking into other processes (seccomp filter).

Each layer is best effort: a kernel without it leaves the others. `harden` says which hold.
Must run before any thread is started, since threads keep what they were born with.

Sources: the kernel's Documentation/userspace-api/landlock.rst and seccomp_filter.rst.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SIGKILL = 9

_SYSTEM_PLACES = (
    "/usr", "/lib", "/lib32", "/lib64", "/opt", "/nix", "/gnu",
    "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm",
    "/sys/devices/system",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446  # the same everywhere
_READ_FILE, _READ_DIR, _EXECUTE, _WRITE_FILE, _TRUNCATE = 1 << 2, 1 << 3, 1, 1 << 1, 1 << 14
_READING = _READ_FILE | _READ_DIR
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_RIGHTS_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
_TCP_RIGHTS = 0b11


class _Calls(NamedTuple):
    """Numbers of system calls on one kind of processor, from the kernel's tables."""

    audit: int
    clone: int
    clone3: int
    tgkill: int
    refused: tuple[int, ...]


_CALLS = {
    # socket socketpair fork vfork execve execveat kill tkill rt_sigqueueinfo
    # pidfd_send_signal ptrace process_vm_readv process_vm_writev bpf io_uring_setup mount umount2
    "x86_64": _Calls(
        0xC000003E, 56, 435, 234,
        (41, 53, 57, 58, 59, 322, 62, 200, 129, 424, 101, 310, 311, 321, 425, 165, 166),
    ),
    # the same, but this processor has no fork and vfork
    "aarch64": _Calls(
        0xC00000B7, 220, 435, 131,
        (198, 199, 221, 281, 129, 130, 138, 424, 117, 270, 271, 280, 425, 40, 39),
    ),
}  # fmt: skip
_CLONE_THREAD = 0x00010000


def harden(writable: Path, readable: Iterable[Path]) -> list[str]:
    """Take away what a reader of files does not need.

    Args:
        writable: the one folder in which files may be made.
        readable: folders to read from, besides the system's.

    Returns:
        The layers that hold: some of ``prctl``, ``landlock``, ``seccomp``.
    """
    if sys.platform != "linux":
        return []
    c = ctypes.CDLL(None, use_errno=True)
    parent = os.getppid()
    for option, value in (
        (_PR_SET_NO_NEW_PRIVS, 1),
        (_PR_SET_DUMPABLE, 0),
        (_PR_SET_PDEATHSIG, _SIGKILL),
    ):
        if c.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
            return []
    if os.getppid() != parent:  # it died in between
        os._exit(1)
    layers = ["prctl"]
    if _landlock(c, writable, readable):
        layers.append("landlock")
    if _seccomp(c):
        layers.append("seccomp")
    return layers


def _landlock(c: ctypes.CDLL, writable: Path, readable: Iterable[Path]) -> bool:
    version = c.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    rights = _RIGHTS_BY_VERSION[min(version, 3)]
    # struct landlock_ruleset_attr: file rights, then (version 4) network rights.
    attributes = struct.pack("=Q", rights)
    if version >= 4:
        attributes += struct.pack("=Q", _TCP_RIGHTS)
    ruleset = c.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return False
    try:
        for place in {*map(Path, _SYSTEM_PLACES), *readable}:
            _allow(c, ruleset, place, _READING | _EXECUTE)
        for device in _DEVICES:
            _allow(c, ruleset, Path(device), _READ_FILE | _WRITE_FILE)
        _allow(c, ruleset, writable, rights & ~_EXECUTE)
        return bool(c.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(c: ctypes.CDLL, ruleset: int, place: Path, rights: int) -> None:
    """Open one place; a place that is not there needs no rule."""
    try:
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not place.is_dir():
            rights &= _FILE_RIGHTS
        # struct landlock_path_beneath_attr, packed: rights, descriptor.
        rule = struct.pack("=Qi", rights, descriptor)
        c.syscall(_LANDLOCK_ADD, ruleset, 1, rule, 0)
    finally:
        os.close(descriptor)


def _seccomp(c: ctypes.CDLL) -> bool:
    """Install a filter that refuses calls with EPERM, and new processes but not threads."""
    calls = _CALLS.get(platform.machine())
    if calls is None:
        return False
    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, kill = 0x7FFF0000, 0x80000000
    no, not_there = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
    number, processor, first_argument = 0, 4, 16  # offsets in struct seccomp_data
    program = [
        (load, 0, 0, processor),
        (equal, 1, 0, calls.audit),
        (give, 0, 0, kill),
        (load, 0, 0, number),
        (at_least, 0, 1, 0x40000000),  # x86_64's second set of numbers
        (give, 0, 0, no),
        (equal, 0, 1, calls.clone3),
        (give, 0, 0, not_there),       # the C library then falls back to clone
        (equal, 0, 4, calls.clone),
        (load, 0, 0, first_argument),
        (any_bit, 0, 1, _CLONE_THREAD),
        (give, 0, 0, allow),
        (give, 0, 0, no),
        (equal, 0, 4, calls.tgkill),   # abort() signals itself; nobody else
        (load, 0, 0, first_argument),
        (equal, 0, 1, os.getpid()),
        (give, 0, 0, allow),
        (give, 0, 0, no),
    ]  # fmt: skip
    for refused in calls.refused:
        program += [(equal, 0, 1, refused), (give, 0, 0, no)]
    program.append((give, 0, 0, allow))
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    # struct sock_fprog: length, pointer.
    whole = struct.pack("@HP", len(program), ctypes.addressof(code))
    return bool(c.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(2), whole, 0, 0) == 0)

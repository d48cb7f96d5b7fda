"""A hostile file costs a worker, never the program."""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from tests.fakes import hostile
from vault.errors import CocoonError, HostileInputError, IntegrityError
from vault.intake.worker import Sandbox
from vault.progress import Cancelled, Step

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="provokes POSIX ways to die")
linux = pytest.mark.skipif(sys.platform != "linux", reason="layers of the Linux kernel")

HERE = "tests.fakes.hostile"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Where workers keep their files; nothing may be left in it, nor any process of ours."""
    place = tmp_path / "private"
    before = children()  # of tests before this one: multiprocessing's tracker lives on
    yield place
    assert not place.exists() or not list(place.iterdir())
    assert children() <= before


def children() -> set[int]:
    """Processes whose parent is this one."""
    if sys.platform != "linux":
        return set()
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return {int(pid) for pid in listed.split()}


def sandbox(place: Path, **settings: object) -> Sandbox:
    given = {"rooms": (HERE,), "place": place, "role": "The leaked picture", "seconds": 90.0}
    return Sandbox(**{**given, **settings})  # type: ignore[arg-type]


def refusal(box: Sandbox, name: str, **arguments: object) -> HostileInputError:
    with pytest.raises(HostileInputError) as caught:
        box.run(f"{HERE}:{name}", **arguments)
    assert str(caught.value).startswith("The leaked picture ")
    assert caught.value.next
    return caught.value


def test_values_come_back_as_they_went(place: Path) -> None:
    array = np.arange(12, dtype=np.int32).reshape(3, 4)
    value = {"이름": ["도면", 1, -2.5, None, True], "data": bytes(range(256)) * 100, "a": array}
    with sandbox(place) as box:
        back = box.call(f"{HERE}:echo", value=value)
        assert back["이름"] == value["이름"]
        assert back["data"] == value["data"]
        assert back["a"].dtype == np.int32
        np.testing.assert_array_equal(back["a"], array)
        np.testing.assert_array_equal(box.call(f"{HERE}:double", array=array), array * 2)


def test_many_calls_share_one_process(place: Path) -> None:
    with sandbox(place) as box:
        box.call(f"{HERE}:echo", value=1)
        first = children()
        box.call(f"{HERE}:echo", value=2)
        assert children() == first


def test_a_large_document_goes_through_the_pipe(place: Path) -> None:
    size = 64 << 20
    assert sandbox(place).run(f"{HERE}:length", data=bytes(size)) == size


def test_memory_hog_is_stopped(place: Path) -> None:
    box = sandbox(place, memory_bytes=400 << 20)
    assert box.run(f"{HERE}:eat_memory", mib=100) == 100
    assert refusal(box, "eat_memory", mib=500).code == "too-much-memory"


@linux
def test_memory_hog_in_native_code_is_stopped(place: Path) -> None:
    """More than this process has ever used, so that the system's figure is the worker's."""
    box = sandbox(place, memory_bytes=1500 << 20)
    assert refusal(box, "eat_native_memory", mib=1600).code == "too-much-memory"


@pytest.mark.parametrize("name", ["loop", "sleep"])
def test_a_call_that_does_not_end_is_stopped(place: Path, name: str) -> None:
    arguments = {"seconds": 3600} if name == "sleep" else {}
    assert refusal(sandbox(place, seconds=0.5), name, **arguments).code == "took-too-long"


@pytest.mark.parametrize("name", ["crash", "leave"])
def test_a_dead_worker_is_a_sentence(place: Path, name: str) -> None:
    assert refusal(sandbox(place), name).code == "worker-died"


def test_the_next_call_gets_a_new_worker(place: Path) -> None:
    with sandbox(place) as box:
        with pytest.raises(HostileInputError):
            box.call(f"{HERE}:crash")
        assert box.call(f"{HERE}:echo", value="well") == "well"


def test_too_large_an_answer_is_refused_unread(place: Path) -> None:
    box = sandbox(place, answer_bytes=1 << 20)
    assert refusal(box, "large_answer", size=2 << 20).code == "too-much-memory"


def test_what_libraries_print_does_not_disturb_the_channel(place: Path) -> None:
    assert sandbox(place).run(f"{HERE}:shout") == "still understood"


def frame(body: bytes, *lengths: int) -> bytes:
    return struct.pack(f">4sII{len(lengths)}Q", b"CCN1", len(body), len(lengths), *lengths) + body


@pytest.mark.parametrize(
    "words",
    [
        b"\x00" * 64,
        b"GET / HTTP/1.1\r\n\r\n",
        frame(b"\xc1"),
        frame(msgspec.msgpack.encode(["value", 1])),
        frame(msgspec.msgpack.encode({"run": "rm -rf /"})),
        frame(msgspec.msgpack.encode({"error": {"kind": "SystemExit"}})),
        frame(msgspec.msgpack.encode({"value": msgspec.msgpack.Ext(9, b"x")})),
        frame(msgspec.msgpack.encode({"step": {"what": 1, "done": 2, "total": 3}})),
        frame(b"\x91" * 100_000),
        frame(b"\xdd\xff\xff\xff\xff"),
        frame(b"\x80", *[16] * 3) + bytes(48),
    ],
)
def test_a_worker_that_speaks_nonsense_is_dead(place: Path, words: bytes) -> None:
    assert refusal(sandbox(place), "speak", words=words).code == "worker-died"


def test_a_frame_that_lies_about_its_size_allocates_nothing(place: Path) -> None:
    words = frame(b"", 1 << 60)
    assert refusal(sandbox(place), "speak", words=words).code == "too-much-memory"


def test_refusals_come_back_as_themselves(place: Path) -> None:
    with sandbox(place) as box:
        with pytest.raises(IntegrityError) as caught:
            box.call(f"{HERE}:refuse")
        assert (caught.value.code, caught.value.next) == ("torn-page", "Ask for it again.")
        assert caught.value.message == "Page 3 is torn. [31m"  # no terminal codes from outside
        with pytest.raises(CocoonError) as simple:
            box.call(f"{HERE}:refuse_simply")
        assert type(simple.value) is CocoonError


@pytest.mark.parametrize("name", ["stumble", "recurse"])
def test_unexpected_exceptions_say_nothing_of_the_file(
    place: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    error = refusal(sandbox(place), name)
    assert error.code == "unreadable-file"
    chain, shown = error, ""
    while chain:
        shown += repr(chain) + str(chain)
        chain = chain.__cause__ or chain.__context__  # type: ignore[assignment]
    out = capfd.readouterr()
    assert hostile.SECRET not in shown + out.out + out.err


def test_a_developer_may_see_the_traceback(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COCOON_DEBUG_WORKER", "1")
    refusal(sandbox(place), "stumble")
    assert "cannot parse" in capfd.readouterr().err


def test_environment_and_arguments_hold_no_secret(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COCOON_PASSPHRASE", "COCOON_NEW_PASSPHRASE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, hostile.SECRET)
    with sandbox(place) as box:
        seen = box.call(f"{HERE}:environment")
        assert hostile.SECRET not in seen.values()
        assert Path(seen["TMPDIR"]).is_relative_to(place)
        arguments = box.call(f"{HERE}:arguments")
        assert hostile.SECRET not in " ".join(arguments)


def test_progress_arrives_and_may_stop_the_work(place: Path) -> None:
    steps: list[Step] = []
    assert sandbox(place, report=steps.append).run(f"{HERE}:count", to=100) == 100
    assert steps == [Step("Counting", k, 100) for k in range(1, 101)]

    def stop(step: Step) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sandbox(place, report=stop).run(f"{HERE}:count", to=100_000)


def test_files_are_forbidden_unless_allowed_and_never_stay(place: Path) -> None:
    assert refusal(sandbox(place), "leave_files", size=10).code == "unreadable-file"
    (path,) = sandbox(place, file_bytes=1 << 20).run(f"{HERE}:leave_files", size=1000)
    assert not Path(path).exists()
    small = sandbox(place, file_bytes=1 << 20)
    assert refusal(small, "leave_files", size=2 << 20).code == "unreadable-file"


def test_only_functions_of_the_rooms_can_be_called(place: Path) -> None:
    for target in ("os:getcwd", "tests.fakes.hostile2:echo", "vault.marks:x"):
        with pytest.raises(ValueError, match="room"):
            sandbox(place).run(target)


def test_our_own_mistakes_are_not_blamed_on_the_file(place: Path) -> None:
    with sandbox(place) as box:
        for name, arguments in (("no_such_function", {}), ("echo", {"other": 1})):
            with pytest.raises(TypeError, match="cannot be called"):
                box.call(f"{HERE}:{name}", **arguments)


@linux
def test_the_kernel_refuses_what_a_reader_never_needs(place: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("mine", encoding="utf-8")
    with sandbox(place, file_bytes=1000) as box:
        box.call(f"{HERE}:echo", value=0)
        layers = box.layers
        if not {"landlock", "seccomp"} <= set(layers):
            pytest.skip(f"this kernel has only {layers}")
        done = box.call(f"{HERE}:attempts", outside=str(tmp_path), parent=os.getpid())
    assert done.pop("thread") == "done"
    assert set(done.values()) == {"PermissionError"}, done
    assert (tmp_path / "secret.txt").exists()


def test_every_reader_still_works_without_rights(place: Path) -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(200, 100))
    canvas.drawString(20, 50, "A page of text with corners")
    canvas.save()
    done = sandbox(place).run(f"{HERE}:use_every_reader", pdf=data.getvalue())
    assert done == {
        "pages": [1], "picture": [200, 400, 3], "png": [400, 200], "xml": [1], "features": [1],
        "font": [True],
    }  # fmt: skip


@linux
def test_a_worker_dies_with_the_program(tmp_path: Path) -> None:
    import signal
    import subprocess

    code = (
        "import os, sys; from pathlib import Path; from vault.intake.worker import Sandbox\n"
        "def tell(step):\n"
        "    children = Path(f'/proc/self/task/{os.getpid()}/children').read_text()\n"
        "    print(children, flush=True)\n"
        f"box = Sandbox(rooms=('{HERE}',), place=Path(sys.argv[1]), report=tell)\n"
        f"box.call('{HERE}:begin_and_loop')\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "p")],
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert program.stdout
    worker = int(program.stdout.readline())
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    deadline = time.monotonic() + 60
    while Path(f"/proc/{worker}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()

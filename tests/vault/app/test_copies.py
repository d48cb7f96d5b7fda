"""From delivery to return: what is entered, what is due, and what the letters say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.fakes import firm as firms
from tests.fakes.firm import APPROVER, AUDITOR, ENGINEER, OWNER, Firm
from vault.app import letters
from vault.app.partnership import disclosures, holdings
from vault.app.people import members
from vault.app.proof import evidence
from vault.app.proof.verification import deep_check, verify
from vault.app.release import collecting, copies, notices, reminders, sealing
from vault.app.release import releases as asking
from vault.app.session import Session, unlock
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.values import Copy, Letter
from vault.errors import CocoonError, RefusedError, UsageError
from vault.papers.letters import day_said
from vault.storage import MemoryStore

OVEN, NOZZLE = "Reflow oven specification", "Nozzle plate: 12"
UNTIL, RETURN_BY = "2026-06-30", "2026-07-15"


def bare(path: Path) -> Path:
    """Three pages without words, which are quick to issue."""
    canvas = Canvas(str(path), pagesize=(300, 400))
    for page in range(3):
        canvas.rect(40, 40, 100 + 20 * page, 100)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Firm:
    """A firm that handed pages 1 and 3 of a document, and a drawing, to two people."""
    home = tmp_path_factory.mktemp("firm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        firm = firms.staffed(MemoryStore())
        oven = firm.add(firm.owner, bare(home / "o.pdf"), technology="Ovens", title=OVEN)
        drawing = home / "n.dxf"
        drawing.write_text("a drawing\n" * 50)
        nozzle = firm.add(firm.owner, drawing, technology="Ovens", title=NOZZLE)
        members.grant(firm.owner, ENGINEER, "Ovens")
        request = asking.Request(
            contacts=[firm.contact(0).id, firm.contact(1).id],
            documents=[f"{oven.id}:1,3", nozzle.id],
            purpose=firms.PURPOSE,
            until=UNTIL,
            return_by=RETURN_BY,
            allow_untraceable=True,
        )
        release = asking.request(firm.login(ENGINEER), request)
        firm.owner.refresh()
        firms.approve(firm.owner, release)
        sealing.seal(firm.owner, release.id)
        collecting.collect(firm.owner, release.id, home / "out")
    return firm


@pytest.fixture
def firm(made: Firm) -> Firm:
    """The same firm with a ledger of its own."""
    assert isinstance(made.store, MemoryStore)
    store = MemoryStore()
    store.files = dict(made.store.files)
    clock = firms.Clock(made.clock.now)
    owner = unlock(store, OWNER, firms.passphrase(OWNER), clock=clock)
    return Firm(store, owner, made.recovery_key, clock)


def copy_ids(firm: Firm) -> list[str]:
    return sorted(firm.owner.state.facts.copies)


def document(firm: Firm, title: str) -> str:
    return next(d.id for d in firm.owner.state.facts.documents.values() if d.title == title)


def states(session: Session, copy: str) -> set[str]:
    return {held.state for held in holdings.holdings(session) if held.copy == copy}


def at(firm: Firm, day: str, hour: int = 12) -> None:
    firm.clock.now = datetime.fromisoformat(f"{day}T{hour:02}:00:00+09:00").astimezone(UTC)


# -- entering -----------------------------------------------------------------------------------


def test_a_copy_goes_from_delivery_to_its_certificate_with_proofs(
    firm: Firm, tmp_path: Path
) -> None:
    engineer, copy = firm.login(ENGINEER), copy_ids(firm)[0]
    proofs = []
    for name in ("receipt", "서명한 수령증", "certificate"):
        proofs.append(tmp_path / f"{name}.pdf")
        proofs[-1].write_bytes(f"%PDF signed {name}".encode())
    copies.deliver(engineer, copy, "by hand", note="at the gate", files=proofs[:1])
    assert states(engineer, copy) == {"delivered"}
    copies.acknowledge(engineer, copy, files=proofs[1:2])
    assert states(engineer, copy) == {"acknowledged"}
    known = copies.returned(engineer, copy.lower(), destroyed=True, files=proofs[2:])
    assert states(engineer, copy) == {"destroyed"}
    assert isinstance(known, Copy)
    assert [step.kind for step in known.steps] == ["delivered", "acknowledged", "destroyed"]
    assert known.steps[0].channel == "by hand" and known.steps[0].by == engineer.author
    for step, path in zip(known.steps, proofs, strict=True):
        assert evidence.read(firm.login(AUDITOR), step.files[0]) == path.read_bytes()
    assert deep_check(firm.login(APPROVER)) == ([], 0)
    assert verify(firm.store, OWNER, firms.passphrase(OWNER)).ok


def test_a_day_alone_is_the_day_on_which_the_pack_was_written_too(firm: Firm) -> None:
    engineer, copy = firm.login(ENGINEER), copy_ids(firm)[0]
    at(firm, "2026-03-03")
    known = copies.deliver(engineer, copy, "courier", at="2026-03-02")
    written = engineer.state.facts.copies[copy].collected[0][0]
    assert dates.parse(known.steps[0].at) == dates.parse(written).replace(microsecond=0)
    for day, code in (("2026-03-01", "too-early"), ("2026-03-09", "future-date"),
                      ("2026-02-30", "bad-date")):  # fmt: skip
        with pytest.raises(CocoonError) as refused:
            copies.deliver(engineer, copy, "courier", at=day)
        assert refused.value.code == code


def test_those_who_may_not_and_what_is_not_there(firm: Firm, tmp_path: Path) -> None:
    copy = copy_ids(firm)[0]
    size = firm.owner.ledger.size
    refusals: list[tuple[str, Callable[[], object]]] = [
        ("not-allowed", lambda: copies.deliver(firm.login(AUDITOR), copy, "courier")),
        ("not-allowed", lambda: copies.recall(firm.login(ENGINEER), copy, "why")),
        ("not-delivered", lambda: copies.acknowledge(firm.owner, copy)),
        ("unknown-copy", lambda: copies.deliver(firm.owner, "R-00000000-1", "courier")),
        ("unknown-copy", lambda: copies.returned(firm.owner, "../../etc/passwd")),
        ("unknown-copy", lambda: copies.recall(firm.owner, "H-00000000", "why")),
        ("bad-name", lambda: copies.deliver(firm.owner, copy, " ")),
        ("bad-text", lambda: copies.recall(firm.owner, copy, " ")),
        ("file-vanished", lambda: copies.returned(firm.owner, copy, files=[tmp_path / "none"])),
    ]
    for code, act in refusals:
        with pytest.raises(CocoonError) as refused:
            act()
        assert refused.value.code == code and refused.value.next, code
    firm.owner.refresh()
    assert firm.owner.ledger.size == size


def test_a_recall_of_a_release_calls_back_what_is_out(firm: Firm) -> None:
    first, second = copy_ids(firm)
    release = firm.owner.state.facts.copies[first].release
    copies.deliver(firm.owner, first, "courier")
    copies.returned(firm.owner, first)
    called = copies.recall(firm.login(APPROVER), release, "the project ended")
    assert [copies.id_of(each) for each in called] == [second]
    firm.owner.refresh()
    assert states(firm.owner, first) == {"returned"}
    assert states(firm.owner, second) == {"recalled"}
    with pytest.raises(CocoonError) as refused:
        copies.recall(firm.owner, release, "again")
    assert refused.value.code == "nothing-to-recall"


# -- who has it ---------------------------------------------------------------------------------


def test_who_has_a_page_is_answered_by_id_title_and_words(firm: Firm) -> None:
    oven, copy = document(firm, OVEN), copy_ids(firm)
    for asked in (f"{oven}:3", f"{OVEN}:3", "oven SPECIFICATION:3", f"{oven}@1:3", f"{oven}:2-3"):
        found = holdings.who(firm.owner, asked)
        assert [held.copy for held in found.holders] == copy, asked
    assert holdings.who(firm.owner, OVEN, "3").holders == found.holders
    nobody = holdings.who(firm.owner, f"{oven}:2")
    assert nobody.holders == () and nobody.which.pages == (1,)
    copies.returned(firm.owner, copy[0])
    found = holdings.who(firm.owner, oven)
    assert [held.copy for held in found.holders] == copy[1:]
    assert [(held.copy, held.state) for held in found.others] == [(copy[0], "returned")]


def test_a_title_that_ends_like_pages_is_a_title(firm: Firm) -> None:
    assert holdings.who(firm.owner, NOZZLE).which.pages is None
    assert len(holdings.who(firm.owner, NOZZLE).holders) == 2


@pytest.mark.parametrize(
    ("asked", "pages", "code"),
    [
        ("e", "", "ambiguous-document"),
        ("no such thing", "", "unknown-document"),
        ("", "", "unknown-document"),
        (f"{OVEN}:9", "", "unknown-page"),
        (f"{OVEN}:0", "", "unknown-page"),
        (f"{OVEN}:3-1", "", "unknown-page"),
        (f"{OVEN}@7", "", "unknown-revision"),
        (f"{OVEN}:1", "2", "bad-pages"),
        (NOZZLE, "2", "no-pages"),
    ],
)
def test_questions_that_have_no_answer(asked: str, pages: str, code: str, firm: Firm) -> None:
    with pytest.raises(CocoonError) as refused:
        holdings.who(firm.owner, asked, pages)
    assert refused.value.code == code and refused.value.next
    if code == "ambiguous-document":
        assert document(firm, OVEN) in refused.value.message and NOZZLE in refused.value.message


def test_what_went_out_before_the_vault_is_held_and_counted(firm: Firm, tmp_path: Path) -> None:
    proof = tmp_path / "mail.eml"
    proof.write_text("see attachment")
    engineer, oven = firm.login(ENGINEER), document(firm, OVEN)
    partner = next(iter(engineer.state.facts.partners.values())).id
    [before] = holdings.exposures(engineer, partner)
    assert (before.pages, before.all_pages) == (2, 3)
    record = disclosures.record(
        engineer,
        disclosures.Earlier(
            firms.PARTNER, f"{oven}:2", "2024-05-02", "sent by e-mail, all of it", files=[proof]
        ),
    )
    assert record.id.startswith("H-") and record.pages == (1,) and record.revision == 0
    [held] = holdings.who(engineer, f"{oven}:2").holders
    assert (held.copy, held.state, held.partner) == (record.id, "recorded", partner)
    [after] = holdings.exposures(engineer, partner)
    assert (after.pages, after.share) == (3, 1.0)
    assert evidence.read(firm.login(AUDITOR), record.files[0]) == b"see attachment"
    copies.returned(engineer, record.id)
    assert holdings.who(engineer, f"{oven}:2").holders == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"partner": "Nobody"}, "unknown-partner"),
        ({"document": "D-00000000"}, "unknown-document"),
        ({"document": f"{OVEN}:9"}, "unknown-page"),
        ({"sent": "2099-01-01"}, "future-date"),
        ({"sent": "yesterday"}, "bad-date"),
        ({"sent": " "}, "bad-date"),
        ({"note": " "}, "bad-text"),
        ({"contact": "C-00000000"}, "unknown-contact"),
        ({"until": "2020-01-01"}, "bad-entry"),
    ],
)
def test_records_that_make_no_sense(changed: dict[str, str], code: str, firm: Firm) -> None:
    told = {"partner": firms.PARTNER, "document": OVEN, "sent": "2024-05-02", "note": "by mail"}
    with pytest.raises(CocoonError) as refused:
        disclosures.record(firm.login(ENGINEER), disclosures.Earlier(**(told | changed)))  # type: ignore[arg-type]
    assert refused.value.code == code and refused.value.message


# -- what is due --------------------------------------------------------------------------------


def due(firm: Firm, copy: str, days: int = 30) -> tuple[int, str, bool] | None:
    firm.owner.refresh()
    found = [each for each in reminders.expiring(firm.owner, days) if each.copy == copy]
    return (found[0].days_left, found[0].due, found[0].overdue) if found else None


def wrote(firm: Firm, copy: str, kind: str, tmp_path: Path) -> Letter:
    number = len(firm.owner.state.facts.letters)
    return notices.write(firm.owner, copy, kind, tmp_path / f"{number}.pdf")


def test_reminders_are_due_thirty_seven_and_no_days_before_each_once(
    firm: Firm, tmp_path: Path
) -> None:
    copy = copy_ids(firm)[0]
    at(firm, "2026-05-30")
    assert due(firm, copy) is None and due(firm, copy, days=31) == (31, "", False)
    at(firm, "2026-05-31", hour=0)  # midnight in Seoul, the day before in London
    assert due(firm, copy) == (30, "reminder-30", False)
    at(firm, "2026-06-22")
    assert due(firm, copy) == (8, "reminder-30", False)
    wrote(firm, copy, "reminder", tmp_path)
    assert due(firm, copy) == (8, "", False)
    at(firm, "2026-06-23")
    assert due(firm, copy) == (7, "reminder-7", False)
    wrote(firm, copy, "reminder", tmp_path)
    at(firm, "2026-06-29")
    assert due(firm, copy) == (1, "", False)
    at(firm, "2026-06-30")
    assert due(firm, copy) == (0, "reminder-0", False) and states(firm.owner, copy) == {"collected"}
    wrote(firm, copy, "reminder", tmp_path)
    at(firm, "2026-07-01")
    assert due(firm, copy) == (-1, "", False) and states(firm.owner, copy) == {"expired"}
    at(firm, "2026-07-16")
    assert due(firm, copy) == (-16, "return", True) and states(firm.owner, copy) == {"overdue"}
    wrote(firm, copy, "return", tmp_path)
    assert due(firm, copy) == (-16, "", True)
    copies.returned(firm.owner, copy)
    assert due(firm, copy) is None


def test_a_demand_before_the_deadline_does_not_do_for_the_one_after(
    firm: Firm, tmp_path: Path
) -> None:
    copy = copy_ids(firm)[0]
    at(firm, "2026-07-10")
    wrote(firm, copy, "return", tmp_path)
    assert due(firm, copy) == (-10, "", False)
    at(firm, "2026-07-16")
    assert due(firm, copy) == (-16, "return", True)


def test_what_was_recalled_needs_its_notice_and_no_reminder(firm: Firm, tmp_path: Path) -> None:
    copy = copy_ids(firm)[0]
    at(firm, "2026-06-29")
    copies.recall(firm.owner, copy, "the project ended")
    assert due(firm, copy) == (1, "recall", False)
    wrote(firm, copy, "recall", tmp_path)
    assert due(firm, copy) == (1, "", False)


def test_the_most_urgent_comes_first_and_records_with_an_end_are_in_it(firm: Firm) -> None:
    told = {"partner": firms.PARTNER, "document": OVEN, "sent": "2024-05-02", "note": "by mail"}
    old = disclosures.record(
        firm.owner,
        disclosures.Earlier(**told, until="2025-01-31"),  # type: ignore[arg-type]
    )
    disclosures.record(firm.owner, disclosures.Earlier(**told))  # type: ignore[arg-type]
    at(firm, "2026-06-29")
    found = reminders.expiring(firm.owner)
    assert [each.copy for each in found] == [old.id, *copy_ids(firm)]
    assert found[0].overdue and found[0].due == "return" and found[0].return_days_left is None
    assert found[1].return_days_left == 16 and found[1].titles == (OVEN, NOZZLE)


# -- the letters --------------------------------------------------------------------------------


def text_of(path: Path) -> str:
    document = pdfium.PdfDocument(str(path))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", notices.KINDS)
def test_each_letter_names_documents_pages_copies_hashes_and_dates(
    kind: str, language: str, firm: Firm, tmp_path: Path
) -> None:
    at(firm, "2026-06-29")
    copy = copy_ids(firm)[0]
    if kind == "recall":
        copies.recall(firm.owner, copy, "협의 종료 the talks ended")
    out = tmp_path / "letter.pdf"
    letter = notices.write(firm.owner, copy, kind, out, language)  # type: ignore[arg-type]
    assert (letter.about, letter.kind, letter.language) == (copy, kind, language)
    assert evidence.read(firm.login(AUDITOR), letter.file) == out.read_bytes()
    said = text_of(out)
    issued = firm.owner.state.facts.copies[copy]
    wanted = [letter.id, copy, *(file.sha256 for file in issued.files), "1,3"]
    wanted += [firms.ORG, firms.PARTNER, firms.CONTACTS[0][0], OVEN, NOZZLE]
    days = ["2026-06-29"]
    if kind != "certificate":
        wanted.append(firms.PURPOSE)  # a recall does not wait for the agreed day
        days += [UNTIL, "2026-07-13" if kind == "recall" else RETURN_BY]
    wanted += [day_said(day, language) for day in days]  # type: ignore[arg-type]
    if kind == "recall":
        wanted.append("협의종료thetalksended")
    for word in wanted:
        assert "".join(word.split()) in said, word
    assert "{" not in said and "}" not in said
    assert firms.CONTACTS[1][0].replace(" ", "") not in said  # the other recipient's copy
    letters.delivered(firm.owner, letter.id, "registered mail")


def test_a_recall_of_a_release_is_one_notice_for_all_its_copies(firm: Firm, tmp_path: Path) -> None:
    release = firm.owner.state.facts.copies[copy_ids(firm)[0]].release
    called = copies.recall(firm.owner, release, "the project ended")
    letter = notices.write_recall(firm.owner, release, called, tmp_path / "r.pdf", "en")
    assert letter.about == release
    said = text_of(tmp_path / "r.pdf")
    for copy in firm.owner.state.facts.copies.values():
        assert copy.id in said and all(file.sha256 in said for file in copy.files)


def test_a_deadline_is_the_agreed_day_or_two_weeks_or_as_said(firm: Firm, tmp_path: Path) -> None:
    copy = copy_ids(firm)[0]
    at(firm, "2026-07-20")  # the agreed day has passed
    notices.write(firm.owner, copy, "return", tmp_path / "1.pdf", "en")
    assert "2026-08-03" in text_of(tmp_path / "1.pdf")
    notices.write(firm.owner, copy, "return", tmp_path / "2.pdf", "en", by="2026-07-24")
    assert "2026-07-24" in text_of(tmp_path / "2.pdf")
    with pytest.raises(CocoonError) as refused:
        notices.write(firm.owner, copy, "return", tmp_path / "3.pdf", "en", by="2026-07-01")
    assert refused.value.code == "past-date" and not (tmp_path / "3.pdf").exists()


def test_a_demand_for_what_went_out_before_says_what_is_known_and_claims_no_marks(
    firm: Firm, tmp_path: Path
) -> None:
    told = {"partner": firms.PARTNER, "sent": "2024-05-02", "note": "by mail"}
    one = disclosures.record(firm.owner, disclosures.Earlier(document=f"{OVEN}@1", **told))
    notices.write(firm.owner, one.id, "return", tmp_path / "1.pdf", "en")
    said = text_of(tmp_path / "1.pdf")
    revision = firm.owner.state.facts.documents[document(firm, OVEN)].revisions[0]
    assert revision.sha256 in said and "ouroriginal" in said and "2024-05-02" in said
    assert "marked" not in said
    two = disclosures.record(firm.owner, disclosures.Earlier(document=OVEN, **told))
    notices.write(firm.owner, two.id, "return", tmp_path / "2.pdf", "en")
    assert revision.sha256 not in text_of(tmp_path / "2.pdf")
    with pytest.raises(CocoonError) as refused:
        notices.write(firm.owner, two.id, "reminder", tmp_path / "3.pdf")
    assert refused.value.code == "no-date"


def test_a_letter_claims_marks_only_where_there_are_any(firm: Firm, tmp_path: Path) -> None:
    copy = copy_ids(firm)[0]  # with a drawing, which takes none
    notices.write(firm.owner, copy, "return", tmp_path / "1.pdf", "en")
    assert "marked" not in text_of(tmp_path / "1.pdf")
    only = firms.ask(
        firm.login(ENGINEER), firm, firm.owner.state.facts.documents[document(firm, OVEN)]
    )
    firm.owner.refresh()
    firms.approve(firm.owner, only)
    release = sealing.seal(firm.owner, only.id)
    collecting.collect(firm.owner, release.id, tmp_path / "out")
    notices.write(firm.owner, release.copies[0], "return", tmp_path / "2.pdf", "en")
    assert "markedindividually" in text_of(tmp_path / "2.pdf")


def test_a_letter_is_written_about_a_copy_read_back_after_a_restore(
    firm: Firm, tmp_path: Path
) -> None:
    state = firm.owner.state
    firm.owner.append(lambda state: ev.VaultRestored(firm.owner.ledger.size))
    known = state.facts.copies[copy_ids(firm)[0]]
    told = {"organisation": firms.PARTNER, "person": firms.CONTACTS[0][0], "email": "", "title": ""}
    body = ev.PackReadBack(
        "R-00000009-1", "R-00000009", 1, "00", known.files, told, "2026-03-01T00:00:00+00:00", ""
    )
    firm.owner.append(lambda state: body)
    copies.recall(firm.owner, "R-00000009-1", "the project ended")
    for kind in ("return", "recall"):
        notices.write(firm.owner, "R-00000009-1", kind, tmp_path / f"{kind}.pdf", "en")
        said = text_of(tmp_path / f"{kind}.pdf")
        assert known.files[0].sha256 in said and firms.CONTACTS[0][0].replace(" ", "") in said
    copies.returned(firm.owner, "R-00000009-1", at="2026-03-02")


def test_letters_that_make_no_sense_are_not_written(firm: Firm, tmp_path: Path) -> None:
    copy, out = copy_ids(firm)[0], tmp_path / "letter.pdf"
    there = tmp_path / "there.pdf"
    there.write_bytes(b"mine")
    size = firm.owner.ledger.size

    def code(*words: str, error: type[CocoonError] = CocoonError) -> str:
        with pytest.raises(error) as refused:
            path = there if words[1] == "there" else out
            kind = "return" if words[1] == "there" else words[1]
            notices.write(firm.owner, words[0], kind, path, words[2] if len(words) > 2 else "ko")  # type: ignore[arg-type]
        return refused.value.code

    assert code(copy, "recall") == "not-recalled"
    assert code(copy, "invoice", error=UsageError) == "unknown-kind"
    assert code(copy, "return", "fr") == "bad-language"
    assert code(copy, "there") == "file-exists" and there.read_bytes() == b"mine"
    assert code("R-00000000-1", "return", error=RefusedError) == "unknown-copy"
    assert firm.owner.ledger.size == size and not out.exists()
    copies.returned(firm.owner, copy)
    assert code(copy, "return") == "already-returned"
    notices.write(firm.owner, copy, "certificate", out)  # to sign after the fact
    with pytest.raises(RefusedError):
        notices.write(firm.login(AUDITOR), copy_ids(firm)[1], "return", tmp_path / "a.pdf")


def test_nothing_is_written_about_a_copy_that_never_left(firm: Firm, tmp_path: Path) -> None:
    release = firms.sealed(firm, firm.owner.state.facts.documents[document(firm, NOZZLE)])
    with pytest.raises(CocoonError) as refused:
        notices.write(firm.owner, release.copies[0], "return", tmp_path / "x.pdf")
    assert refused.value.code == "not-collected"

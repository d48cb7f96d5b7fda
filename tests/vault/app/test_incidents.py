"""The file on a leak: what was done, what is due, and letters that say no more than is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import Firm
from vault.app import letters
from vault.app.leak import deadlines, incidents, leaks
from vault.app.leak.deadlines import Deadline
from vault.app.leak.incident_file import File, file_of, odds_in_words
from vault.app.leak.incident_letters import KINDS, write
from vault.app.leak.incident_matter import Asked
from vault.app.partnership import partners
from vault.app.people import members
from vault.app.release import collecting, releases, sealing
from vault.domain import events as ev
from vault.domain.values import Document, Incident
from vault.errors import CocoonError, RefusedError
from vault.papers.resources import resource

FINDER, PLACE, THIRD = "Han Whistleblower", "booth 7 of the oven fair", "Rival Ovens Inc."


@dataclass
class Case:
    """A firm whose two copies went out, and a photo of something."""

    firm: Firm
    home: Path
    document: Document
    copies: tuple[str, ...]
    photo: Path
    leak: str = ""

    def open(self, **told: str) -> Incident:
        leak = leaks.lodge(
            self.firm.owner, [self.photo], found_by=FINDER, where=PLACE, when="on Friday"
        )
        self.leak = leak.id
        return incidents.open_incident(self.firm.owner, leak.id, **told)

    def judge(self, verdict: str, *copies: str, bound: float = -9.4) -> None:
        """An examination as the tracer enters it."""
        owner = self.firm.owner
        revision = {f"{self.document.id}@1": {}}
        owner.append(lambda state: ev.LeakRead(self.leak, ("photo.jpg",), revision, 1, (), ()))
        read = owner.ledger.size - 1
        matches = tuple({"copy": copy, "log10_false_match": bound} for copy in copies)
        owner.append(lambda state: ev.LeakJudged(self.leak, read, verdict, 1, 2, matches))

    def letter(self, incident: Incident, kind: str, language: str = "en", **asked: object) -> str:
        """The text of a letter."""
        out = self.home / f"{kind}-{self.firm.owner.ledger.size}.pdf"
        write(self.firm.owner, incident.id, kind, out, language, Asked(**asked))  # type: ignore[arg-type]
        with pdfium.PdfDocument(out) as opened:
            pages = [page.get_textpage().get_text_bounded() for page in opened]
        return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    home = tmp_path_factory.mktemp("incidents")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        firm = firms.staffed(home / "vault")
        text = home / "recipe.txt"
        text.write_text("7:3")
        document = firm.add(firm.owner, text, technology="Flux", title="Recipe of the flux")
        other = home / "other.txt"
        other.write_text("9:1")
        secret = firm.add(firm.owner, other, technology="Flux", title="Another secret")
        members.grant(firm.owner, firms.ENGINEER, "Flux")
        asked = releases.Request(
            contacts=[firm.contact(number).id for number in range(2)],
            documents=[document.id, secret.id],
            purpose=firms.PURPOSE,
            until="2026-12-31",
            allow_untraceable=True,
            why_each={document.id: "the quotation", secret.id: "the quotation"},
        )
        request = releases.request(firm.login(firms.ENGINEER), asked)
        firm.owner.refresh()
        firms.approve(firm.owner, request)
        release = sealing.seal(firm.owner, request.id)
        collecting.collect(firm.owner, release.id, home / "out")
        photo = home / "photo.jpg"
        photo.write_bytes(b"a photo")
        partners.add_partner(firm.owner, THIRD)
        yield Case(firm, home, document, release.copies, photo)


@pytest.fixture
def case(sealed: Case) -> Case:
    """The same firm for each test; each works on a leak of its own."""
    return Case(sealed.firm, sealed.home, sealed.document, sealed.copies, sealed.photo)


def kinds(file: File) -> list[str]:
    return [step.kind for step in file.steps]


# -- the file -----------------------------------------------------------------------------------


def test_a_leak_has_one_open_incident_and_a_new_one_after_the_close(case: Case) -> None:
    owner = case.firm.owner
    first = case.open()
    assert (first.known, first.partner, first.closed) == ("", "", "")
    with pytest.raises(RefusedError) as refused:
        incidents.open_incident(owner, case.leak)
    assert refused.value.code == "incident-open" and first.id in refused.value.message
    with pytest.raises(RefusedError):
        incidents.close(case.firm.login(firms.ENGINEER), first.id, "settled")
    assert incidents.close(owner, first.id, "settled").closed == "settled"
    with pytest.raises(RefusedError) as closed:
        incidents.note(owner, first.id, "more")
    assert closed.value.code == "incident-closed"
    assert file_of(owner, owner.state.facts.incidents[first.id]).open == ()
    assert incidents.open_incident(owner, case.leak).id != first.id


def test_what_is_known_later_is_stated_and_what_was_said_before_stays_in_the_ledger(
    case: Case,
) -> None:
    owner = case.firm.owner
    incident = case.open(known="2026-02-27")
    better = incidents.state_facts(
        owner, incident.id, partner=firms.PARTNER, known="2026.2.26", third_party=THIRD
    )
    assert (better.known, better.third_party) == ("2026-02-26", THIRD)
    said = [step.what for step in file_of(owner, better).steps]
    assert "Incident opened: known since 2026-02-27" in said
    assert any("known since 2026-02-26" in what and firms.PARTNER in what for what in said)
    for told, code in (
        ({"partner": "Nobody"}, "unknown-partner"),
        ({"known": "2027-01-01"}, "future-date"),
        ({"began": "soon"}, "bad-date"),
        ({"third_party": "a\u202eb"}, "bad-name"),
        ({}, "nothing-stated"),
    ):
        with pytest.raises(CocoonError) as refused:
            incidents.state_facts(owner, incident.id, **told)
        assert refused.value.code == code and refused.value.next


def test_the_file_tells_everything_in_the_order_in_which_it_happened(case: Case) -> None:
    owner = case.firm.owner
    incident = case.open(partner=firms.PARTNER, third_party=THIRD)
    case.judge("inconclusive")
    case.judge("match", case.copies[0], bound=-7.0)
    case.judge("match", case.copies[0])
    proof = case.home / f"{incident.id}.txt"
    proof.write_text("a call")
    incidents.note(owner, incident.id, "called counsel", at="2026-01-15", files=[proof])
    case.letter(incident, "delete")
    file = file_of(owner, incidents.find_incident(owner.state, incident.id))
    assert kinds(file)[0] == "noted" and file.steps[0].at.startswith("2026-01-15T12:00")
    assert file.steps[0].files[0][0] == proof.name
    assert kinds(file)[1:] == [
        "copy", "lodged", "opened", "read", "judged", "read", "judged", "read", "judged", "letter",
    ]  # fmt: skip
    lodged = next(step for step in file.steps if step.kind == "lodged")
    assert FINDER in lodged.what and PLACE in lodged.what and lodged.files[0][0] == "photo.jpg"
    assert [run.verdict for run in file.runs] == ["inconclusive", "match", "match"]
    [named] = file.named
    assert (named.copy, named.log10_false_match) == (case.copies[0], -9.4)  # of the newest
    assert file.recipients == ((case.copies[0], firms.CONTACTS[0][0], firms.PARTNER),)
    names = {name for name, _ in file.producers}
    assert {firms.OWNER, firms.APPROVER, firms.EXAMINER} <= names and firms.ENGINEER not in names
    letter = file.letters[0].id
    assert any(letter in sentence for sentence in file.open)
    letters.delivered(owner, letter, "content-certified mail 7")
    file = file_of(owner, incidents.find_incident(owner.state, incident.id))
    assert kinds(file)[-1] == "delivered" and "content-certified mail 7" in file.steps[-1].what
    assert not any(letter in sentence for sentence in file.open)


def test_of_copies_that_are_not_named_the_file_says_nothing(case: Case) -> None:
    incident = case.open()
    case.judge("inconclusive")
    file = file_of(case.firm.owner, incident)
    assert file.named == () and file.producers == () and file.recipients == ()
    assert not any(copy in step.what for copy in case.copies for step in file.steps)


def test_bounds_are_said_in_words_and_never_stronger_than_they_are() -> None:
    said = {
        -6.0: ("one in a million", "100만분의 1"),
        -6.99: ("one in a million", "100만분의 1"),
        -9.4: ("one in a thousand million", "10억분의 1"),
        -12.0: ("one in a million million", "1조분의 1"),
        -455.0: ("one in a thousand million million", "1,000조분의 1"),
        -0.3: ("one in one", "1분의 1"),
    }
    for bound, (english, korean) in said.items():
        assert odds_in_words(bound, "en") == english
        assert odds_in_words(bound, "ko") == korean


# -- countdowns ---------------------------------------------------------------------------------


def counted(today: str, **told: str) -> dict[str, Deadline]:
    incident = Incident("I-00000001", "L-00000001", "M-00000001", "2026-03-02", 3, **told)
    return {d.period.code: d for d in deadlines.deadlines(incident, today)}


def test_countdowns_run_from_the_dates_that_are_known_and_name_those_that_are_missing() -> None:
    found = counted("2026-03-02", known="2026-02-28", deal_ended="2024-02-29")
    assert found["injunction-3-years"].until == "2029-02-28"
    assert found["kftc-7-years"].until == "2031-02-28"  # no 29th: the last day of that month
    assert found["kftc-7-years"].left == (datetime(2031, 2, 28) - datetime(2026, 3, 2)).days
    assert found["early-notice"].until == "2026-03-07" and found["early-notice"].left == 5
    missing = found["injunction-10-years"]
    assert (missing.until, missing.left, missing.period.source) == ("", None, "began")
    days = [d.until or "9999" for d in found.values()]
    assert days == sorted(days)


def test_a_period_that_has_passed_says_since_when_and_an_older_wording_is_flagged() -> None:
    found = counted("2026-03-02", known="2023-03-01", deal_ended="2017-01-01", began="1959-12-31")
    assert found["injunction-3-years"].left == -1
    assert found["kftc-7-years"].older and not found["injunction-3-years"].older
    assert found["damages-10-years"].older


def test_only_wordings_in_force_on_the_day_are_counted() -> None:
    assert "kftc-7-years" not in counted("2018-04-16", deal_ended="2018-01-01")
    assert "kftc-7-years" in counted("2018-04-17", deal_ended="2018-01-01")


def test_every_period_has_both_languages_a_law_and_one_length() -> None:
    raw = json.loads(resource("law", "deadlines.json").read_text("utf-8"))
    assert "counsel" in raw["note"]
    for period in deadlines.periods():
        assert bool(period.years) != bool(period.days)
        assert period.source in ("known", "began", "deal_ended")
        assert period.kind in ("limit", "aim") and period.valid_from < "2026"
        assert all((period.korean, period.english, period.law, period.law_english, period.counts))


# -- letters ------------------------------------------------------------------------------------

BOUND = {"en": "one in a thousand million", "ko": "10억분의 1"}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_demand_names_the_copy_and_no_person(case: Case, language: str) -> None:
    incident = case.open(partner=firms.PARTNER, third_party=THIRD, known="2026-02-27")
    case.judge("match", case.copies[0])
    said = case.letter(incident, "delete", language)
    bare = said.replace(" ", "")
    assert case.copies[0] in said and BOUND[language] in said
    assert {"en": "2026-02-27", "ko": "2026년 2월 27일"}[language] in said
    assert {"en": "It does not say who passed it on",
            "ko": "누가 어떻게 전달하였는지를 나타내지 않습니다"}[language] in said  # fmt: skip
    copy = case.firm.owner.state.facts.copies[case.copies[0]]
    assert copy.files[0].sha256 in bare and PLACE in said
    assert FINDER not in said and "{" not in said
    assert case.copies[1] in said  # what else this partner holds of the same document
    assert "Another secret" not in said


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_notice_tells_the_third_party_nothing_of_whose_copy_it_was(
    case: Case, language: str
) -> None:
    incident = case.open(partner=firms.PARTNER, third_party=THIRD)
    case.judge("match", case.copies[0])
    said = case.letter(incident, "notice", language)
    assert THIRD in said and case.copies[0] in said and case.document.title in said
    assert BOUND[language] in said
    for secret in (firms.PARTNER, *(name for name, _ in firms.CONTACTS), firms.PURPOSE, FINDER,
                   case.copies[1], "Another secret"):  # fmt: skip
        assert secret not in said
    assert {"en": "is not an allegation", "ko": "주장이 아닙니다"}[language] in said
    assert {"en": "neither that we provided", "ko": "동의한 내용이 없습니다"}[language] in said


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_application_has_the_four_particulars_and_is_a_draft(case: Case, language: str) -> None:
    incident = case.open(partner=firms.PARTNER, third_party=THIRD)
    case.judge("inconclusive")
    case.judge("match", case.copies[0])
    own = {"fact": "the very fact", "material": "that server", "reason": "it is overwritten"}
    said = case.letter(incident, "preservation", language, court="서울중앙지방법원", **own)
    for text in ("서울중앙지방법원", THIRD, *own.values(), case.copies[0], FINDER, PLACE,
                 BOUND[language], case.leak):  # fmt: skip
        assert text in said
    assert {"en": "examined 2 times in all; 1 of", "ko": "모두 2회 있었고, 그 가운데 1회"}[
        language
    ] in said
    assert {"en": "Draft: counsel", "ko": "초안 — "}[language] in said


def test_no_letter_tells_of_an_examination_that_named_nothing(case: Case) -> None:
    incident = case.open(partner=firms.PARTNER, third_party=THIRD)
    case.judge("inconclusive")
    for kind in ("delete", "notice"):
        said = case.letter(incident, kind)
        assert "marks" not in said.replace("is marked individually", "")
        assert "one in a" not in said and case.document.title in said


def test_a_copy_of_another_partner_is_not_told_of_in_a_demand(case: Case) -> None:
    owner = case.firm.owner
    stranger = f"Third {owner.ledger.size}"
    partners.add_partner(owner, stranger)
    incident = case.open(partner=stranger)
    case.judge("match", case.copies[0])
    with pytest.raises(CocoonError) as refused:
        case.letter(incident, "delete")
    assert refused.value.code == "nothing-held"
    said = " ".join(file_of(owner, incident).open)
    assert f"A copy issued to {firms.PARTNER} was named" in said


def test_a_leak_that_is_a_delivered_file_is_said_to_be_that(case: Case) -> None:
    import zipfile

    [pack, *_] = sorted((case.home / "out").glob("*.zip"))
    with zipfile.ZipFile(pack) as opened:
        name = next(n for n in opened.namelist() if n.endswith(".txt") and "recipe" in n)
        (case.home / "found.txt").write_bytes(opened.read(name))
    leak = leaks.lodge(case.firm.owner, [case.home / "found.txt"])
    case.leak = leak.id
    incident = incidents.open_incident(case.firm.owner, leak.id, partner=firms.PARTNER)
    assert "The SHA-256 of found.txt, which we preserved, equals" in case.letter(incident, "delete")


def test_place_and_draft_mark_go_when_asked_and_a_deadline_is_kept(case: Case) -> None:
    incident = case.open(partner=firms.PARTNER, third_party=THIRD)
    case.judge("match", case.copies[0])
    said = case.letter(incident, "notice", place=False, final=True, by="2026-04-30")
    assert PLACE not in said and "on Friday" not in said
    assert "Draft" not in said and "by 2026-04-30" in said


def test_letters_that_lack_an_addressee_or_a_document_say_what_is_missing(case: Case) -> None:
    incident = case.open()
    size = case.firm.owner.ledger.size
    for kind, asked, code in (
        ("delete", {}, "partner-unknown"),
        ("notice", {}, "third-party-unknown"),
        ("preservation", {"documents": [case.document.id]}, "holder-unknown"),
        ("preservation", {"holder": "X"}, "nothing-concerned"),
        ("preservation", {"documents": ["D-00000000"]}, "unknown-document"),
        ("complaint", {}, "unknown-kind"),
    ):
        with pytest.raises(CocoonError) as refused:
            case.letter(incident, kind, **asked)
        assert refused.value.code == code and refused.value.next
    assert case.firm.owner.ledger.size == size
    told = {"documents": [case.document.id], "holder": "Whoever"}
    assert case.document.revisions[0].sha256 in case.letter(
        incident, "preservation", **told
    ).replace(" ", "")


def test_every_letter_has_both_languages_with_the_same_blocks() -> None:
    from vault.papers.letters import template

    for kind in (*KINDS, "incident"):
        both = template(kind)
        assert set(both["ko"]) == set(both["en"])
        if kind == "incident":
            continue
        assert "Counsel" in both["note"] or "counsel" in both["note"]
        shapes = [
            [tuple(block) if isinstance(block, dict) else "text" for block in both[x]["body"]]
            for x in ("ko", "en")
        ]
        if kind != "notice":  # a Korean notice opens with a greeting of its own
            assert shapes[0] == shapes[1]


def test_auditors_only_read(case: Case) -> None:
    incident = case.open(partner=firms.PARTNER)
    auditor = case.firm.login(firms.AUDITOR)
    assert file_of(auditor, incidents.find_incident(auditor.state, incident.id)).steps
    for act in (
        lambda: incidents.note(auditor, incident.id, "x"),
        lambda: incidents.state_facts(auditor, incident.id, third_party="x"),
        lambda: incidents.close(auditor, incident.id, "x"),
    ):
        with pytest.raises(RefusedError) as refused:
            act()
        assert refused.value.code == "not-allowed"


def test_several_named_copies_are_told_of_with_the_weakest_of_their_bounds(case: Case) -> None:
    incident = case.open(partner=firms.PARTNER)
    owner = case.firm.owner
    case.judge("match", case.copies[0], bound=-12.0)
    case.judge("match", *case.copies, bound=-7.5)
    said = case.letter(incident, "delete")
    assert f"each of the copies {case.copies[0]}, {case.copies[1]}" in said
    assert "without any one of these copies" in said and "ten million" in said
    assert "million million" not in said
    assert [n.log10_false_match for n in file_of(owner, incident).named] == [-7.5, -7.5]


def test_what_never_went_out_is_not_said_to_have_and_what_is_public_is_no_secret(
    case: Case,
) -> None:
    owner = case.firm.owner
    incident = case.open(partner=firms.PARTNER, third_party=THIRD)
    path = case.home / "never.txt"
    path.write_text("never released")
    inside = case.firm.add(owner, path, technology="Flux", title="Never released")
    said = case.letter(incident, "notice", documents=[inside.id])
    assert "limited number of recipients" not in said and "provided to anybody" in said
    path.write_text("a leaflet")
    leaflet = case.firm.add(
        owner, path, technology="Flux", title="Leaflet", classification="public"
    )
    with pytest.raises(CocoonError) as refused:
        case.letter(incident, "notice", documents=[leaflet.id])
    assert refused.value.code == "document-public"


def test_a_third_party_who_was_given_the_document_is_not_told_otherwise(case: Case) -> None:
    incident = case.open(third_party=firms.PARTNER.upper())
    case.judge("match", case.copies[0])
    assert "neither that we provided" not in case.letter(incident, "notice")

"""`cocoon agreement`: what was signed, who may hold it, what runs out, and a draft for counsel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.fakes.office import AUDITOR, ENGINEER, OWNER, Office, opened
from vault.app.partnership import agreements
from vault.errors import CocoonError


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 3, "flux": 0})


def day(after: int) -> str:
    return (date.today() + timedelta(days=after)).isoformat()


def add_words(office: Office, *more: str, signed: str = "2024-03-01") -> list[str]:
    return [
        *("agreement", "add", "--partner", office.partner, "--kind", "nda", "--signed", signed),
        *more,
    ]


def pages_of(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.split()) for text in texts]


def test_an_agreement_is_kept_with_its_dates_staff_and_file(office: Office) -> None:
    signed = office.file("signed.pdf", b"the signed agreement")
    until = day(400)
    made = office(
        OWNER,
        *add_words(
            office, "--until", until, "--covers", "소성로 기술", "--technology", "오븐 기술"
        ),
        *("--staff", "박도윤", "--staff", " 박도윤 ", "--staff", "김철수", "--file", str(signed)),
    )
    shown = office(AUDITOR, "agreement", "show", made["agreement"])
    assert (shown["signed"], shown["from"], shown["until"]) == ("2024-03-01", "2024-03-01", until)
    assert shown["staff"] == ["박도윤", "김철수"] and shown["technologies"] == ["오븐 기술"]
    assert shown["state"] == "in force" and shown["secrecy"] and shown["files"][0]["size"] == 20
    told = office(AUDITOR, "partner", "show", office.partner)["agreements"]
    assert shown in told


def test_a_supply_contract_binds_to_secrecy_only_when_it_says_so(office: Office) -> None:
    words = add_words(office)
    words[words.index("nda")] = "Supply"
    assert office(OWNER, *words)["kind"] == "supply"
    assert not office(OWNER, *words)["secrecy"]
    assert office(OWNER, *words, "--secrecy")["secrecy"]


def test_the_list_of_staff_changes_by_name_and_by_file(office: Office) -> None:
    made = office(OWNER, *add_words(office, "--staff", "박도윤"))["agreement"]
    korean = office.file(
        "명단.csv", "번호,성명,부서\n1,김철수,구매\n2,박도윤,연구\n".encode("cp949")
    )
    changed = office(OWNER, "agreement", "staff", made, "--staff-file", str(korean))
    assert changed["staff"] == ["박도윤", "김철수"]
    plain = office.file("names.txt", "\ufeffName\nJane Roe\n\n이영희\n".encode())
    changed = office(
        OWNER,
        *("agreement", "staff", made, "--remove", "김 철수", "--staff-file", str(plain)),
    )
    assert changed["staff"] == ["박도윤", "Jane Roe", "이영희"]
    gone = office.refused(OWNER, "agreement", "staff", made, "--remove", "Nobody")
    assert gone["code"] == "not-on-staff-list"


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.csv", b"Kim,1\r\nLee,2\r\n", ("Kim", "Lee")),
        ("b.csv", b'no,name\n1,"Roe, Jane"\n2,\n', ("Roe, Jane",)),
        ("c.txt", "성명\n박도윤\n".encode("utf-8-sig"), ("박도윤",)),
        ("d.txt", "No,이름\n1,박도윤\n".encode(), ("박도윤",)),
    ],
)
def test_names_are_read_from_what_offices_write(
    name: str, content: bytes, found: tuple[str, ...], office: Office
) -> None:
    assert agreements.read_staff(office.file(name, content)) == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n\n", "no-names"),
        (b"name\n", "no-names"),
        (b"\x00\x01\x02", "not-text"),
        (b"\xff\xfe\xff", "not-text"),
        (b"a\n" * 600_000, "too-big"),
    ],
)
def test_what_is_no_list_of_names_is_refused(content: bytes, code: str, office: Office) -> None:
    with pytest.raises(CocoonError) as refused:
        agreements.read_staff(office.file("bad.csv", content))
    assert refused.value.code == code and refused.value.next


def test_what_runs_out_or_is_missing_is_seen(tmp_path: Path) -> None:
    office = opened(tmp_path, {"oven": 0})
    office.request()
    listed = office(OWNER, "agreement", "list")
    assert [(m["partner"], m["technologies"]) for m in listed["missing"]] == [
        (office.partner, ["오븐 기술"])
    ]
    ending = office(OWNER, *add_words(office, "--until", day(20)))["agreement"]
    lasting = office(OWNER, *add_words(office, "--until", day(200)))["agreement"]
    listed = office(OWNER, "agreement", "list")
    assert listed["missing"] == [] and listed["expiring"] == []  # the longer one takes over
    office(OWNER, "agreement", "end", lasting, "--reason", "해지", "--at", day(-1))
    assert office(OWNER, "agreement", "list")["expiring"] == [ending]
    found = office(OWNER, "agreement", "list", "--expiring", "10")
    assert found["agreements"] == [] and found["expiring"] == []
    found = office(OWNER, "agreement", "list", "--expiring", "20")  # its last day is the 20th
    assert [each["id"] for each in found["agreements"]] == [ending]
    assert "Ends soon" in office.said(OWNER, "agreement", "list")
    ended = office(OWNER, "agreement", "end", ending, "--reason", "해지 통보")
    assert ended["state"] == "ended" and ended["ended_reason"] == "해지 통보"
    assert office(OWNER, "agreement", "list")["missing"]
    assert "No agreement in force: 광명조립(주)" in office.said(OWNER, "agreement", "list")


def test_an_agreement_is_coming_in_force_and_expired(office: Office) -> None:
    made = office(OWNER, *add_words(office, "--from", "2024-05-01", "--until", "2024-06-30"))
    assert made["state"] == "expired"
    agreement = agreements.find_agreement(office.firm.login(OWNER).state, made["agreement"])

    def at(*moment: int) -> str:
        return agreements.word(agreement, datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type]

    assert at(2024, 4, 30, 14, 59) == "coming"  # midnight in Seoul is 15:00 UTC
    assert at(2024, 4, 30, 15, 0) == "in force"
    assert at(2024, 6, 30, 14, 59, 59) == "in force"
    assert at(2024, 6, 30, 15, 0, 0) == "expired"


def test_what_makes_no_sense_is_refused_and_enters_nothing(office: Office) -> None:
    made = office(OWNER, *add_words(office, "--staff", "박도윤"))["agreement"]
    ended = office(OWNER, *add_words(office))["agreement"]
    office(OWNER, "agreement", "end", ended, "--reason", "over")
    before = office.entries()
    for more, code, exit_code in (
        (("--partner", "Nobody Ltd"), "unknown-partner", 1),
        (("--kind", " "), "bad-name", 1),
        (("--signed", "in spring"), "bad-date", 1),
        (("--signed", " "), "bad-date", 2),
        (("--signed", day(9)), "future-date", 1),
        (("--from", "2024-13-01"), "bad-date", 1),
        (("--until", "2024-02-28"), "bad-date", 1),
        (("--until", "whenever"), "bad-date", 1),
        (("--technology", "Rockets"), "unknown-technology", 1),
        (("--staff", "\u202e"), "bad-name", 1),
        (("--staff-file", "absent.csv"), "file-vanished", 1),
        (("--file", str(office.home)), "not-a-file", 1),
    ):
        error = office.refused(OWNER, *add_words(office, *more), exit_code=exit_code)
        assert error["code"] == code, more
    for words, code, exit_code in (
        (("show", "A-00000009"), "unknown-agreement", 1),
        (("end", made, "--reason", " "), "bad-text", 1),
        (("end", made, "--reason", "x", "--at", day(9)), "future-date", 1),
        (("end", ended, "--reason", "again"), "agreement-ended", 1),
        (("staff", ended, "--add", "Kim"), "agreement-ended", 1),
        (("staff", made), "nothing-to-do", 2),
        (("list", "--expiring", "-1"), "bad-days", 2),
        (("list", "--expiring", "soon"), "usage", 2),
        (("list", "--partner", "P-00000009"), "unknown-partner", 1),
    ):
        error = office.refused(OWNER, "agreement", *words, exit_code=exit_code)
        assert error["code"] == code, words
    assert office.refused(AUDITOR, *add_words(office))["code"] == "not-allowed"
    assert office.entries() == before


# -- the draft ----------------------------------------------------------------------------------


def test_a_draft_has_the_statutory_contents_and_discloses_the_marks(office: Office) -> None:
    asked = office.request(
        *("--return-by", "2100-01-31", "--why-each", f"{office.documents['oven']}=온도 조건"),
    )["release"]
    for language, parts in (
        ("ko", ("비밀유지의무", "목적 외 사용금지", "배상", "반환·폐기", "보유할 임직원",
                "서로 다른 표식", "제7조의4", "2022년 2월 18일", "변호사의 검토")),
        ("en", ("Duty of secrecy", "No other use", "Compensation", "return or destruction",
                "Staff who will hold", "marked individually", "art. 7-4", "counsel must review")),
    ):  # fmt: skip
        out = office.home / f"draft-{language}.pdf"
        answer = office(
            ENGINEER,
            *("agreement", "draft", "--partner", office.partner, "--release", asked),
            *("--out", str(out), "--language", language),
        )
        assert answer["kind"] == "agreement" and answer["about"] == office.partner
        pages = pages_of(out)
        text = " ".join(pages)
        for part in (
            *parts, "박도윤", "oven", office.documents["oven"], "시험 생산 평가",
            *(("2099년 12월 31일", "2100년 1월 31일") if language == "ko" else
              ("2099-12-31", "2100-01-31")),
        ):  # fmt: skip
            assert part in text, part
        assert "flux" not in text and "{" not in text
        warning = "초안 —" if language == "ko" else "Draft: counsel"
        assert len(pages) > 1 and all(warning in page for page in pages)


def test_a_draft_says_which_pages_and_whom(office: Office) -> None:
    out = office.home / "pages.pdf"
    office(
        ENGINEER,
        *("agreement", "draft", "--partner", office.partner, "--out", str(out)),
        *("--document", f"{office.documents['oven']}:1,3", "--staff", "이영희"),
        *("--purpose", "공동 개발", "--until", "2098-05-05"),
    )
    text = " ".join(pages_of(out))
    for part in ("1, 3쪽", "이영희", "공동 개발", "2098년 5월 5일", "____년 __월 __일까지"):
        assert part in text, part
    assert "박도윤" not in text


def test_a_draft_from_nothing_has_blanks_to_fill_in(office: Office) -> None:
    out = office.home / "blank.pdf"
    office(
        ENGINEER,
        *("agreement", "draft", "--partner", office.partner, "--out", str(out), "--language", "en"),
    )
    text = " ".join(pages_of(out))
    assert "[state the purpose]" in text and "[state the documents" in text and "____" in text


def test_a_draft_of_what_does_not_belong_together_is_refused(office: Office) -> None:
    other = office(ENGINEER, "partner", "add", "Other Ltd")["partner"]
    asked = office.request()["release"]
    out = str(office.home / "never.pdf")
    before = office.entries()
    for more, code in (
        (("--release", asked), "unknown-release"),
        (("--release", "R-00000009"), "unknown-release"),
        (("--document", "D-00000009"), "unknown-document"),
        (("--technology", "Rockets"), "unknown-technology"),
        (("--until", "2020-01-01"), "past-date"),
        (("--staff", " "), "bad-name"),
    ):
        words = ("agreement", "draft", "--partner", other, "--out", out, *more)
        assert office.refused(ENGINEER, *words)["code"] == code, more
    assert office.entries() == before and not Path(out).exists()

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from lxml import etree

from vault.marks.facts import ReleaseFacts, class_names, shown_date
from vault.marks.metadata import RELEASE_NS, build, read, sensitivity_labels, usage_terms

SEOUL = timezone(timedelta(hours=9))
FACTS = ReleaseFacts(
    owner="다온세라믹스(주)",
    release="R-7K3M9QXT",
    copy="R-7K3M9QXT-2",
    person="박서연",
    company="누리테크 & <Co>",
    email="sy.park@nuri.example",
    purpose="양산 설비 공동 검토",
    until=datetime(2027, 1, 31, 23, 59, 59, tzinfo=SEOUL),
    return_by=datetime(2027, 2, 14, 23, 59, 59, tzinfo=SEOUL),
    demand="D-QQQQQQQQ",
    agreement="NDA-2026-11",
    classification="대외비",
    title="Process specification",
    number="DC-PS-041",
    revision="C",
    source_sha256="ab" * 32,
    web_statement="https://daon.example/terms",
)

ORIGINAL = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="uuid:1" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="설계 도구"
  xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
  xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
  prism:expirationDate="2001-01-01" prism:issn="1234-5678">
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">가열판 공정</rdf:li></rdf:Alt></dc:title>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© A. Author</rdf:li></rdf:Alt></dc:rights>
 <pdfx:MSIP_Label_1b2c_Name>Highly Confidential</pdfx:MSIP_Label_1b2c_Name>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def test_what_is_written_is_read_back() -> None:
    assert read(build(None, FACTS)) == FACTS


def test_the_same_facts_give_the_same_bytes_and_marking_twice_changes_nothing() -> None:
    once = build(ORIGINAL, FACTS)
    assert build(ORIGINAL, FACTS) == once
    assert build(once, FACTS) == once


def test_a_packet_carries_the_expiry_and_rights_keys_other_programs_look_for() -> None:
    text = build(None, FACTS).decode()
    for line in (
        "<pur:expirationDate>2027-01-31T23:59:59+09:00</pur:expirationDate>",
        "<prism:expirationDate>2027-01-31T23:59:59+09:00</prism:expirationDate>",
        "<xmpRights:Marked>True</xmpRights:Marked>",
        "<xmpRights:WebStatement>https://daon.example/terms</xmpRights:WebStatement>",
        '<rdf:li xml:lang="ko-KR">[대외비] 다온세라믹스(주)의 영업비밀·기술자료.',
    ):
        assert line in text
    assert text.startswith("<?xpacket begin=") and text.endswith('<?xpacket end="w"?>')


def test_the_originals_own_properties_and_rights_notice_survive() -> None:
    text = build(ORIGINAL, FACTS).decode()
    assert "가열판 공정" in text and 'CreatorTool="설계 도구"' in text
    assert 'prism:issn="1234-5678"' in text
    assert "© A. Author" in text
    assert "2001-01-01" not in text
    assert text.count("uuid:1") == 2


def test_sensitivity_labels_are_read_and_left_as_they_were() -> None:
    label = {"MSIP_Label_1b2c_Name": "Highly Confidential"}
    assert sensitivity_labels(ORIGINAL) == label
    assert sensitivity_labels(build(ORIGINAL, FACTS)) == label
    assert sensitivity_labels(build(None, FACTS)) == {}


def test_a_second_release_replaces_what_the_first_wrote() -> None:
    second = replace(FACTS, copy="R-7K3M9QXT-9", demand="", until=None)
    text = build(build(ORIGINAL, FACTS), second).decode()
    assert "R-7K3M9QXT-2" not in text and "D-QQQQQQQQ" not in text
    assert "expirationDate" not in text
    assert read(text.encode()) == second


def test_unknown_values_are_left_out() -> None:
    text = build(None, ReleaseFacts(owner="Daon", release="R-7K3M9QXT")).decode()
    for name in ("copyId", "recipient", "useUntil", "returnBy", "expirationDate", "WebStatement"):
        assert name not in text


def test_hostile_values_cannot_break_out_of_their_place() -> None:
    bad = replace(
        FACTS,
        person="A</rdf:li>\n<evil/>\u202egnp.exe\x00\x07\ud800",
        purpose="x" * 9000,
        company="  \t ",
    )
    packet = build(None, bad)
    root = etree.fromstring(packet)
    assert not root.findall(".//evil")
    facts = read(packet)
    assert facts is not None
    assert facts.person == "A</rdf:li> <evil/>gnp.exe\ufffd"
    assert len(facts.purpose) == 2000 and facts.company == ""


def test_a_hostile_packet_is_not_carried_over() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
    <!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>&f;&b;
    </rdf:Description></rdf:RDF></x:xmpmeta>"""
    for packet in (bomb, b"\xff\xfe\x00", b"<a>", b"", b"<a/>", b"<a>" * 5000, b" " * (9 << 20)):
        assert read(packet) is None
        assert build(packet, FACTS) == build(None, FACTS)


def test_foreign_dates_and_missing_facts_do_not_stop_reading() -> None:
    body = build(None, FACTS).decode().replace("2027-01-31T23:59:59+09:00", "soon")
    facts = read(body.encode())
    assert facts is not None and facts.until is None and facts.return_by == FACTS.return_by
    assert read(ORIGINAL) is None


def test_facts_written_as_attributes_are_read_too() -> None:
    packet = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:c="{RELEASE_NS}" c:copyId="R-1-1" c:releaseId="R-1"/></rdf:RDF>'
    )
    facts = read(packet.encode())
    assert facts is not None and (facts.release, facts.copy) == ("R-1", "R-1-1")


def test_terms_say_what_is_known_and_nothing_else() -> None:
    korean, english = usage_terms(ReleaseFacts(owner="Daon", release="R-1"))
    assert "까지" not in korean and "until" not in english and "Released to" not in english
    assert english.endswith("Release R-1.")


def test_dates_are_shown_as_days_unless_they_are_not_a_days_end() -> None:
    assert shown_date(FACTS.until) == "2027-01-31"
    assert shown_date(datetime(2027, 1, 31, 18, 0, tzinfo=SEOUL)) == "2027-01-31 18:00 +09:00"
    assert class_names("top-secret") == ("극비", "Top secret")
    assert class_names("1급") == ("1급", "1급")


def test_a_public_document_is_not_called_a_secret() -> None:
    text = build(None, replace(FACTS, classification="public")).decode()
    assert "secret" not in text and "영업비밀" not in text and "© 다온세라믹스(주)" in text

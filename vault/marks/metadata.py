"""XMP that travels in every copy: who got it, what for, until when, from which release.

`build` writes the keys of PRISM usage rights, XMP rights management, Dublin Core and our own
namespace into a packet and keeps every other property of the packet it found, including the
rights notice of whoever wrote the original. `read` takes the facts back out when a leaked
file still has them. They are a hint, never evidence: anybody can edit metadata.

Microsoft sensitivity labels (``MSIP_Label_*``) are read and left alone, never written.
The same packet and facts always give the same bytes. Expiry is advisory: no reader enforces it.

Sources: XMP specification part 1 (ISO 16684-1) 7; PRISM usage rights 2.1; PRISM basic 2.0.
"""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from vault.marks.facts import ReleaseFacts, class_names, is_public, shown_date
from vault.marks.wording import plain

RELEASE_NS = "urn:cocoon:release:1#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_META = "adobe:ns:meta/"
_DC = "http://purl.org/dc/elements/1.1/"
_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_PUR = "http://prismstandard.org/namespaces/prismusagerights/2.1/"
_PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "cocoon": RELEASE_NS,
    "dc": _DC,
    "prism": _PRISM,
    "pur": _PUR,
    "xmpRights": _RIGHTS,
}
_PACKET_LIMIT = 8 << 20
_FIELD_LIMIT = 2000

_OWN = (
    ("releaseId", "release"),
    ("copyId", "copy"),
    ("demandId", "demand"),
    ("agreementId", "agreement"),
    ("recipientName", "person"),
    ("recipientOrg", "company"),
    ("recipientEmail", "email"),
    ("purpose", "purpose"),
    ("useUntil", "until"),
    ("returnBy", "return_by"),
    ("classification", "classification"),
    ("docTitle", "title"),
    ("docNumber", "number"),
    ("revision", "revision"),
    ("sourceSha256", "source_sha256"),
)
_DATES = {"until", "return_by"}


def build(existing: bytes | None, facts: ReleaseFacts) -> bytes:
    """An XMP packet with the facts of a release, UTF-8, wrapped in ``<?xpacket?>``.

    Args:
        existing: the original's packet. One that is not well-formed XMP, has a document type
            declaration or is larger than 8 MiB is not carried over.
        facts: what to say; unknown values are left out.
    """
    tree = _parse(existing) if existing else None
    root = tree if tree is not None else _empty()
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f".//{{{_RDF}}}RDF")
    if rdf is None:
        root = _empty()
        rdf = root[0]
    kept_rights = _languages(rdf, _DC, "rights")
    owners = _items(rdf, _RIGHTS, "Owner")
    about = next((d.get(f"{{{_RDF}}}about") for d in rdf if d.get(f"{{{_RDF}}}about")), "")
    _remove_ours(rdf)
    for description in [d for d in rdf if _is_bare(d)]:
        rdf.remove(description)
    ours = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap=_PREFIXES)
    ours.set(f"{{{_RDF}}}about", about or "")
    _write(ours, facts, kept_rights, owners)
    body = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    head = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return head + bytes(body) + b'\n<?xpacket end="w"?>'


def read(xmp: bytes) -> ReleaseFacts | None:
    """The facts a packet states, or None where it has none of ours.

    Values are cut to 2,000 characters and freed of controls; a date that is none is omitted.
    """
    root = _parse(xmp)
    if root is None:
        return None
    found: dict[str, str] = {}
    for name, field in _OWN:
        value = _simple(root, RELEASE_NS, name)
        if value:
            found[field] = value
    if not found:
        return None
    dates = {field: _date(found.pop(field, "")) for field in _DATES}
    owner = next(iter(reversed(_items(root, _RIGHTS, "Owner"))), "")
    return ReleaseFacts(
        owner=plain(owner, _FIELD_LIMIT),
        release=found.pop("release", ""),
        web_statement=_simple(root, _RIGHTS, "WebStatement"),
        until=dates["until"],
        return_by=dates["return_by"],
        **found,
    )


def sensitivity_labels(xmp: bytes) -> dict[str, str]:
    """Microsoft sensitivity labels in a packet, by key (``MSIP_Label_<guid>_Name``)."""
    root = _parse(xmp)
    found: dict[str, str] = {}
    if root is None:
        return found
    for node in root.iter(etree.Element):
        pairs = [(node.tag, node.text or ""), *node.attrib.items()]
        for tag, value in pairs:
            name = etree.QName(tag).localname
            if name.startswith("MSIP_Label_"):
                found[name] = plain(str(value), _FIELD_LIMIT)
    return dict(sorted(found.items()))


def usage_terms(facts: ReleaseFacts) -> tuple[str, str]:
    """The terms of use as one Korean and one English paragraph."""
    until, back = shown_date(facts.until), shown_date(facts.return_by)
    korean_class, english_class = class_names(facts.classification or "대외비")
    company, person = plain(facts.company), plain(facts.person)
    who_ko = f"{company} {person}".strip()
    who_en = ", ".join(filter(None, (person, company)))
    number = facts.copy or facts.release
    owner, secret = plain(facts.owner), not is_public(facts.classification)
    korean = [f"[{korean_class}] {owner}의 {'영업비밀·기술자료' if secret else '자료'}."]
    what = "Technical data and trade secret" if secret else "A document"
    english = [f"{english_class.upper()} – {what} of {owner}."]
    if who_ko:
        korean.append(f"수령: {who_ko}.")
        english.append(f"Released to {who_en}.")
    if facts.purpose:
        korean.append(f"목적: {plain(facts.purpose)}.")
        english.append(f"Only for: {plain(facts.purpose)}.")
    if until:
        korean.append(f"사용기한: {until}.")
        english.append(f"Use until {until}.")
    if secret:
        korean.append("사전 서면동의 없는 복제·목적 외 사용·특허출원·제3자 제공 금지.")
        english.append(
            "No copying, other use, patent filing or disclosure to third parties without prior "
            "written consent."
        )
    if back:
        korean.append(f"{back}까지 반환·폐기.")
        english.append(f"Return or destroy by {back}.")
    korean.append(f"반출번호 {number}.")
    english.append(f"Copy {number}." if facts.copy else f"Release {number}.")
    return " ".join(korean), " ".join(english)


def _write(
    ours: etree._Element,
    facts: ReleaseFacts,
    kept_rights: dict[str, str],
    owners: list[str],
) -> None:
    owner = plain(facts.owner, _FIELD_LIMIT)
    korean, english = usage_terms(facts)
    rights, rights_ko = f"© {owner}. All rights reserved.", f"© {owner}. 모든 권리 보유."
    if not is_public(facts.classification):
        rights = f"Trade secret of {owner}. All rights reserved."
        rights_ko = f"{owner}의 영업비밀. 무단 복제·제공 금지."
    notice = {"x-default": rights, "en-US": rights, "ko-KR": rights_ko}
    _alternatives(ours, _DC, "rights", notice | kept_rights)
    _text(ours, _RIGHTS, "Marked", "True")
    bag = etree.SubElement(etree.SubElement(ours, f"{{{_RIGHTS}}}Owner"), f"{{{_RDF}}}Bag")
    for name in [*(name for name in owners if name != owner), owner]:
        etree.SubElement(bag, f"{{{_RDF}}}li").text = name
    terms = {"x-default": english, "en-US": english, "ko-KR": korean}
    _alternatives(ours, _RIGHTS, "UsageTerms", terms)
    _text(ours, _RIGHTS, "WebStatement", facts.web_statement)
    if facts.until is not None:
        _text(ours, _PUR, "expirationDate", facts.until.isoformat())
        _text(ours, _PRISM, "expirationDate", facts.until.isoformat())
    for name, field in _OWN:
        value = getattr(facts, field)
        _text(ours, RELEASE_NS, name, value.isoformat() if field in _DATES and value else value)


def _text(parent: etree._Element, namespace: str, name: str, value: str | None) -> None:
    clean = plain(value, _FIELD_LIMIT) if value else ""
    if clean:
        etree.SubElement(parent, f"{{{namespace}}}{name}").text = clean


def _alternatives(parent: etree._Element, namespace: str, name: str, texts: dict[str, str]) -> None:
    holder = etree.SubElement(parent, f"{{{namespace}}}{name}")
    alt = etree.SubElement(holder, f"{{{_RDF}}}Alt")
    for language in sorted(texts, key=lambda tag: (tag != "x-default", tag)):
        item = etree.SubElement(alt, f"{{{_RDF}}}li")
        item.set(_XML_LANG, language)
        item.text = texts[language]


def _empty() -> etree._Element:
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    etree.SubElement(root, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF})
    return root


def _parse(xmp: bytes) -> etree._Element | None:
    """The packet's root, or None: no entities, no network, no document type, bounded."""
    if len(xmp) > _PACKET_LIMIT:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xmp.strip(b"\x00 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or root.getroottree().docinfo.doctype:
        return None
    return root


def _is_ours(tag: str) -> bool:
    name = etree.QName(tag)
    return name.namespace == RELEASE_NS or (name.namespace, name.localname) in {
        (_PUR, "expirationDate"),
        (_PRISM, "expirationDate"),
        (_RIGHTS, "Marked"),
        (_RIGHTS, "Owner"),
        (_RIGHTS, "UsageTerms"),
        (_RIGHTS, "WebStatement"),
        (_DC, "rights"),
    }


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [node for node in parent if isinstance(node.tag, str)]


def _remove_ours(rdf: etree._Element) -> None:
    for description in _elements(rdf):
        for attribute in [a for a in description.attrib if _is_ours(str(a))]:
            del description.attrib[attribute]
        for node in _elements(description):
            if _is_ours(str(node.tag)):
                description.remove(node)


def _is_bare(node: etree._Element) -> bool:
    about = {f"{{{_RDF}}}about"}
    return node.tag == f"{{{_RDF}}}Description" and len(node) == 0 and set(node.attrib) <= about


def _nodes(root: etree._Element, namespace: str, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{{namespace}}}{name}"))


def _simple(root: etree._Element, namespace: str, name: str) -> str:
    for node in _nodes(root, namespace, name):
        if node.text and node.text.strip():
            return plain(node.text, _FIELD_LIMIT)
    for node in root.iter(f"{{{_RDF}}}Description"):
        value = node.get(f"{{{namespace}}}{name}")
        if value:
            return plain(value, _FIELD_LIMIT)
    return ""


def _items(root: etree._Element, namespace: str, name: str) -> list[str]:
    found = []
    for node in _nodes(root, namespace, name):
        found += [li.text or "" for li in node.iter(f"{{{_RDF}}}li")]
    return [text for text in found if text.strip()][:100]


def _languages(root: etree._Element, namespace: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in _nodes(root, namespace, name):
        for item in node.iter(f"{{{_RDF}}}li"):
            if item.text and item.text.strip():
                found[item.get(_XML_LANG) or "x-default"] = item.text
    return found


def _date(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo is not None else None

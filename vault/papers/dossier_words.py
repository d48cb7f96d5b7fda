"""Saying in words what an entry of the ledger says in fields.

Identifiers become names only where an opened entry gives the name; times are those of the vault's
zone; an entry of a kind that has no wording shows its text fields by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from vault.papers.dossier_facts import Entry
from vault.papers.sheet import fill

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_FIELDS = re.compile(r"\{(\w+)\}")


class Sayings:
    """The sentences of one dossier in one language.

    Args:
        text: the wording.
        names: identifier → name.
        zone: the vault's time zone, by name.
    """

    def __init__(self, text: Mapping[str, Any], names: Mapping[str, str], zone: str) -> None:
        self._text = text
        self._names = names
        self._zone = zone

    def named(self, id: str) -> str:
        """The name that an opened entry gives to an identifier, else the identifier."""
        return self._names.get(id, id)

    def moment(self, text: str) -> str:
        """A stated time in the vault's zone; only the day where only a day was told."""
        if not _MOMENT.fullmatch(text):
            return ""
        when = datetime.fromisoformat(text).astimezone(ZoneInfo(self._zone))
        told = when.strftime("%H:%M:%S") not in ("12:00:00", "23:59:59")  # noon, end of day
        return f"{when:%Y-%m-%d %H:%M}" if told else f"{when:%Y-%m-%d}"

    def what(self, entry: Entry, limit: int = 1500) -> str:
        """A sentence for an entry; its text fields by name where its kind is not known here."""
        text = self._text
        template = text["events"].get(entry.kind)
        values = {name: self._value(name, value) for name, value in entry.fields.items()}
        if template is None:
            said = "; ".join(f"{name}: {value}" for name, value in values.items() if value)
            return f"{entry.kind}: {said}"[:limit]
        if entry.kind == "leak.judged":
            values["verdict"] = text[f"verdict_{entry.fields['verdict']}"]
        blank = dict.fromkeys(_FIELDS.findall(template), "–")
        return fill(template, **(blank | {k: v for k, v in values.items() if v}))[:limit]

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, str):
            if name == "sort":
                return str(self._text["sorts"].get(value, value))
            return self.moment(value) or self.named(value)
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, int | float):
            return str(value)
        if name == "roles":
            return ", ".join(self._text["roles"].get(role, role) for role in value)
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return ", ".join(self.named(item) for item in value)
        return ""

    def place(self, revision: str, container: str) -> str:
        """Where something was read: "Oven, rev. 1, page 3" where the names were opened."""
        document, _, n = revision.partition("@")
        what, _, number = container.partition("/")
        where = container
        if what == "page" and number.isdecimal():
            where = fill(self._text["page_number"], page=str(int(number) + 1))
        return fill(self._text["place"], document=self.named(document), n=n, where=where)


_NOT_KEPT = frozenset({"copy.issued", "leak.read", "pack.readback"})


def kept_files(entry: Entry) -> list[Mapping[str, Any]]:
    """Files that an entry keeps as proof, wherever its kind puts them."""
    found = []
    for value in entry.fields.values() if entry.kind not in _NOT_KEPT else ():
        several: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
        found += [v for v in several if isinstance(v, Mapping) and "sha256" in v and "name" in v]
    return found

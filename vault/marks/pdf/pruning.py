"""Removing pages from an open document together with everything that points at them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pikepdf

_DEEP = 200


class Pruner:
    """Removes pages from a document.

    Args:
        document: the document; it is changed.
        positions: positions of the pages that stay, ascending.
        dropped: object numbers of the pages that go.
    """

    def __init__(self, document: pikepdf.Pdf, positions: list[int], dropped: set[int]) -> None:
        self._pdf = document
        self._root = document.Root
        self._positions = positions
        self._dropped = dropped
        self._named: dict[bytes, Any] | None = None

    def prune(self) -> None:
        """Remove the pages and what points at them."""
        self._named = self._destinations()
        self._labels()
        kept = set(self._positions)
        for index in range(len(self._pdf.pages) - 1, -1, -1):
            if index not in kept:
                del self._pdf.pages[index]
        self._links()
        self._outlines()
        self._names()
        self._form()
        self._structure()
        for key in ("/Threads", "/SpiderInfo", "/PieceInfo", "/AF", "/Collection"):
            if key in self._root:
                del self._root[key]
        if "/OpenAction" in self._root and self._lost(self._root["/OpenAction"]):
            del self._root["/OpenAction"]

    # -- destinations --------------------------------------------------------------------

    def _destinations(self) -> dict[bytes, Any]:
        found: dict[bytes, Any] = {}
        old = self._root.get("/Dests")
        if isinstance(old, pikepdf.Dictionary):
            for key, value in old.items():
                found[key[1:].encode("utf-8", "surrogateescape")] = value
        names = self._root.get("/Names")
        if isinstance(names, pikepdf.Dictionary):
            for key, value in _leaves(names.get("/Dests"), "/Names"):
                found[bytes(key)] = value
        return found

    def _lost(self, target: Any) -> bool:
        """Whether a destination or an action leads to a dropped page."""
        for _ in range(4):
            if isinstance(target, pikepdf.Dictionary):
                if target.get("/S") is not None and target.get("/S") != "/GoTo":
                    return False
                target = target.get("/D")
            elif isinstance(target, pikepdf.String):
                target = (self._named or {}).get(bytes(target))
            elif isinstance(target, pikepdf.Name):
                name = str(target)[1:].encode("utf-8", "surrogateescape")
                target = (self._named or {}).get(name)
            else:
                break
        if isinstance(target, pikepdf.Array) and len(target):
            page: Any = target[0]
            return isinstance(page, pikepdf.Object) and page.objgen[0] in self._dropped
        return False

    def _names(self) -> None:
        names = self._root.get("/Names")
        kept = [(k, v) for k, v in sorted((self._named or {}).items()) if not self._lost(v)]
        if isinstance(names, pikepdf.Dictionary):
            flat = pikepdf.Array()
            if "/Dests" in names:
                for key, value in kept:
                    flat.append(pikepdf.String(key))
                    flat.append(value)
            self._root["/Names"] = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=flat))
            if not len(flat):
                del self._root["/Names"]
        old = self._root.get("/Dests")
        if isinstance(old, pikepdf.Dictionary):
            for name in list(old.keys()):
                if self._lost(old[name]):
                    del old[name]

    # -- links and bookmarks -------------------------------------------------------------

    def _links(self) -> None:
        for page in self._pdf.pages:
            annotations = page.obj.get("/Annots")
            if not isinstance(annotations, pikepdf.Array):
                continue
            kept = pikepdf.Array()
            for annotation in annotations:
                if isinstance(annotation, pikepdf.Dictionary) and (
                    self._lost(annotation.get("/Dest")) or self._lost(annotation.get("/A"))
                ):
                    continue
                kept.append(annotation)
            page.obj["/Annots"] = kept

    def _outlines(self) -> None:
        outlines = self._root.get("/Outlines")
        if not isinstance(outlines, pikepdf.Dictionary):
            return
        if not self._outline_level(outlines, set(), 0):
            del self._root["/Outlines"]

    def _outline_level(self, parent: Any, seen: set[tuple[int, int]], depth: int) -> int:
        """Rebuild the children of a bookmark; returns how many there are at all levels."""
        kept: list[Any] = []
        total = 0
        item = parent.get("/First")
        while isinstance(item, pikepdf.Dictionary) and item.objgen not in seen and depth < _DEEP:
            seen.add(item.objgen)
            following = item.get("/Next")
            lost = self._lost(item.get("/Dest")) or self._lost(item.get("/A"))
            below = self._outline_level(item, seen, depth + 1)
            if not lost or below:
                if lost:
                    for key in ("/Dest", "/A"):
                        if key in item:
                            del item[key]
                kept.append(item)
                total += 1 + below
            item = following
        for key in ("/First", "/Last", "/Count"):
            if key in parent:
                if key == "/Count" and kept and int(parent["/Count"]) < 0:
                    parent["/Count"] = -total
                    continue
                del parent[key]
        if kept:
            parent["/First"], parent["/Last"] = kept[0], kept[-1]
            if "/Count" not in parent:
                parent["/Count"] = total
        for place, here in enumerate(kept):
            before = kept[place - 1] if place else None
            after = kept[place + 1] if place + 1 < len(kept) else None
            for key, other in (("/Prev", before), ("/Next", after)):
                if other is not None:
                    here[key] = other
                elif key in here:
                    del here[key]
        return total

    def _labels(self) -> None:
        """Page labels as they were, for the pages that stay."""
        if "/PageLabels" not in self._root:
            return
        ranges = (
            sorted(
                (int(key), value)
                for key, value in _leaves(self._root["/PageLabels"], "/Nums")
                if isinstance(value, pikepdf.Dictionary)
            )
            if self._sortable()
            else []
        )
        flat = pikepdf.Array()
        before: tuple[int, int] | None = None
        for new, old in enumerate(self._positions):
            found = [(start, value) for start, value in ranges if start <= old]
            if not found:
                continue
            start, value = found[-1]
            if before == (old - 1, start):
                before = (old, start)
                continue
            before = (old, start)
            label = pikepdf.Dictionary()
            for key in ("/S", "/P"):
                if key in value:
                    label[key] = value[key]
            label["/St"] = int(value.get("/St", 1)) + old - start
            flat.append(new)
            flat.append(label)
        self._root["/PageLabels"] = pikepdf.Dictionary(Nums=flat)

    def _sortable(self) -> bool:
        keys = [key for key, _ in _leaves(self._root["/PageLabels"], "/Nums")]
        return len({str(key) for key in keys}) == len(keys)

    # -- forms ---------------------------------------------------------------------------

    def _form(self) -> None:
        form = self._root.get("/AcroForm")
        if not isinstance(form, pikepdf.Dictionary):
            return
        widgets = {
            annotation.objgen
            for page in self._pdf.pages
            for annotation in page.obj.get("/Annots", [])
            if isinstance(annotation, pikepdf.Dictionary)
        }
        fields = form.get("/Fields")
        if isinstance(fields, pikepdf.Array):
            form["/Fields"] = self._fields(fields, widgets, 0)
        for key in ("/XFA", "/CO"):
            if key in form:
                del form[key]

    def _fields(self, fields: Any, widgets: set[tuple[int, int]], depth: int) -> pikepdf.Array:
        kept = pikepdf.Array()
        for field in fields:
            if not isinstance(field, pikepdf.Dictionary) or depth > _DEEP:
                continue
            below = field.get("/Kids")
            if isinstance(below, pikepdf.Array):
                rest = self._fields(below, widgets, depth + 1)
                if len(rest):
                    field["/Kids"] = rest
                    kept.append(field)
            elif field.objgen in widgets or "/Rect" not in field:
                kept.append(field)
        return kept

    # -- structure -----------------------------------------------------------------------

    def _structure(self) -> None:
        tree = self._root.get("/StructTreeRoot")
        if not isinstance(tree, pikepdf.Dictionary):
            return
        alive: set[tuple[int, int]] = set()
        self._children(tree, None, alive, 0)
        flat = pikepdf.Array()
        for key, value in _leaves(tree.get("/ParentTree"), "/Nums"):
            if isinstance(value, pikepdf.Array):
                kept = [e if _alive(e, alive) else None for e in value]
                if any(e is not None for e in kept):
                    flat.append(key)
                    flat.append(pikepdf.Array(kept))
            elif _alive(value, alive):
                flat.append(key)
                flat.append(value)
        tree["/ParentTree"] = pikepdf.Dictionary(Nums=flat)
        if "/IDTree" in tree:
            del tree["/IDTree"]

    def _children(self, element: Any, page: Any, alive: set[tuple[int, int]], depth: int) -> bool:
        """Drop the kids of an element that belong to dropped pages; False when none is left."""
        if depth > _DEEP:
            return False
        page = element.get("/Pg", page)
        kids = element.get("/K")
        if kids is None:
            return not self._gone(page)
        several = isinstance(kids, pikepdf.Array)
        kept = [kid for kid in (kids if several else [kids]) if self._kid(kid, page, alive, depth)]
        if not kept:
            del element["/K"]
            return False
        if "/Pg" in element and self._gone(element["/Pg"]):
            del element["/Pg"]
        element["/K"] = pikepdf.Array(kept) if several else kept[0]
        return True

    def _kid(self, kid: Any, page: Any, alive: set[tuple[int, int]], depth: int) -> bool:
        if not isinstance(kid, pikepdf.Dictionary):
            return not self._gone(page)
        if kid.get("/Type") in ("/MCR", "/OBJR"):
            return not self._gone(kid.get("/Pg", page))
        if kid.objgen in alive:
            return False
        if self._children(kid, page, alive, depth + 1):
            alive.add(kid.objgen)
            return True
        return False

    def _gone(self, page: Any) -> bool:
        return isinstance(page, pikepdf.Object) and page.objgen[0] in self._dropped


def _alive(element: Any, alive: set[tuple[int, int]]) -> bool:
    return isinstance(element, pikepdf.Dictionary) and element.objgen in alive


def _leaves(tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a name tree or number tree (ISO 32000-2, 7.9.6 and 7.9.7)."""
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if node.objgen != (0, 0):
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        listed = node.get(key)
        if isinstance(listed, pikepdf.Array):
            items = list(listed)
            yield from zip(items[::2], items[1::2], strict=False)
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            with contextlib.suppress(TypeError):
                waiting.extend(reversed(list(kids)))

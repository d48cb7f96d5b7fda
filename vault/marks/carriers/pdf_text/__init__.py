"""The PDF text carrier: letters moved by a hair along their lines.

`plan` takes a document apart once per revision; `assemble` (of `vault.marks.pdf`) makes the
copies; `geometry` says where the units of a page are; `vector` reads a leaked PDF, `raster` a
picture.
"""

from __future__ import annotations

from vault.marks.carriers.pdf_text.plan import Plan, plan

__all__ = ["Plan", "plan"]

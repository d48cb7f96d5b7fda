"""Pages as pixels: drawn in the sandboxed worker, on the lane for files.

Nothing is written to a disk; an answer about an earlier paper is dropped, and `clear` lets go.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ui.bridge import FILES, Bridge


class Drawing(QObject):
    """Draws pages of one paper at a time; an answer about an earlier paper is dropped.

    Signals:
        counted: how many pages the paper has.
        drawn: (page, image).
        failed: the exception.
    """

    counted = Signal(int)
    drawn = Signal(int, QImage)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._artist: Any = None

    def lay(self, paper: Any) -> None:
        """Lay a `vault.app.library.pictures.Paper` on the table."""
        self.clear()
        from vault.app.library.pictures import Artist

        artist = self._artist = Artist(paper)
        self._submit(artist, lambda: artist.pages, self.counted.emit)

    def draw(self, pages: Iterable[int], width: int) -> None:
        """Draw pages, one after the other."""
        artist = self._artist
        if artist is None:
            return
        for page in pages:
            self._submit(
                artist,
                lambda page=page: artist.draw(page, width),
                lambda picture: self.drawn.emit(picture.page, _image(picture)),
            )

    def clear(self) -> None:
        """Let go of the paper and its worker."""
        artist, self._artist = self._artist, None
        if artist is not None:
            # Not on a lane: those drop what has not begun when the window closes.
            Thread(target=artist.close, name="cocoon-artist").start()

    def _submit(self, artist: Any, work: Any, done: Any) -> None:
        def run(job: Any) -> Any:
            return work() if self._artist is artist else None

        def finish(result: Any) -> None:
            if self._artist is artist and result is not None:
                done(result)

        def miss(error: BaseException) -> None:
            if self._artist is artist:
                self.failed.emit(error)

        self._bridge.submit(run, done=finish, failed=miss, lane=FILES)


def _image(picture: Any) -> QImage:
    """Pixels as an image that owns them."""
    across, down = picture.width, picture.height
    return QImage(
        picture.rgb, across, down, across * 3, QImage.Format.Format_RGB888
    ).copy()  # fmt: skip

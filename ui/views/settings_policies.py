"""What is judged before anything leaves, and how much each rule weighs in this firm."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ui.context import Context
from ui.theme.tokens import READABLE, SPACE
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Progress, label


class Policies(Section):
    """Each rule in a sentence with off, warn or block; only an owner changes them."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.setMaximumWidth(READABLE["form"])
        self.boxes: dict[str, QComboBox] = {}
        self._inside = QWidget()
        self.grid = QGridLayout(self._inside)
        self.grid.setContentsMargins(0, 0, SPACE["m"], 0)
        self.grid.setHorizontalSpacing(SPACE["l"])
        self.grid.setVerticalSpacing(SPACE["m"])
        self.grid.setColumnStretch(0, 1)
        self.ground = self.scrolled(self._inside)
        self.column.addWidget(self.ground, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Policies"))
        self.about.setText(
            self.tr(
                "Before a release is asked for, approved and sealed, these rules look at it. A "
                "warning must be accepted; a block stops it, unless an approver sets it aside and "
                "signs why."
            )
        )
        self.ground.setAccessibleName(self.tr("Policies"))
        self._list()

    def _list(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.boxes.clear()
        words = {"off": self.tr("off"), "warn": self.tr("warn"), "block": self.tr("block")}
        korean = self.context.language.code == "ko"
        for line, each in enumerate(self.page.policies if self.page else ()):
            sentence = each.korean if korean else each.english
            if each.threshold:
                sentence = f"{sentence} ({each.threshold} %)"
            said = label(sentence, wrap=True)
            self.grid.addWidget(said, line, 0)
            if not each.settable:
                always = self.tr("always: {level}").format(level=words[each.level])
                said = label(always, "soft")
                said.setContentsMargins(SPACE["s"], SPACE["s"], 0, SPACE["s"])
                self.grid.addWidget(said, line, 1)
                continue
            box = QComboBox()
            for level in each.settable:
                box.addItem(words[level], level)
            box.setCurrentIndex(box.findData(each.level))
            box.setEnabled(self.owner)
            box.setMinimumWidth(120)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setAccessibleName(sentence)
            said.setBuddy(box)
            box.activated.connect(lambda _, code=each.code, box=box: self._set(code, box))
            self.boxes[each.code] = box
            self.grid.addWidget(box, line, 1)
        last = max(self.grid.rowCount(), len(self.boxes) + 1)
        for line in range(last + 1):  # those of an earlier, shorter list too
            self.grid.setRowStretch(line, int(line == last))

    def _set(self, code: str, box: QComboBox) -> None:
        level = box.currentData()
        self.banner.clear()

        def work(session: Any, job: Any) -> Any:
            from vault.app.release.policies import set_level

            return set_level(session, code, level)

        def failed(error: BaseException) -> None:
            self.banner.fail(error)
            self._list()

        self.context.desk.do(work, areas={"policies"}, failed=failed)

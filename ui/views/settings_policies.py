"""What is judged before anything leaves, and how much each rule weighs in this firm."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ui.context import Context
from ui.theme.tokens import READABLE, SPACE
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Progress, label
from ui.widgets.number import Number


class Policies(Section):
    """Each rule in a sentence with off, warn or block; only an owner changes them."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.setMaximumWidth(READABLE["form"])
        self.boxes: dict[str, QComboBox] = {}
        self.thresholds: dict[str, Number] = {}
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
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.boxes.clear()
        self.thresholds.clear()
        words = {"off": self.tr("off"), "warn": self.tr("warn"), "block": self.tr("block")}
        korean = self.context.language.code == "ko"
        for line, each in enumerate(self.page.policies if self.page else ()):
            sentence = each.korean if korean else each.english
            said = label(sentence, wrap=True)
            self.grid.addWidget(said, line, 0)
            if each.threshold:
                self.grid.addWidget(self._threshold(each, sentence), line, 2)
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

    def _threshold(self, each: Any, sentence: str) -> Number:
        """Above how much of a technology a rule speaks; entered when the field is left."""
        made = Number(1, 100)
        made.setSuffix(" %")
        made.setValue(int(each.threshold))
        made.setEnabled(self.owner)
        made.setMinimumWidth(96)
        made.setAccessibleName(self.tr("From how much on: {rule}").format(rule=sentence))
        made.setToolTip(self.tr("From how much of a technology on; Enter sets it"))

        def entered() -> None:
            if str(made.value()) != each.threshold:
                self._set(each.code, self.boxes[each.code], str(made.value()))

        made.editingFinished.connect(entered)
        self.thresholds[each.code] = made
        return made

    def _set(self, code: str, box: QComboBox, threshold: str = "") -> None:
        level = box.currentData()
        self.banner.clear()

        def work(session: Any, job: Any) -> Any:
            from vault.app.release.policies import set_level

            return set_level(session, code, level, threshold=threshold)

        def failed(error: BaseException) -> None:
            self.banner.fail(error)
            self._list()

        def done(setting: Any) -> None:
            words = {
                "off": self.tr("It is not looked at."),
                "warn": self.tr("An approver must accept it by name."),
                "block": self.tr("It stops a release, unless an approver signs why not."),
            }
            said = setting.korean if self.context.language.code == "ko" else setting.english
            if setting.threshold:
                said = f"{said} ({setting.threshold} %)"
            self.banner.say("good", said, words[setting.level])

        self.context.desk.do(work, areas={"policies"}, done=done, failed=failed)

"""The look in force: palette, style sheet and icons, made from the tokens of one scheme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.tokens import DARK, LIGHT, RADIUS, SIZES, SPACE, Tokens

_LATIN = ("Segoe UI", "Helvetica Neue", "Noto Sans", "Cantarell", "Ubuntu")
"""Known to be drawn well in small sizes; where there is none, the bundled font has Latin too."""
HANGUL = "NanumGothic"
"""Family of the bundled font."""
STYLED = "styled"
"""Property of an application that was started with its style, which is quicker than to set it."""
_ICON_SIZES = (16, 20, 32)
SCHEMES = ("system", "light", "dark")


class Look(QObject):
    """The scheme in force; `changed` when it is another one."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        super().__init__(app)
        self._app = app
        self._resources = resources
        self._choice = "system"
        self._applied: Tokens | None = None
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._dressed = False
        self._sheet = ""
        self.tokens = LIGHT
        app.setProperty("look", self)
        if app.property(STYLED) is None:
            app.setStyle("Fusion")
        for font in sorted((resources / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(font))
        app.setFont(self.font("body"))
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.choose("system")

    @property
    def choice(self) -> str:
        """What the person chose: system, light or dark."""
        return self._choice

    def choose(self, scheme: str) -> None:
        """Follow the system, or be light or dark."""
        self._choice = scheme if scheme in SCHEMES else "system"
        self._follow()

    def _follow(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._choice == "dark" or (self._choice == "system" and system_dark)
        tokens = DARK if dark else LIGHT
        if tokens is self._applied:
            return
        self.tokens = self._applied = tokens
        self._icons.clear()
        self._app.setPalette(palette(self.tokens))
        self._sheet = sheet(self.tokens, self._resources / "icons", dark)
        if self._dressed:
            for each in self._app.topLevelWidgets():
                if each.parentWidget() is None:  # the others have their window's
                    each.setStyleSheet(self._sheet)
        else:
            self._app.setStyleSheet(self._sheet)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Let a window that stays open follow from now on, and all that stands in it or over it.

        The application's style sheet is set once: to set another takes seconds with a window of
        some thousand parts, and a sheet of the window's own, which goes before it, a tenth. A
        part without a parent that is made later must be dressed, too.
        """
        self._dressed = True
        if self._app.styleSheet() != self._sheet:
            window.setStyleSheet(self._sheet)

    def font(self, size: str = "body", bold: bool = False) -> QFont:
        """The interface's font in one of four sizes."""
        families = QFontDatabase.families()
        known = [f for f in _LATIN if f in families]
        font = QFont([*known[:1], HANGUL, "Malgun Gothic", "Apple SD Gothic Neo"])
        font.setPixelSize(round(SIZES[size]))
        font.setBold(bold)
        return font

    @classmethod
    def current(cls) -> Look | None:
        """The look in force, for parts that are given no context."""
        found = QApplication.instance().property("look")  # type: ignore[union-attr]
        return found if isinstance(found, cls) else None

    def icon(self, name: str, colour: str = "soft") -> QIcon:
        """An icon in a token's colour; an unknown name is an empty icon."""
        icon = self._icons.get((name, colour))
        if icon is None:
            path = self._resources / "icons" / f"{name}.svg"
            icon = self._icons[name, colour] = drawn(path, getattr(self.tokens, colour))
        return icon


def drawn(path: Path, colour: str) -> QIcon:
    """An SVG drawn with ``currentColor`` replaced, at twice each size for dense screens."""
    icon = QIcon()
    try:
        svg = path.read_bytes().replace(b"currentColor", colour.encode())
    except FileNotFoundError:
        return icon
    renderer = QSvgRenderer(QByteArray(svg))
    for size in _ICON_SIZES:
        pixmap = QPixmap(size * 2, size * 2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * 2, size * 2))
        painter.end()
        pixmap.setDevicePixelRatio(2)
        icon.addPixmap(pixmap)
    return icon


def palette(t: Tokens) -> QPalette:
    """Qt's palette from tokens."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, t.window),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.sunken),
        (role.Text, t.text),
        (role.Button, t.raised),
        (role.ButtonText, t.text),
        (role.BrightText, t.bad),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.accent_text),
        (role.ToolTipBase, t.raised),
        (role.ToolTipText, t.text),
        (role.PlaceholderText, t.faint),
        (role.Link, t.accent),
        (role.Mid, t.line),
        (role.Light, t.raised),
        (role.Dark, t.line),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.faint))
    return made


def sheet(t: Tokens, icons: Path, dark: bool) -> str:
    """The style sheet: only what a palette cannot say.

    A line of text, a box to choose from and a button are all 32 px high, so that they stand level
    beside each other.
    """
    arrow = (icons / "down.svg").as_posix()
    on = "dark" if dark else "light"
    tick = (icons / f"tick-on-{on}.svg").as_posix()
    field = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox"
    focused = ", ".join(f"{each}:focus" for each in field.split(", "))
    disabled = ", ".join(f"{each}:disabled" for each in field.split(", "))
    box = "QCheckBox::indicator, QTableView::indicator, QListView::indicator"
    boxed = {state: ", ".join(f"{each}:{state}" for each in box.split(", "))
             for state in ("checked", "hover", "disabled")}  # fmt: skip
    return f"""
QToolTip {{ color: {t.text}; background: {t.raised}; border: 1px solid {t.line}; padding: 4px; }}
QDialog {{ background: {t.raised}; }}
{field} {{
  background: {t.surface}; border: 1px solid {t.outline}; border-radius: {RADIUS}px;
  padding: 5px 8px; selection-background-color: {t.accent}; selection-color: {t.accent_text};
}}
QTextBrowser, QPlainTextEdit[readOnly="true"] {{ border-color: {t.line}; }}
QLineEdit, QComboBox {{ min-height: 20px; }}
{focused} {{ border: 2px solid {t.accent}; padding: 4px 7px; }}
{disabled} {{ color: {t.faint}; background: {t.sunken}; border-color: {t.line}; }}
QComboBox::drop-down {{ border: 0; width: 26px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}
QSpinBox, QSpinBox:focus {{ padding: 0; min-height: 30px; max-height: 30px; }}
QSpinBox:focus {{ min-height: 28px; max-height: 28px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
  border: 0; width: 24px; height: 14px; subcontrol-origin: border;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; top: 2px; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; bottom: 2px; }}
QAbstractSpinBox::up-arrow {{ image: url("{icons.as_posix()}/up.svg"); width: 11px; height: 11px; }}
QAbstractSpinBox::down-arrow {{ image: url("{arrow}"); width: 11px; height: 11px; }}
QComboBox QAbstractItemView {{ background: {t.raised}; border: 1px solid {t.line}; padding: 4px; }}
QComboBox QLineEdit {{ border: 0; padding: 0; min-height: 0; background: transparent; }}
QAbstractSpinBox QLineEdit {{
  border: 0; padding: 0 7px; min-height: 0; background: transparent;
}}
{box} {{
  width: 14px; height: 14px; border: 1px solid {t.outline}; border-radius: 4px;
  background: {t.surface};
}}
{boxed["hover"]} {{ border-color: {t.accent}; }}
{boxed["checked"]} {{ background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
{boxed["disabled"]} {{ background: {t.sunken}; border-color: {t.faint}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.faint}; image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; width: 12px; height: 12px; }}
QCheckBox, QRadioButton {{ spacing: 8px; outline: 0; }}
QRadioButton::indicator {{
  width: 14px; height: 14px; border: 1px solid {t.outline}; border-radius: 8px;
  background: {t.surface};
}}
QRadioButton::indicator:checked {{
  width: 6px; height: 6px; border: 5px solid {t.accent}; background: {t.accent_text};
}}
QPushButton {{
  background: {t.raised}; border: 1px solid {t.outline}; border-radius: {RADIUS}px;
  padding: 5px 14px; min-height: 20px;
}}
QPushButton:hover {{ border-color: {t.accent}; }}
QPushButton:pressed {{ background: {t.sunken}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 4px 13px; }}
QPushButton:checked {{ background: {t.accent_wash}; border-color: {t.accent}; }}
QPushButton:disabled {{ color: {t.faint}; background: {t.sunken}; border-color: {t.line}; }}
QPushButton::menu-indicator {{
  image: url("{arrow}"); width: 14px; height: 14px;
  subcontrol-position: right center; right: 8px;
}}
QPushButton[primary="true"]::menu-indicator {{
  image: url("{icons.as_posix()}/down-on-{on}.svg");
}}
QPushButton[primary="true"] {{
  background: {t.accent}; color: {t.accent_text}; border-color: {t.accent}; font-weight: bold;
}}
QPushButton[primary="true"]:hover {{ background: {t.accent_hover}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; padding: 4px 13px; }}
QPushButton[primary="true"]:disabled {{ background: {t.sunken}; color: {t.faint}; border-color: {t.line}; }}
QPushButton[danger="true"] {{ color: {t.bad}; border-color: {t.bad}; }}
QPushButton[danger="true"]:hover {{ background: {t.bad_wash}; }}
QPushButton[primary="true"][danger="true"] {{
  background: {t.bad}; color: {t.accent_text}; border-color: {t.bad};
}}
QPushButton[danger="true"]:disabled {{ color: {t.faint}; border-color: {t.line}; }}
QTableView, QListView, QTreeView {{
  background: {t.surface}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
  gridline-color: {t.line}; outline: 0;
}}
QTableView:focus, QListView:focus, QTreeView:focus {{ border-color: {t.accent}; }}
QListView::item, QTreeView::item {{ padding: 7px 8px; }}
QListView[picks="true"]::item {{ border: 2px solid transparent; border-radius: {RADIUS}px; }}
QListView[picks="true"]::item:focus {{ border-color: {t.accent}; }}
QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {t.line}; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{
  background: {t.accent_wash}; color: {t.text};
}}
QTableView::item:hover, QListView::item:hover {{ background: {t.sunken}; }}
QTableView::item:selected:hover, QListView::item:selected:hover {{ background: {t.accent_wash}; }}
QHeaderView {{ background: {t.surface}; border-radius: {RADIUS}px; }}
QHeaderView::section {{
  background: {t.surface}; color: {t.soft}; border: 0; border-bottom: 1px solid {t.line};
  padding: 7px 11px; font-weight: bold;
}}
QHeaderView::section:hover {{ color: {t.text}; }}
QMenuBar {{ background: {t.window}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.line}; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 8px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent_wash}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
QToolButton {{ border: 1px solid transparent; border-radius: {RADIUS}px; padding: 5px; }}
QToolButton:hover {{ background: {t.sunken}; }}
QToolButton:focus {{ border: 2px solid {t.accent}; padding: 4px; }}
QToolButton:disabled {{ color: {t.faint}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.raised}; }}
QCalendarWidget QToolButton {{
  color: {t.text}; background: transparent; font-weight: bold; padding: 4px 8px;
}}
QCalendarWidget QToolButton:hover {{ background: {t.sunken}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QSpinBox {{ min-width: 64px; }}
QCalendarWidget QTableView::item {{ padding: 0; border: 0; }}
QCalendarWidget QTableView::item:selected {{ background: {t.accent}; color: {t.accent_text}; }}
QCalendarWidget QAbstractItemView {{
  selection-background-color: {t.accent}; selection-color: {t.accent_text}; border: 0;
}}
QFrame[card="true"] {{
  background: {t.surface}; border: 1px solid {t.line}; border-radius: {RADIUS + 2}px;
}}
QLabel[kind="title"] {{ font-size: {SIZES["title"]:.0f}px; font-weight: bold; }}
QLabel[kind="heading"] {{ font-size: {SIZES["heading"]:.0f}px; font-weight: bold; }}
QLabel[kind="strong"] {{ font-weight: bold; }}
QLabel[kind="soft"] {{ color: {t.soft}; }}
QLabel[kind="small"] {{ color: {t.soft}; font-size: {SIZES["small"]:.0f}px; }}
QLabel[badge="neutral"] {{ background: {t.line if dark else t.sunken}; color: {t.soft}; }}
QLabel[badge="good"] {{ background: {t.good_wash}; color: {t.good}; }}
QLabel[badge="warn"] {{ background: {t.warn_wash}; color: {t.warn}; }}
QLabel[badge="bad"] {{ background: {t.bad_wash}; color: {t.bad}; }}
QLabel[badge] {{ border-radius: 9px; padding: 2px 9px; }}
QFrame[banner="bad"] {{ background: {t.bad_wash}; border: 1px solid {t.bad}; border-radius: {RADIUS}px; }}
QFrame[banner="warn"] {{ background: {t.warn_wash}; border: 1px solid {t.warn}; border-radius: {RADIUS}px; }}
QFrame[banner="good"] {{ background: {t.good_wash}; border: 1px solid {t.good}; border-radius: {RADIUS}px; }}
QFrame#nav {{ background: {t.nav}; border: 0; }}
QFrame#nav QLabel {{ color: {t.nav_soft}; }}
QFrame#nav QLabel[kind="heading"] {{ color: {t.nav_text}; }}
QScrollArea {{ border: 0; background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: #99{t.outline[1:]}; border-radius: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {t.soft}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:horizontal {{ width: {SPACE["m"]}px; }}
QSplitter::handle:vertical {{ height: {SPACE["m"]}px; }}
QProgressBar {{
  background: {t.sunken}; border: 0; border-radius: 3px; max-height: 6px; text-align: center;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QTabBar::tab {{ padding: 7px 14px; border: 0; color: {t.soft}; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:selected:focus {{ background: {t.accent_wash}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; font-weight: bold; }}
QTabWidget::pane {{ border: 0; }}
QTabBar {{ qproperty-drawBase: 0; border-bottom: 1px solid {t.line}; }}
"""

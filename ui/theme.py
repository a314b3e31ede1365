"""Tokens of `resources/theme` → palette, style sheet, fonts and icons; the only place of colour.

Widgets and delegates ask `theme()` for colours by token name and for lengths in scaled
pixels. A change of appearance or text scale is applied to everything at once: Qt sends
each widget a `StyleChange`, on which those with lengths of their own set them anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from cspdesk import data_files
from cspdesk.services.settings import Appearance
from ui import tokens

TEXT_FAMILIES = ("BIZ UDPGothic", "BIZ UDPゴシック", "Yu Gothic UI", "Meiryo")
FIGURE_FAMILIES = ("BIZ UDGothic", "BIZ UDゴシック", "Yu Gothic UI", "Meiryo")
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)

_FIRST_FONTS = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_FIGURE_FONT = "BIZUDGothic-Regular.ttf"
_LENGTH = re.compile(r"((?:padding|margin|radius|width|height)[a-z-]*:[^;{}]*)")
_PIXELS = re.compile(r"(?<![\w}])(\d+)px")
_SLOT = re.compile(r"\{([a-z]\d{2}|[a-zA-Z]+\d?)\}")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours and measures in force; a new value after each change.

    Attributes:
        dark: True for the dark colours.
        scale: factor of the text size, 1.0 to 2.0; every length follows it.
        colours: token name → `#RRGGBB` or `#RRGGBBAA` as in `tokens.json`.
    """

    dark: bool
    scale: float
    colours: Mapping[str, str]

    def colour(self, token: str) -> QColor:
        """Return a colour by its token name (`text2`, `okFg` …)."""
        value = self.colours[token]
        made = QColor(value[:7])
        if opacity := value[7:]:
            made.setAlpha(int(opacity, 16))
        return made

    def px(self, length: float) -> int:
        """Return `length` (pixels at 100 %) in pixels at the present scale."""
        return round(length * self.scale)

    def font(self, size: int = 14, *, bold: bool = False, figures: bool = False) -> QFont:
        """Return the text font, or the one with figures of equal width, `size` px at 100 %."""
        font = QFont(list(FIGURE_FAMILIES if figures else TEXT_FAMILIES))
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font


@cache
def _template() -> str:
    text = data_files.read_bytes("theme/theme.qss").decode("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def style_sheet(current: Theme) -> str:
    """Return the style sheet with this theme's colours and lengths filled in.

    `{f13}` and `{h28}` are sizes, every other slot is a colour. Lengths written as plain
    pixels are scaled as well; border widths are not, they stay hairlines.
    """

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name[1:].isdigit():
            return str(current.px(int(name[1:])))
        return current.colours[name] if name in current.colours else _ASSETS[name](current)

    def scaled(match: re.Match[str]) -> str:
        return _PIXELS.sub(lambda m: f"{current.px(int(m.group(1)))}px", match.group(1))

    return _SLOT.sub(fill, _LENGTH.sub(scaled, _template()))


_ASSETS = {
    "marks": lambda current: data_files.folder(
        "theme/dark" if current.dark else "theme/light"
    ).as_posix()
}


def palette(current: Theme) -> QPalette:
    """Return the palette for what Qt draws without the style sheet."""
    role = QPalette.ColorRole
    built = QPalette()
    for target, token in (
        (role.Window, "canvas"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "surfaceAlt"),
        (role.Text, "text"),
        (role.PlaceholderText, "text3"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "onAccent"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.Accent, "accent"),
        (role.Mid, "borderStrong"),
    ):
        built.setColor(target, current.colour(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        built.setColor(QPalette.ColorGroup.Disabled, target, current.colour("disabledText"))
    return built


class ThemeManager(QObject):
    """Holds the theme in force and applies changes to the whole application at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance.SYSTEM
        self._scale = 1.0
        self._theme = self._made()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def theme(self) -> Theme:
        """Return the theme in force."""
        return self._theme

    @property
    def appearance(self) -> Appearance:
        """Return what was chosen: light, dark, or as the system says."""
        return self._appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Use these colours from now on."""
        self._appearance = appearance
        self._refresh()

    def set_scale(self, scale: float) -> None:
        """Use this text scale from now on; kept between 1.0 and 2.0."""
        self._scale = min(max(scale, SCALES[0]), SCALES[-1])
        self._refresh()

    def step_scale(self, direction: int) -> float:
        """Go to the next larger (+1) or smaller (-1) scale, or back to 100 % (0); return it."""
        if direction == 0:
            wanted = 1.0
        elif direction > 0:
            wanted = next((s for s in SCALES if s > self._scale + 0.001), SCALES[-1])
        else:
            wanted = next((s for s in reversed(SCALES) if s < self._scale - 0.001), SCALES[0])
        self.set_scale(wanted)
        return wanted

    def apply(self) -> None:
        """Give palette, font and style sheet to the application."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        # From sheet to sheet Qt restyles every widget once for each of its ancestors: seconds.
        app.setStyleSheet("")
        app.setPalette(palette(self._theme))
        app.setFont(self._theme.font())
        app.setStyleSheet(style_sheet(self._theme))

    def _made(self) -> Theme:
        dark = self._appearance is Appearance.DARK or (
            self._appearance is Appearance.SYSTEM
            and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        return Theme(dark, self._scale, tokens.colours(dark=dark))

    def _refresh(self) -> None:
        made = self._made()
        if made == self._theme:
            return
        self._theme = made
        self.apply()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._refresh()


@cache
def manager() -> ThemeManager:
    """Return the one manager of this process; needs an application to exist."""
    return ThemeManager()


def theme() -> Theme:
    """Return the theme in force."""
    return manager().theme


def load_text_fonts() -> None:
    """Register the fonts of all text; called before the first paint.

    By path: handing over the bytes takes 20 ms longer.
    """
    for name in _FIRST_FONTS:
        _register(name)


@cache
def load_figure_font() -> None:
    """Register the font with figures of equal width; called after the first paint."""
    _register(_FIGURE_FONT)


def _register(name: str) -> None:
    # By path, because Qt then reads only the tables it needs of the 4 MB, when it needs them.
    QFontDatabase.addApplicationFont(str(data_files.folder("fonts") / name))


@cache
def _drawing(name: str, colour: str) -> QSvgRenderer:
    source = data_files.read_bytes(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
    return QSvgRenderer(QByteArray(source))


def draw_icon(painter: QPainter, name: str, colour: str, area: QRect) -> None:
    """Draw an icon of `resources/icons` in a token's colour; for delegates and own painting."""
    _drawing(name, theme().colour(colour).name()).render(painter, QRectF(area))


class _IconEngine(QIconEngine):
    """Draws one SVG in the colours of the theme in force, so icons follow every change."""

    def __init__(self, name: str, colour: str, on_colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._on_colour = on_colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon for a mode and state."""
        colour = self._on_colour if state is QIcon.State.On else self._colour
        if mode is QIcon.Mode.Disabled:
            colour = "disabledText"
        draw_icon(painter, self._name, colour, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon in device pixels; Qt has multiplied the screen's ratio in."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return an independent engine for the same icon."""
        return _IconEngine(self._name, self._colour, self._on_colour)


def icon(name: str, colour: str = "text", on_colour: str = "") -> QIcon:
    """Return an icon that follows theme and screen.

    Args:
        name: file in `resources/icons` without `.svg`.
        colour: token of its colour.
        on_colour: token used while a checkable widget is checked; empty = the same.
    """
    return QIcon(_IconEngine(name, colour, on_colour or colour))

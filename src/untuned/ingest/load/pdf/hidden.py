"""Which characters of a PDF's page no reader sees: they are no part of the text, since a quote of them could not be checked by eye.

Text that is drawn invisibly, outside the page, outside its clipping path or smaller than two points is told by its own properties. Where
colour or what lies beneath or above decides, the page is drawn twice, with and without the text in doubt: a character is seen
when the two drawings differ where it stands.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from untuned.ingest.load.pdf.pdfium import quick, raw

_TEXT, _PATH, _FORM = 1, 2, 5
_UNSEEN_MODES = (3, 7)
_FILLED_MODE = 0
_LEAST_SIZE = 2.0
"""Points: print in footnotes and on labels is 4 and more."""
_LEAST_CONTRAST = 32
"""Of 255, in one colour: less is not seen on paper or screen. The 2.0 of the contrast guidelines is about 75 on white."""
_DARK = 160
"""Text whose every colour is below this is seen on white."""
_LEAST_COVER = 3.0
"""Points: thinner paths are rules and underlines."""
_SCALE = 2.0
_MOST_PIXELS = 6_000_000
_DEEPEST = 12
_LETTERS_SEEN_BESIDE = 0.5  # points around a character's box, for what smoothing spreads

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LAYER = (ord("O"), ord("C"), 0)
Sight = Literal["seen", "hidden", "doubtful"]


class _Text:
    """A text drawn on a page: its handle, its box in page space, how much its form enlarges it, and whether it is in one."""

    __slots__ = ("box", "handle", "in_form", "scale")

    def __init__(self, handle: Any, box: Box, scale: float, in_form: bool) -> None:  # noqa: ANN401 - pypdfium2 has no strict types
        self.handle = handle
        self.box = box
        self.scale = scale
        self.in_form = in_form


def hidden_characters(page: Any, textpage: object, count: int) -> set[int]:  # noqa: ANN401
    """Indexes, as pdfium counts, of the characters of a page that are not seen."""
    survey = _Survey(page)
    survey.gather(page.raw, (_SAME, 0))
    sights: dict[int, Sight] = {}
    doubtful: list[Any] = []
    for handle, sight in survey.sights():
        sights[_address(handle)] = sight
        if sight == "doubtful":
            doubtful.append(handle)
    return _judged(page, textpage, count, sights, doubtful) if sights else set()


class _Survey:
    """What a page draws, as far as it decides whether its texts are seen. A page may hold thousands of texts: places are used again."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self._pdfium = raw()
        self._floats = tuple(ctypes.c_float() for _ in range(4))
        self._to_floats = tuple(map(ctypes.byref, self._floats))
        self._colours = tuple(ctypes.c_uint() for _ in range(4))
        self._to_colours = tuple(map(ctypes.byref, self._colours))
        self._mode, self._fill = quick("FPDFTextObj_GetTextRenderMode"), quick("FPDFPageObj_GetFillColor")
        self._clip, self._paths = quick("FPDFPageObj_GetClipPath"), quick("FPDFClipPath_CountPaths")
        self._marks, self._bounds = quick("FPDFPageObj_CountMarks"), quick("FPDFPageObj_GetBounds")
        self._name = (ctypes.c_ushort * 8)()
        self._written = ctypes.c_ulong()
        self._limits: Box = tuple(page.get_bbox())
        self._plain: list[tuple[Any, Box]] = []
        self._others: list[_Text] = []
        self._covers: list[Box] = []

    def gather(self, holder: object, where: tuple[Matrix, int]) -> None:
        """Notes everything that a page or a form draws, in order."""
        pdfium = self._pdfium
        matrix, depth = where
        form = depth > 0
        scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        taken, kind_of = quick("FPDFFormObj_GetObject" if form else "FPDFPage_GetObject"), quick("FPDFPageObj_GetType")
        for nth in range((pdfium.FPDFFormObj_CountObjects if form else pdfium.FPDFPage_CountObjects)(holder)):
            handle = taken(holder, nth)
            kind: int = kind_of(handle)
            if kind == _TEXT:
                self._take(handle, where, scale)
            elif kind == _FORM:
                if depth < _DEEPEST:
                    self.gather(handle, (_times(_matrix_of(handle), matrix), depth + 1))
            elif kind != _PATH or self._filled(handle):
                box = self._box(handle, matrix)
                if kind != _PATH or min(box[2] - box[0], box[3] - box[1]) >= _LEAST_COVER:
                    self._covers.append(box)

    def _take(self, handle: Any, where: tuple[Matrix, int], scale: float) -> None:  # noqa: ANN401
        """Notes a text; one that can be told at once to be plain only by its place."""
        if where[1] == 0 and self._is_plain(handle):
            left, bottom, right, top = self._floats
            self._plain.append((handle, (left.value, bottom.value, right.value, top.value)))
        else:
            self._others.append(_Text(handle, self._box(handle, where[0]), scale, where[1] > 0))

    def _is_plain(self, handle: Any) -> bool:  # noqa: ANN401
        """True for dark, filled, opaque letters of a usual size within the page, without a clip or a layer: nearly all there are."""
        left, bottom, right, top = self._floats
        red, green, blue, opacity = self._colours
        limits = self._limits
        return (
            self._mode(handle) == _FILLED_MODE
            and self._fill(handle, *self._to_colours)
            and opacity.value == 255
            and red.value < _DARK
            and green.value < _DARK
            and blue.value < _DARK
            and self._marks(handle) == 0
            and self._paths(self._clip(handle)) <= 0
            and self._bounds(handle, *self._to_floats)
            and top.value - bottom.value >= 2 * _LEAST_SIZE
            and limits[0] <= left.value
            and limits[1] <= bottom.value
            and right.value <= limits[2]
            and top.value <= limits[3]
        )

    def sights(self) -> Iterator[tuple[Any, Sight]]:
        """The texts that are not plainly seen."""
        for handle, box in self._plain if self._covers else ():
            if any(_meets(box, cover) for cover in self._covers):
                yield handle, "doubtful"
        for one in self._others:
            sight = self._sight(one)
            if sight != "seen":
                yield one.handle, sight

    def _sight(self, one: _Text) -> Sight:
        """What a text's own properties tell."""
        mode: int = self._mode(one.handle)
        if mode in _UNSEEN_MODES or not _meets(one.box, self._limits):
            return "hidden"
        if one.box[3] - one.box[1] < 2 * _LEAST_SIZE and self._size(one) < _LEAST_SIZE:
            return "hidden"
        doubtful = (
            one.in_form  # whose own clip, layer and opacity count as well
            or mode != _FILLED_MODE
            or not _inside(one.box, self._limits)
            or not self._dark(one.handle)
            or self._clipped(one)
            or self._optional(one.handle)
            or any(_meets(one.box, cover) for cover in self._covers)
        )
        return "doubtful" if doubtful else "seen"

    def _box(self, handle: object, matrix: Matrix) -> Box:
        left, bottom, right, top = self._floats
        if not self._bounds(handle, *self._to_floats):
            return (0.0, 0.0, 0.0, 0.0)
        return _moved((left.value, bottom.value, right.value, top.value), matrix)

    def _dark(self, handle: object) -> bool:
        """True for opaque text in a colour that is seen on white."""
        red, green, blue, opacity = self._colours
        if not self._fill(handle, *self._to_colours):
            return False
        return opacity.value == 255 and max(red.value, green.value, blue.value) < _DARK

    def _size(self, one: _Text) -> float:
        """The height of a text's letters on the page, in points."""
        size = self._floats[0]
        if not self._pdfium.FPDFTextObj_GetFontSize(one.handle, size):
            return _LEAST_SIZE
        a, b, c, d, *_ = _matrix_of(one.handle)
        return abs(size.value) * abs(a * d - b * c) ** 0.5 * one.scale

    def _filled(self, handle: object) -> bool:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        return bool(self._pdfium.FPDFPath_GetDrawMode(handle, mode, stroke)) and mode.value != 0

    def _clipped(self, one: _Text) -> bool:
        """True when a text has a clipping path that could leave some of it out."""
        clip = self._clip(one.handle)
        paths: int = self._paths(clip) if clip else 0
        return paths > 0 and any(not _inside(one.box, self._clip_box(clip, nth)) for nth in range(paths))

    def _clip_box(self, clip: object, nth: int) -> Box:
        pdfium = self._pdfium
        x, y, *_ = self._floats
        points = [
            (x.value, y.value)
            for place in range(max(pdfium.FPDFClipPath_CountPathSegments(clip, nth), 0))
            if pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, nth, place), x, y)
        ]
        if not points:
            return (0.0, 0.0, 0.0, 0.0)
        return (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))

    def _optional(self, handle: object) -> bool:
        """True for a text of a layer that can be switched off."""
        pdfium, name = self._pdfium, self._name
        for nth in range(self._marks(handle)):
            mark = pdfium.FPDFPageObj_GetMark(handle, nth)
            if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), self._written) and (name[0], name[1], name[2]) == _LAYER:
                return True
        return False


# -- by drawing ------------------------------------------------------------------------------------


def _judged(page: Any, textpage: object, count: int, sights: dict[int, Sight], doubtful: Sequence[Any]) -> set[int]:  # noqa: ANN401
    """The characters of hidden texts, and those of doubtful ones that leave no trace on the page."""
    compared = _Drawings(page, doubtful) if doubtful else None
    text_of = quick("FPDFText_GetTextObject", ctypes.c_void_p)
    hidden: set[int] = set()
    last = False
    for at in range(count):
        address: int | None = text_of(textpage, at)
        sight = sights.get(address, "seen") if address else None
        if sight == "doubtful" and compared is not None:
            seen = compared.differ(textpage, at)
            last = last if seen is None else not seen
        elif sight is not None:
            last = sight == "hidden"
        if last:
            hidden.add(at)
    return hidden


class _Drawings:
    """A page drawn with and without some of its texts."""

    def __init__(self, page: Any, texts: Sequence[Any]) -> None:  # noqa: ANN401
        pdfium = raw()
        width, height = page.get_size()
        self._scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        self._with, self._stride, self._channels, self._size = self._drawn(page)
        for text in texts:
            pdfium.FPDFPageObj_SetIsActive(text, 0)
        self._without, *_ = self._drawn(page)
        for text in texts:
            pdfium.FPDFPageObj_SetIsActive(text, 1)
        self._to_pixels = _device_matrix(page, self._size)

    def _drawn(self, page: Any) -> tuple[bytes, int, int, tuple[int, int]]:  # noqa: ANN401
        bitmap = page.render(scale=self._scale, may_draw_forms=False, draw_annots=False)
        try:
            return bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels, (bitmap.width, bitmap.height)
        finally:
            bitmap.close()

    def differ(self, textpage: object, at: int) -> bool | None:
        """Whether the drawings differ where a character stands; None for a character that has no place, as a space."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if chr(raw().FPDFText_GetUnicode(textpage, at)).isspace():
            return None
        if not raw().FPDFText_GetCharBox(textpage, at, left, right, bottom, top) or right.value <= left.value or top.value <= bottom.value:
            return None
        beside = _LETTERS_SEEN_BESIDE
        box = (left.value - beside, bottom.value - beside, right.value + beside, top.value + beside)
        x0, y0, x1, y1 = _moved(box, self._to_pixels)
        width, height = self._size
        start, end = max(int(x0), 0) * self._channels, min(int(x1) + 1, width) * self._channels
        for row in range(max(int(y0), 0), min(int(y1) + 1, height)):
            offset = row * self._stride
            one, other = self._with[offset + start : offset + end], self._without[offset + start : offset + end]
            if one != other and any(abs(a - b) >= _LEAST_CONTRAST for a, b in zip(one, other, strict=True)):
                return True
        return False


def _device_matrix(page: Any, size: tuple[int, int]) -> Matrix:  # noqa: ANN401
    """From points of the page to pixels of a drawing of it."""
    pdfium = raw()
    x, y = ctypes.c_int(), ctypes.c_int()
    told: list[tuple[float, float]] = []
    far = 10_000.0  # pixels come as integers: far points keep what rounding takes
    for place in ((0.0, 0.0), (far, 0.0), (0.0, far)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, *place, x, y)
        told.append((float(x.value), float(y.value)))
    (e, f), (ax, ay), (cx, cy) = told
    return ((ax - e) / far, (ay - f) / far, (cx - e) / far, (cy - f) / far, e, f)


# -- geometry --------------------------------------------------------------------------------------


def _address(handle: Any) -> int:  # noqa: ANN401
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _matrix_of(handle: object) -> Matrix:
    pdfium = raw()
    found = pdfium.FS_MATRIX()
    return (found.a, found.b, found.c, found.d, found.e, found.f) if pdfium.FPDFPageObj_GetMatrix(handle, found) else _SAME


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(box: Box, matrix: Matrix) -> Box:
    """The box around a box's four corners after a matrix."""
    if matrix == _SAME:
        return box
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    return (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(one: Box, other: Box) -> bool:
    return other[0] - 1 <= one[0] and one[2] <= other[2] + 1 and other[1] - 1 <= one[1] and one[3] <= other[3] + 1

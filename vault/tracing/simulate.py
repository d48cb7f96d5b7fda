"""A simulated phone photo of a page, for the demonstration and for measuring.

The camera is a pinhole: the page (possibly curled) stands tilted before it, the light falls
unevenly, the lens vignettes and defocuses, the hand moves, the sensor adds noise and the phone
stores a JPEG. Every disturbance is one named number of `PhotoSettings`, drawn from ranges that
`RANGES` fixes; the same generator state gives the same picture.

A simulation is neither a printer nor a phone. It shows that the way from picture to verdict
works, and lets two versions of it be compared; it does not replace a real camera.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

RANGES: Mapping[str, tuple[float, float]] = {
    "megapixels": (1.0, 12.0),
    "tilt": (0.0, 45.0),
    "rotation": (-180.0, 180.0),
    "curl": (0.0, 0.02),
    "fill": (0.75, 0.98),
    "shadow": (0.0, 0.5),
    "vignette": (0.0, 0.4),
    "moire": (0.0, 10.0),
    "defocus": (0.0, 0.0005),
    "motion": (0.0, 0.001),
    "noise": (2.0, 7.0),
    "jpeg": (40.0, 90.0),
}


@dataclass(frozen=True, slots=True)
class PhotoSettings:
    """How one photo is taken.

    Attributes:
        megapixels: size of the picture (4:3), million pixels.
        tilt: angle between the page's normal and the camera's axis, degrees.
        tilt_axis: direction of the tilt in the page, degrees.
        rotation: turn of the camera about its axis, degrees.
        curl: height of the page's bend relative to its width.
        fill: part of the frame that the page fills.
        shadow: darkening by a shadow edge across the page, 0 to 1.
        vignette: darkening of the frame's corners, 0 to 1.
        moire: amplitude of interference stripes, grey levels (photo of a screen).
        defocus: standard deviation of the lens blur relative to the frame's width.
        motion: length of the hand's movement relative to the frame's width.
        noise: standard deviation of the sensor's noise, grey levels.
        jpeg: JPEG quality.
    """

    megapixels: float = 12.0
    tilt: float = 8.0
    tilt_axis: float = 60.0
    rotation: float = 3.0
    curl: float = 0.004
    fill: float = 0.92
    shadow: float = 0.25
    vignette: float = 0.2
    moire: float = 0.0
    defocus: float = 0.0002
    motion: float = 0.0003
    noise: float = 4.0
    jpeg: int = 75


def draw_photo(rng: np.random.Generator, *, of_screen: bool = False) -> PhotoSettings:
    """Settings drawn evenly from `RANGES` (megapixels evenly on a logarithmic scale)."""
    value = {name: float(rng.uniform(low, high)) for name, (low, high) in RANGES.items()}
    low, high = RANGES["megapixels"]
    return PhotoSettings(
        megapixels=float(np.exp(rng.uniform(np.log(low), np.log(high)))),
        tilt=value["tilt"],
        tilt_axis=float(rng.uniform(0, 360)),
        rotation=value["rotation"],
        curl=0.0 if of_screen else value["curl"],
        fill=value["fill"],
        shadow=value["shadow"],
        vignette=value["vignette"],
        moire=value["moire"] if of_screen else 0.0,
        defocus=value["defocus"],
        motion=value["motion"],
        noise=value["noise"],
        jpeg=int(value["jpeg"]),
    )


def photo_of_pdf(
    pdf: bytes, page: int, rng: np.random.Generator, settings: PhotoSettings | None = None
) -> bytes:
    """A phone photo of a page as JPEG bytes, rendered with pdfium (for the demonstration).

    Args:
        pdf: the file.
        page: 0-based page index.
        rng: source of noise.
        settings: how the photo is taken; an ordinary, slightly slanted one by default.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        width, height = document[page].get_size()
        scale = min(300 / 72, 5000 / max(width, height))
        image = document[page].render(scale=scale, grayscale=True).to_numpy()
        sheet = np.array(image, np.uint8)
    finally:
        document.close()
    photo = phone_photo(sheet, rng, settings or PhotoSettings())
    quality = (settings or PhotoSettings()).jpeg
    return cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def phone_photo(page: Gray, rng: np.random.Generator, settings: PhotoSettings) -> Gray:
    """A photo of a printed page lying on a table (or of a screen, with moire).

    Args:
        page: shape (height, width), the page's picture, black on white.
        rng: source of noise and of the shadow's place.
        settings: how the photo is taken; its `jpeg` is applied too.

    Returns:
        The photo, shape (rows, columns), 4:3 in the page's own orientation.
    """
    s = settings
    columns, rows = _frame(s.megapixels, portrait=page.shape[0] >= page.shape[1])
    place, inside = _project(page.shape, (rows, columns), s)
    page, shrink = _reduce(page, (rows, columns), s)
    table = _table((rows, columns), rng)
    sheet = cv2.remap(
        page,
        (place[..., 0] * shrink - 0.5).astype(np.float32),
        (place[..., 1] * shrink - 0.5).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32)
    ink = 25 + sheet * (205 / 255)
    soft = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.8)
    photo = ink * soft + table * (1 - soft)
    photo *= _light((rows, columns), rng, s)
    photo = _optics(photo, rng, s)
    if s.moire:
        photo += s.moire * _stripes((rows, columns), rng)
    photo += rng.standard_normal((rows, columns), np.float32) * np.float32(s.noise)
    finished = np.clip(photo, 0, 255).astype(np.uint8)
    return jpeg(finished, s.jpeg)


def jpeg(image: Gray, quality: int) -> Gray:
    """The picture after being stored as JPEG."""
    data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def plain(settings: PhotoSettings, **changes: float) -> PhotoSettings:
    """The settings with some numbers changed."""
    return replace(settings, **changes)  # type: ignore[arg-type]


def _frame(megapixels: float, *, portrait: bool) -> tuple[int, int]:
    long = int(np.sqrt(megapixels * 1e6 * 4 / 3))
    short = int(long * 3 / 4)
    return (short, long) if portrait else (long, short)


def _project(
    shape: tuple[int, ...], frame: tuple[int, int], s: PhotoSettings
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """For every pixel of the photo: the place on the page it sees (page pixels), and if any."""
    height, width = shape[:2]
    rows, columns = frame
    matrix = camera((height, width), frame, s)
    inverse = np.linalg.inv(matrix)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) + 0.5
    flat = inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]
    down = inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]
    depth = inverse[2, 0] * x + inverse[2, 1] * y + inverse[2, 2]
    u, v = flat / depth, down / depth
    if s.curl:
        # A bend about a slightly slanted line: rows arch, and columns stretch along the arch.
        bend = np.sin(np.pi * u / width + 0.2 * v / height)
        v = v + np.float32(s.curl * width) * bend
        u = u + np.float32(s.curl * width * 0.5) * np.sin(2 * np.pi * u / width)
    inside = (u >= 0) & (u < width) & (v >= 0) & (v < height) & (depth > 0)
    return np.stack([u, v], -1).astype(np.float32), inside


def camera(shape: tuple[int, int], frame: tuple[int, int], s: PhotoSettings) -> NDArray[np.float64]:
    """The homography from page pixels to photo pixels, the page filling `fill` of the frame."""
    height, width = shape
    rows, columns = frame
    tilt, axis, turn = np.radians([s.tilt, s.tilt_axis, s.rotation])
    direction = np.array([np.cos(axis), np.sin(axis), 0.0])
    spin, _ = cv2.Rodrigues(direction * tilt)
    roll, _ = cv2.Rodrigues(np.array([0.0, 0.0, turn]))
    rotation = roll @ spin
    size = max(height, width)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    flat = np.column_stack([(corners - [width / 2, height / 2]) / size, np.zeros(4)])
    # A wide-angle phone lens: the page stands about 1.2 of its length away.
    seen = flat @ rotation.T + [0, 0, 1.2]
    image = seen[:, :2] / seen[:, 2:]
    low, high = image.min(0), image.max(0)
    zoom = s.fill * min(columns / (high[0] - low[0]), rows / (high[1] - low[1]))
    photo = (image - (low + high) / 2) * zoom + [columns / 2, rows / 2]
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), photo.astype(np.float32))
    return np.asarray(matrix, float)


def _reduce(page: Gray, frame: tuple[int, int], s: PhotoSettings) -> tuple[Gray, float]:
    """The page at about twice the photo's scale, so that sampling it does not alias."""
    scale = 1.5 * s.fill * max(frame) / max(page.shape)
    if scale >= 1:
        return page, 1.0
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), size[0] / page.shape[1]


def _table(frame: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    coarse = rng.standard_normal((max(2, frame[0] // 40), max(2, frame[1] // 200)), np.float32)
    grain = cv2.resize(coarse, (frame[1], frame[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(95 + 14 * grain, np.float32)


def _light(
    frame: tuple[int, int], rng: np.random.Generator, s: PhotoSettings
) -> NDArray[np.float32]:
    rows, columns = frame
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    x, y = x / columns - 0.5, y / rows - 0.5
    angle, place = rng.uniform(0, 2 * np.pi), rng.uniform(-0.3, 0.3)
    edge = (x * np.cos(angle) + y * np.sin(angle) - place) / 0.06
    shade = 1 - s.shadow / (1 + np.exp(-np.clip(edge, -30, 30)))
    corner = 1 - s.vignette * 2 * (x * x + y * y)
    return np.asarray(shade * corner, np.float32)


def _optics(
    photo: NDArray[np.float32], rng: np.random.Generator, s: PhotoSettings
) -> NDArray[np.float32]:
    width = photo.shape[1]
    # Even a sharp phone has a sensor filter and a lens: half a pixel at least.
    photo = np.asarray(cv2.GaussianBlur(photo, (0, 0), max(0.5, s.defocus * width)), np.float32)
    length = round(s.motion * width)
    if length >= 2:
        angle = rng.uniform(0, np.pi)
        kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
        ends = np.array([np.cos(angle), np.sin(angle)]) * length / 2
        start, stop = (length - ends).round().astype(int), (length + ends).round().astype(int)
        cv2.line(kernel, (int(start[0]), int(start[1])), (int(stop[0]), int(stop[1])), 1.0)
        photo = np.asarray(cv2.filter2D(photo, -1, kernel / kernel.sum()), np.float32)
    return photo


def _stripes(frame: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Interference between a screen's pixels and a sensor's: three wandering waves."""
    rows, columns = frame
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    total = np.zeros(frame, np.float32)
    for _ in range(3):
        period, angle = rng.uniform(4, 40), rng.uniform(0, np.pi)
        phase = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / period)
        wander = 3 * np.sin(2 * np.pi * (x / columns + rng.uniform()) + 2 * y / rows)
        total += np.sin(phase + wander).astype(np.float32)
    return total / np.float32(np.sqrt(1.5))


def photo_for_demo(pdf: bytes, page: int) -> bytes:
    """An ordinary phone photo of a page, always the same one, as JPEG bytes."""
    return photo_of_pdf(pdf, page, np.random.default_rng(7))

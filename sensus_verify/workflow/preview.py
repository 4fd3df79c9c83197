"""Pictures of files, drawn small in a worker process."""

from __future__ import annotations

import io
import stat
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sensus_verify.carriers import carrier_for
from sensus_verify.core.limits import HEAD, PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

_DRAWN_BY_PILLOW = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "tiff": "TIFF",
    "bmp": "BMP",
    "ico": "ICO",
    "avif": "AVIF",
    "jp2": "JPEG2000",
    "psd": "PSD",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A small picture of a file."""

    width: int  # pixels
    height: int
    png: bytes


def draw(path: Path, side: int) -> Preview | None:
    """Return a picture of the file at most `side` pixels a side, or None. Runs in a worker process."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return None
    name = carrier_for(head, path.suffix.lower()).name
    if name == "pdf":
        picture = _pdf_page(path, side)
    elif name in _DRAWN_BY_PILLOW:
        picture = _picture(path, _DRAWN_BY_PILLOW[name], side)
    else:
        picture = None
    if picture is None:
        return None
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Preview(width=picture.width, height=picture.height, png=out.getvalue())


def _picture(path: Path, kind: str, side: int) -> Image | None:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit below is looked at before anything is decoded
    try:
        # The library warns of damaged metadata, which its file's own row tells of.
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=[kind]) as picture:
            if picture.width * picture.height > PIXELS:
                return None
            picture.draft("RGB", (side, side))  # JPEG decodes at a fraction of its size
            picture.load()
            small = picture.convert("RGBA") if picture.mode in ("P", "LA", "PA") else picture.copy()
            small = _to_rgb(small)
            small.thumbnail((side, side))
            return ImageOps.exif_transpose(small)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, OverflowError, EOFError):
        return None  # a damaged picture: its row says so


def _to_rgb(picture: Image) -> Image:
    """Return the picture in RGB or RGBA; through its own profile where it has one for ink colours."""
    from PIL import Image, ImageCms

    if picture.mode in ("RGB", "RGBA"):
        return picture
    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        return _grey(picture)
    profile = picture.info.get("icc_profile")
    if picture.mode == "CMYK" and profile:
        try:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(picture, inks, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return picture.convert("RGB")
        return turned if isinstance(turned, Image.Image) else picture.convert("RGB")
    return picture.convert("RGB")


def _grey(picture: Image) -> Image:
    """Return a deep grey picture spread over 8 bits."""
    match picture.getextrema():
        case (int() | float() as low, int() | float() as high) if high > low:
            scale = 255.0 / (high - low)
            return picture.point(lambda value: value * scale - low * scale).convert("L").convert("RGB")
        case _:
            return picture.convert("L").convert("RGB")


def _pdf_page(path: Path, side: int) -> Image | None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        try:
            page = document[0]
            width, height = page.get_size()
            if not (0 < width < _LONGEST and 0 < height < _LONGEST):
                return None
            drawn: Image = page.render(scale=side / max(width, height)).to_pil()
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None  # encrypted, damaged or without a page
    drawn.thumbnail((side, side))
    return drawn.convert("RGB")


_LONGEST = 200_000.0
"""Points: a page of 70 m. A longer one is not drawn."""

"""Photos made our own: read once, turned upright, made smaller, and written anew as JPEG.

Nothing of the file that came in is kept: no place, no time, no name of a camera, no hidden second picture.
Works on bytes alone; what may come in is bounded before a single pixel is read.
"""

import io
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from carenet.lib.errors import DomainError

LONGEST, LONGEST_SMALL = 1600, 480
"""The longest side of what is kept, in pixels."""
READS = ("JPEG", "PNG", "WEBP", "GIF")
MEDIA_TYPE = "image/jpeg"
MOST_SCANS = 64
"""A real JPEG comes in a dozen scans; thousands of empty ones would keep a reader busy for minutes."""
QUALITY = 84
SRGB = ImageCms.createProfile("sRGB")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")


class UnreadablePhoto(DomainError):
    """The file is no photo we can read; the sentence says what to do instead."""

    code = "unreadable_photo"


@dataclass(frozen=True, slots=True)
class Limits:
    """What may come in: bytes of the file and pixels of the picture in it."""

    bytes: int
    pixels: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept: JPEG in two sizes, and the width and height of the large one in pixels."""

    content: bytes
    small: bytes
    width: int
    height: int


def reencode(raw: bytes, limits: Limits) -> Picture:
    """The photo in these bytes as it is kept. Raises UnreadablePhoto with one sentence for anything else."""
    if len(raw) > limits.bytes:
        raise UnreadablePhoto(_("This photo is too large. Choose a smaller one."), field="photo")
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC:
        raise UnreadablePhoto(
            _("This is a HEIC photo, which not every screen can show. Save it as JPEG and choose that one."),
            field="photo",
        )
    try:
        upright = _opened(raw, limits)
        small = upright.copy()
        small.thumbnail((LONGEST_SMALL, LONGEST_SMALL))
        width, height = upright.size
        return Picture(_written(upright), _written(small), width, height)
    except UnreadablePhoto:
        raise
    except Exception as error:  # whatever a decoder raises on what it did not expect
        raise _unreadable() from error


def _unreadable() -> UnreadablePhoto:
    return UnreadablePhoto(
        _("This file cannot be read as a photo. Choose a JPEG, PNG, WebP or GIF."), field="photo"
    )


def _opened(raw: bytes, limits: Limits) -> Image.Image:
    """The picture, at most LONGEST long, upright, in plain colours, with nothing else attached to it.

    Only a JPEG can be read smaller than it is, so only a JPEG may hold all the pixels allowed.
    """
    if raw.count(b"\xff\xda") > MOST_SCANS and raw[:2] == b"\xff\xd8":
        raise _unreadable()
    try:
        image = Image.open(io.BytesIO(raw), formats=READS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    width, height = image.size
    allowed = limits.pixels if image.format in ("JPEG", "MPO") else limits.pixels // 2
    if width * height > allowed or min(width, height) < 1:
        raise _too_many_pixels()
    image.thumbnail((LONGEST, LONGEST))  # the first frame of whatever moves
    return _plain(_upright(image), image.info.get("icc_profile"))


def _too_many_pixels() -> UnreadablePhoto:
    return UnreadablePhoto(_("This photo has too many pixels. Choose a smaller one."), field="photo")


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; a photo whose note about that is broken stays as it is."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # whatever a broken note makes the reader raise
        return image


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same picture in the colours every screen knows, on white, as a new one that remembers nothing."""
    if profile:
        image = _as_srgb(image, profile)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        plain = Image.new("RGB", image.size, "white")
        plain.paste(image, mask=image.getchannel("A"))
        return plain
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def _as_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """In sRGB, as the profile in the file means its colours; as they are when the profile cannot be used."""
    if image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, theirs, SRGB, outputMode="RGB")
    except Exception:  # whatever a broken profile makes the reader raise
        return image
    return turned or image


def _written(image: Image.Image) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return kept.getvalue()

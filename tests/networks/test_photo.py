"""Photos become our own: nothing the camera wrote stays, nothing that is no photo comes in."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms

from networks.photo import LONGEST, LONGEST_SMALL, Limits, Picture, UnreadablePhoto, reencode
from tests.daily import picture
from tests.quickly import quickly

LIMITS = Limits(bytes=12_000_000, pixels=50_000_000)
GPS, MAKER, ARTIST, ORIENTATION = 0x8825, 0x010F, 0x013B, 0x0112
SHAPE_ONLY = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def read(content: bytes) -> Image.Image:
    """The picture in these bytes, read to the end."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def taken_at_home(**more: Any) -> bytes:
    """A photo with everything a telephone writes into it: place, maker, name, comment, colours, XMP."""
    exif = Image.Exif()
    exif[MAKER], exif[ARTIST] = "Telephone", "Secret Artist"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 2.0, 37.34), 3: "E", 4: (5.0, 40.0, 1.2)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta>Secret Place</x:xmpmeta>"
    return picture((800, 600), exif=exif, comment=b"Secret Comment", icc_profile=profile, xmp=xmp, **more)


def refused(raw: bytes, limits: Limits = LIMITS) -> str:
    """The sentence with which a file is refused, quickly."""
    with quickly(), pytest.raises(UnreadablePhoto) as refusal:
        reencode(raw, limits)
    assert refusal.value.field == "photo"
    return str(refusal.value)


def test_the_place_the_maker_and_every_other_note_are_gone() -> None:
    raw = taken_at_home()
    assert read(raw).getexif().get_ifd(GPS)
    kept = reencode(raw, LIMITS)
    for content in (kept.content, kept.small):
        image = read(content)
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        for word in (b"Exif", b"Secret", b"Telephone", b"xmpmeta", b"ICC_PROFILE", b"GPS"):
            assert word not in content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_kind_becomes_a_jpeg_in_two_sizes(kind: str) -> None:
    kept = reencode(picture((2000, 1000), kind), LIMITS)
    assert (kept.width, kept.height) == read(kept.content).size == (LONGEST, LONGEST // 2)
    assert read(kept.small).size == (LONGEST_SMALL, LONGEST_SMALL // 2)
    assert read(kept.content).format == read(kept.small).format == "JPEG"


def test_a_small_photo_is_not_made_larger() -> None:
    kept = reencode(picture((30, 20)), LIMITS)
    assert (kept.width, kept.height) == read(kept.small).size == (30, 20)


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))]
)
def test_a_photo_stands_upright_as_the_camera_was_held(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 20))
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif, quality=95)
    kept = read(reencode(file.getvalue(), LIMITS).content)
    assert kept.size == size
    corner = {1: (2, 2), 3: (37, 17), 6: (2, 2), 8: (2, 37)}[orientation]
    assert sum(kept.getpixel(corner)) < 120


def test_what_one_could_see_through_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(file, "PNG")
    assert min(read(reencode(file.getvalue(), LIMITS).content).getpixel((10, 10))) > 250


def test_of_a_moving_picture_the_first_frame_stays() -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    red, green, blue = read(reencode(file.getvalue(), LIMITS).content).getpixel((10, 10))
    assert red > 200 > 60 > max(green, blue)


def test_a_cmyk_photo_is_read_too() -> None:
    file = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 0, 0, 0)).save(file, "JPEG")
    assert read(reencode(file.getvalue(), LIMITS).content).mode == "RGB"


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large and holds next to nothing: a bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6_000, 10_000, 20_000, 65_000, 2**31 - 1])
def test_a_bomb_is_refused_before_a_pixel_of_it_is_read(side: int) -> None:
    assert "too many pixels" in refused(png_of(side, side))


def test_a_large_jpeg_is_read_smaller_than_it_is() -> None:
    raw = picture((7000, 7000))
    with quickly(600):
        assert max(read(reencode(raw, LIMITS).content).size) == LONGEST


def test_a_jpeg_of_thousands_of_scans_is_refused() -> None:
    assert "cannot be read" in refused(picture((64, 64)) + b"\xff\xda" * 5000)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"x",
        b"not a photo at all" * 1000,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0" + bytes(2000),
        b"\xff\xd8<html>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        picture((900, 900))[:2000],
        picture((900, 900), "PNG")[:300],
        picture((40, 40), "WEBP")[:40],
        picture((40, 40), "TIFF"),
        picture((40, 40), "BMP"),
        picture((40, 40), "ICO"),
        bytes(1_000_000),
    ],
)
def test_what_is_no_photo_gets_one_clear_sentence(raw: bytes) -> None:
    assert refused(raw) == "This file cannot be read as a photo. Choose a JPEG, PNG, WebP or GIF."


def test_a_heic_photo_is_told_what_to_do() -> None:
    assert "Save it as JPEG" in refused(HEIC)


def test_too_many_bytes_are_refused_unread() -> None:
    assert "too large" in refused(picture((900, 900)), Limits(bytes=100, pixels=LIMITS.pixels))


def test_a_broken_note_or_profile_does_not_spoil_the_photo() -> None:
    raw = picture((50, 40), icc_profile=b"no profile", exif=b"Exif\0\0" + b"\xff" * 40)
    assert reencode(raw, LIMITS).width == 50


def test_whatever_is_hidden_behind_the_photo_stays_behind() -> None:
    kept: Picture = reencode(picture((50, 40)) + b"<script>alert(1)</script>PK\x03\x04", LIMITS)
    assert b"script" not in kept.content
    assert b"PK\x03\x04" not in kept.content


def test_bytes_changed_by_chance_are_read_or_refused_and_nothing_else() -> None:
    raw = taken_at_home()
    for place in range(0, len(raw), max(1, len(raw) // 150)):
        spoiled = raw[:place] + bytes([raw[place] ^ 0xFF]) + raw[place + 1 :]
        try:
            reencode(spoiled, LIMITS)
        except UnreadablePhoto:
            continue

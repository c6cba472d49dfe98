"""Making text from a stranger safe to keep: no control or direction characters, one line, a known length."""

import hashlib
import re
import unicodedata

MARKS = re.compile(r"([\u0300-\u036f]{3})[\u0300-\u036f]+")
SPACES = re.compile(r"\s+")
EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"'\\]{1,64}@[A-Za-z0-9\u00a1-\uffff.-]{1,180}\.[A-Za-z\u00a1-\uffff]{2,63}"
)
PHONE = re.compile(r"\+?[\d\s().\-/]{5,40}")
DATE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d")
EXTENSION = re.compile(r"\s*(?:ext\.?|toestel|tst\.?|x|#)\s*\d{1,6}$", re.IGNORECASE)
NOT_A_WORD = re.compile(r"[^\w]+|_")
EMPTY_WORDS = frozenset(
    {"", "-", "--", "—", "–", "n/a", "n.a.", "nvt", "n.v.t.", "null", "none", "onbekend", "unknown", "?"}
)


def clean(text: str, limit: int) -> str:
    """The text on one line, composed (NFC), without invisible characters, at most ``limit`` characters."""
    text = text[: limit * 4 + 100]
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text)
    if not text.isascii():
        text = MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    return SPACES.sub(" ", text).strip()[:limit].strip()


def plain(text: str) -> str:
    """The text for comparing: lower case, without accents and punctuation, single spaces."""
    if not text.isascii():
        text = "".join(s for s in unicodedata.normalize("NFKD", text) if not unicodedata.combining(s))
    return NOT_A_WORD.sub(" ", text.casefold()).strip()


def email_of(text: str) -> str:
    """The first e-mail address in the text, in lower case, or nothing."""
    match = EMAIL.search(text[:1000])
    address = match.group().lower() if match else ""
    return "" if len(address) > 254 or ".." in address else address.rstrip(".")


def phone_of(text: str) -> str:
    """The text when it is a phone number with 5 to 17 digits, or nothing."""
    number = EXTENSION.sub("", text.strip())
    if DATE.fullmatch(number):
        return ""
    digits = sum(sign.isdigit() for sign in number)
    return (
        text.strip()
        if len(text.strip()) <= 40 and PHONE.fullmatch(number) and number.isascii() and 5 <= digits <= 17
        else ""
    )


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would calculate with this cell. A phone number that starts with + is none."""
    return text[:1] in ("=", "@", "+", "-") and not phone_of(text) and text not in EMPTY_WORDS


def without_formula(text: str) -> str:
    """The text without the signs at its start that a spreadsheet would take for a formula."""
    return text.lstrip("=+-@ '\t")


def key_of(kind: str, *parts: str) -> str:
    """A stable name for a line, in which nobody's name can be read."""
    joined = "\x1f".join(parts).encode(errors="replace")
    return f"{kind}:{hashlib.sha256(joined).hexdigest()[:32]}"

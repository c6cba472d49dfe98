"""The secrets in invitations: made here, sent once, kept only as a hash."""

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code on paper is not misread."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
CODE_LENGTH = 16


def make_token() -> str:
    """A secret for a link in a mail: 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def make_code() -> str:
    """A secret for a letter: 80 random bits as four groups of four signs."""
    signs = "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def hash_secret(secret: str) -> str:
    """What is kept of a token or a code: SHA-256 in hexadecimal. A code may be typed in any fashion."""
    signs = secret.strip().upper().replace("-", "").replace(" ", "").translate(_MISREAD)
    plain = signs if len(signs) == CODE_LENGTH and set(signs) <= set(_LETTERS) else secret.strip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()

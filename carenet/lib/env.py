"""Typed readers of environment variables that fail loudly.

Every variable NAME can also be given as NAME_FILE: the path of a file that holds the value, as secrets are
handed to containers. A message names the variable and what is wrong, never the value: it may be a secret.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Broker(NamedTuple):
    """One server in its two notations: ``celery`` for the queue, ``cache`` for the cache (database 1)."""

    celery: str
    cache: str


class Mail(NamedTuple):
    """Where mail goes: a Django backend, the settings it needs, and the host ("" when none)."""

    backend: str
    settings: dict[str, Any]
    host: str


def text(name: str, default: str | None = None, environ: Mapping[str, str] = os.environ) -> str:
    """The value of NAME, or of the file that NAME_FILE names, without surrounding space.

    Raises ImproperlyConfigured when it is not set and has no default, when both are set, or when the file
    cannot be read.
    """
    path = environ.get(f"{name}_FILE", "")
    if not path:
        value = environ.get(name, "").strip()
    elif environ.get(name):
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Set one of them.")
    else:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read.") from error
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it, or {name}_FILE with the path of a file.")
    return default


def flag(name: str, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """NAME as yes or no. Raises ImproperlyConfigured for anything but 1/0, true/false, yes/no, on/off."""
    value = text(name, str(int(default)), environ).lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0.")
    return value in TRUE


def number(name: str, default: int, least: int, most: int, environ: Mapping[str, str] = os.environ) -> int:
    """NAME as a whole number. Raises ImproperlyConfigured outside ``least`` to ``most`` (both included)."""
    value = text(name, str(default), environ)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def words(name: str, default: str = "", environ: Mapping[str, str] = os.environ) -> list[str]:
    """NAME as a list, separated by commas."""
    return [word.strip() for word in text(name, default, environ).split(",") if word.strip()]


def database(name: str, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The connection that NAME names: ``postgresql://user:password@host:port/database?option=value``.

    A server on a socket is named by its folder: ``postgresql://user@/database?host=/folder``. The options
    are those of libpq (sslmode, sslrootcert, connect_timeout, ...). Raises ImproperlyConfigured.
    """
    parts = _address(name, text(name, None, environ))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://; no other database will do.")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} does not name a database.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def broker(name: str, environ: Mapping[str, str] = os.environ) -> Broker:
    """The Redis-compatible server that NAME names, for Celery and for the cache.

    Takes ``redis://host:port/0``, ``rediss://...`` or ``redis+socket:///path?virtual_host=0``. The cache
    uses database 1 of the same server. Raises ImproperlyConfigured.
    """
    url = text(name, None, environ)
    parts = _address(name, url)
    if parts.scheme in {"redis", "rediss"}:
        return Broker(url, parts._replace(path="/1").geturl())
    if parts.scheme == "redis+socket":
        return Broker(url, f"unix://{parts.path}?db=1")
    raise ImproperlyConfigured(f"{name} must begin with redis://, rediss:// or redis+socket://.")


def mail(name: str, default: str | None, environ: Mapping[str, str] = os.environ) -> Mail:
    """Where NAME sends mail: ``smtp://user:password@host:587`` (STARTTLS), ``smtps://...`` (TLS from the
    start), ``file:///folder`` (one file a message) or ``console:``. ``smtp://...?tls=off`` is for a server
    on the same machine; ``timeout=20`` is how many seconds it may be silent. Raises ImproperlyConfigured.
    """
    parts = _address(name, text(name, default, environ))
    package = "django.core.mail.backends"
    if parts.scheme == "console":
        return Mail(f"{package}.console.EmailBackend", {}, "")
    if parts.scheme == "file" and parts.path:
        return Mail(f"{package}.filebased.EmailBackend", {"EMAIL_FILE_PATH": unquote(parts.path)}, "")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must begin with smtp://host, smtps://host, file:/// or console:")
    secure = parts.scheme == "smtps"
    options = dict(parse_qsl(parts.query))
    starttls = not secure and options.get("tls") != "off"
    patience = options.get("timeout", "20")
    if not patience.isdecimal() or int(patience) < 1:
        raise ImproperlyConfigured(f"{name}: timeout must be a number of seconds.")
    settings = {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": int(patience),
    }
    return Mail(f"{package}.smtp.EmailBackend", settings, parts.hostname)


def _address(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading the port is what checks it
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not an address that can be read.") from None
    return parts

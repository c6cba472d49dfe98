"""What the environment says is read strictly, and what would be unsafe in production does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from carenet.embedded import PROJECT, SECRET_MARK
from carenet.lib import env

PRODUCTION = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "carenet.example.org",
    "DATABASE_URL": "postgresql://carenet_app:secret@db.example.org/carenet",
    "BROKER_URL": "redis://broker.example.org:6379/0",
    "EMAIL_URL": "smtp://mail.example.org",
}


def test_a_value_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    assert env.text("KEY", environ={"KEY_FILE": str(tmp_path / "key")}) == "from a file"


@pytest.mark.parametrize(
    "environ",
    [{}, {"KEY": "  "}, {"KEY": "a", "KEY_FILE": "/dev/null"}, {"KEY_FILE": "/does/not/exist"}],
    ids=["missing", "empty", "given twice", "no such file"],
)
def test_a_value_that_is_needed_is_missed_loudly(environ: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="KEY"):
        env.text("KEY", environ=environ)


@pytest.mark.parametrize("value", ["maybe", "2", "truee"])
def test_yes_or_no_is_nothing_else(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DEMO must be 1 or 0"):
        env.flag("DEMO", False, {"DEMO": value})


@pytest.mark.parametrize("value", ["-1", "70000", "8000.5", "eight"])
def test_a_number_stays_within_its_bounds(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PORT must be a whole number from 1 to 65535"):
        env.number("PORT", 8000, 1, 65535, {"PORT": value})


def test_a_database_address_is_taken_apart() -> None:
    found = env.database("U", {"U": "postgresql://me:p%40ss@db.example.org:5433/house?sslmode=require"})
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "5433", "house")
    assert (found["USER"], found["PASSWORD"]) == ("me", "p@ss")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_database_can_be_on_a_socket() -> None:
    assert env.database("U", {"U": "postgresql://me@/house?host=/run/pg"})["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "url",
    ["mysql://db/house", "postgresql://db", "sqlite:///house.db", "postgresql://db:port/house", "house"],
)
def test_no_other_database_will_do(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database("DATABASE_URL", {"DATABASE_URL": url})
    assert url not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "cache"),
    [
        ("redis://broker:6379/0", "redis://broker:6379/1"),
        ("rediss://:secret@broker:6380", "rediss://:secret@broker:6380/1"),
        ("redis+socket:///run/broker.sock?virtual_host=0", "unix:///run/broker.sock?db=1"),
    ],
)
def test_the_cache_lives_beside_the_queue(url: str, cache: str) -> None:
    assert env.broker("BROKER_URL", {"BROKER_URL": url}) == (url, cache)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("smtp://localhost:1025?tls=off", 1025, False, False),
    ],
)
def test_mail_is_sent_over_tls_unless_said_otherwise(url: str, port: int, tls: bool, ssl: bool) -> None:
    settings = env.mail("EMAIL_URL", None, {"EMAIL_URL": url}).settings
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (port, tls, ssl)


def settings_say(**environ: str) -> str:
    """What importing the settings prints in this environment: "fine", or the refusal."""
    done = subprocess.run(
        [sys.executable, "-c", "import carenet.settings; print('fine')"],
        cwd=PROJECT,
        env={"PATH": os.defpath, **PRODUCTION, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def test_production_starts_with_what_it_needs() -> None:
    assert settings_say() == "fine"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY"),
        ({"SECRET_KEY": SECRET_MARK + "0123456789abcdef" * 4}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"BROKER_URL": ""}, "BROKER_URL"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
        ({"EMBEDDED": "1"}, "embedded"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DEMO": "1"}, "DEMO"),
        ({"PORT": "http"}, "PORT"),
    ],
)
def test_what_is_unsafe_or_missing_does_not_start(wrong: dict[str, str], named: str) -> None:
    said = settings_say(**wrong)
    assert said.startswith("django.core.exceptions.ImproperlyConfigured")
    assert named in said

"""The container files say what they must, and the very commands they name serve the house.

There is no container engine in a test; so the files are read, and their commands are started by hand.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from carenet.embedded import PROJECT
from tests.house.houses import eventually, free_port

SERVED = ("web", "worker", "beat", "migrate")
HOST = "carenet.example.org"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (PROJECT / "Dockerfile").read_text()


def test_every_part_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*SERVED, "postgres", "broker", "proxy"}


@pytest.mark.parametrize("name", SERVED)
def test_our_containers_can_change_nothing_but_their_temp_folder(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["tmpfs"] == ["/tmp"]
    assert "volumes" not in service
    assert "ports" not in service


def test_the_image_does_not_run_as_root(dockerfile: str) -> None:
    *_, user = re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)
    assert user == "10001"
    assert "--require-hashes" in dockerfile


def test_only_the_proxy_is_reachable_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]
    assert compose["networks"]["inside"]["internal"] is True
    assert compose["services"]["postgres"]["networks"] == ["inside"]
    assert compose["services"]["broker"]["networks"] == ["inside"]


def test_every_lasting_service_says_whether_it_is_well(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert "healthcheck" in service or service["restart"] == "no", name


def test_secrets_come_from_files_and_each_is_made(compose: dict[str, Any], tmp_path: Path) -> None:
    subprocess.run([PROJECT / "deploy" / "make-secrets", tmp_path], check=True, capture_output=True)
    made = {found.name for found in tmp_path.iterdir()}
    used = {name for service in compose["services"].values() for name in service.get("secrets", [])}

    assert used == set(compose["secrets"]) == made
    assert {Path(secret["file"]) for secret in compose["secrets"].values()} == {
        Path("deploy/secrets") / name for name in made
    }
    for name in SERVED:
        given = compose["services"][name]["environment"]
        assert not {"SECRET_KEY", "DATABASE_URL", "BROKER_URL", "EMAIL_URL"} & set(given)
        named = {value.rpartition("/")[2] for key, value in given.items() if key.endswith("_FILE")}
        assert named == set(compose["services"][name]["secrets"])


def test_making_secrets_again_keeps_them(tmp_path: Path) -> None:
    script = [PROJECT / "deploy" / "make-secrets", tmp_path]
    subprocess.run(script, check=True, capture_output=True)
    before = {found.name: found.read_text() for found in tmp_path.iterdir()}
    subprocess.run(script, check=True, capture_output=True)
    assert {found.name: found.read_text() for found in tmp_path.iterdir()} == before
    assert len(set(before.values())) == len(before)


def test_every_file_that_is_mounted_or_copied_exists(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith("./") or (PROJECT / source).exists()
    assert (PROJECT / ".dockerignore").exists()


class Site:
    """The services of the compose file, started by hand with the secrets in files."""

    def __init__(self, compose: dict[str, Any], folder: Path, database: str) -> None:
        self.compose = compose
        self.folder = folder
        self.port = free_port()
        self.running: list[subprocess.Popen[bytes]] = []
        (folder / "static").mkdir()
        for name, value in {
            "secret_key": "0123456789abcdef" * 8,
            "database_url": os.environ["DATABASE_URL"].replace("/carenet?", f"/{database}?"),
            "database_owner_url": os.environ["DATABASE_OWNER_URL"].replace("/carenet?", f"/{database}?"),
            "broker_url": os.environ["BROKER_URL"].replace("virtual_host=0", "virtual_host=15"),
            "email_url": "smtp://mail.example.org",
        }.items():
            (folder / name).write_text(value)

    def command(self, name: str) -> list[str]:
        """The command of a service, with this environment's programs."""
        words = [word.replace("/tmp/schedule", str(self.folder / "schedule")) for word in self._words(name)]
        return [word.replace("python ", f"{shlex.quote(sys.executable)} ") for word in words]

    def environ(self, name: str) -> dict[str, str]:
        """What the compose file gives a service and the Dockerfile sets, and nothing of this test run."""
        given = {
            key: re.sub(r"\$\{SITE_HOST:[^}]*\}", HOST, value).replace("/run/secrets", str(self.folder))
            for key, value in self.compose["services"][name]["environment"].items()
        }
        programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        image = {
            "PORT": str(self.port),
            "VAR_DIR": str(self.folder),
            "STATIC_ROOT": str(self.folder / "static"),
        }
        return {"PATH": programs, "HOME": "/nowhere", **image, **given}

    def run(self, name: str) -> None:
        subprocess.run(self.command(name), cwd=PROJECT, env=self.environ(name), check=True, timeout=120)

    def start(self, name: str) -> None:
        log = (self.folder / f"{name}.log").open("wb")
        with log:
            self.running.append(
                subprocess.Popen(
                    self.command(name), cwd=PROJECT, env=self.environ(name), stdout=log, stderr=log
                )
            )

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and body of a page, or 0 when nothing answers. Underscores in header names are dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            try:
                connection.request("GET", path, headers=named)
                answer = connection.getresponse()
                return answer.status, answer.read().decode()
            except (OSError, HTTPException):
                return 0, ""

    def stop(self) -> None:
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(60)

    def _words(self, name: str) -> list[str]:
        words: list[str] = self.compose["services"][name]["command"]
        return words


@pytest.fixture
def site(compose: dict[str, Any], tmp_path: Path) -> Iterator[Site]:
    """A production site on a database of its own."""
    owner = os.environ["DATABASE_OWNER_URL"].replace("/carenet?", "/postgres?")
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("CREATE DATABASE by_hand")
    site = Site(compose, tmp_path, "by_hand")
    yield site
    site.stop()
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute("DROP DATABASE by_hand WITH (FORCE)")


@pytest.mark.house
def test_the_commands_of_the_compose_file_serve_the_house(site: Site) -> None:
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=PROJECT, env=site.environ("web"), check=True, timeout=120)
    site.run("migrate")
    for name in ("web", "worker", "beat"):
        site.start(name)

    eventually(lambda: site.ask("/readyz")[0] == 200, "the site is ready")
    assert site.ask("/", Host=HOST, X_Forwarded_Proto="https")[0] == 200
    assert site.ask("/accounts/login/", Host=HOST, X_Forwarded_Proto="https")[0] == 200
    assert site.ask("/", Host=HOST)[0] == 301
    assert site.ask("/", Host="elsewhere.example.org", X_Forwarded_Proto="https")[0] == 400
    assert site.ask("/demo/", Host=HOST, X_Forwarded_Proto="https")[0] == 404
    check = site.compose["services"]["web"]["healthcheck"]["test"][1:]
    asked = [word.replace(":8000", f":{site.port}") for word in check]
    assert subprocess.run([sys.executable, *asked[1:]], cwd=PROJECT, check=False).returncode == 0

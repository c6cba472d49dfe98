"""What the house is made of is locked, comes with its reason, and names no address."""

import re
import tomllib

import pytest

from carenet.embedded import PROJECT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """Package and version of each line of a lock."""
    text = (PROJECT / lock).read_text()
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--index|--find-links| @ ", text)


def test_testing_uses_the_very_versions_that_run() -> None:
    assert pins(LOCKS[0]).items() <= pins(LOCKS[1]).items()


def test_each_dependency_is_locked() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    for lock, wanted in (
        (LOCKS[0], project["project"]["dependencies"]),
        (LOCKS[1], project["dependency-groups"]["dev"]),
    ):
        locked = {name.lower().replace("_", "-") for name in pins(lock)}
        names = {re.match(r"[A-Za-z0-9_.-]+", line)[0].lower().replace("_", "-") for line in wanted}
        assert names <= locked


def test_each_dependency_says_why() -> None:
    text = (PROJECT / "pyproject.toml").read_text()
    listed = text[text.index("dependencies = [") : text.index("[tool.")]
    lines = [line for line in listed.splitlines() if line.strip().startswith('"')]
    assert [line for line in lines if "# " not in line] == []

"""The house as architecture.md draws it: layers, rooms and shapes, read from the source itself."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template import engines
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
APPS = ("carenet", "accountability", "networks", "accounts")
LONGEST_ROOM, LONGEST_FUNCTION, LONGEST_VIEW = 400, 40, 20
BANNED = {"utils", "helpers", "services", "core", "common", "manager", "handler", "data", "info"}
LAYERS = {"carenet.lib": 2, "accounts": 3, "networks": 4, "accountability": 5, "carenet": 6}
ROOMS = (
    ("choices", "standing", "errors", "secrets"),
    ("models",),
    ("access",),
    ("doors",),
    ("actions",),
    ("forms", "fhir"),
    ("views", "api", "tasks", "admin", "schema"),
    ("urls",),
)
"""Inside an app, from the bottom up; modules that are not named here are pure or stand beside them."""
PURE = (
    "networks.picture",
    "networks.drawing",
    "networks.lanes",
    "networks.synthetic.plan",
    "networks.rhythm",
    "networks.matching",
    "networks.freeing",
    "networks.hearing",
    "networks.quiet",
    "networks.promising",
    "networks.roles.detecting",
    "networks.health.facts",
    "networks.health.measures",
    "networks.health.signals",
    *(
        f"networks.measuring.{name}"
        for name in ["document", "faults", "gas", "instrument", "scores", "sides", "wheel", "wheel_drawing"]
    ),
)


def _git_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


@cache
def _files() -> tuple[Path, ...]:
    try:
        return tuple(_git_files())
    except (OSError, subprocess.CalledProcessError):
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts)


def _ours(*, tests: bool = False) -> list[Path]:
    """The Python files of the apps, without migrations."""
    tops = (*APPS, "tests") if tests else APPS
    return [
        path
        for path in _files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops and "migrations" not in path.parts
    ]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _layer(module: str) -> int:
    if module.startswith("carenet.lib"):
        return LAYERS["carenet.lib"]
    return LAYERS.get(module.split(".")[0], 0)


def _where(path: Path, line: int, what: str = "") -> str:
    return f"{path.relative_to(ROOT)}:{line} {what}".rstrip()


def test_imports_point_down_only() -> None:
    up = [
        _where(path, line, f"{_module(path)} imports {name}")
        for path in _ours()
        for line, name in _imports(path)
        if _layer(name) > _layer(_module(path))
    ]
    assert up == []


def _room(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] not in ("accounts", "networks", "accountability") or len(parts) < 2:
        return None
    return next((floor for floor, rooms in enumerate(ROOMS) if parts[1] in rooms), None)


def test_inside_an_app_imports_go_from_the_page_to_the_row_and_never_back() -> None:
    back = []
    for path in _ours():
        own = _room(_module(path))
        for line, name in _imports(path):
            other = _room(name)
            same = name.split(".")[0] == _module(path).split(".")[0]
            if own is not None and other is not None and same and other > own:
                back.append(_where(path, line, f"imports {name}"))
    assert back == []


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_touch_nothing(module: str) -> None:
    path = ROOT / f"{module.replace('.', '/')}.py"
    forbidden = ("django.db", "django.http", "networks.models", "networks.access", "django.core.cache")
    assert [
        _where(path, line, name)
        for line, name in _imports(path)
        if name.startswith(forbidden) and name != "django.db.models.TextChoices"
    ] == []


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        _where(path, inner.lineno)
        for path in _ours(tests=True)
        for node in ast.walk(_tree(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ]
    assert found == []


def test_rooms_have_at_most_400_lines() -> None:
    long = [
        _where(path, count)
        for path in _ours(tests=True)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_ROOM
    ]
    assert long == []


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef))


def _length(node: ast.FunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    told = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node) else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - told


def _body_length(node: ast.FunctionDef) -> int:
    """Lines of a function without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_have_at_most_40_lines() -> None:
    long = [
        _where(path, node.lineno, f"{node.name} has {_length(node)}")
        for path in _ours()
        for node in _functions(path)
        if _length(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_views_have_four_beats_in_at_most_20_lines() -> None:
    long = [
        _where(path, node.lineno, f"{node.name} has {_body_length(node)}")
        for path in _ours()
        if ".views" in _module(path)
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request"
        if _body_length(node) > LONGEST_VIEW
    ]
    assert long == []


def test_no_room_is_called_something_that_means_nothing() -> None:
    named = [str(path.relative_to(ROOT)) for path in _files() if path.stem.strip("_") in BANNED]
    folders = [
        str(path.relative_to(ROOT)) for path in _files() if BANNED & set(path.relative_to(ROOT).parts[:-1])
    ]
    assert named + folders == []


def _attributes(path: Path, *names: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield node.lineno, node.attr


def test_views_and_api_reach_rows_only_through_a_door() -> None:
    reached = [
        _where(path, line, f".{name}")
        for path in _ours()
        if _module(path).split(".")[0] != "carenet" and {"views", "api"} & set(_module(path).split("."))
        for line, name in _attributes(path, "objects", "_default_manager", "_base_manager")
    ]
    assert reached == []


def test_nobody_asks_for_is_superuser_or_compares_roles() -> None:
    asked = [_where(path, line, name) for path in _ours() for line, name in _attributes(path, "is_superuser")]
    assert asked == []


def test_the_house_has_one_signal_heard_by_the_ledger_and_by_how_a_network_goes() -> None:
    signals, connected = [], []
    for path in _ours():
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called.endswith("Signal"):
                    signals.append(_module(path))
                if called.endswith(".connect") and "happened" in called:
                    connected.append(_module(path))
        imported = [name for _line, name in _imports(path)]
        assert not any(name.startswith("django.db.models.signals") for name in imported), path
        assert "django.dispatch.receiver" not in imported, path
    assert signals == ["carenet.lib.events"]
    assert sorted(connected) == ["accountability.apps", "networks.apps"]


def test_no_model_saves_or_deletes_in_its_own_way() -> None:
    own = [
        f"{model.__name__}.{name}"
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        for name in ("save", "delete")
        if getattr(model, name) is not getattr(models.Model, name)
        and model.__mro__[1].__name__ != "AbstractBaseUser"
    ]
    defined = [
        _where(path, node.lineno, node.name)
        for path in _ours()
        if ".models" in f".{_module(path)}"
        for node in _functions(path)
        if node.name in ("save", "delete")
    ]
    assert own + defined == []


INNER = ("choices", "standing", "errors", "models", "access", "doors", "actions", "forms")


def _public(path: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in _tree(path).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node


def _explains_itself(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """A plain enumeration, a queryset class or a form says it with its names."""
    if ast.get_docstring(node):
        return True
    bases = [ast.unparse(base) for base in getattr(node, "bases", [])]
    return any(word in base for base in bases for word in ("TextChoices", "QuerySet", "Form"))


def test_what_is_public_in_the_inner_rooms_says_what_it_means() -> None:
    mute = [
        _where(path, node.lineno, node.name)
        for path in _ours()
        if _module(path).startswith("carenet.lib") or set(INNER) & set(_module(path).split(".")[1:2])
        for node in _public(path)
        if not _explains_itself(node)
    ]
    assert mute == []


def test_every_module_begins_with_what_it_is() -> None:
    mute = [
        str(path.relative_to(ROOT))
        for path in _ours(tests=True)
        if path.name not in ("__init__.py", "apps.py") and not ast.get_docstring(_tree(path))
    ]
    assert mute == []


def _templates() -> list[Path]:
    return [path for path in _files() if path.is_relative_to(ROOT / "templates")]


def test_every_template_compiles() -> None:
    assert engines.all()
    for path in _templates():
        get_template(str(path.relative_to(ROOT / "templates")))


INLINE = {
    "a style attribute": re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "a script inside the page": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=.application/json)[^>]*>", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "an address from elsewhere": re.compile(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)="https?:"""),
}


@pytest.mark.parametrize("what", INLINE)
def test_no_page_has_something_the_content_policy_would_refuse(what: str) -> None:
    pages = [path for path in _templates() if path.suffix == ".html" and "email" not in path.parts]
    found = [
        str(path.relative_to(ROOT)) for path in pages if INLINE[what].search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


TEXT = {".py", ".html", ".txt", ".md", ".toml", ".sh", ".yml", ".yaml", ".cfg", ".css", ".js", ".sql", ""}
REGISTRIES = re.compile(
    "py" + "pi|files.python" + "hosted|registry.npm" + "js|artifact" + "ory", re.IGNORECASE
)
MACHINE = re.compile("/" + "work/|/home" + r"/[a-z]|/root" + r"/|\.\./shared")


def _texts() -> Iterator[tuple[Path, str]]:
    for path in _files():
        if path.suffix in TEXT and not path.name.startswith("LICEN") and "vendor" not in path.parts:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def test_nothing_reads_what_stands_outside_the_project_or_names_a_machine() -> None:
    found = [
        _where(path, text[: hit.start()].count("\n") + 1, hit.group())
        for path, text in _texts()
        if (hit := MACHINE.search(text))
    ]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    found = [
        _where(path, text[: hit.start()].count("\n") + 1, hit.group())
        for path, text in _texts()
        if not path.name.endswith(".lock") and (hit := REGISTRIES.search(text))
    ]
    assert found == []


WORDS = re.compile(r"\b(patients?|caseloads?|compliance|no-shows?|resources?)\b", re.IGNORECASE)


SPOKEN = re.compile(
    r"""{%\s*(?:translate|trans)\s+(['"])(.*?)\1|{%\s*blocktrans.*?%}(.*?){%\s*endblocktrans""", re.DOTALL
)


def test_screens_do_not_say_the_words_we_do_not_say() -> None:
    said = [
        f"{path.relative_to(ROOT)}: {hit.group(0)[:60]}"
        for path in _templates()
        for hit in SPOKEN.finditer(path.read_text(encoding="utf-8"))
        if WORDS.search(hit.group(2) or hit.group(3))
    ]
    assert said == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile("TO" + "DO|FIX" + r"ME|X{3}\b|Not" + r"Implemented\b")
    found = [
        _where(path, text[: hit.start()].count("\n") + 1, hit.group())
        for path, text in _texts()
        if path.suffix in (".py", ".html") and (hit := later.search(text))
    ]
    assert found == []

"""What every test stands on: real servers, the application's own database role, and the cast."""

from importlib.util import find_spec

pytest_plugins = ["tests.database", *(["tests.cast"] if find_spec("tests.cast") else [])]

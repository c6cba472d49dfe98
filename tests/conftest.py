"""What every test stands on: real servers, the application's own database role, and the cast."""

pytest_plugins = ["tests.database", "tests.cast"]

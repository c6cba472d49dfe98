#!/usr/bin/env python
"""Runs one command of the house. Without DATABASE_URL it uses the embedded servers."""

import os
import sys

from django.core.management import execute_from_command_line

from carenet import embedded
from carenet.lib import env

# These change the shape of the database; everything else does with the rights of the application.
OWNER_COMMANDS = {"migrate", "sqlmigrate", "makemigrations", "prepare", "grant_app_role", "dbshell"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carenet.settings")
    with embedded.environment():
        owner = env.text("DATABASE_OWNER_URL", "")
        if owner and OWNER_COMMANDS & set(sys.argv[1:2]):
            os.environ.pop("DATABASE_URL_FILE", None)
            os.environ["DATABASE_URL"] = owner
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

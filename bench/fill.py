"""Fills the database that the environment names with due messages: ``python -m bench.fill COUNT``."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carenet.settings")
django.setup()

from bench.due import make_due, make_people

if __name__ == "__main__":
    make_due(int(sys.argv[1]), make_people(400), kind="house", run="fill")

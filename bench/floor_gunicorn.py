"""The same web server as the house's, with the floors behind it."""

from runpy import run_path

globals().update({name: value for name, value in run_path("deploy/gunicorn.py").items() if name[0] != "_"})
wsgi_app = "bench.floor_wsgi:application"

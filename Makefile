# The two commands that matter are `make run` and `make test`; each makes its own environment first.
.DEFAULT_GOAL := help
.PHONY: help run test check bench format messages lock manage clean
PORT ?= 8000
PYTHON_HERE := .venv/bin/python

help:
	@echo "make run [PORT=8000]      the demo: web, worker and timetable, on embedded servers"
	@echo "make test                 the quick suite"
	@echo "make check                everything: lint, types, templates, deploy, browser, oldest servers"
	@echo "make bench NAME=pages     measure one thing, beside its floor"
	@echo "make manage DO='shell'    one command of manage.py, on the data of make run"
	@echo "make format               put code and templates in the house style"
	@echo "make messages             collect what can be translated"
	@echo "make lock                 resolve the dependencies anew"

run:
	@bin/bootstrap
	@PORT=$(PORT) exec $(PYTHON_HERE) -m carenet.supervisor

test:
	@bin/bootstrap dev
	@$(PYTHON_HERE) -m pytest -n 2 --dist worksteal

check:
	@bin/bootstrap dev
	@$(PYTHON_HERE) bin/check.py

bench:
	@bin/bootstrap dev
	@$(PYTHON_HERE) bin/bench.py $(NAME)

manage:
	@bin/bootstrap
	@$(PYTHON_HERE) manage.py $(DO)

format:
	@bin/bootstrap dev
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format --quiet .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2 || true

messages:
	@bin/bootstrap dev
	@$(PYTHON_HERE) bin/messages.py

lock:
	@bin/bootstrap dev
	@bin/lock

clean:
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis

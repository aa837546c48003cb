# make run: the site. make test: every check. make bench: the figures of benchmarks/README.md.
# Needs Python 3.11 or newer and make; everything else is installed into .venv by pip.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
IN_VENV := .venv/bin/python
INSTALL := $(IN_VENV) -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint bench clean

run: .venv/run.stamp
	$(IN_VENV) -m streamlit run app.py

# Three workers for two cores, because a test in the browser waits much; one begins with these, see tests/conftest.py.
test: lint
	$(IN_VENV) tests/browser/chromium.py
	$(IN_VENV) -m pytest --numprocesses 3

lint: .venv/dev.stamp
	$(IN_VENV) -m ruff check
	$(IN_VENV) -m ruff format --check
	$(IN_VENV) -m pyright --pythonpath $(IN_VENV)

bench: .venv/dev.stamp
	for figure in benchmarks/[a-z]*.py; do PYTHONPATH=. $(IN_VENV) $$figure || exit 1; done

clean:
	rm -rf .venv

# A stamp is as new as the last installation: nothing is installed again before the list changes.
.venv/run.stamp: requirements.txt | .venv/bin/pip
	$(INSTALL) -r requirements.txt
	touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt | .venv/bin/pip
	$(INSTALL) -r requirements-dev.txt
	touch $@ .venv/run.stamp

# Debian and Ubuntu keep ensurepip, without which a virtual environment has no pip, in a package of its own.
.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "cnnviz needs Python 3.11 or newer, and none was found."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -y -qq $(notdir $(PYTHON))-venv; } \
		|| { echo "Python's module venv is missing. On Debian or Ubuntu: sudo apt install $(notdir $(PYTHON))-venv"; exit 1; }
	$(PYTHON) -m venv .venv

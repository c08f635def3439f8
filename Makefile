# Two commands: `make run` and `make test`. Both set up what they need, once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
QUIET_PIP := --quiet --disable-pip-version-check

.PHONY: help setup run preview test soak check lint format bench lock clean

help:
	@echo "make run      index seeds/ and start the bot, or its preview without a token"
	@echo "make preview  try the bot in a browser, without Discord"
	@echo "make test     run all tests"
	@echo "make soak     the long form of the tests against a stand-in for Discord: an hour"
	@echo "make check    the quick round before a commit: format, lint, types, imports, fast tests"
	@echo "make bench    measure how long answers and the start take"
	@echo "make lock     pin the newest versions that pyproject.toml allows"

setup: $(INSTALLED)

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Commonplace needs Python 3.11 or newer; say which with: make PYTHON=python3.11"; exit 1; }
	@echo "Setting up $(VENV): this takes a minute, once."
	@$(PYTHON) -m venv $(VENV)
	@# The lock is complete; looking at what each package asks for would only bring warnings.
	@$(BIN)/python -m pip install $(QUIET_PIP) --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install $(QUIET_PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

run: setup
	@$(BIN)/commonplace reindex
	@$(BIN)/commonplace run --or-preview

preview: setup
	@$(BIN)/commonplace preview

# Two tests at a time; one after another with `make test WORKERS=0`.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

test: setup
	@$(PYTEST)

soak: setup
	@$(BIN)/python -m tests.wire.soak

check: lint
	@$(PYTEST) -m "not slow"

lint: setup
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 3

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup
	@$(BIN)/python -m bench.latency

lock: setup
	@$(BIN)/python -m pip install $(QUIET_PIP) uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade \
		--quiet -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Everything a person runs, from nothing. `make` lists it.
#
# The environment is .venv, made from the hash-locked requirements. Each use has its lock: the core
# (requirements.txt), which crawls, reads, searches, backs up and exports; antara serve; the formats
# of antara export; the tools of the tests. `make demo` takes the first two, each other one comes on
# top when a target needs it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
REPLAY := .venv-replay
BIN := $(VENV)/bin
# python3 if it is new enough, else the newest one that is. `make demo PYTHON=python3.12` chooses.
PYTHON ?= $(shell for python in python3 python3.15 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$python; break; fi; done)
PIP_QUIETLY := pip -qq --disable-pip-version-check --no-input
PIP := $(BIN)/python -m $(PIP_QUIETLY)
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2
# Written by cog from the help texts, the schema and the enumerations.
GENERATED := README.md docs/*.md

# An environment does not survive being moved: its programs name the folder they were made in.
ifneq ($(shell cat $(VENV)/.made 2>/dev/null),$(CURDIR))
$(VENV)/.made: moved
endif
ifneq ($(shell cat $(REPLAY)/.made 2>/dev/null),$(CURDIR))
$(REPLAY)/.made: moved
endif

.PHONY: help install core demo test check lint slow browse pictures explore real score torture simulate bench bench-search bench-check bench-growth bench-pages bench-export stock docs lock fmt formats dev replay moved

help: ## list the targets
	@echo "make TARGET, one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS='	' read -r name what; \
	do printf '  %-12s %s\n' "$$name" "$$what"; done

# ---- for everybody

demo: $(VENV)/.made-serve ## crawl the sample site into ./archive.db and say what to do next
	@$(BIN)/python -m tests.replica.demo

# ---- for whoever changes something

install: $(VENV)/.made-serve ## make or update the environment, no more

core: $(VENV)/.made ## the same without antara serve and audit: for a machine that only crawls

test: dev ## run the tests (no network but this machine, under five minutes)
	@$(PYTEST) -n $(WORKERS) -m 'not slow and not real'

check: lint test ## run every check: formatting, lint, types, imports, generated docs, tests

lint: dev
	@echo "== Formatting and lint"
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@echo "== Types"
	@$(BIN)/mypy
	@echo "== Imports"
	@$(BIN)/lint-imports --no-cache
	@echo "== Generated parts of the documents"
	@$(BIN)/cog --check -I docs $(GENERATED)

slow: dev ## run the slow tests
	@$(MAKE) replay || echo "The tests that need $(REPLAY) are skipped." >&2
	@$(PYTEST) -n $(WORKERS) -m slow

browse: dev ## open every page of antara serve in Chromium; pictures of all in ./screenshots
	@SCREENSHOTS=screenshots $(PYTEST) -n $(WORKERS) -m slow tests/browser

pictures: dev ## make the pictures of docs/pictures again
	@$(BIN)/python -m tests.browser.pictures

explore: dev ## run the fast tests on newly drawn examples (may find what no run found before)
	@$(PYTEST) -n $(WORKERS) -m 'not slow and not real' --hypothesis-profile=explore

real: dev ## run the tests over real pages: make real ANTARA_REAL_PAGES=/a/folder
	@test -n "$$ANTARA_REAL_PAGES" || { \
	echo "ANTARA_REAL_PAGES is not set: name the folder of real pages, as in" >&2; \
	echo "  make real ANTARA_REAL_PAGES=/a/folder" >&2; exit 2; }
	@test -d "$$ANTARA_REAL_PAGES" || { \
	echo "ANTARA_REAL_PAGES=$$ANTARA_REAL_PAGES is not a folder." >&2; exit 2; }
	@$(PYTEST) -m real

score: dev ## print how exactly each field is read on the sample site
	@$(BIN)/python -m tests.score

N ?= 300
torture: dev ## kill crawls N times at random instants: make torture N=300; goes on where it was
	@$(BIN)/python -m tests.torture --kills $(N)

simulate: dev ## play a week of hourly crawls, and a backfill of ten years, on the sample site
	@$(BIN)/python -m tests.simulate

bench: dev ## measure speed
	@for bench in benchmarks/bench_*.py; do \
	echo "== $$bench"; PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

# N has the default of torture: only one that was given counts here.
STOCK := $(if $(filter command environment,$(firstword $(origin N))),$(N),10000)
stock: dev ## make an archive of N invented articles in its own file: make stock N=10000 NAME=mine
	@$(BIN)/python -m tests.stock $(STOCK) $(if $(NAME),--name "$(NAME)") $(if $(SEED),--seed $(SEED))

SEARCHED := $(if $(filter command environment,$(firstword $(origin N))),$(N))
bench-search: dev ## measure the search: make bench-search N=1000000 ARCHIVE=archive.million.db
	@PYTHONPATH=. $(BIN)/python benchmarks/bench_search.py $(SEARCHED) \
	$(if $(ARCHIVE),--archive "$(ARCHIVE)")

bench-check: dev ## measure antara check: make bench-check N=200000, or ARCHIVE=stock.db
	@PYTHONPATH=. $(BIN)/python benchmarks/bench_check.py $(SEARCHED) \
	$(if $(ARCHIVE),--archive "$(ARCHIVE)")

GROWN := $(if $(filter command environment,$(firstword $(origin N))),$(N))
bench-growth: dev ## measure growth: make bench-growth N="10000 100000" FOLDER=/a/large/disk
	@PYTHONPATH=. $(BIN)/python benchmarks/bench_growth.py $(GROWN) \
	$(if $(FOLDER),--folder "$(FOLDER)") $(if $(EVERY),--every $(EVERY))

bench-pages: dev ## measure the pages of antara serve: make bench-pages ARCHIVE=stock.db, or N=200000
	@PYTHONPATH=. $(BIN)/python benchmarks/bench_pages.py $(SEARCHED) \
	$(if $(ARCHIVE),--archive "$(ARCHIVE)")

bench-export: dev ## measure antara export: make bench-export ARCHIVE=stock.db, or N=100000
	@PYTHONPATH=. $(BIN)/python benchmarks/bench_export.py $(SEARCHED) \
	$(if $(ARCHIVE),--archive "$(ARCHIVE)")

docs: dev ## write the generated parts of the documents again
	@$(BIN)/cog -r -I docs $(GENERATED)

fmt: dev ## format the code and mend what lint can mend
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# uv (https://docs.astral.sh/uv/) is needed for this only. --no-emit-index-url: a lock that names
# no registry works with any. Each lock repeats the versions of those before it: that of the exports
# has no Datasette, but what both need it has in one version. Versions stay as they are where they
# still fit; `make lock LOCK_OPTIONS=--upgrade` takes the newest.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header --quiet
lock: ## lock the requirements of pyproject.toml with their hashes (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv, see docs/development.md" >&2; exit 2; }
	$(LOCK) pyproject.toml requirements-build.in --output-file requirements.txt $(LOCK_OPTIONS)
	$(LOCK) pyproject.toml requirements-build.in --extra serve --constraint requirements.txt \
	--output-file requirements-serve.txt $(LOCK_OPTIONS)
	$(LOCK) pyproject.toml requirements-build.in --extra export --constraint requirements-serve.txt \
	--output-file requirements-export.txt $(LOCK_OPTIONS)
	$(LOCK) pyproject.toml requirements-build.in --extra serve --extra export --extra dev \
	--constraint requirements-serve.txt --constraint requirements-export.txt \
	--output-file requirements-dev.txt $(LOCK_OPTIONS)
	$(LOCK) requirements-replay.in --output-file requirements-replay.txt $(LOCK_OPTIONS)

# ---- the environments

formats: $(VENV)/.made-formats ## install what antara export needs for Parquet and for zstd

dev: $(VENV)/.made-dev ## install the tools of the tests as well

# pywb and py-wacz have an environment of their own: what they need must not bind what is shipped.
# A test that needs them and finds none says so and is skipped.
replay: $(REPLAY)/.made ## make the environment of the replay test

$(REPLAY)/.made: requirements-replay.txt
	@echo "== Making the environment $(REPLAY) of the replay test (once; half a minute)"
	@$(PYTHON) -m venv --clear $(REPLAY)
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements-replay.txt > $(REPLAY)/setuptools.txt
	@$(REPLAY)/bin/python -m $(PIP_QUIETLY) install --require-hashes -r $(REPLAY)/setuptools.txt
	@$(REPLAY)/bin/python -m $(PIP_QUIETLY) install --require-hashes --no-build-isolation \
	-r requirements-replay.txt
	@echo "$(CURDIR)" > $@

$(VENV)/.made: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { \
	echo "Python 3.11 or newer is needed and was not found: sudo apt install python3 python3-venv" >&2; \
	exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "$(PYTHON) is not a Python 3.11 or newer: try make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	echo "$(PYTHON) cannot make environments: sudo apt install $$(basename $(PYTHON))-venv" >&2; exit 2; }
	@echo "== Making the environment $(VENV) with $$($(PYTHON) --version) (once; a minute or two)"
	@test "$$(cat $@ 2>/dev/null)" = "$(CURDIR)" && $(BIN)/python -c '' 2>/dev/null \
	|| $(PYTHON) -m venv --clear $(VENV)
	@echo "== Installing the locked requirements"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)" > $@

$(VENV)/.made-serve: $(VENV)/.made requirements-serve.txt
	@echo "== Installing what antara serve needs"
	@$(PIP) install --require-hashes -r requirements-serve.txt
	@echo "$(CURDIR)" > $@

$(VENV)/.made-formats: $(VENV)/.made requirements-export.txt
	@echo "== Installing the formats of antara export"
	@$(PIP) install --require-hashes -r requirements-export.txt
	@echo "$(CURDIR)" > $@

$(VENV)/.made-dev: $(VENV)/.made requirements-dev.txt
	@echo "== Installing the tools of the tests"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@echo "$(CURDIR)" > $@

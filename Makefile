# The doors of the project. `make` alone says where you stand; `make help` lists the doors.

PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python -I -m grader
STEP ?=
FILE ?=
SEED ?=
FORMAT ?= text
ISOLATION ?= auto

SHARED = $(if $(SEED),--seed $(SEED)) --format $(FORMAT) --isolation $(ISOLATION)

.DEFAULT_GOAL := help
.PHONY: help check place predict matrix mutate weave test bench lint environment clean

help: ## list the doors
	@echo "Build an automatic-differentiation framework, step by step. The doors:"
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'
	@echo
	@echo "Begin with:  make check STEP=1"

check: $(VENV)/.ready ## check one step: make check STEP=14 [FILE=mine.py] [SEED=n]
	@$(RUN) check $(STEP) $(if $(FILE),"$(FILE)") $(SHARED)

place: $(VENV)/.ready ## how far a file of yours reaches: make place FILE=mine.py
	@$(RUN) place $(if $(FILE),"$(FILE)") $(SHARED)

predict: $(VENV)/.ready ## the question that some steps begin with: make predict STEP=14 [ANSWER=2.5]
	@$(RUN) predict $(STEP) $(ANSWER)

matrix: $(VENV)/.ready ## prove the checks: every right and wrong way of every step [STEP=n]
	@$(RUN) matrix $(STEP)

mutate: $(VENV)/.ready ## change the solutions a little; do the checks notice? [STEP=n]
	@$(RUN) mutate $(STEP)

weave: $(VENV)/.ready ## make the exercises anew from the solutions
	@$(RUN) weave

test: $(VENV)/.ready-to-test ## the project's own tests, linters included
	@$(VENV)/bin/python scripts/test.py

bench: $(VENV)/.ready ## measure every figure that the README states
	@$(VENV)/bin/python -I scripts/bench.py

lint: $(VENV)/.ready-to-test ## ruff and mypy alone
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

clean: ## remove the environment and what tools left behind (your exercises stay)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.ready: pyproject.toml
	@echo "Making the environment in $(VENV), once; this takes about a minute."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "This needs Python 3.10 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "The environment can not be made. On Debian and Ubuntu: sudo apt install python3-venv"; exit 2; }
	@echo "Installing NumPy, pytest, pytest-timeout and nbformat."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable . || \
	  { echo "Installing failed; see above. It needs the network once."; exit 2; }
	@$(VENV)/bin/python -m compileall -q grader tests/steps || true
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready
	@echo "Installing what the project's own tests need: ruff and mypy."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

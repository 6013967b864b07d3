# The doors of the project. `make` alone says where you stand; `make help` lists the doors.

PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python -I -m grader
# `make check 14` and `make 14` mean `make check STEP=14`; so does `make check step=14`.
NUMBERS := $(filter 0% 1% 2% 3% 4% 5% 6% 7% 8% 9%,$(MAKECMDGOALS))
STEP ?= $(or $(step),$(firstword $(NUMBERS)))
FILE ?= $(file)
SEED ?=
FORMAT ?= text
ISOLATION ?= auto
OUT ?= grades

SHARED = $(if $(SEED),--seed $(SEED)) --format $(FORMAT) --isolation $(ISOLATION)

.DEFAULT_GOAL := here
.PHONY: here help check watch place progress lesson predict notebook graph hint solution carry reset grade replay correct similar matrix mutate release weave test bench lint environment clean

here:
	@if [ -f "$(VENV)/.ready" ]; then $(RUN) progress --brief; else \
	  echo "Build an automatic-differentiation framework, one small step at a time."; \
	  echo; \
	  echo "  make check STEP=1   makes the environment, once, and checks the first step"; \
	  echo "  make help           lists everything else"; fi

help: ## list the doors
	@echo "Build an automatic-differentiation framework, step by step. The doors:"
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'
	@echo
	@echo "Begin with:  make check STEP=1        make alone says where you stand."

check: $(VENV)/.ready ## check one step: make check STEP=14 [FILE=mine.py] [SEED=n]
	@$(RUN) check $(STEP) $(if $(FILE),"$(FILE)") $(SHARED)

place: $(VENV)/.ready ## how far a file of yours reaches: make place FILE=mine.py
	@$(RUN) place $(if $(FILE),"$(FILE)") $(SHARED)

watch: $(VENV)/.ready ## check a step again on every save: make watch [STEP=14] [FILE=mine.py]
	@$(RUN) watch $(STEP) $(if $(FILE),"$(FILE)") $(if $(SEED),--seed $(SEED)) --isolation $(ISOLATION)

progress: $(VENV)/.ready ## the ladder: what you have passed, what is broken since [ALL=1 lists every step]
	@$(RUN) progress $(if $(ALL),--all) $(if $(filter json,$(FORMAT)),--format json)

lesson: $(VENV)/.ready ## read the lesson of a step: make lesson STEP=14
	@$(RUN) lesson $(STEP)

predict: $(VENV)/.ready ## the question that some steps begin with: make predict STEP=14 [ANSWER=2.5]
	@$(RUN) predict $(STEP) $(if $(ANSWER),--answer "$(ANSWER)")

notebook: $(VENV)/.ready ## a step as a notebook: make notebook STEP=14 [BACK=1 or FILE=mine.ipynb brings its code back]
	@$(RUN) notebook $(STEP) $(if $(FILE),"$(FILE)") $(if $(BACK),--back)

graph: $(VENV)/.ready ## the smallest graph that goes wrong, drawn: make graph STEP=14 [FILE=mine.py] [OUT=graph.svg]
	@$(RUN) graph $(STEP) $(if $(FILE),"$(FILE)") $(SHARED) $(if $(filter file,$(origin OUT)),,--out "$(OUT)")

hint: $(VENV)/.ready ## one more hint each time: make hint STEP=14 [AGAIN=1 shows those you have seen]
	@$(RUN) hint $(STEP) $(if $(AGAIN),--again)

solution: $(VENV)/.ready ## our way of writing a step beside yours: make solution STEP=14
	@$(RUN) solution $(STEP)

carry: $(VENV)/.ready ## begin a step from your own step before it: make carry STEP=14
	@$(RUN) carry $(STEP)

reset: $(VENV)/.ready ## an exercise as it was shipped: make reset STEP=14 [UNDO=1 brings yours back]
	@$(RUN) reset $(STEP) $(if $(UNDO),--undo)

grade: $(VENV)/.ready ## grade a class: make grade CLASS=submissions OUT=grades [ROSTER=class.csv] [STEPS=1-22] [JOBS=2] [RULES=rules.toml] [EXPORT=canvas=theirs.csv]
	@$(RUN) grade $(if $(CLASS),"$(CLASS)") --out "$(OUT)" $(if $(ROSTER),--roster "$(ROSTER)") $(if $(STEPS),--steps "$(STEPS)") \
	  $(if $(JOBS),--jobs $(JOBS)) $(if $(RULES),--rules "$(RULES)") $(if $(SECRET),--secret "$(SECRET)") --isolation $(ISOLATION) \
	  $(foreach one,$(EXPORT),--export "$(one)") $(if $(UNISOLATED),--allow-unisolated) $(if $(filter no,$(SIMILAR)),--no-similar) $(if $(SCHEDULER),--engine dask --scheduler "$(SCHEDULER)")

replay: $(VENV)/.ready ## a grading of a class again, exactly as it was: make replay STUDENT=jane STEP=14 [OUT=grades]
	@$(RUN) replay "$(STUDENT)" $(STEP) --out "$(OUT)"

correct: $(VENV)/.ready ## a grade by hand: make correct STUDENT=jane STEP=14 [CHECK=name] POINTS=2 WHY="…" [OUT=grades]
	@$(RUN) correct "$(STUDENT)" $(STEP) $(if $(CHECK),--check "$(CHECK)") $(if $(POINTS),--points $(POINTS)) \
	  $(if $(VERDICT),--verdict $(VERDICT)) $(if $(WITHDRAW),--withdraw) --why "$(WHY)" --out "$(OUT)"

similar: $(VENV)/.ready ## who shares passages with whom, as a hint: make similar [CLASS=submissions] [STEPS=1-22] [ROSTER=class.csv] [OUT=grades]
	@$(RUN) similar $(if $(CLASS),"$(CLASS)") --out "$(OUT)" $(if $(ROSTER),--roster "$(ROSTER)") $(if $(STEPS),--steps "$(STEPS)")

matrix: $(VENV)/.ready ## prove the checks: every right and wrong way of every step [STEP=n]
	@$(RUN) matrix $(STEP)

mutate: $(VENV)/.ready ## change the solutions a little; do the checks notice? [STEP=n]
	@$(RUN) mutate $(STEP)

release: $(VENV)/.ready ## packs for students and for instructors: make release STEPS=1-16 [OUT=dist] [OPEN=1]
	@$(RUN) release $(if $(STEPS),--steps "$(STEPS)") --out "$(if $(filter file,$(origin OUT)),dist,$(OUT))" $(if $(OPEN),--open)

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
	@echo "Installing NumPy, pytest, pytest-timeout, nbformat and watchfiles."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[watch]" || \
	  $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable . || \
	  { echo "Installing failed; see above. It needs the network once."; exit 2; }
	@$(VENV)/bin/python -m compileall -q grader tests/steps || true
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready
	@echo "Installing what the project's own tests need: ruff and mypy."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

ifneq ($(NUMBERS),)
.PHONY: $(NUMBERS)
$(NUMBERS): $(if $(filter-out $(NUMBERS),$(MAKECMDGOALS)),,check)
	@:
endif

.DEFAULT:
	@$(PYTHON) scripts/near_door.py "$@"

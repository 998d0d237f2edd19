# Every target sets up what it needs in .venv, so that each works on a fresh machine with Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: demo test test-editor check mutation benchmark docs clean

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/tests: pyproject.toml $(VENV)/run
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[test,check]"
	touch $@

# The main job on real input: children in need census files as the DfE defines them, then a child's whole history, judged by
# Wakefield's standards; and the working behind one date. Only what is breached or due is listed here, the rest is counted.
demo: $(VENV)/run
	$(RUN) -m practice_rules evaluate examples/census/*.xml --pack wakefield --status breached --status due
	$(RUN) -m practice_rules evaluate examples/child_protection.yaml --pack wakefield --as-of 2026-03-31 --status breached --status due
	$(RUN) -m practice_rules explain examples/child_protection.yaml --pack wakefield --as-of 2026-03-31 --rule child_protection.conference.initial

test: $(VENV)/tests
	$(RUN) -m pytest --numprocesses auto

# Under a real local Spark: needs Java 17 or later, which is installed where it is missing.
SPARK := $(VENV)/spark
$(SPARK): pyproject.toml $(VENV)/tests
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[test,spark]"
	touch $@

.PHONY: test-spark
test-spark: $(SPARK)
	JAVA_HOME="$$(PYTHON=$(RUN) tools/java_home.sh)" $(RUN) -m pytest tests/spark/local_spark.py

# The schemas in a real editor's language server; needs node, and fetches the server with npm.
EDITOR := $(VENV)/editor
$(EDITOR)/ready:
	mkdir -p $(EDITOR)
	npm install --prefix $(EDITOR) --no-audit --no-fund --silent yaml-language-server@1.19.2
	touch $@

test-editor: $(VENV)/tests $(EDITOR)/ready
	EDITOR_SERVER=$(EDITOR) $(RUN) -m pytest tests/schemas/editor_server.py

check: $(VENV)/tests
	$(RUN) -m mypy
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/benchmark: pyproject.toml $(VENV)/run
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[benchmark]"
	touch $@

# Measures against peers in one run and writes docs/performance.md.
benchmark: $(VENV)/benchmark
	$(RUN) -m benchmarks

$(VENV)/docs: pyproject.toml $(VENV)/run
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[docs]"
	touch $@

# The site, in site/; a broken link, an unreachable page or a generated page that is out of date stops it.
docs: $(VENV)/docs
	$(RUN) tools/make_docs.py --check
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build --strict --quiet

# Writes anew what follows from the types, the packs and the commands shown in the guides.
.PHONY: docs-generate
docs-generate: $(VENV)/run
	$(RUN) -m practice_rules.schemas
	$(RUN) -m practice_rules.checks docs/checks
	$(RUN) tools/make_docs.py

$(VENV)/mutation: pyproject.toml $(VENV)/tests
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable ".[test,mutation]"
	touch $@

# Changes the calendar, the lengths of time and the engine in small ways, and says which changes no test notices. Takes hours,
# may be stopped and goes on where it was; `make mutation MODULE=engine/forms` tries some modules, `make mutation MORE=--again`
# those not noticed once more. `mutmut show NAME` shows a change. What was tried is kept in mutants/, which may be removed.
MODULE ?=
MORE ?=
mutation: $(VENV)/mutation
	PATH="$(abspath $(VENV))/bin:$$PATH" python tools/try_mutants.py --module "$(MODULE)" $(MORE)

# Plants known bugs in a copy of the tree, one at a time, and says which test noticed each.
.PHONY: planted-bugs
planted-bugs: $(VENV)/tests
	$(RUN) tools/planted_bugs.py

# Compares the engine with the day-walking oracle: `make oracle MINUTES=10`.
MINUTES ?= 1
.PHONY: oracle
oracle: $(VENV)/tests
	$(RUN) tools/run_oracle.py --minutes $(MINUTES)

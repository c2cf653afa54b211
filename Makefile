# Two commands do all set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

.PHONY: help run build test check bench soak derive clean

help:
	@echo "make run     set up, build the database, open the app on http://localhost:8501"
	@echo "make test    set up with Chromium, then every check and test"
	@echo "make bench   time the drag, the measures and the build; prints a table"
	@echo "make soak    the long forms of the tests: many kills, many bursts"
	@echo "make derive SOURCES=folder   derive data/ again from the source extracts"
	@echo "make clean   remove what was made here, but never what people made"

$(BIN)/.app: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(BIN)/.dev: $(BIN)/.app requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: $(BIN)/.app
	$(BIN)/python -m somerset_maps build
	$(BIN)/python -m streamlit run app.py

build: $(BIN)/.app
	$(BIN)/python -m somerset_maps build

check: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(BIN)/.dev check
	$(BIN)/python -m tests.chromium
	$(PYTEST) -m "not soak" -n 2 --dist loadfile

bench: $(BIN)/.dev
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.bench

soak: $(BIN)/.dev
	$(BIN)/python -m tests.chromium
	$(PYTEST) -m soak

derive: $(BIN)/.app
	$(BIN)/python -m somerset_maps.derive $(SOURCES) --out data

clean:
	rm -rf $(VENV) static test-output data/somerset.duckdb .pytest_cache .mypy_cache .ruff_cache

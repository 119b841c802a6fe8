# The commands of the project. Each sets up what it needs in .venv, once.

PYTHON ?= python3
PORT ?= 8000

# The wheel of torch that the registry has for Linux brings gigabytes of CUDA along, so PyTorch's own index of CPU builds
# is asked first. Where it is out of reach, or TORCH_INDEX is empty, torch comes from wherever pip gets everything else.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
TORCH := $(shell sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NODE_MODULES := tests/frontend/node_modules/.package-lock.json
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix tests/frontend

.PHONY: help run dev test test-thorough check format names wire preload bench figures clean

help:
	@echo 'make run     serve the playground on http://localhost:$(PORT)'
	@echo 'make test    run all tests, in Python, JavaScript and a browser'
	@echo 'make test-thorough  the same with many and other drawn examples, and in more places'
	@echo 'make dev     serve, and restart whenever the code changes'
	@echo 'make check   look for errors of style and type'
	@echo 'make format  format the Python code'
	@echo 'make names   write the names of what the catalogue holds'
	@echo 'make wire    write the types of the client and of the page'
	@echo 'make preload name in each page the modules that it needs at first'
	@echo 'make bench   measure the speed, print and write the figures'
	@echo 'make figures measure, and write the figures into the README'
	@echo 'make clean   remove everything that these commands have set up'

run: $(VENV)/.run
	$(BIN)/tinkernet serve --port $(PORT)

dev: $(VENV)/.run
	$(BIN)/watchfiles --filter python '$(BIN)/tinkernet serve --port $(PORT)' backend/tinkernet

# Dozens of processes import the same files, so their bytecode is kept, even where the environment forbids it.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.test $(VENV)/.browser $(NODE_MODULES)
	$(BIN)/python -m tinkernet.nn.fused.warm & $(NPM) run types && $(NPM) test && wait
	TINKERNET_BROWSER="$$(cat $(VENV)/.browser)" \
	  $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

test-thorough:
	HYPOTHESIS_PROFILE=thorough $(MAKE) test

check: $(VENV)/.test $(NODE_MODULES)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(NPM) run types

format: $(VENV)/.test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

names: $(VENV)/.test
	$(BIN)/python -m tests.names

wire: $(VENV)/.test
	$(BIN)/python -m tests.wire.write

preload: $(NODE_MODULES)
	$(NPM) run preload

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

figures: $(VENV)/.test
	$(BIN)/python -m benchmarks --json docs/figures.json
	$(BIN)/python -m benchmarks.readme

clean:
	rm -rf $(VENV) tests/frontend/node_modules

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.run: pyproject.toml | $(BIN)/python
	test -z "$(TORCH_INDEX)" \
	  || $(PIP) install -qq --retries 1 --timeout 15 --no-deps --index-url $(TORCH_INDEX) '$(TORCH)' \
	  || echo 'The index of CPU builds is out of reach.'
	$(PIP) install --editable '.[onnx]'
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(PIP) install --editable '.[dev]'
	@touch $@

$(VENV)/.browser: | $(VENV)/.test
	$(BIN)/python tests/browser.py > $@.found
	@mv $@.found $@

$(NODE_MODULES): tests/frontend/package-lock.json | $(VENV)/.test
	$(NPM) ci --no-audit --no-fund
	@touch $@

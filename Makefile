# The two commands a newcomer needs: `make demo` and `make test`. Both set everything up in .venv first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# durable-rules 2.0.28 calls a C function that Python 3.13 removed; its successor takes the same arguments.
ifeq ($(shell $(PYTHON) -c 'import sys; print(sys.version_info >= (3, 13))'),True)
export CPPFLAGS := -DPyEval_CallObject=PyObject_CallObject
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types tests thorough bench perturb accuracy fuzz lock clean

demo: $(READY)
	$(BIN)/procure check samples/budget-2026.txt --fail-on never

test: lint types tests thorough

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

tests: $(READY)
	$(BIN)/pytest -m "not thorough" --cov --cov-report=term-missing:skip-covered

thorough: $(READY)
	$(BIN)/pytest -m thorough

bench: $(READY)
	$(BIN)/python -m benchmarks.check
	$(BIN)/python -m benchmarks.pages

# Which alterations of a budget's figures are noticed; how often honest tables look wrong.
perturb: $(READY)
	$(BIN)/python -m benchmarks.perturb
	$(BIN)/python -m benchmarks.rounding

# How often names are classified as a careful reader labelled them, beside a plain baseline.
accuracy: $(READY)
	$(BIN)/python -m benchmarks.accuracy

# Every reader on damaged files, a minute each.
fuzz: $(READY)
	$(BIN)/python -m benchmarks.fuzz --seconds 60

# Written anew only when a dependency changes; needs pip-tools.
lock:
	pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	    --no-emit-options --no-header --extra dev --output-file requirements.txt pyproject.toml requirements-build.in
	pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	    --no-emit-options --no-header --output-file requirements-build.txt requirements-build.in

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

$(READY): requirements.txt requirements-build.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-build.txt
	$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

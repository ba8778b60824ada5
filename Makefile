# Hush. `make demo` shows the main job, `make test` runs every test; both set up what they need.
# Needs Python 3.11+, a C and C++ compiler and a package index.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Without its multimodal part llama.cpp builds in less time; Hush uses text models only. On x86-64 it
# is built for AVX2: what it makes of AMX dies of an illegal instruction under kernels that do not
# keep the tiles, and a wheel for one processor does not run on another.
ifeq ($(shell uname -m),x86_64)
PORTABLE := -DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON
endif
export CMAKE_ARGS ?= -DMTMD_BUILD=OFF -DLLAVA_BUILD=OFF $(PORTABLE)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench mutants docs clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

setup: $(VENV)/.base ## make the environment in .venv

demo: $(VENV)/.base ## ingest the sample handbook and ask it questions
	@$(BIN)/hush demo --home .demo

test: $(VENV)/.dev ## run all tests
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/.dev ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/.dev ## run the benchmarks (BENCH="retrieval embedding" for some of them)
	@$(BIN)/python -m tests.bench $(BENCH)

mutants: $(VENV)/.dev ## take each safeguard out and show the test that notices
	@$(BIN)/python -m tests.mutants $(MUTANT)

docs: $(VENV)/.dev ## write the generated parts of README again
	@$(BIN)/python -m tests.readme

clean: ## remove the environment and everything made
	rm -rf $(VENV) .demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache bench-results

$(VENV)/.base: pyproject.toml constraints.txt .ci/setup
	@PYTHON=$(PYTHON) VENV=$(VENV) bash .ci/setup
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	@echo "hush: installing the tools for tests and checks"
	@$(BIN)/python -m pip install -qq -c constraints.txt -e '.[dev]'
	@touch $@

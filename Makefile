# The whole set-up is in `setup`; every other target calls it first.
.PHONY: run test check setup format lint types contracts translations tests screenshots bench clean
.DEFAULT_GOAL := run

BIN := .venv/bin

setup:
	@.ci/setup

run: setup ## open the window, or show the main job in the terminal where there is no display
	@.ci/run-program

test: check ## everything that must hold before a change lands

check: setup
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --config pyproject.toml 2>/dev/null || $(BIN)/lint-imports
	$(BIN)/python -m tests.translations --check
	$(BIN)/pytest -q -n auto

format: setup ## put the code into its shape
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

translations: setup ## gather new texts of the window and compile the translations
	$(BIN)/python -m tests.translations --update

screenshots: setup ## pictures of the window into build/screenshots, and the README's into docs
	SENSUS_SCREENSHOTS=docs $(BIN)/pytest -q tests/gui/test_screenshots.py

bench: setup ## speed beside other tools, in the same run
	$(BIN)/python -m tests.bench

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

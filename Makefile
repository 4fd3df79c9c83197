# The whole set-up is in .ci/setup.py; every target calls it first.
.PHONY: run test check setup format translations screenshots package bench clean
.DEFAULT_GOAL := run

# Python 3.11 reads the checkout's path from a file in the locale's encoding: å would end it under LC_ALL=C.
ifneq ($(filter C POSIX,$(LC_ALL)),)
export LC_ALL := C.UTF-8
endif

BIN := .venv/bin

run: ## open the window, or show the main job in the terminal where there is no display
	@.ci/run-program

test: check ## the README's second command

check: setup ## everything that must hold before a change lands
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.translations --check
	$(BIN)/pytest -q -n auto

setup: ## what the tests need, and no more
	@python3 .ci/setup.py tests

format: setup ## put the code into its shape
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

translations: setup ## gather the texts of the window, and compile what is translated
	$(BIN)/python -m tests.translations --update

screenshots: setup ## pictures of the window into build/screenshots, and the README's into docs
	SENSUS_SCREENSHOTS=docs $(BIN)/pytest -q tests/gui/test_screenshots.py

package: setup ## wheel and source archive into dist, tried outside the checkout
	@python3 .ci/package.py

bench: setup ## speed beside other tools, in the same run
	$(BIN)/python -m tests.bench

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

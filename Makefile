# Hemväg. `make` alone lists the commands.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
# Three processes on the two cores of the smallest machine we promise: one of them mostly waits for what it has started.
PYTEST_WORKERS ?= 3
PYTEST := $(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo demo-reset test test-fast test-long soak lint counts audit sbom bench migrations

help: ## den här listan
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do
	  printf '  make %-12s %s\n' "$$name" "$$text"
	done

setup: ## miljön i .venv, låst med hashar
	@scripts/setup

demo: setup ## allt från ingenting: tjänster, migreringar, en demoregion, webb och arbetare (PORT=8000)
	@scripts/system-packages pdf
	exec $(BIN)/python scripts/demo.py

demo-reset: setup ## ta bort demons data; nästa make demo börjar om
	@$(BIN)/python scripts/demo_reset.py

test: setup ## allt: kontroller och alla tester, webbläsarens också
	@scripts/system-packages pdf browser
	scripts/lint
	$(PYTEST)

test-fast: setup ## tester utan webbläsare, felinjektion och egna tjänster
	@scripts/system-packages pdf
	$(PYTEST) -q -m "not browser and not faults and not environment and not long"

test-long: setup ## allt, även det som tar minuter, och 5 000 fall för varje egenskap
	@scripts/system-packages pdf browser
	HYPOTHESIS_PROFILE=long $(PYTEST) -m ""

soak: setup ## fyra klienter mot ett system där allt dödas i tur och ordning, tio minuter (SOAK_SECONDS=90 för en kortare)
	SOAK_SECONDS=$(or $(SOAK_SECONDS),600) $(BIN)/python -m pytest -n 0 -q tests/faults/test_system.py::test_nothing_is_lost_doubled_or_out_of_order_whatever_is_broken tests/faults/test_history.py

lint: setup ## stil, typer, importkontrakt, mallar, saknade migreringar
	@scripts/lint

counts: setup ## skriv om tests/query_counts.json med dagens antal databasfrågor
	@$(BIN)/python -m pytest -n 0 -q -m "not browser and not faults and not environment" -k "quer or questions" --update-query-counts

audit: setup ## kända sårbarheter i det som är låst (frågar PyPI)
	@scripts/audit

sbom: setup ## vad programmet består av, som CycloneDX (SBOM=fil, annars sbom.json)
	@$(BIN)/python scripts/sbom.py $(or $(SBOM),sbom.json)

bench: setup ## mätningar bredvid sina gränser (benchmarks/)
	@scripts/system-packages pdf
	$(BIN)/python -m benchmarks

migrations: setup ## skriv nya migreringar efter ändrade modeller
	@$(BIN)/python manage.py makemigrations

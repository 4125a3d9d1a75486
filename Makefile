# TokTok. `make` lists what there is. Needs Python >= 3.11 (`make demo PYTHON=python3.12` names one).
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
UV_VERSION := 0.13.9
SOURCES := $(wildcard gateway services simulator shared bench tests)
DEPLOYABLES := gateway conversation orders notifications provider simulator
# pytest's arguments: `make test ARGS='tests/orders -x'`
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fmt lock migrate revision templates eval learn bench-ack bench-turn bench-search partner-day bench-dispatch simulate env texts clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.dev ## Install everything for development into .venv

demo: $(VENV)/.demo ## Run the whole platform with demo data; Ctrl-C stops it, data stays
	@exec $(RUN) -m shared.local demo

test: $(VENV)/.dev ## Install what tests need and run all of them (ARGS='-x tests/orders')
	@./.ci/chromium
	@exec $(RUN) -m pytest -n 2 --dist loadfile $(ARGS)

check: $(VENV)/.dev ## Format, lint, types, import rules
	$(VENV)/bin/ruff format --check $(SOURCES)
	$(VENV)/bin/ruff check $(SOURCES)
	$(RUN) -m mypy $(SOURCES)
	$(VENV)/bin/lint-imports

fmt: $(VENV)/.dev ## Format and mend what can be mended
	$(VENV)/bin/ruff check --fix $(SOURCES)
	$(VENV)/bin/ruff format $(SOURCES)

lock: $(VENV)/.uv ## Write requirements/*.lock from pyproject.toml (LOCK_OPTIONS=--upgrade for newer)
	@./.ci/lock $(VENV)/uv/bin/uv "$(DEPLOYABLES)" $(LOCK_OPTIONS)

migrate: $(VENV)/.demo ## Migrate the database (yours by DATABASE_URL, else the demo's)
	@exec $(RUN) -m shared.local with-engines $(RUN) -m shared.db.migrations upgrade

revision: $(VENV)/.dev ## Write a migration from the models: SERVICE=orders MESSAGE='add notes'
	@test -n "$(SERVICE)" && test -n "$(MESSAGE)" || { echo "Say which: make revision SERVICE=orders MESSAGE='add notes'"; exit 1; }
	@exec $(RUN) -m shared.local with-engines $(RUN) -m shared.db.migrations revision "$(SERVICE)" -m "$(MESSAGE)"

templates: $(VENV)/.demo ## Print Meta's template definitions; push them when WHATSAPP_* are set
	@exec $(RUN) -m services.notifications.messages.push_templates

eval: $(VENV)/.dev ## Measure the understanding on its corpus (ARGS=--errors lists what was missed)
	@exec $(RUN) -m services.conversation.understanding.evaluate $(ARGS)

learn: $(VENV)/.dev ## Learn the intents again from their examples and the tuned corpus
	@exec $(RUN) -m services.conversation.understanding.intents.learning $(ARGS)

bench-ack: $(VENV)/.dev ## Measure the durable webhook acknowledgement
	@exec $(RUN) -m bench.ack $(ARGS)

bench-turn: $(VENV)/.dev ## Measure a whole turn, from webhook to the call of the Graph API
	@exec $(RUN) -m bench.turn $(ARGS)

partner-day: $(VENV)/.demo ## Play a partner's day against the running demo (ARGS='--seed 7')
	@exec $(RUN) -m simulator.partner_day $(ARGS)

bench-dispatch: $(VENV)/.dev ## Measure who is asked for a mission, 1,000 and 10,000 drivers on duty
	@exec $(RUN) -m bench.dispatch $(ARGS)

bench-search: $(VENV)/.dev ## Measure the search at 10^5 and 10^6 products, and look at its plans
	@exec $(RUN) -m bench.search $(ARGS)

simulate: $(VENV)/.dev ## Let N simulated customers come by (N=10000 SEED=1; ONLY=4711 replays one)
	@exec $(RUN) -m bench.people --customers $(or $(N),10000) --seed $(or $(SEED),1) $(if $(ONLY),--only $(ONLY)) $(ARGS)

env: $(VENV)/.dev ## Write .env.example from the settings of every program
	@$(RUN) .ci/env_example.py > .env.example.new && mv .env.example.new .env.example

texts: $(VENV)/.dev ## Bring the catalogues of other languages in step with the code
	@$(RUN) .ci/texts.py

clean: ## Remove the demo's data and the tools' caches (not .venv)
	@rm -rf .toktok .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than the lock it installed: a second run has nothing to do.
# pip is kept to its errors: it warns about things that are none of a newcomer's business.
# --require-virtualenv: the python of a damaged .venv is the machine's, which we never install into.
PIP_INSTALL = -m pip --require-virtualenv install -qq --disable-pip-version-check --no-input --only-binary :all:

# pyvenv.cfg and not bin/python: it is what makes the folder an environment.
$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed. TokTok needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "TokTok needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making a virtual environment in $(VENV)…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "This Python cannot make virtual environments; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/.demo: requirements/demo.lock | $(VENV)/pyvenv.cfg
	@echo "Installing Python packages (about half a minute, once)…"
	@$(RUN) $(PIP_INSTALL) --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.lock | $(VENV)/pyvenv.cfg
	@echo "Installing Python packages for development (about a minute, once)…"
	@$(RUN) $(PIP_INSTALL) --require-hashes -r $<
	@touch $@ $(VENV)/.demo

$(VENV)/.uv: Makefile | $(VENV)/pyvenv.cfg
	@$(RUN) -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python $(PIP_INSTALL) uv==$(UV_VERSION)
	@touch $@

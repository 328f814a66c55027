.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
NODE := $(BIN)/node
HOST ?=
PORT ?=
DATA_DIR ?=
export HOST PORT DATA_DIR
# Where it is set, every server that a test starts compiles the program anew.
unexport PYTHONDONTWRITEBYTECODE
# As many processes as there are cores. A file stays in one: most have a server of their own.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# What runs side by side prints one after the other, where make is new enough for that.
APART := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# Every target is a word, none a file.
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

.venv/serve: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say make PYTHON=/path/to/python3")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/serve requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.ready: package.json package-lock.json .venv/dev
	$(BIN)/python -m deploy.node npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

setup: .venv/dev node_modules/.ready  ## install everything development needs into .venv and node_modules

run: .venv/serve  ## serve on this machine (HOST, PORT, DATA_DIR …: docs/configuration.md; default 127.0.0.1:2283 and ./data)
	@exec $(BIN)/python local.py

import: .venv/serve  ## take a folder of photos in (DIR, EMAIL or KEY, URL, ALBUMS=1)
	@test -n "$(DIR)" || { echo "say which folder: make import DIR=/path/to/photos EMAIL=me@example.com"; exit 2; }
	@exec $(BIN)/python -m importer "$(DIR)"

test: setup  ## test the local door, the library and the compiler
	$(PYTEST) --ignore=tests/worker

test-kill: setup  ## kill the local door twenty times while photos come in
	KILL_ROUNDS=20 $(BIN)/python -m pytest tests/test_kill.py

test-worker: setup stage  ## run the same scenarios against the Python Worker in its harness
	$(PYTEST) tests/worker

lint: .venv/dev  ## style, types, rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: test check-rest  ## all that CI runs

# Fuzzing keeps one core busy, the others share what is left. The Worker's tests
# come last: their closing line is the one CI reads.
check-rest:
	$(MAKE) --no-print-directory -j 2 $(APART) fuzz lint generate-check deploy-check
	$(MAKE) --no-print-directory test-worker

generate: .venv/dev  ## compile openapi.yaml into generated/
	$(BIN)/python -m codegen

generate-check: .venv/dev
	$(BIN)/python -m codegen --check

todo: .venv/dev  ## list the operations that still answer 501
	@$(BIN)/python -m codegen.todo

fuzz: setup  ## schemathesis against a seeded local server
	$(BIN)/python -m tests.fuzz

bench: setup  ## measure and rewrite the table of docs/performance.md
	$(BIN)/python -m bench

places: .venv/serve  ## write the table of places as build/places.sql, for D1
	@$(BIN)/python -m gazetteer sql build/places.sql

stage: .venv/dev  ## fill build/ with what the Worker consists of
	@$(BIN)/python -m bindings.cloudflare.stage

deploy: setup  ## put the Worker on Cloudflare, or bring it up to date; may be repeated after a failure
	@$(BIN)/python -m deploy up

deploy-check: setup  ## the same on local simulators and as a dry run, without an account
	@$(BIN)/python -m deploy check

deploy-login: setup  ## log in at Cloudflare in the browser
	@$(BIN)/python -m deploy login

cloud-copy: setup  ## copy database and bucket from Cloudflare into the data folder TO=/path, for the local door or a backup
	@test -n "$(TO)" || { echo "say where to: make cloud-copy TO=/path"; exit 2; }
	@$(BIN)/python -m deploy copy --to "$(TO)"

undeploy: setup  ## say what would be removed from Cloudflare, ask, remove it (DATA=1: the photos too)
	@$(BIN)/python -m deploy down $(if $(DATA),--data)

backup: .venv/serve  ## copy the data folder, while it is served, to TO=/path; only what is new (PRUNE=1 forgets what was deleted)
	@test -n "$(TO)" || { echo "say where to: make backup TO=/path/on/another/disk"; exit 2; }
	@exec $(BIN)/python -m backup make "$(TO)" $(if $(PRUNE),--prune)

backup-verify: .venv/serve  ## read all of the backup at FROM=/path and hold it against its checksums
	@test -n "$(FROM)" || { echo "say which: make backup-verify FROM=/path"; exit 2; }
	@exec $(BIN)/python -m backup verify "$(FROM)"

restore: .venv/serve  ## make a new data folder (DATA_DIR) of the backup at FROM=/path
	@test -n "$(FROM)" || { echo "say which: make restore FROM=/path DATA_DIR=./data"; exit 2; }
	@exec $(BIN)/python -m backup restore "$(FROM)"

new-password: .venv/serve  ## give the account EMAIL another password and log it out everywhere, served or not (CLOUDFLARE=1: the Worker's)
	@test -n "$(EMAIL)" || { echo "say whose: make new-password EMAIL=me@example.com"; exit 2; }
	@exec $(BIN)/python -m recovery $(if $(CLOUDFLARE),--cloudflare) password "$(EMAIL)"

login-on: .venv/serve  ## let people log in with passwords again, if that was switched off (CLOUDFLARE=1: at the Worker)
	@exec $(BIN)/python -m recovery $(if $(CLOUDFLARE),--cloudflare) login on

web: .venv/dev  ## put the official web app of the contract's version into web/build (IMAGE, DIGEST)
	@exec $(BIN)/python -m webapp

migrate: .venv/serve  ## bring a library from another server: FROM=https://... KEY=..., into EMAIL or TO_KEY at URL
	@exec $(BIN)/python -m migration migrate

export: .venv/serve  ## write an account's originals and a manifest to TO=/path (EMAIL or KEY, URL)
	@test -n "$(TO)" || { echo "say where to: make export TO=/path EMAIL=me@example.com"; exit 2; }
	@exec $(BIN)/python -m migration export "$(TO)"

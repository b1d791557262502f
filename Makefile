# SPDX-License-Identifier: EUPL-1.2
# One entry for everything. `make help` lists the targets.
SHELL := /bin/bash
PORT ?= 8080
DATA ?= ./data
export CCACHE_DIR ?= $(CURDIR)/build/ccache
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

.DEFAULT_GOAL := test

help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: configured ## starts Denkraum on 127.0.0.1 with demonstration data (PORT=8080 DATA=./data)
	@ninja -C build/release bin/denkraum
	@build/release/bin/denkraum serve --data $(DATA) --port $(PORT) --demo

# Without a description: people ask for one of the targets that need it.
configured:
	@packaging/setup build run node
	@[ -f build/release/build.ninja ] || echo "configuring the release build"
	@[ -f build/release/build.ninja ] || cmake --preset release >build/configure.log 2>&1 || { cat build/configure.log; exit 1; }

build: configured ## builds the release in build/release
	@ninja -C build/release

build-dev: ## builds with address and undefined-behaviour sanitisers in build/dev
	@packaging/setup build run node
	@[ -f build/dev/build.ninja ] || cmake --preset dev >build/configure-dev.log 2>&1 || { cat build/configure-dev.log; exit 1; }
	@ninja -C build/dev

test-threads: ## runs the tests of threads and rooms under the thread sanitiser, in build/tsan
	@packaging/setup build run
	@[ -f build/tsan/build.ninja ] || cmake --preset tsan >build/configure-tsan.log 2>&1 || { cat build/configure-tsan.log; exit 1; }
	@ninja -C build/tsan platform_run_test domain_document_room_test platform_bus_memory_test
	@ctest --test-dir build/tsan --output-on-failure --no-tests=error -R '^(platform_run_test|domain_document_room_test|platform_bus)' -j2

test: build ## builds and runs every test that needs no more than the project itself
	@tests/run

check: configured ## what CI runs: format, PostgreSQL, yjs, journeys, faults, clang-tidy, sanitisers
	@packaging/setup check
	@tests/check

tidy: build ## runs clang-tidy over what it has not seen yet (TIDY_SECONDS=900)
	@packaging/setup check
	@tests/tidy

fuzz: ## runs every libFuzzer target for FUZZ_SECONDS=60
	@packaging/setup build fuzz
	@tests/fuzz/run

format: ## formats every C++ file
	@packaging/setup check
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format-19 -i

bench: build ## measures typing and page speed, appends to bench/ledger.jsonl
	@packaging/setup check bench
	@bench/run

bench-fan-out: build ## measures fan-out beside y-websocket and Hocuspocus, appends to bench/ledger.jsonl
	@packaging/setup bench node
	@DENKRAUM_BIN=$(CURDIR)/build/release/bin/denkraum node bench/fan_out/fan_out.mjs

soak: build ## ten minutes of 500 writers: memory must stay flat
	@DENKRAUM_BIN=$(CURDIR)/build/release/bin/denkraum node bench/fan_out/fan_out.mjs --load soak --only denkraum --runs 1

compat-long: build ## compares the engine with yjs on 100000 random documents (ROUNDS=… SEED=…)
	@packaging/setup node
	@tests/compat/long

bench-crdt: build ## measures the co-writing engine beside its peers (needs ../shared/data/traces)
	@packaging/setup bench node
	@node bench/crdt/crdt.mjs

clean: ## removes build/ (not your data)
	rm -rf build

.PHONY: help run configured build build-dev test test-threads check tidy fuzz format bench bench-crdt bench-fan-out soak compat-long clean

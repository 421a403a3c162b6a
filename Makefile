# HemoStat. `make demo` shows it heal a container, `make test` proves everything; both install what they lack.
# The swift commands carry the same flags everywhere: different ones would compile every module again.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help deps build generate demo test lint format bench chaos release clean
MAKEFLAGS += --no-print-directory --no-builtin-rules

scripts := Tests/Support/scripts
sources := Sources Tests Package.swift
# A toolchain unpacked into /opt/swift is found without further ado, and so is dockerd without root's PATH.
export PATH := $(PATH):/opt/swift/usr/bin:/usr/local/sbin:/usr/sbin:/sbin

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

deps: ## install what building and testing need (Debian packages), when something is missing
	@$(scripts)/deps.sh

build: deps ## debug build of everything, tests included
	swift build --build-tests

generate: build ## write the files made from the resource schemas (CRDs, JSON Schema) into manifests/
	.build/debug/hemostat generate manifests

demo: build ## break a real container and watch HemoStat find, explain and heal it
	@$(scripts)/with-engine.sh $(scripts)/demo.sh

test: deps ## everything: build, lint, unit, integration and end-to-end tests
	@$(scripts)/test.sh

lint: deps ## formatting, the allowed imports of every module, shell syntax
	swift format lint --strict --parallel -r $(sources)
	@$(scripts)/lint-imports.sh --self-test
	@$(scripts)/lint-imports.sh
	@for script in $(scripts)/*.sh .ci/run; do bash -n "$$script"; done

format: deps ## rewrite the Swift sources in the house format
	swift format -i --parallel -r $(sources)

bench: deps ## the benchmark table, on real Docker, release build
	swift build -c release --product Benchmarks
	swift build -c release --product hemostat
	@HEMOSTAT_BINARY=$(CURDIR)/.build/release/hemostat $(scripts)/with-engine.sh .build/release/Benchmarks

chaos: build ## 200 rounds of faults on three replicas (HEMOSTAT_CHAOS_ROUNDS, HEMOSTAT_CHAOS_SEED)
	@$(scripts)/chaos.sh

release: deps ## statically linked release binary, tried on the policy tests of policies/
	swift build -c release --static-swift-stdlib --scratch-path .build/release-static --product hemostat
	.build/release-static/release/hemostat test -f policies

clean: ## remove what was built (fetched packages stay)
	swift package clean
	rm -rf .build/busybox .build/test.log .build/deps.log

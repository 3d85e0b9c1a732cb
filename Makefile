# dmsa: what a developer of it runs. `make demo` and `make test` work on a fresh machine.

VERSION := $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/CLI/CommandLineTool.swift)
STATIC  := --static-swift-stdlib -Xswiftc -static-executable
SOURCES := Package.swift Sources Tests

# libFuzzer without its main function, as the compiler's own toolchain has it.
FUZZER := $(wildcard $(dir $(realpath $(shell command -v swiftc)))../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a)
SECONDS ?= 15

.PHONY: help deps build demo test company fuzz threads format check-format release wheel man \
        precommit precommit-all conformance mutation schemas order bench bench-quick corpus clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

deps: ## Install the C libraries that are linked (libyaml, SQLite), and curl for a test
	@packaging/install_dependencies.sh

build: deps ## Build for debugging
	swift build

demo: release ## Lint the repository's manifests; show a sound one pass and a risky one fail
	@echo '$$ dmsa lint manifests/daily-sync.manifest.yaml'
	@dist/dmsa lint manifests/daily-sync.manifest.yaml
	@echo
	@echo '$$ dmsa lint manifests'
	@dist/dmsa lint manifests; status=$$?; \
	  test $$status -eq 1 || { echo "expected exit 1, got $$status"; exit 1; }

test: company ## Run every test of the package, on the binary that users get
	swift build --build-tests
	DMSA_PROGRAM="$(CURDIR)/dist/dmsa" swift test --skip-build --disable-xctest

company: release ## Kill dmsa while it writes, eight at once, damaged files
	Tests/company/run.sh

fuzz: deps ## Look for inputs that break a promise: make fuzz SECONDS=60, for each of four targets
	@test -n "$(FUZZER)" || { echo "this toolchain has no libFuzzer" >&2; exit 2; }
	DMSA_FUZZER_RUNTIME="$(FUZZER)" swift build -c release --sanitize=address \
	  --scratch-path .build-fuzz --product fuzz
	Tests/Fuzz/run.sh .build-fuzz/release/fuzz .build-fuzz/inputs $(SECONDS) $(TARGETS)

threads: deps ## Lint in parallel under ThreadSanitizer
	swift build --sanitize=thread --scratch-path .build-threads --product dmsa
	Tests/threads/run.sh .build-threads/debug/dmsa

format: ## Format the Swift sources
	swift format --in-place --recursive --parallel $(SOURCES)

check-format: ## Fail on what `make format` would change
	swift format lint --strict --recursive --parallel $(SOURCES)

release: deps ## Build the static binary that users get, at dist/dmsa
	swift build -c release --product dmsa $(STATIC)
	@mkdir -p dist
	@cp -f "$$(swift build -c release --product dmsa $(STATIC) --show-bin-path)/dmsa" dist/dmsa.unstripped
	@strip -o dist/dmsa dist/dmsa.unstripped
	@ls -l dist/dmsa

wheel: release ## Pack dist/dmsa as a wheel for this platform
	python3 packaging/build_wheel.py $(VERSION)

man: release ## Write the man pages to dist/man
	python3 packaging/build_man_pages.py

precommit: release ## Test the hooks with the real pre-commit, the system and the wheel way
	Tests/precommit/run.sh

precommit-all: release ## The same, and the way that builds from source
	Tests/precommit/run.sh --with-swift

conformance: release ## Judge readers and reports by public suites: make conformance DATA=folder
	@test -n "$(DATA)" || { echo 'usage: make conformance DATA=folder' >&2; exit 2; }
	DMSA_CONFORMANCE="$(abspath $(DATA))" swift test --disable-xctest --filter ConformanceTests
	Tests/conformance/run.sh "$(abspath $(DATA))" dist/dmsa

mutation: ## Change each condition of the rules, one at a time; a test has to fail
	python3 Tests/mutation/run.py

schemas: ## Write the generated parts of schemas/ anew
	python3 schemas/generate.py

order: release ## List what short runs touch, for the next link; takes valgrind and some minutes
	python3 packaging/order_symbols.py
	@rm -f "$$(swift build -c release --product dmsa $(STATIC) --show-bin-path)/dmsa"

bench: release ## Measure against libyaml and write benchmarks/RESULTS.md
	python3 benchmarks/run.py --peers --peers-from .venv/bin

bench-quick: release ## The same in under a minute
	python3 benchmarks/run.py --quick

corpus: ## Write the benchmark's files
	python3 benchmarks/generate.py benchmarks/corpus

clean: ## Remove what was built
	rm -rf .build .build-fuzz .build-mutation .build-threads dist benchmarks/build \
	  benchmarks/corpus

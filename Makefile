# scopeaudit: `make` lists what there is to do.
SHELL := bash
PREFIX ?= /usr/local
SWIFT_FLAGS ?=
# The samples are judged as of this day, as the README shows them: no certificate in them expires by today.
SAMPLES_DAY = 2026-08-24
RELEASE := .build/release/scopeaudit
# Tests are built as releases are: the suite judges what ships, and takes a third of the time.
TESTS := --scratch-path .build/tests -c release -Xswiftc -enable-testing
ALONE := .build/alone/scopeaudit
MANUAL := .build/manual/scopeaudit.1
LIBXML2 := $(CURDIR)/.build/libxml2
FOUNDATION := $(CURDIR)/.build/foundation
SHARE = $(DESTDIR)$(PREFIX)/share
SHARED ?= ../shared
MINUTES ?= 1
SANITIZE ?= fuzzer,address

.DEFAULT_GOAL := help
.PHONY: help audit test test-quick fuzz check lint new-rule new-error maintenance bench evaluate generate clean install uninstall release dist \
  dependencies $(MANUAL)

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  %-12s %s\n", $$1, $$2 }'

dependencies:
	@if ! pkg-config --exists libxml-2.0 zlib 2>/dev/null; then \
	  if command -v apt-get >/dev/null; then \
	    echo "Installing libxml2-dev, zlib1g-dev and pkg-config (needed to write JUnit XML and to read gzip)"; \
	    SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	    $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq libxml2-dev zlib1g-dev pkg-config >/dev/null; \
	  else echo "libxml2 or zlib is missing: brew install libxml2 zlib pkg-config"; exit 2; fi; \
	fi

$(RELEASE): dependencies
	@swift build -c release --product scopeaudit --static-swift-stdlib $(SWIFT_FLAGS)

audit: $(RELEASE) ## Build, then audit the sample manifests in fixtures/samples
	@$(RELEASE) check fixtures/samples --fail-on never --now $(SAMPLES_DAY)

test: dependencies ## Run every test, optimised; the end-to-end tests run the binary built beside them
	@swift test $(TESTS) $(SWIFT_FLAGS)

test-quick: dependencies ## Run the tests that start no process
	@swift test $(TESTS) --skip CommandTests $(SWIFT_FLAGS)

fuzz: dependencies ## Fuzz every reader: MINUTES=1 for each; SANITIZE=fuzzer is ten times as fast and sees less
	@SCOPEAUDIT_FUZZ=1 swift build -c release --product scopeaudit-fuzz --scratch-path .build/fuzz \
	  -Xswiftc -sanitize=$(SANITIZE) -Xswiftc -use-ld=lld $(SWIFT_FLAGS)
	@python3 Tests/Fuzz/run.py .build/fuzz/release/scopeaudit-fuzz .build/fuzz/work --minutes $(MINUTES)

check: dependencies ## What CI runs
	@bash .ci/run

lint: ## Hold the layout and the formatting
	@python3 .ci/structure_test.py -q
	@python3 .ci/manual_test.py -q
	@python3 .ci/structure
	@swift format lint --strict --recursive Sources Tests Package.swift

new-rule: ## Write the record and fixtures of a new rule: ID=… [PERMISSION=NAME…] or ID=… CATEGORY=… CODED=1
	@swift run -q $(SWIFT_FLAGS) scopeaudit-dev new-rule $(if $(CATEGORY),--category $(CATEGORY)) $(if $(CODED),--coded) \
	  $(addprefix --permission ,$(PERMISSION)) "$(ID)"

new-error: ## Write the record and a case of a new error shape: ID=…
	@swift run -q $(SWIFT_FLAGS) scopeaudit-dev new-error "$(ID)"

generate: ## Compile rules/ into the embedded catalog and rule book
	@swift run scopeaudit-dev generate

# The flags are those of $(RELEASE), so that what was built for it is not built again.
maintenance: $(RELEASE)
	@swift build -c release --product scopeaudit-dev --static-swift-stdlib $(SWIFT_FLAGS)

bench: maintenance ## Compare speed and memory with peers, side by side
	@python3 Tests/Benchmarks/bench.py $(RELEASE) .bench
	@python3 Tests/Benchmarks/hit_rate.py $(RELEASE)

evaluate: $(RELEASE) ## Judge answers by the recorded cases in SHARED
	@if [ -d $(SHARED)/corpus ]; then status=0; \
	  for script in Tests/Evaluation/*.py; do \
	    echo "== $$(basename $$script .py)"; python3 $$script $(RELEASE) $(SHARED)/corpus/$$(basename $$script .py).jsonl || status=1; \
	  done; exit $$status; \
	else echo "no recorded cases in $(SHARED)/corpus"; fi

$(MANUAL): $(RELEASE)
	@mkdir -p $(@D)
	@.ci/manual $(RELEASE) > $@

install: $(RELEASE) $(MANUAL) ## Install binary, completions and manual page under PREFIX
	@install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
	  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	@install -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/scopeaudit
	@install -m 644 $(MANUAL) $(SHARE)/man/man1/scopeaudit.1
	@umask 022; \
	$(RELEASE) --generate-completion-script bash > $(SHARE)/bash-completion/completions/scopeaudit && \
	$(RELEASE) --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_scopeaudit && \
	$(RELEASE) --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/scopeaudit.fish

uninstall: ## Remove what `make install` installed under PREFIX
	@rm -f $(DESTDIR)$(PREFIX)/bin/scopeaudit $(SHARE)/man/man1/scopeaudit.1 $(SHARE)/bash-completion/completions/scopeaudit \
	  $(SHARE)/zsh/site-functions/_scopeaudit $(SHARE)/fish/vendor_completions.d/scopeaudit.fish

# Functions in sections of their own, so that the linker leaves out what nothing calls, and keeps one of those that are the
# same; nothing unwinds a stack, so that no tables for it are needed; libxml2 without its converters. Linked once more, because
# what stands in for Foundation (.ci/foundation/unused.c) has to come before the libraries.
release: dependencies ## Build one binary for Linux that needs nothing beside it, and its bill of materials
	@.ci/libxml2 $(LIBXML2)
	@mkdir -p $(FOUNDATION)
	@swiftc -O -parse-as-library -module-name FoundationEssentials -c .ci/foundation/LocalizedError.swift \
	  -o $(FOUNDATION)/LocalizedError.o
	@clang -O2 -c .ci/foundation/unused.c -o $(FOUNDATION)/unused.o
	@SCOPEAUDIT_SMALL=1 PKG_CONFIG_PATH=$(LIBXML2)/lib/pkgconfig swift build -c release --product scopeaudit --scratch-path .build/alone \
	  --static-swift-stdlib -Xswiftc -static-executable -Xswiftc -Xfrontend -Xswiftc -function-sections \
	  -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker --wrap=open -Xlinker -lstdc++ $(SWIFT_FLAGS)
	@swiftc -emit-executable -static-stdlib -static-executable -module-name scopeaudit -o $(ALONE).linked \
	  @.build/alone/release/scopeaudit.product/Objects.LinkFileList $(FOUNDATION)/LocalizedError.o $(FOUNDATION)/unused.o \
	  -L$(LIBXML2)/lib -lxml2 $$(pkg-config --libs zlib) -use-ld=lld -Xlinker --defsym -Xlinker main=Command_main \
	  -Xlinker --gc-sections -Xlinker --icf=all -Xlinker --no-eh-frame-hdr -Xlinker $(CURDIR)/.ci/no-unwinding.ld \
	  -Xlinker --wrap=open -Xlinker -lstdc++
	@strip -o $(ALONE) $(ALONE).linked && rm $(ALONE).linked
	@PKG_CONFIG_PATH=$(LIBXML2)/lib/pkgconfig .ci/sbom $(ALONE) > $(ALONE).spdx.json
	@ls -l $(ALONE) $(ALONE).spdx.json && sha256sum $(ALONE)

dist: release $(MANUAL) ## Make what is handed out of a release: wheel, tarball, .deb, container image, texts, digests
	@python3 .ci/dist $(ALONE) .build/dist

clean: ## Remove everything that was built
	@rm -rf .build .bench

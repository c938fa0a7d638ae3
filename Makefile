# The commands of the project. `make help` lists them.

SWIFT ?= swift
PREFIX ?= /usr/local
STOA = .build/release/stoa
DEMO_CARS = .stoa/data/cars-200000.csv

.DEFAULT_GOAL := help
.PHONY: help setup build demo test bench install clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## install what is missing: Debian packages, DuckDB's library
	@scripts/setup.sh

build: setup ## build the release program
	$(SWIFT) build -c release --product stoa

demo: build $(DEMO_CARS) ## the ten steps on 200,000 generated used cars, each timed
	$(STOA) run --steps sessions/cars.stoa.md --set file=$(DEMO_CARS)

$(DEMO_CARS): | build
	@mkdir -p $(@D)
	$(STOA) generate cars --rows 200000 --seed 42 --to $@

test: ## set up (Java and HDFS's jars too), build everything, run all tests
	@scripts/setup.sh --cluster
	$(SWIFT) build --build-tests
	scripts/test.sh

bench: build ## the benchmarks, Spark's too; writes benchmarks/README.md
	@scripts/setup.sh --cluster
	python3 benchmarks/run.py

install: build ## copy program, library, manual page and completions into PREFIX
	install -D -m 755 $(STOA) $(DESTDIR)$(PREFIX)/bin/stoa
	mkdir -p .stoa/share
	$(SWIFT) package --allow-writing-to-directory .stoa/share generate-manual \
	  --output-directory .stoa/share
	$(STOA) --generate-completion-script bash >.stoa/share/bash
	$(STOA) --generate-completion-script zsh >.stoa/share/zsh
	$(STOA) --generate-completion-script fish >.stoa/share/fish
	install -D -m 644 .stoa/share/stoa.1 $(DESTDIR)$(PREFIX)/share/man/man1/stoa.1
	install -D -m 644 .stoa/share/bash \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/stoa
	install -D -m 644 .stoa/share/zsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_stoa
	install -D -m 644 .stoa/share/fish \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/stoa.fish
	install -d $(DESTDIR)$(PREFIX)/lib/stoa
	if ls .stoa/lib/*.so >/dev/null 2>&1; then \
	  install -m 644 .stoa/lib/*.so $(DESTDIR)$(PREFIX)/lib/stoa/; fi

clean: ## remove what was built and generated here; the cache folder stays
	rm -rf .build .stoa

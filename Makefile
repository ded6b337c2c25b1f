# Thin over dev.py, so that Windows has the same: py dev.py run
# make mutants ARGS="figures --seed 2 --sample 60"
PYTHON ?= python3

.PHONY: setup run demo test check torture bench mutants pictures build
setup run demo test check torture bench mutants pictures build:
	@$(PYTHON) dev.py $@ $(ARGS)

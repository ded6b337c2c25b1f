# Thin over dev.py, so that Windows has the same: py dev.py run
PYTHON ?= python3

.PHONY: setup run demo test check torture bench pictures build
setup run demo test check torture bench pictures build:
	@$(PYTHON) dev.py $@ $(ARGS)

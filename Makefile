# Two commands: `make run` and `make test`. They need Python 3.11 or newer with venv, git and make, and nothing else.

SHELL := /bin/bash
PORT ?= 8000
export PORT

.PHONY: help run test check endurance bench reset

help:  # lists what can be made
	@sed -n 's/^\([a-z]*\):  # /make \1\t/p' Makefile | expand -t 16

run:  # opens the sample city at http://127.0.0.1:8000/ until Ctrl-C; PORT=… for another port
	@requirements/install embedded
	@.venv/bin/python -m contactcenter.embedded city

test:  # runs all tests; ARGS="-k hours" for some
	@requirements/install test
	@.ci/test $(ARGS)

check:  # format, lint, types, import contracts, migrations, templates, translations
	@requirements/install test
	@.ci/check

endurance:  # runs the long fault and property runs, of which `make test` runs a tenth
	@requirements/install test
	@ENDURANCE=1 .ci/test -m endurance $(ARGS)

bench:  # measures the product against floors on the same machine, as ratios
	@requirements/install test
	@.venv/bin/python -m contactcenter.embedded around .venv/bin/python -m tests.bench

reset:  # forgets the sample city's data
	@mkdir -p var/run
	@flock --nonblock var/run/lock rm -rf var || { echo "The city is open: end it first (Ctrl-C)."; exit 1; }

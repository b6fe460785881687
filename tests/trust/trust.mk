# trust.mk - the checks of README's section "Reliability": each target builds what it needs below build/ and says what it found.
# SPDX-License-Identifier: GPL-3.0-or-later


.PHONY: check-asan
## check-asan  C tests and all Octave tests under address and undefined-behaviour sanitizers (minutes)
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -Wno-error
check-asan: ready
	@$(MAKE) --no-print-directory BUILD=build/asan HARDEN= OCT_LINK= EXTRA_CFLAGS='$(SANITIZE)' build c-tests
	@OCTAVE="$(OCTAVE)" tests/trust/asan.sh build/asan

# trust.mk - the checks of README's section "Reliability": each target builds what it needs below build/ and says what it found.
# SPDX-License-Identifier: GPL-3.0-or-later


.PHONY: check-asan
## check-asan  C tests and all Octave tests under address and undefined-behaviour sanitizers (minutes)
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -Wno-error
check-asan: ready
	@$(MAKE) $(PARALLEL) --no-print-directory BUILD=build/asan HARDEN= OCT_LINK= EXTRA_CFLAGS='$(SANITIZE)' build c-tests
	@OCTAVE="$(OCTAVE)" tests/trust/asan.sh build/asan

# clang with OpenMP and the sanitizers' runtimes, or they are installed
NEED_CLANG = { command -v clang && test -e "$$(clang -print-resource-dir)/../../libomp.so" && ls "$$(clang -print-resource-dir)"/lib/linux/libclang_rt.fuzzer-*.a; } \
  >/dev/null 2>&1 || $(MAKE) --no-print-directory install-packages PACKAGES='clang libomp-dev libclang-rt-dev'
.PHONY: fuzz fuzz-build
## fuzz        libFuzzer on every public C function and on the builtins' argument checks; MINUTES=1 each or EXECUTIONS=1e7, FUZZ=name for one
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
# Edges are counted; libFuzzer's tracing of comparisons would take two thirds of the time, and the generators know their magic numbers.
FUZZ_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_FLAGS := -g $(FUZZ_SANITIZE) -fsanitize-coverage=inline-8bit-counters,pc-table -Wno-error -Wno-unknown-pragmas
fuzz: ready
	@$(NEED_CLANG)
	@$(MAKE) $(PARALLEL) --no-print-directory BUILD=build/fuzz CC=clang HARDEN= EXTRA_CFLAGS='$(FUZZ_FLAGS)' fuzz-build
	@tests/fuzz/run.sh build/fuzz $(if $(EXECUTIONS),runs=$(EXECUTIONS),$$((60 * $(or $(MINUTES),1)))) $(FUZZ)

fuzz-build: $(FUZZ_TARGETS:%=$(BUILD)/fuzz_%)
$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h tests/c/*.h) $(BUILD)/librome.a $(GATE_OBJECTS)
	$(CC) $(CFLAGS) -fsanitize=fuzzer -fno-sanitize-coverage=trace-cmp,trace-div,trace-gep,indirect-calls -Wno-missing-field-initializers \
	  -Itests/c -Itests/fuzz -Isrc -Ioct $< $(GATE_OBJECTS) $(BUILD)/librome.a $(LIBS) -lcmocka -o $@

# quadmath.h, for the tests' models, is gcc's; its other headers are not for clang
ONLY_QUADMATH = mkdir -p $(1)/include && ln -sf "$$(gcc -print-file-name=include/quadmath.h)" $(1)/include

.PHONY: check-tsan
## check-tsan  several threads in the C library at once, first use included, and its own threads, under the thread sanitizer
# clang's OpenMP tells the sanitizer (by libarcher) what waits for what: gcc's would be a race at every step
TSAN_TESTS := two_threads gsl parallel plain lagscore matrix truth rotate cache
TSAN_RUN := TSAN_OPTIONS='halt_on_error=1 exitcode=66 ignore_noninstrumented_modules=1' OMP_NUM_THREADS=3 \
  OMP_TOOL_LIBRARIES="$$(clang -print-resource-dir)/../../libarcher.so"
check-tsan: ready
	@$(NEED_CLANG)
	@$(call ONLY_QUADMATH,build/tsan)
	@$(MAKE) $(PARALLEL) --no-print-directory BUILD=build/tsan CC=clang HARDEN= SETS=plain HAVE= \
	  EXTRA_CFLAGS='-O1 -g -fsanitize=thread -Wno-error -Wno-unknown-pragmas -idirafter build/tsan/include' $(TSAN_TESTS:%=build/tsan/tests/test_%)
	@for test in $(TSAN_TESTS); do echo "$$test:"; $(TSAN_RUN) build/tsan/tests/test_$$test || exit 1; done

.PHONY: check-wild check-load
## check-wild  every builtin called with anything, CALLS=100000 times each (an hour of one processor; make check makes 60 each)
check-wild: ready
	@ROME_WILD_CALLS=$(or $(CALLS),100000) OMP_WAIT_POLICY=passive $(OCTAVE) -qf --no-history --path tests/octave --path $(BUILD) --path m --path m/ref \
	  --eval "run_one ('tests/octave/wild.tst')"

## check-load  mixed calls from four Octaves at once for MINUTES=30: every result's bits as stored, memory flat
check-load: ready
	@OCTAVE="$(OCTAVE)" tests/trust/load.sh $(BUILD) $$((60 * $(or $(MINUTES),30)))

.PHONY: check-large
## check-large  arrays of more than 2^31 elements, from C and from Octave (14 GB of memory, minutes)
check-large: ready $(BUILD)/long/large
	@$(BUILD)/long/large
	@$(OCTAVE) -qf --no-history --path tests/octave --path $(BUILD) --path m --path m/ref --eval "run_one ('tests/trust/large.tst')"
$(BUILD)/long/large: tests/trust/large.c $(wildcard tests/c/*.h) $(BUILD)/librome.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Wno-missing-field-initializers -Isrc -Itests/c $< $(BUILD)/librome.a -lcmocka $(LIBS) -o $@

.PHONY: lint check-valgrind check-clang check-plain check-avx2 check-arm check-big-endian
## lint        gcc -fanalyzer, cppcheck and clang-tidy over the sources
lint: ready
	@command -v cppcheck >/dev/null && command -v clang-tidy >/dev/null || $(MAKE) --no-print-directory install-packages PACKAGES='cppcheck clang-tidy'
	@MKOCTFILE="$(MKOCTFILE)" tests/trust/lint.sh $(BUILD)

## check-valgrind  the C tests under valgrind's memcheck (long); NAMES='rotate ...' for some
check-valgrind: ready
	@command -v valgrind >/dev/null || $(MAKE) --no-print-directory install-packages PACKAGES=valgrind
	@$(MAKE) $(PARALLEL) --no-print-directory c-tests
	@tests/trust/valgrind.sh $(BUILD) $(NAMES)

## check-clang  everything built by clang, and its tests
check-clang: ready
	@$(NEED_CLANG)
	@$(call ONLY_QUADMATH,build/clang)
	@$(MAKE) $(PARALLEL) --no-print-directory BUILD=build/clang CC=clang EXTRA_CFLAGS='-Wno-error -Wno-unknown-pragmas -idirafter build/clang/include' build c-tests
	@OCTAVE="$(OCTAVE)" CHECK_PARTS='c octave' tests/check.sh build/clang

## check-plain, check-avx2  all tests with the kernels of one instruction set
check-plain check-avx2: check-%: ready
	@$(MAKE) $(PARALLEL) --no-print-directory c-tests
	@OCTAVE="$(OCTAVE)" ROME_INSTRUCTION_SET=$* CHECK_PARTS='c octave' tests/check.sh $(BUILD)

## check-arm, check-big-endian  a build for 64-bit Arm, for s390x, run by qemu: the same bits, and the C tests
check-arm: ready
	@command -v qemu-aarch64 >/dev/null && command -v aarch64-linux-gnu-gcc >/dev/null || \
	  $(MAKE) --no-print-directory install-packages PACKAGES='qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross'
	@tests/trust/cross.sh build/arm aarch64 arm64
check-big-endian: ready
	@command -v qemu-s390x >/dev/null && command -v s390x-linux-gnu-gcc >/dev/null || \
	  $(MAKE) --no-print-directory install-packages PACKAGES='qemu-user gcc-s390x-linux-gnu libc6-dev-s390x-cross'
	@tests/trust/cross.sh build/s390x s390x s390x

.PHONY: mutants
## mutants     small faults put into src/ and oct/, MUTANTS=300 of them: which do the tests not notice? (hours)
mutants: ready
	@command -v ccache >/dev/null || $(MAKE) --no-print-directory install-packages PACKAGES=ccache
	@tests/trust/mutants.py --count $(or $(MUTANTS),300) --seed $(or $(SEED),10) --workers $(or $(WORKERS),2)

.PHONY: coverage
## coverage    which lines of src/ the tests run, with the kernels of each instruction set; fails below 95 %
COVERAGE := -O1 -g --coverage -fprofile-abs-path -Wno-error
coverage: ready
	@command -v gcovr >/dev/null || $(MAKE) --no-print-directory install-packages PACKAGES=gcovr
	@$(MAKE) $(PARALLEL) --no-print-directory BUILD=build/coverage HARDEN= OCT_LINK= OCT_CXXFLAGS='$(OCT_CXXFLAGS)' EXTRA_CFLAGS='$(COVERAGE)' LIBS='$(LIBS) -lgcov -Wl,-u,__gcov_dump' build c-tests
	@OCTAVE="$(OCTAVE)" tests/trust/coverage.sh build/coverage

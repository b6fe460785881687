# RoME for GNU Octave.  `make help` lists the targets.
#
# Everything that is made goes to build/.  Plain `make` only builds; study, check and the like first install what is missing
# (NO_INSTALL=1: say what is missing instead).
# SPDX-License-Identifier: GPL-3.0-or-later

MKOCTFILE ?= mkoctfile
OCTAVE    ?= octave-cli
BUILD     := build
OBJ       := $(BUILD)/obj

# ---- flags ----
# No contraction and no -march: the same bits on every processor; faster instruction sets are chosen at run time.
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Werror
# What the compiler and the loader can watch for at run time; none of it touches the arithmetic (HARDEN= leaves it out).
HARDEN   := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
HARDEN_LINK := -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
CFLAGS   := -std=c11 -O2 -ffp-contract=off -fvisibility=hidden -fPIC -fopenmp $(HARDEN) $(WARNINGS) $(EXTRA_CFLAGS)
CLANG    := $(findstring clang,$(shell $(CC) --version 2>/dev/null))
KERNEL_FLAGS := -ftree-vectorize $(if $(CLANG),,-fvect-cost-model=dynamic)
# The compiler's own OpenMP, and no other: asked of another's, every thread would be number 0.
CLANG_LIB := $(if $(CLANG),$(shell $(CC) -print-resource-dir)/../..)
OPENMP   := $(if $(CLANG),$(if $(wildcard $(CLANG_LIB)/libomp.so),-L$(CLANG_LIB)) -lomp,-lgomp)
LIBS     := -lgsl -lgslcblas -lfftw3 $(OPENMP) -lpthread -lm

ifneq (,$(filter x86_64% amd64%,$(shell uname -m)))
  SETS := plain avx2 avx512 amx
  HAVE := -DROME_HAVE_AVX -DROME_HAVE_AMX
else
  SETS := plain
endif
plain_flags :=
avx2_flags  := -mavx2 -mfma -mf16c -mprfchw
avx512_flags := -mavx512f -mavx512bw -mavx512dq -mavx512vl -mfma -mf16c -mprfchw -mprefer-vector-width=512
amx_flags   := -mamx-tile -mamx-bf16 $(avx512_flags)

CORE     := $(patsubst src/%.c,$(OBJ)/src/%.o,$(wildcard src/*.c)) $(OBJ)/src/kernels/dispatch.o $(SETS:%=$(OBJ)/src/kernels/%.o)
# the builtins in C, and Octave's side of them
GATE_OBJECTS := $(patsubst oct/%.c,$(OBJ)/oct/%.o,$(wildcard oct/*.c))
GATES    := $(GATE_OBJECTS) $(patsubst oct/%.cc,$(OBJ)/oct/%_cc.o,$(wildcard oct/*.cc))
C_TESTS  := $(patsubst tests/c/test_%.c,$(BUILD)/tests/test_%,$(wildcard tests/c/test_*.c))

# ---- what must be installed ----
# name of a Debian package, then a shell test that succeeds where its part is there
define NEEDED
g++|command -v g++
liboctave-dev|command -v $(firstword $(MKOCTFILE)) && command -v $(firstword $(OCTAVE))
libgsl-dev|test -e /usr/include/gsl/gsl_sf_trig.h
libfftw3-dev|test -e /usr/include/fftw3.h
endef
define NEEDED_MORE
libcmocka-dev|test -e /usr/include/cmocka.h
gnuplot-nox|command -v gnuplot
ghostscript|command -v gs
octave-doctest|ls -d /usr/share/octave/packages/doctest-*
fonts-freefont-otf|test -e /usr/share/fonts/opentype/freefont/FreeSans.otf
endef
# for `make docs` alone
define NEEDED_DOCS
pandoc|command -v pandoc
endef
export NEEDED NEEDED_MORE NEEDED_DOCS
# the packages of list $(1) whose test fails, as a command of the recipe's shell (make 4.3 does not export to its own)
missing = $$(printf '%s\n' "$$$(1)" | while IFS='|' read -r package test; do eval "$$test" >/dev/null 2>&1 || echo "$$package"; done | tr '\n' ' ')

# how a target that compiles much compiles: with all processors, unless make was told how many
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

.PHONY: all build help deps study check check-long bench proofs golden clean FORCE
all: build

## build       compile the library and the builtins into build/
build: require $(BUILD)/rome.oct $(BUILD)/PKG_ADD

.PHONY: require
require:
	@missing=$(call missing,NEEDED); test -z "$$missing" || \
	  { echo "make: missing packages: $$missing (install them, or run 'make deps')" >&2; exit 1; }

## deps        install the Debian packages that are missing (sudo only if not root; NO_INSTALL=1 only lists them)
deps:
	@missing=$(call missing,NEEDED)$(call missing,NEEDED_MORE)$(if $(DOCS),$(call missing,NEEDED_DOCS)); \
	if test -z "$$missing"; then exit 0; fi; \
	if test -n "$(NO_INSTALL)" || ! command -v apt-get >/dev/null; then \
	  echo "missing packages: $$missing" >&2; exit 1; fi; \
	sudo=; test "$$(id -u)" = 0 || sudo=sudo; \
	echo "installing: $$missing"; set -x; \
	$$sudo apt-get update && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing
# for targets that few people run: PACKAGES names what they need
.PHONY: install-packages
install-packages:
	@$(MAKE) --no-print-directory deps NEEDED= NEEDED_MORE="$$(printf '%s|false\n' $(PACKAGES))"

# builds after deps, also under make -j
.PHONY: ready
ready: deps
	@$(MAKE) $(PARALLEL) --no-print-directory build

## study       the main job: equivalence and accuracy in 1-D, 2-D and 3-D; writes build/study/report.html
study: ready
	@$(OCTAVE) -qf --no-history --path $(BUILD) --path m --path m/ref --eval "rope_study ();"

## findings    published findings reproduced: figures and a table of source's numbers beside ours, in build/findings
.PHONY: findings
findings: ready $(BUILD)/findings/gsl_accuracy
	@$(OCTAVE) -qf --no-history --path $(BUILD) --path m --path m/ref --path notebooks/findings --eval "findings ('$(BUILD)/findings');"

## check       all tests; the last line is 'N passed, N failed, N skipped'
check: ready
	@$(MAKE) $(PARALLEL) --no-print-directory c-tests mex
	@OCTAVE="$(OCTAVE)" tests/check.sh $(BUILD)

## check-long  the exhaustive runs too, against MPFR where it is installed (minutes)
check-long: ready
	@$(MAKE) $(PARALLEL) --no-print-directory c-tests mex long-tests
	@OCTAVE="$(OCTAVE)" ROME_LONG=1 tests/check.sh $(BUILD)

## bench       speed as ratios within one run; PEERS=folder of built peers; BENCH=section,... for some (truth tables positions rotation orders operator engines growth)
bench: ready
	@$(MAKE) --no-print-directory $(BUILD)/bench/bench
	$(BUILD)/bench/bench $(BUILD)/bench/bench.csv $(BENCH)
	@test -n "$(BENCH)" || $(OCTAVE) -qf --no-history --path tests/bench --eval "roofline ('$(BUILD)/bench/bench.csv', '$(BUILD)/bench/roofline.png')"
	@test -z "$(PEERS)" || $(MAKE) --no-print-directory bench-peers

## bench-peers  against the peers in the folder PEERS: a built ggml (itself or ggml/), a Python with onnxruntime (itself or venv/)
.PHONY: bench-peers
bench-peers: build
	@found=; for d in "$(PEERS)" "$(PEERS)/ggml"; do if test -z "$$found" && test -e "$$d/include/ggml.h"; then \
	  found=yes; $(MAKE) --no-print-directory bench-ggml GGML="$$d" || exit 1; fi; done; \
	for d in "$(PEERS)" "$(PEERS)/venv"; do if test -x "$$d/bin/python"; then \
	  found=yes; $(MAKE) --no-print-directory bench-onnxruntime PYTHON="$$d/bin/python" || exit 1; break; fi; done; \
	test -n "$$found" || { echo "make: PEERS must name a folder with ggml or a Python, see tests/bench/README.md" >&2; exit 1; }

## bench-ggml  against ggml, built elsewhere: GGML=its directory (see tests/bench/README.md)
.PHONY: bench-ggml
bench-ggml: build
	@test -e "$(GGML)/include/ggml.h" || { echo "make: GGML must name the directory of a built ggml, see tests/bench/README.md" >&2; exit 1; }
	@mkdir -p $(BUILD)/bench
	$(CC) -std=gnu11 -O2 -fopenmp -Isrc -Itests/bench -Itests/c -I"$(GGML)/include" tests/bench/peers/ggml.c $(addprefix tests/bench/,race.c rotation.c report.c) \
	  $(BUILD)/librome.a $(addprefix "$(GGML)"/build/src/lib,ggml.a ggml-cpu.a ggml-base.a) -lstdc++ -ldl $(LIBS) -o $(BUILD)/bench/ggml
	$(BUILD)/bench/ggml $(BUILD)/bench/ggml.csv

## bench-onnxruntime  against onnxruntime: PYTHON=... that has onnxruntime, onnx and numpy (see tests/bench/README.md)
.PHONY: bench-onnxruntime
bench-onnxruntime: build $(BUILD)/bench/librome.so
	$(PYTHON) -B tests/bench/peers/onnxruntime.py $(BUILD)/bench/librome.so $(BUILD)/bench/onnxruntime.csv

## bench-octave  the same at the prompt (rome_bench, some twenty minutes); BENCH="'quick', true" for options
.PHONY: bench-octave
bench-octave: ready
	OPENBLAS_NUM_THREADS=1 $(OCTAVE) -qf --no-history --path $(BUILD) --path m --path m/ref --eval "rome_bench ($(BENCH));"

## proofs      machine-checks the error bounds with Gappa (installed if missing)
proofs: ready
	@NO_INSTALL=$(NO_INSTALL) tests/proofs/run.sh $(BUILD)

## golden      makes data/golden anew with MPFR
golden:
	$(MAKE) -C tests/golden

## checksums   writes data/SHA256SUMS anew, after a change of the data
.PHONY: checksums
checksums:
	@cd data && find . -type f ! -name SHA256SUMS ! -name '.*' | sed 's|^./||' | LC_ALL=C sort | xargs -d '\n' sha256sum > SHA256SUMS

## interop     makes data/interop anew with the real libraries (PYTHON=... that has them), then prints the comparison
.PHONY: interop
PYTHON ?= python3
interop: build
	cd tests/interop && PYTHONDONTWRITEBYTECODE=1 $(PYTHON) make_golden.py ../../data/interop
	@$(OCTAVE) -qf --no-history --path tests/octave --path $(BUILD) --path m --path m/ref --eval "interop_measure ();"

## notebooks   makes notebooks/*.ipynb anew from notebooks/src: runs them and stores what they print and draw; NOTEBOOK=03-rome for one
.PHONY: notebooks
notebooks: ready
	@$(OCTAVE) -qf --no-history --path $(BUILD) --path m --path m/ref --path notebooks --eval "make_notebooks ($(if $(NOTEBOOK),{'$(NOTEBOOK)'}))"

## doctest     the examples in the help texts: the builtins' by octave-doctest, all others run
.PHONY: doctest
doctest: ready
	@$(OCTAVE) -qf --no-history --path tests/octave --path $(BUILD) --path m --path m/ref --eval "run_one ('tests/octave/examples.tst')"

## page        a page to play with: build/page/rope.html, one file for any browser
.PHONY: page
page: ready
	@$(OCTAVE) -qf --no-history --path $(BUILD) --path m --path m/ref --eval "disp (rope_page ('$(BUILD)/page/rope.html'))"

## docs        the manual in HTML: build/docs/index.html (installs pandoc if missing)
.PHONY: docs
docs:
	@$(MAKE) --no-print-directory DOCS=yes ready
	@rm -rf $(BUILD)/docs
	@$(OCTAVE) -qf --no-history --path $(BUILD) --path m --path m/ref --path oct/pkg/docs --eval "make_docs ('$(BUILD)/docs')"
	@echo "$(BUILD)/docs/index.html"

## mex         the builtins as a MEX file too, in build/mex, built by rome_make as MATLAB would
.PHONY: mex
mex: require $(BUILD)/mex/rome_mex.mex

## dist        the Octave package build/rome-X.Y.Z.tar.gz, the same bytes from the same files
.PHONY: dist install
dist:
	@oct/pkg/dist.sh $(BUILD)

## install     builds the package and installs it with pkg, for this user (-local)
install: build dist
	$(OCTAVE) -qf --no-history --eval "pkg install -local $$(oct/pkg/dist.sh $(BUILD))"

## clean       remove build/
clean:
	rm -rf $(BUILD)

## help        this list
help:
	@sed -n 's/^## /make /p' $(MAKEFILE_LIST)

# ---- the library ----
$(OBJ)/src/%.o: src/%.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -Isrc -c $< -o $@

$(OBJ)/src/kernels/dispatch.o: CFLAGS += $(HAVE)
$(SETS:%=$(OBJ)/src/kernels/%.o): $(OBJ)/src/kernels/%.o: src/kernels/%.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(KERNEL_FLAGS) $($*_flags) -MMD -MP -Isrc -c $< -o $@

$(BUILD)/librome.a: $(CORE)
	@rm -f $@
	ar rcs $@ $^

# compiled anew when the flags change
$(OBJ)/flags: FORCE
	@mkdir -p $(@D); echo '$(CC) $(CFLAGS) $(KERNEL_FLAGS) $(MKOCTFILE) $(OCT_FLAGS) $(OCT_CXXFLAGS)' | cmp -s - $@ || \
	  echo '$(CC) $(CFLAGS) $(KERNEL_FLAGS) $(MKOCTFILE) $(OCT_FLAGS) $(OCT_CXXFLAGS)' > $@

# ---- the builtins: one oct-file ----
$(OBJ)/oct/%.o: oct/%.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -Isrc -Ioct -c $< -o $@

# mkoctfile 7 swallows what follows a flag that it does not know: only flags that it knows stand here, the others in CXXFLAGS
OCT_FLAGS := -O2 -Wall -Wextra
OCT_CXXFLAGS := -g -O2 $(HARDEN) $(EXTRA_CFLAGS)
OCT_LINK := -s $(HARDEN_LINK)
$(OBJ)/oct/%_cc.o: oct/%.cc $(wildcard oct/octave_*.h) oct/gate.h src/rome.h $(OBJ)/flags
	@mkdir -p $(@D)
	CXXFLAGS='$(OCT_CXXFLAGS)' $(MKOCTFILE) -c $(OCT_FLAGS) -Isrc -Ioct $< -o $@

.PHONY: objects
objects: $(CORE) $(GATES)

$(BUILD)/rome.oct: $(GATES) $(BUILD)/librome.a
	$(MKOCTFILE) $(OCT_LINK) $^ $(LIBS) -o $@

# ---- the builtins as a MEX file: what rome_make links ----
$(BUILD)/librome_mex.a: $(CORE) $(filter-out %_cc.o,$(GATES))
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/mex/rome_mex.mex: $(wildcard oct/mex/*.[ch] oct/*.cc) m/rome_make.m $(BUILD)/librome_mex.a
	$(OCTAVE) -qf --no-history --path m --path m/ref --eval "rome_make ('output', '$(abspath $(BUILD)/mex)', 'objects', '$(abspath $(BUILD))')"

$(BUILD)/PKG_ADD: $(wildcard oct/*.cc)
	@mkdir -p $(@D)
	sed -n 's|^// PKG_ADD: ||p' $^ > $@
	sed -n 's|^// PKG_DEL: ||p' $^ > $(BUILD)/PKG_DEL
	@for f in $^; do grep '^%!' $$f > $(BUILD)/$${f##*/}-tst || rm $(BUILD)/$${f##*/}-tst; done # for 'demo NAME' and 'test NAME'

# ---- C tests ----
.PHONY: c-tests
c-tests: $(C_TESTS) $(BUILD)/findings/gsl_accuracy
# those that call the builtins, through a host of their own (tests/c/gate_host.h)
GATE_TESTS := $(BUILD)/tests/test_faults $(BUILD)/tests/test_isolation
$(GATE_TESTS): TEST_OBJECTS := $(GATE_OBJECTS)
$(GATE_TESTS): $(GATE_OBJECTS)
$(BUILD)/tests/test_lagscore: TEST_LINK := -lfftw3_threads
$(BUILD)/tests/test_faults: TEST_LINK := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=aligned_alloc,--wrap=free
# a test is compiled apart from being linked: when the library changes, it is only linked anew
$(OBJ)/tests/%.o: tests/c/%.c $(OBJ)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Wno-missing-field-initializers -MMD -MP -Isrc -Ioct -Itests/c -DDATA='"$(CURDIR)/data"' -c $< -o $@
$(OBJ)/tests/test_dispatch.o: CFLAGS += $(HAVE)
.SECONDARY: $(C_TESTS:$(BUILD)/tests/%=$(OBJ)/tests/%.o)
$(BUILD)/tests/test_%: $(OBJ)/tests/test_%.o $(BUILD)/librome.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $< $(TEST_OBJECTS) $(BUILD)/librome.a $(TEST_LINK) -lcmocka -lquadmath $(LIBS) -o $@

# ---- long tests and benchmark ----
.PHONY: long-tests
long-tests: $(BUILD)/long/test_every_entry $(BUILD)/long/test_mpfr
$(BUILD)/long/test_%: tests/long/test_%.c $(wildcard tests/long/*.h tests/golden/*.[ch]) $(BUILD)/librome.a
	@mkdir -p $(@D)
	$(CC) $(filter-out $(WARNINGS),$(CFLAGS)) -Isrc -Itests/c -Itests/golden $< $(LONG_SOURCES) $(BUILD)/librome.a $(LONG_LIBS) $(LIBS) -o $@
$(BUILD)/long/test_mpfr: LONG_SOURCES = $(if $(wildcard /usr/include/mpfr.h),$(addprefix tests/golden/,exact.c approach.c random.c formats.c))
$(BUILD)/long/test_mpfr: LONG_LIBS = $(if $(wildcard /usr/include/mpfr.h),-lmpfr -lgmp)

$(BUILD)/findings/%: tests/findings/%.c $(BUILD)/librome.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Isrc $< $(BUILD)/librome.a $(LIBS) -o $@

$(BUILD)/bench/bench: $(wildcard tests/bench/*.[ch]) $(BUILD)/librome.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Wno-missing-field-initializers -Isrc -Itests/bench -Itests/c $(wildcard tests/bench/*.c) $(BUILD)/librome.a $(LIBS) -lblas -o $@

# for programs that load the library, such as the drivers in tests/bench/peers
$(BUILD)/bench/librome.so: $(CORE)
	@mkdir -p $(@D)
	$(CC) -shared $(HARDEN_LINK) $^ $(LIBS) -o $@

# sanitizers, fuzzers, faults, load, other machines, mutants
include tests/trust/trust.mk

-include $(wildcard $(OBJ)/src/*.d $(OBJ)/src/kernels/*.d $(OBJ)/oct/*.d $(OBJ)/tests/*.d)

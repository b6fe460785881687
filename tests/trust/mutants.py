#!/usr/bin/env python3
"""mutants.py - small faults put into src/ and oct/ one at a time: do the tests notice?

A mutant is one change of one line: an operator, a bound, a constant, a sign, a condition negated, a statement left out.  Each is
built in a copy of the tree below build/mutants and goes through the tests that its file concerns, those that should notice it
first, up to the first failure.

  killed        a test fails, crashes or does not come to an end
  survived      every test passes
  open          those likely to notice pass, the others have not been run (--likely)
  not compiled  the compiler (with the flags of the project) refuses it; another one takes its place
  equivalent    the object files are the same to the bit; another one takes its place
  explained     survived, and tests/trust/explained.csv says why no result and no error can differ (speed, memory, unreachable)

Which mutants are made depends on SEED and on the text of the lines alone, so that work elsewhere leaves the sample as it is.
The log (CSV) is read again at the next run: nothing is done twice, --retry runs the survivors again.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import argparse
import collections
import csv
import filecmp
import glob
import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import threading
import time

HERE = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
TOP = HERE  # during a campaign a copy of it, so that work can go on
COPIED = ('Makefile', 'src', 'oct', 'm', 'tests', 'data', 'notebooks', 'README.md', 'COPYING')
CODE = ('src/*.[ch]', 'src/kernels/*.[ch]', 'oct/*.[ch]', 'oct/*.cc', 'oct/mex/*.[ch]')
LOG_FIELDS = ('id', 'file', 'line', 'mutation', 'status', 'killed_by', 'seconds', 'text')
COUNTED = ('killed', 'survived', 'open', 'explained')
EXPLAINED = 'tests/trust/explained.csv'
WANTED_SHARE = 0.95

# ---- the source without what is no code ----

NO_CODE = re.compile(r'''R"\((?:.|\n)*?\)"            # raw strings: the help texts
                       | /\*(?:.|\n)*?\*/ | //[^\n]*  # comments
                       | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
                       | (?m:^)[ \t]*\#(?:\\\n|[^\n])*  # preprocessor''', re.VERBOSE)


def code_of(text):
    """TEXT with blanks for comments, strings and preprocessor lines, at the same places."""
    return NO_CODE.sub(lambda m: re.sub(r'[^\n]', ' ', m.group()), text)


# ---- mutations ----
# In this source binary operators stand between blanks and unary ones do not.

SWAPS = {'<': ('<=', '>'), '<=': ('<', '=='), '>': ('>=', '<'), '>=': ('>', '=='), '==': ('!=',), '!=': ('==',),
         '+': ('-',), '-': ('+',), '*': ('/',), '/': ('*',), '%': ('/',), '&': ('|',), '|': ('&',), '^': ('|',), '&&': ('||',), '||': ('&&',),
         '<<': ('>>',), '>>': ('<<',), '+=': ('-=',), '-=': ('+=',), '*=': ('/=',), '|=': ('&=',), '&=': ('|=',)}
OPERATOR = re.compile(r'(?<=[\w)\]\'" ] )(%s)(?= )' % '|'.join(re.escape(o) for o in sorted(SWAPS, key=len, reverse=True)))
NUMBER = re.compile(r'(?<![\w.])(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)(?![\w.])|(?<![\w.])(\d+\.\d*|\d*\.\d+|\d+[eE]-?\d+)(?![\w.])')
SIGN = re.compile(r'(?<=[(,=?:{] )-(?=[\w(.])|(?<=\()-(?=[\w(.])|(?<=return )-(?=[\w(.])')
CONDITION = re.compile(r'\b(if|while) (\()')
STATEMENT = re.compile(r'^\s+(?!return\b|static\b|const\b|typedef\b|struct\b|using\b|case\b|(?:void|int|double|float|char|size_t) ?\(|default\b|goto\b|extern\b|#)'
                       r'(?:\*?[A-Za-z_][\w.\->\[\] +*]*? [-+*/|&]?= |[A-Za-z_][\w.\->:]* ?\(|break\b|continue\b|[\w.\->\[\]]+(?:\+\+|--))[^{}]*;$')
FAILURE = re.compile(r'\breturn (?:\w+ \? )?-$')
ARRAY_SIZE = re.compile(r'\[[^\]]*$')
DECLARATION = re.compile(r'^\s*(?:static |const |typedef )*[A-Za-z_]\w*(?: \*?| )[A-Za-z_]\w*[^=(]*$')

Mutant = collections.namedtuple('Mutant', 'id file line mutation before after')


def changes_of(line, code):
    """All mutations of a line: (what, text of the new line)."""
    found = []

    def put(start, end, new, what):
        found.append((what, line[:start] + new + line[end:]))

    # a buffer that is one element larger is no fault
    def in_size(at):
        return ARRAY_SIZE.search(code[:at]) and DECLARATION.match(code[:at])

    for m in OPERATOR.finditer(code):
        if in_size(m.start()):
            continue
        for new in SWAPS[m.group(1)]:
            put(m.start(), m.end(), new, '%s to %s' % (m.group(1), new))
    for m in NUMBER.finditer(code):
        if in_size(m.start()):
            continue
        if m.group(3):
            put(m.start(), m.end(), '(%s + 1)' % m.group(), '%s to + 1' % m.group())
            continue
        value = int(m.group(1), 0)
        # whatever is not 0 says that a call failed
        if FAILURE.search(code[:m.start()]):
            put(m.start(1), m.end(1), '0', '%s to 0' % m.group(1))
            continue
        for new in {value + 1, abs(value - 1)}:
            put(m.start(1), m.end(1), str(new), '%s to %d' % (m.group(1), new))
    for m in SIGN.finditer(code):
        if FAILURE.search(code[:m.end()]):
            continue
        put(m.start(), m.end(), '', 'sign')
    for m in CONDITION.finditer(code):
        end = closing(code, m.start(2))
        if end:
            put(m.start(2), end + 1, '(!%s)' % line[m.start(2):end + 1], 'condition negated')
    if STATEMENT.match(code.rstrip()):
        indent = len(code) - len(code.lstrip())
        found.append(('statement left out', line[:indent] + ';'))
    return found


def closing(code, start):
    depth = 0
    for k in range(start, len(code)):
        depth += {'(': 1, ')': -1}.get(code[k], 0)
        if depth == 0:
            return k
    return None


def mutants_of(name, seed):
    """The mutants of a file in the order in which they are drawn, at most one of a line, and the number of lines that have some."""
    with open(os.path.join(TOP, name), encoding='utf-8') as f:
        text = f.read()
    seen, of_line = collections.Counter(), []
    for number, (line, code) in enumerate(zip(text.split('\n'), code_of(text).split('\n')), 1):
        seen[line] += 1
        drawn = []
        for k, (what, after) in enumerate(changes_of(line, code)):
            key = hashlib.sha256(('%d|%s|%s|%d|%d|%s' % (seed, name, line, seen[line], k, after)).encode()).hexdigest()[:12]
            drawn.append(Mutant(key, name, number, what, line, after))
        if drawn:
            of_line.append(min(drawn))
    return sorted(of_line), len(of_line)


# ---- which tests, in which order ----
# Pattern of files, then the tests to try first: C tests by name, Octave tests by file.

RULES = ['c:rules', 'c:frequency', 'oct/rope_freqs.cc', 'tests/octave/scaling.tst']
ROTATE = ['c:rotate', 'c:kernels']
FIRST = [
    (r'src/rules|src/scaled', RULES[:2] + ['c:wide'] + RULES[2:]),
    (r'src/wide', ['c:wide', 'c:rules', 'c:truth']),
    (r'src/(doubledouble|round)', ['c:doubledouble', 'c:truth', 'c:half', 'c:cache']),
    (r'src/(half|kernels/quad)', ['c:half', 'c:kernels', 'c:rotate']),
    (r'src/(frequency|roots|xpos)', ['c:frequency', 'c:rules', 'c:cache', 'c:rotate', 'c:turns', 'oct/rope_freqs.cc']),
    (r'src/floatguard', ['c:isolation']),
    (r'src/(turns|point|phases|settle|truth|gslguard)', ['c:turns', 'c:truth', 'c:gsl', 'c:cache']),
    (r'src/kernels/(point|cache)', ['c:kernels', 'c:cache', 'c:truth']),
    (r'src/(cache|floatguard)', ['c:cache', 'c:kernels', 'c:status']),
    (r'src/kernels/(rotate|angles|select|stream|blocks|tile)|src/(rotate|pairing)', ROTATE + ['c:pairing', 'c:matrix']),
    (r'src/plain', ['c:plain', 'oct/rome_probe.cc']),
    (r'src/kernels/(amx|vector|set)', ['c:kernels', 'c:rotate', 'c:dispatch', 'c:cache', 'c:matrix', 'c:lagscore']),
    (r'src/kernels', ['c:dispatch', 'c:kernels', 'c:rotate', 'c:cache']),
    (r'src/matrix', ['c:matrix']),
    (r'src/copy_seconds', ['c:parallel', 'oct/rome_probe.cc']),
    (r'src/(lagscore|fftplan)', ['c:lagscore']),
    (r'src/(memory|parallel)', ['c:parallel', 'c:two_threads', 'c:rotate', 'oct/rome_memory.cc']),
    (r'oct/builtin_rope_pack|oct/rope_(round|unpack)', ['oct/rope_pack.cc', 'oct/rope_unpack.cc', 'oct/rope_round.cc']),
    (r'oct/scaling_options', ['tests/octave/scaling.tst', 'oct/rope_freqs.cc', 'tests/octave/config.tst']),
    (r'oct/frequency_options', ['oct/rope_freqs.cc', 'oct/rope_cache.cc', 'oct/rope_truth.cc', 'oct/rope_apply.cc']),
    (r'oct/xpos_options', ['tests/octave/scaling.tst']),
    (r'oct/(positions|axes)_options', ['oct/rope_cache.cc', 'oct/rope_truth.cc', 'oct/rope_apply.cc']),
    (r'oct/tensor', ['oct/rope_apply.cc', 'oct/rome_apply.cc', 'tests/octave/contracts.tst']),
    (r'oct/octave_result', ['oct/rome_memory.cc']),
    (r'oct/(check|octave_|gate)', ['oct/rope_freqs.cc', 'oct/rome_threads.cc', 'oct/rope_cache.cc', 'oct/rope_apply.cc', 'tests/octave/contracts.tst',
                                   'oct/rope_lagscore.cc']),
    (r'oct/mex', ['mex:oct/rope_freqs.cc', 'mex:oct/rope_apply.cc', 'mex:oct/rope_cache.cc', 'mex:oct/rope_lagscore.cc', 'tests/octave/mex.tst']),
]
# tests of what is not compiled: nothing in src/ or oct/ reaches them
NOT_COMPILED = r'octave/(matlab|manual|page|public|fallback)\.tst|^m/ref/|^m/fallback/'
# tests of so many seconds of processor time are tried on any mutant before the others
CHEAP = 1.2
# what each instruction set compiles from the same lines: first the C tests with the plain kernels alone, a third of the work
SAME_IN_EVERY_SET = r'src/kernels/(\w+_body|quad|tile)\.h|src/(half|round|doubledouble|floatguard)\.h'
GATE_TESTS = ('faults', 'isolation')


def has_tests(name):
    with open(os.path.join(TOP, name), encoding='utf-8') as f:
        return name.endswith('.tst') or '\n%!' in f.read()


def files(*patterns):
    return sorted(os.path.relpath(f, TOP) for p in patterns for f in glob.glob(os.path.join(TOP, p)))


def tests_for(name, seconds):
    """All tests of make check that a change of file NAME can concern, in the order in which they are tried: those likely to notice
    first, then all others."""
    first = [test for p, tests in FIRST if re.match(p, name) for test in tests]
    builtins = [f for f in files('oct/*.cc') if has_tests(f)]
    own = re.sub(r'^oct/(builtin_)?|\.\w+$', '', name)
    first = ['oct/%s.cc' % own] * (('oct/%s.cc' % own) in builtins) + first
    in_c = ['c:' + re.sub(r'.*test_|\.c$', '', f) for f in files('tests/c/test_*.c')]
    in_c.sort(key=lambda t: seconds.get(t, 1))
    by_mex = ['mex:' + f for f in builtins if not re.search(r'rome_(memory|probe)', f)]
    octave = builtins + [f for f in files('tests/octave/*.tst', 'm/*.m', 'm/ref/*.m') if has_tests(f) and not re.search(NOT_COMPILED, f)]
    octave.sort(key=lambda t: seconds.get(t, 5))
    if name.startswith('oct/mex/'):
        first, rest = first + by_mex, []
    elif name.startswith('src/'):
        first += [t for t in in_c if seconds.get(t, 1) < CHEAP]
        rest = in_c + octave + ['variants']
    else:
        first += [t for t in octave if seconds.get(t, 5) < CHEAP and t in builtins]
        rest = octave + (['c:' + t for t in GATE_TESTS] + by_mex) * name.endswith(('.c', '.h'))
    first = list(dict.fromkeys(first))
    return first, [t for t in dict.fromkeys(rest) if t not in first]


def in_library(name):
    """What the builtins are not compiled from."""
    return name.startswith('src/') and name not in ('src/rome.h', 'src/floatguard.h')


# ---- a copy of the tree in which mutants are built and tested ----

def copy_tree(source, folder):
    """Makes FOLDER the same by content, also where a campaign was ended in the middle of a mutant; the same files keep their times."""
    wanted = set()
    for name in COPIED:
        top = os.path.join(source, name)
        paths = [top] if os.path.isfile(top) else [os.path.join(d, f) for d, _, names in os.walk(top) for f in names]
        for path in paths:
            relative = os.path.relpath(path, source)
            copy = os.path.join(folder, relative)
            wanted.add(relative)
            if not os.path.exists(copy) or not filecmp.cmp(path, copy, shallow=False):
                os.makedirs(os.path.dirname(copy), exist_ok=True)
                shutil.copy(path, copy)
    for name in COPIED:
        for d, _, names in os.walk(os.path.join(folder, name)):
            for f in names:
                if os.path.relpath(os.path.join(d, f), folder) not in wanted:
                    os.remove(os.path.join(d, f))


PLAIN = ['BUILD=build/plain', 'SETS=plain', 'HAVE=']


class Tree:
    # what one test may take: an endless loop ends by the limit of processor time, a deadlock by the other one
    WALL_SECONDS = 1200
    MEMORY = 14 << 30

    def __init__(self, folder, only=None):
        self.only = only
        self.folder = folder
        copy_tree(TOP, folder)
        os.makedirs(os.path.join(folder, 'tmp'), exist_ok=True)
        self.environment = dict(os.environ, CCACHE_NOHASHDIR='1', CCACHE_BASEDIR=folder, OMP_WAIT_POLICY='passive', CMOCKA_TEST_ABORT='1',
                                TMPDIR=os.path.join(folder, 'tmp'))
        if os.path.isdir('/usr/lib/ccache'):
            self.environment['PATH'] = '/usr/lib/ccache:' + os.environ['PATH']
        for variable in ('MAKEFLAGS', 'MAKELEVEL', 'MFLAGS', 'MAKEOVERRIDES'):
            self.environment.pop(variable, None)
        self.ready = set()
        self.need('c-tests')

    def need(self, *targets):
        """Builds a target on the unchanged tree, once."""
        if targets not in self.ready:
            if self.make(*targets, log='baseline').returncode:
                end('the unchanged tree does not build, see %s/baseline' % self.folder)
            self.ready.add(targets)
            self.objects = self.hashes()

    def run(self, command, log, cpu_seconds=3600):
        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
            resource.setrlimit(resource.RLIMIT_AS, (self.MEMORY, self.MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with open(os.path.join(self.folder, log), 'wb') as out:
            try:
                return subprocess.run(command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                      preexec_fn=limit, timeout=self.WALL_SECONDS, check=False)
            except subprocess.TimeoutExpired:
                return subprocess.CompletedProcess(command, 124)

    # no debugging information: it would tell a mutant by its columns
    def make(self, *targets, log='make.log'):
        return self.run(['make', '-s', 'NO_INSTALL=1', 'OCT_CXXFLAGS=-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong', *targets], log)

    def same_objects(self, where):
        now = self.hashes()
        return all(now[name] == was for name, was in self.objects.items() if where in name)

    def hashes(self):
        found = {}
        for name in glob.glob(os.path.join(self.folder, 'build/obj/**/*.o'), recursive=True):
            if '/obj/tests/' not in name:
                with open(name, 'rb') as f:
                    found[name] = hashlib.sha256(f.read()).digest()
        return found

    def write(self, name, lines):
        path = os.path.join(self.folder, name)
        os.remove(path)
        with open(path, 'w', encoding='utf-8') as f:
            f.write('\n'.join(lines))

    def passes(self, test, seconds, only=None):
        """Runs a test: None if it passes, else what happened."""
        limit = int(4 + 4 * seconds.get(test, 30))
        kind, _, name = test.rpartition(':')
        if kind == 'c':
            program = ('build/plain' if only else 'build') + '/tests/test_' + name
            done = self.make(program, *(only or []))
            if done.returncode:
                return 'does not build'
            done = self.run([program], 'out', limit)
            return None if done.returncode == 0 else reason(done.returncode)
        if test == 'variants':
            done = self.run(['tests/variants/variants.sh'], 'out')
            with open(os.path.join(self.folder, 'out'), errors='replace') as f:
                return 'fails' if re.search(r'^not ok', f.read(), re.M) else None
        done = self.make(*(['mex'] if kind == 'mex' or name.endswith('mex.tst') else []), 'build')
        if done.returncode:
            return 'does not build'
        where = 'build/mex' if kind == 'mex' else 'build'
        command = [os.environ.get('OCTAVE', 'octave-cli'), '-qf', '--no-history', '--path', 'tests/octave', '--path', where, '--path', 'm',
                   '--path', 'm/ref', '--eval', "run_one ('%s')" % name]
        done = self.run(command, 'out', limit)
        with open(os.path.join(self.folder, 'out'), errors='replace') as f:
            counts = re.findall(r'^COUNTS (\d+) (\d+) (\d+)', f.read(), re.M)
        if not counts:
            return reason(done.returncode)
        return 'fails' if int(counts[-1][1]) else None

    def judge(self, mutant, seconds, before, whole):
        """(status, killed by); BEFORE is its status in the log, WHOLE: not only the likely tests"""
        with open(os.path.join(TOP, mutant.file), encoding='utf-8') as f:
            original = f.read()
        if re.match(SAME_IN_EVERY_SET, mutant.file):
            self.need('c-tests', *PLAIN)
        if not in_library(mutant.file):
            self.need('mex' if mutant.file.startswith('oct/mex/') else 'build')
        lines = original.split('\n')
        if lines[mutant.line - 1] != mutant.before:
            end('%s changed meanwhile' % mutant.file)
        lines[mutant.line - 1] = mutant.after
        self.write(mutant.file, lines)
        try:
            return self.verdict(mutant, seconds, before, whole)
        finally:
            self.write(mutant.file, original.split('\n'))
            shutil.rmtree(os.path.join(self.folder, 'tmp'), ignore_errors=True)
            os.makedirs(os.path.join(self.folder, 'tmp'), exist_ok=True)

    def verdict(self, mutant, seconds, before, whole):
        mex = mutant.file.startswith('oct/mex/')
        first, rest = tests_for(mutant.file, seconds)
        if before != 'open' and re.match(SAME_IN_EVERY_SET, mutant.file):
            for test in (t for t in first if t.startswith('c:')):
                happened = self.passes(test, seconds, PLAIN)
                if happened == 'does not build':
                    break
                if happened:
                    return 'killed', '%s with plain kernels %s' % (test, happened)
        done = self.make('mex' if mex else 'build/librome.a' if in_library(mutant.file) else 'objects')
        if done.returncode:
            return 'not compiled', ''
        if not mex and self.same_objects('/obj/src/' if in_library(mutant.file) else '/obj/'):
            return 'equivalent', ''
        for test in self.only or (first if before != 'open' else []) + (rest if whole else []):
            happened = self.passes(test, seconds)
            if happened:
                return 'killed', '%s %s' % (test, happened)
        return 'survived' if whole and not self.only else 'open', ''


def end(text):
    """Also from a thread."""
    print('mutants: ' + text, file=sys.stderr, flush=True)
    os._exit(2)


def reason(code):
    if code in (-24, 152, 124, -9, 137):
        return 'does not end'
    return 'crashes' if (code < 0 and code != -6) or code > 128 else 'fails'  # -6: how a test ends at its first failure


# ---- the campaign ----

class Campaign:
    def __init__(self, options):
        self.folder = os.path.join(HERE, options.build)
        os.makedirs(self.folder, exist_ok=True)
        self.path = os.path.join(self.folder, 'log.csv')
        self.options = options
        self.lock = threading.Lock()
        self.known = self.read()
        with open(os.path.join(HERE, EXPLAINED), newline='', encoding='utf-8') as f:
            self.explained = {row['id'] for row in csv.DictReader(f)}
        if not (options.report or options.list):
            global TOP
            copy_tree(HERE, os.path.join(self.folder, 'base'))
            TOP = os.path.join(self.folder, 'base')
        self.seconds = read_seconds(os.path.join(self.folder, 'seconds'))
        self.results = []
        self.drawn, weights = {}, {}
        for name in files(*CODE):
            self.drawn[name], weights[name] = mutants_of(name, options.seed)
        weights = {name: n for name, n in weights.items() if n and (not options.only or re.search(options.only, name))}
        total = sum(weights.values())
        self.quota = {name: max(1, round(options.count * n / total)) for name, n in weights.items()}
        # first one of each file, then in proportion
        slots = [((k + 0.5) / q if k else 0, name) for name, q in self.quota.items() for k in range(q)]
        self.slots = [name for _, name in sorted(slots, key=lambda s: (s[0], hashlib.sha256(s[1].encode()).hexdigest()))]

    def read(self):
        known = {}
        if os.path.exists(self.path):
            with open(self.path, newline='', encoding='utf-8') as f:
                for row in csv.DictReader(f):
                    known[row['id']] = row
        return {key: row for key, row in known.items() if not (self.options.retry and row['status'] == 'survived')}

    def write(self, mutant, status, killed_by, seconds):
        new = not os.path.exists(self.path)
        row = dict(zip(LOG_FIELDS, (mutant.id, mutant.file, mutant.line, mutant.mutation, status, killed_by, '%.0f' % seconds, mutant.after.strip())))
        with open(self.path, 'a', newline='', encoding='utf-8') as f:
            out = csv.DictWriter(f, LOG_FIELDS)
            if new:
                out.writeheader()
            out.writerow(row)
        return row

    def next_slot(self):
        with self.lock:
            return self.slots.pop(0) if self.slots else None

    def next_mutant(self, name):
        with self.lock:
            return self.drawn[name].pop(0) if self.drawn[name] else None

    def fill(self, tree, name):
        """One counted mutant of file NAME."""
        while True:
            mutant = self.next_mutant(name)
            if not mutant:
                return
            row = self.known.get(mutant.id)
            if row and row['status'] in ('open', 'survived') and mutant.id in self.explained:
                row['status'] = 'explained'
            again = row and row['status'] == 'open' and not (self.options.likely or self.options.report)
            if not row and self.options.tests:
                return
            if again or not row:
                start = time.time()
                if tree is None:
                    return
                status, killed_by = tree.judge(mutant, self.seconds, row and row['status'], not self.options.likely)
                with self.lock:
                    row = self.write(mutant, status, killed_by, time.time() - start)
                    print('%s:%s %s: %s%s' % (mutant.file, mutant.line, mutant.mutation, status, ', ' + killed_by if killed_by else ''), flush=True)
            row['line'] = mutant.line
            with self.lock:
                self.results.append(row)
            if row['status'] in COUNTED:
                return

    def work(self, number):
        tree = None if self.options.report else Tree(os.path.join(self.folder, str(number)), self.options.tests)
        while True:
            name = self.next_slot()
            if name is None:
                return
            self.fill(tree, name)

    def run(self):
        workers = [threading.Thread(target=self.work, args=(k + 1,)) for k in range(self.options.workers)]
        for w in workers:
            w.start()
        for w in workers:
            w.join()

    def report(self):
        count = collections.Counter(row['status'] for row in self.results)
        made = sum(count[s] for s in COUNTED)
        survivors = sorted((row['file'], int(row['line']), row['mutation'], row['text']) for row in self.results if row['status'] in ('survived', 'open'))
        if survivors:
            print('\nsurvived:')
        for name, line, what, text in survivors:
            print('  %s:%d  %s:  %s' % (name, line, what, text))
        told = made - count['explained']
        share = count['killed'] / told if told else 0
        print('\n%d mutants of %d files: %d killed, %d survived, %d explained in %s: %.1f %% killed of those that can be told from the original, %.1f %% of all; '
              'besides %d not compiled, %d equivalent (same object files)'
              % (made, len({row['file'] for row in self.results if row['status'] in COUNTED}), count['killed'], count['survived'] + count['open'],
                 count['explained'], EXPLAINED, 100 * share, 100 * count['killed'] / made if made else 0, count['not compiled'], count['equivalent']))
        return made > 0 and share >= WANTED_SHARE


def read_seconds(path):
    """What each test takes on the unchanged tree: lines of a name and seconds."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as f:
        return {name: float(s) for name, s in (line.rsplit(' ', 1) for line in f if line.strip())}


def measure_seconds(campaign):
    """Every test on the unchanged tree, once: it must pass, and says how long it takes."""
    path = os.path.join(campaign.folder, 'seconds')
    tree, missing = Tree(os.path.join(campaign.folder, '1')), []
    names = {test for name in campaign.quota for part in tests_for(name, {}) for test in part}
    with open(path, 'a', encoding='utf-8') as out:
        for test in sorted(names - set(campaign.seconds)):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            happened = tree.passes(test, {test: 300})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if happened:
                missing.append(test)
                continue
            out.write('%s %.2f\n' % (test, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
            out.flush()
    if missing:
        sys.exit('mutants: these tests do not pass on the unchanged tree: ' + ' '.join(missing))
    campaign.seconds = read_seconds(path)


def main():
    parser = argparse.ArgumentParser(description='Mutation check of src/ and oct/.')
    parser.add_argument('--count', type=int, default=300)
    parser.add_argument('--seed', type=int, default=10)
    parser.add_argument('--workers', type=int, default=2)
    parser.add_argument('--build', default='build/mutants')
    parser.add_argument('--only', help='files whose name has this pattern in it')
    parser.add_argument('--likely', action='store_true', help='only the tests likely to notice; what survives them stays open')
    parser.add_argument('--tests', nargs='+', help='only the open mutants in the log, and only by these tests (c:rotate, oct/rope_apply.cc, variants ...)')
    parser.add_argument('--retry', action='store_true', help='run the survivors in the log again')
    parser.add_argument('--list', action='store_true', help='print the sample and make nothing')
    parser.add_argument('--report', action='store_true', help='from the log alone')
    options = parser.parse_args()
    campaign = Campaign(options)
    if options.list:
        for name in campaign.slots:
            if campaign.drawn[name]:
                m = campaign.drawn[name].pop(0)
                print('%s:%d  %s\n    - %s\n    + %s' % (m.file, m.line, m.mutation, m.before.strip(), m.after.strip()))
        return 0
    if not (options.report or options.likely or options.tests):
        measure_seconds(campaign)
    campaign.run()
    return 0 if campaign.report() else 1


if __name__ == '__main__':
    sys.exit(main())

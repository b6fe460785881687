/* mex_gate.c - the builtins as one MEX file for MATLAB (and Octave): varargout = rome_mex (NAME, varargin).

   The second implementation of gate.h: the same builtins with the same checks as in the oct-file, linked from the same objects.
   One file for all of them, because a MEX file has a copy of the library of its own: were there one per builtin, what one sets
   (threads) the others would not see.  rome_make builds it and writes an .m file with help per builtin that calls it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "mex_view.h"

#include <stdio.h>
#include <string.h>

#ifdef ROME_MATLAB
#  include <blas.h>
typedef ptrdiff_t blas_int;
extern bool utIsInterruptPending (void); /* of MATLAB's libut */
#  define PROGRAM "MATLAB"
#else
#  include <signal.h>
typedef int blas_int;
extern void dgemm_ (const char *, const char *, const blas_int *, const blas_int *, const blas_int *, const double *, const double *,
                    const blas_int *, const double *, const blas_int *, const double *, double *, const blas_int *, size_t, size_t);
extern void sgemm_ (const char *, const char *, const blas_int *, const blas_int *, const blas_int *, const float *, const float *,
                    const blas_int *, const float *, const blas_int *, const float *, float *, const blas_int *, size_t, size_t);
extern volatile sig_atomic_t octave_signal_caught;
#  define PROGRAM "GNU Octave"
#endif

/* ---- results ---- */

typedef struct part part;
struct part {
  part *next;
  size_t output;
  const char *field; /* NULL: the whole result */
  mxArray *value;
};

/* g is the first member of its session */
typedef struct {
  gate g;
  part *first, **last;
} session;

static void add (gate *g, size_t output, const char *field, mxArray *value)
{
  session *s = (session *) g;
  part *p = mxMalloc (sizeof *p);
  *p = (part) {NULL, output, field, value};
  *s->last = p;
  s->last = &p->next;
}

static mxClassID class_of (gate_kind kind)
{
  return kind == GATE_SINGLE ? mxSINGLE_CLASS : kind == GATE_UINT16 ? mxUINT16_CLASS : mxDOUBLE_CLASS;
}

static void *make_array (gate *g, size_t output, const char *field, gate_kind kind, size_t ndims, const size_t *dims)
{
  mwSize *sizes = mxMalloc ((ndims + 1) * sizeof *sizes);
  for (size_t k = 0; k < ndims; k++)
    sizes[k] = (mwSize) dims[k];
  mxArray *value = mxCreateUninitNumericArray ((mwSize) ndims, sizes, class_of (kind), mxREAL);
  mxFree (sizes);
  if (!value)
    return NULL;
  add (g, output, field, value);
  void *data = mxGetData (value);
  return data ? data : g; /* an empty array has no elements to write, but is no failure */
}

static int make_text (gate *g, size_t output, const char *field, const char *text)
{
  mxArray *value = mxCreateString (text);
  if (value)
    add (g, output, field, value);
  return value ? 0 : -1;
}

static void set_field (mxArray **target, const char *field, mxArray *value)
{
  if (!*target)
    *target = mxCreateStructMatrix (1, 1, 0, NULL);
  const int number = mxAddField (*target, field);
  mxSetFieldByNumber (*target, 0, number, value);
}

static void hand_over (const session *s, int nlhs, mxArray **plhs)
{
  const size_t wanted = nlhs > 0 ? (size_t) nlhs : 1;
  for (const part *p = s->first; p; p = p->next)
    if (p->output >= wanted)
      mxDestroyArray (p->value);
    else if (p->field)
      set_field (&plhs[p->output], p->field, p->value);
    else
      plhs[p->output] = p->value;
}

/* ---- what a builtin asks of its caller ---- */

static int interrupted (void *data)
{
  (void) data;
#ifdef ROME_MATLAB
  return utIsInterruptPending ();
#else
  return octave_signal_caught != 0;
#endif
}

#ifdef ROME_MATLAB
#  define GEMM(name, m, n, one, matrix, in, zero, out) name ("T", "N", &m, &n, &m, &one, matrix, &m, in, &m, &zero, out, &m)
#else
#  define GEMM(name, m, n, one, matrix, in, zero, out) name##_ ("T", "N", &m, &n, &m, &one, matrix, &m, in, &m, &zero, out, &m, 1, 1)
#endif

static void product_f64 (void *data, size_t order, size_t n, const double *matrix, const double *in, double *out)
{
  const blas_int m = (blas_int) order, columns = (blas_int) n;
  const double one = 1, zero = 0;
  (void) data;
  GEMM (dgemm, m, columns, one, matrix, in, zero, out);
}

static void product_f32 (void *data, size_t order, size_t n, const float *matrix, const float *in, float *out)
{
  const blas_int m = (blas_int) order, columns = (blas_int) n;
  const float one = 1, zero = 0;
  (void) data;
  GEMM (sgemm, m, columns, one, matrix, in, zero, out);
}

/* ---- the builtins ---- */

/* builtins.h holds a line BUILTIN (NAME) for each; rome_make writes it. */
static const struct {
  const char *name;
  gate_builtin *run;
} builtins[] = {
#define BUILTIN(NAME) {#NAME, builtin_##NAME},
#include "builtins.h"
#undef BUILTIN
  {NULL, NULL}};

/* Does not return.  Octave's mexErrMsgIdAndTxt puts "rome_mex: " before the text, its error () does not. */
static void throw_error (const char *id, const char *text)
{
#ifdef ROME_MATLAB
  mexErrMsgIdAndTxt (id, "%s", text);
#else
  mxArray *arguments[] = {mxCreateString (id), mxCreateString ("%s"), mxCreateString (text)};
  mexCallMATLAB (0, NULL, 3, arguments, "error");
#endif
}

static void fail (const gate *g)
{
  char text[128];
  const int usage = strcmp (g->error_id, GATE_USAGE) == 0, interrupt = strcmp (g->error_id, GATE_INTERRUPT) == 0;
  snprintf (text, sizeof text, usage ? "Invalid call to %s" : "%s: interrupted", g->function);
  throw_error (usage ? "Octave:invalid-fun-call" : interrupt ? "rome:interrupted" : g->error_id, usage || interrupt ? text : g->error_text);
}

/* The program and its version, asked for once. */
static const char *host (void)
{
  static char text[128];
  mxArray *version = NULL;
  if (text[0] == 0 && mexCallMATLAB (1, &version, 0, NULL, "version") == 0)
    snprintf (text, sizeof text, PROGRAM " %s", mxArrayToString (version));
  return text;
}

static void call (size_t builtin, int nlhs, mxArray **plhs, size_t count, const mxArray **arguments)
{
  gate_value *in = mxMalloc ((count + 1) * sizeof *in);
  for (size_t k = 0; k < count; k++)
    in[k] = mex_view (arguments[k]);
  session s = {.g = {.function = builtins[builtin].name, .host = host (), .nargin = count, .nargout = nlhs > 0 ? (size_t) nlhs : 0, .in = in,
                     .array = make_array, .text = make_text, .product = {product_f64, product_f32, NULL, 1},
                     .monitor = {.stop = interrupted}}};
  s.last = &s.first;
  if (gate_run (builtins[builtin].run, &s.g) != 0)
    fail (&s.g);
  hand_over (&s, nlhs, plhs);
}

void mexFunction (int nlhs, mxArray **plhs, int nrhs, const mxArray **prhs)
{
  /* unloading the file would lose the threads and tables that it holds */
  if (!mexIsLocked ())
    mexLock ();
  char *name = nrhs > 0 && mxIsChar (prhs[0]) ? mxArrayToString (prhs[0]) : NULL;
  for (size_t k = 0; name && builtins[k].name; k++)
    if (strcmp (name, builtins[k].name) == 0) {
      call (k, nlhs, plhs, (size_t) nrhs - 1, prhs + 1);
      return;
    }
  char text[128];
  snprintf (text, sizeof text, "rome_mex: the first argument must be the name of a builtin, got %.40s", name ? name : "none");
  throw_error ("rome:badCall", text);
}

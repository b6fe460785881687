/* gsl_accuracy.c - how accurate plain gsl_sf_sin and gsl_sf_cos are on the angles of RoPE.

   Usage: gsl_accuracy [N]     N angles for each range; default 20000

   Prints one line per range of |angle|:  from,to,values,max_ulp,rms_ulp,not_correctly_rounded,err_violated,max_absolute,status
   where the fractions are of the values and status counts calls that did not return GSL_SUCCESS.  Angles are position times
   frequency rounded to double, log-uniform in the range; the truth is rome_truth's of that double, to 2^-98.  An ulp is that of the
   binade of the exact value.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_trig.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "rome.h"

typedef struct {
  double max_ulp, square, max_absolute;
  size_t values, misrounded, violated, status;
} tally;

static uint64_t random_state = 20240529;

/* splitmix64 */
static double uniform (void)
{
  uint64_t z = random_state += UINT64_C (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return (double) ((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static void add (tally *t, gsl_sf_result got, int status, double hi, double lo)
{
  const double error = fabs ((got.val - hi) - lo), ulp = ldexp (1, ilogb (hi) - 52);
  t->values++;
  t->status += status != GSL_SUCCESS;
  t->violated += error > got.err;
  t->misrounded += got.val != hi;
  t->square += error / ulp * (error / ulp);
  t->max_ulp = fmax (t->max_ulp, error / ulp);
  t->max_absolute = fmax (t->max_absolute, error);
}

static int run (double from, double to, size_t n)
{
  double *angle = malloc (n * sizeof *angle), *value = malloc (4 * n * sizeof *value);
  rome_freqs *freqs = NULL;
  tally t = {0};
  if (!angle || !value)
    return 1;
  for (size_t k = 0; k < n; k++)
    angle[k] = from * pow (to / from, uniform ());
  const size_t dim = 2 * n;
  const double one = 1;
  const rome_freqs_spec spec = {.axes = {ROME_AXES_BLOCKS, 1, &dim}, .explicit_freqs = angle};
  const rome_positions position = {1, &one, NULL};
  const rome_truth_values truth = {value, value + n, value + 2 * n, value + 3 * n};
  int failed = rome_freqs_create (&freqs, &spec) != ROME_OK || rome_truth (freqs, &position, ROME_CERTIFIED, &truth, 0, NULL) != ROME_OK;
  for (size_t k = 0; k < n && !failed; k++) {
    gsl_sf_result c, s;
    const int status_c = gsl_sf_cos_e (angle[k], &c), status_s = gsl_sf_sin_e (angle[k], &s);
    add (&t, c, status_c, value[k], value[n + k]);
    add (&t, s, status_s, value[2 * n + k], value[3 * n + k]);
  }
  if (!failed)
    printf ("%.17g,%.17g,%zu,%.6g,%.6g,%.6g,%.6g,%.6g,%zu\n", from, to, t.values, t.max_ulp, sqrt (t.square / (double) t.values),
            (double) t.misrounded / (double) t.values, (double) t.violated / (double) t.values, t.max_absolute, t.status);
  rome_freqs_free (freqs);
  free (angle);
  free (value);
  return failed;
}

int main (int argc, char **argv)
{
  static const double edge[] = {1e-6,   1.22e-4, 0.78539, 100,     1e4,     1e6,     6.7e6,   1e8,    0x1p31,
                                0x1p32, 0x1p40,  0x1p41,  0x1p50, 0x1p51,  0x1p54,  0x1p55};
  const size_t n = argc > 1 ? strtoul (argv[1], NULL, 10) : 20000;
  gsl_set_error_handler_off ();
  if (n < 1 || n > 1000000)
    return 2;
  puts ("from,to,values,max_ulp,rms_ulp,not_correctly_rounded,err_violated,max_absolute,status");
  for (size_t k = 0; k + 1 < sizeof edge / sizeof *edge; k++)
    if (run (edge[k], edge[k + 1], n))
      return 1;
  return 0;
}

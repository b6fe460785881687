/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set 12: mean attention score by relative position.  */

#include "random.h"
#include "sets.h"

enum { TOKENS = 256, DIM = 64, UNIT = 1024 };

static const double lag_base = 1e4;

typedef int sequence[TOKENS][DIM];

static void
fill_sequence (sequence x, generator *g)
{
  for (int n = 0; n < TOKENS; n++)
    for (int j = 0; j < DIM; j++)
      x[n][j] = (int) (random_bits (g) >> 53) - UNIT;   /* -1024 .. 1023 */
}

static void
put_sequence (sheet *s, const char *name, sequence x)
{
  for (int n = 0; n < TOKENS; n++)
    {
      sheet_put (s, "%s %d", name, n);
      for (int j = 0; j < DIM; j++)
        sheet_put (s, " %d", x[n][j]);
      sheet_end (s);
    }
}

/* sum_n Q_i(n+t) conj K_i(n) in units of 2^-20: an exact integer.  */
static void
correlate (long *re, long *im, sequence q, sequence k, int t, int i)
{
  *re = *im = 0;
  for (int n = 0; n + t < TOKENS; n++)
    {
      long q0 = q[n + t][2 * i], q1 = q[n + t][2 * i + 1];
      long k0 = k[n][2 * i], k1 = k[n][2 * i + 1];
      *re += q0 * k0 + q1 * k1;
      *im += q1 * k0 - q0 * k1;
    }
}

/* sum += Re (e^(i t theta_i) (re + i im))  */
static void
add_pair (mpfr_t sum, int t, int i, long re, long im)
{
  mpfr_t w, c, s;
  mpfr_inits2 (exact_bits (), w, c, s, (mpfr_ptr) 0);
  exact_frequency (w, lag_base, DIM, i);
  exact_rotation (c, s, w, t);
  mpfr_mul_si (c, c, re, MPFR_RNDN);
  mpfr_mul_si (s, s, im, MPFR_RNDN);
  mpfr_add (sum, sum, c, MPFR_RNDN);
  mpfr_sub (sum, sum, s, MPFR_RNDN);
  mpfr_clears (w, c, s, (mpfr_ptr) 0);
}

static void
put_mean_score (sheet *s, sequence q, sequence k, int t)
{
  mpfr_t sum;
  mpfr_init2 (sum, exact_bits ());
  mpfr_set_zero (sum, 1);
  for (int i = 0; i < DIM / 2; i++)
    {
      long re, im;
      correlate (&re, &im, q, k, t, i);
      add_pair (sum, t, i, re, im);
    }
  mpfr_div_si (sum, sum, (long) UNIT * UNIT, MPFR_RNDN);
  mpfr_div_si (sum, sum, TOKENS - t, MPFR_RNDN);
  sheet_put (s, "A %d", t);
  sheet_put_pair (s, exact_pair (sum));
  sheet_end (s);
  mpfr_clear (sum);
}

void
set_lag (void)
{
  static sequence q, k;
  generator g = { 12 };
  fill_sequence (q, &g);
  fill_sequence (k, &g);

  sheet s = sheet_open ("12-lag");
  sheet_note (&s, "A(t) = 1/(S-t) sum_n <q_(n+t) rotated by n+t, k_n rotated by n>");
  sheet_note (&s, "S = %d positions from 0, d = %d, base 10000, interleaved pairs", TOKENS, DIM);
  sheet_note (&s, "lines: q n x_0 ... x_63, k n x_0 ... x_63   (the value is x / %d)", UNIT);
  sheet_note (&s, "       A t hi lo");
  put_sequence (&s, "q", q);
  put_sequence (&s, "k", k);
  for (int t = 0; t < TOKENS; t++)
    put_mean_score (&s, q, k, t);
  sheet_close (&s);
}

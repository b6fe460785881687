/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the golden data, or proves that the data there is right:

     golden DIRECTORY             writes, MPFR at 512 bits
     golden --verify DIRECTORY    evaluates everything again at 768 bits, the
                                  powers through integer roots instead of
                                  logarithms, and compares every digit  */

#include <stdio.h>
#include <string.h>

#include "exact.h"
#include "sets.h"
#include "sheet.h"

static void
make_all_sets (void)
{
  set_grid ();
  set_zeros ();
  set_hard ();
  set_random ();
  set_frequencies ();
  set_levels ();
  set_fractional ();
  set_rotations ();
  set_tables ();
  set_lag ();
  set_xpos ();
}

int
main (int count, char **arguments)
{
  bool verify = count == 3 && strcmp (arguments[1], "--verify") == 0;
  if (count != 2 && ! verify)
    fail ("usage: golden [--verify] DIRECTORY");

  exact_setup (verify ? 768 : 512, verify);
  sheet_setup (arguments[count - 1], verify ? SHEET_COMPARE : SHEET_WRITE);
  make_all_sets ();
  mpfr_free_cache ();
  return 0;
}

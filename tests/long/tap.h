/* tap.h - results in the Test Anything Protocol.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LONG_TAP_H
#define LONG_TAP_H

#include <stdio.h>
#include <stdlib.h>

static int tap_number, tap_failed;

static inline void tap_result (int passed, const char *what)
{
  printf ("%sok %d - %s\n", passed ? "" : "not ", ++tap_number, what);
  fflush (stdout);
  tap_failed += !passed;
}

/* Ends the program: a call that must not fail did. */
static inline void tap_need (int condition, const char *what)
{
  if (condition)
    return;
  tap_result (0, what);
  exit (1);
}

static inline int tap_end (void)
{
  printf ("1..%d\n", tap_number);
  return tap_failed != 0;
}

#endif

/* golden.h - reads the reference values of data/golden (format: tests/golden/README.md).

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include "check.h"

typedef struct {
  FILE *file;
  char line[1024];
} golden;

static inline golden golden_open (const char *name)
{
  char path[1024];
  golden g = {NULL, ""};
  snprintf (path, sizeof path, "%s/golden/%s.txt", DATA, name);
  g.file = fopen (path, "r");
  if (!g.file)
    fail_msg ("cannot open %s", path);
  return g;
}

/* Next line of data in g->line; 0 and the file closed at its end. */
static inline int golden_next (golden *g)
{
  while (fgets (g->line, sizeof g->line, g->file))
    if (g->line[0] != '#')
      return 1;
  fclose (g->file);
  return 0;
}

static inline double golden_word (const char *hexadecimal)
{
  return double_of (strtoull (hexadecimal, NULL, 16));
}

/* A line `base d i pos cos_hi cos_lo sin_hi sin_lo`. */
typedef struct {
  double base, position;
  size_t d, i;
  double cos_hi, cos_lo, sin_hi, sin_lo;
} golden_point;

/* position_is_word: pos is the 16 digits of a double and not a decimal integer. */
static inline int golden_next_point (golden *g, int position_is_word, golden_point *p)
{
  char base[64], position[32], word[4][24];
  if (!golden_next (g))
    return 0;
  const int read = sscanf (g->line, "%63s %zu %zu %31s %23s %23s %23s %23s", base, &p->d, &p->i, position, word[0], word[1], word[2],
                           word[3]);
  assert_int_equal (read, 8);
  p->base = strtod (base, NULL);
  p->position = position_is_word ? golden_word (position) : (double) strtoll (position, NULL, 10);
  p->cos_hi = golden_word (word[0]);
  p->cos_lo = golden_word (word[1]);
  p->sin_hi = golden_word (word[2]);
  p->sin_lo = golden_word (word[3]);
  return 1;
}

#endif

/* bench_orders.c - every memory order of a tensor against "bshd" with d contiguous.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rotation.h"
#include "report.h"
#include "sections.h"

#define ORDERS 24

/* Permutation number k, "bshd" the first. */
static void order_text (int k, char text[5])
{
  char left[] = "bshd";
  for (int n = 4, place = 0; n > 0; n--, place++) {
    int ways = 1;
    for (int m = 2; m < n; m++)
      ways *= m;
    const int next = k / ways;
    k %= ways;
    text[place] = left[next];
    memmove (left + next, left + next + 1, (size_t) (n - next));
  }
  text[4] = 0;
}

/* All orders share one tensor: what the elements are does not matter. */
static double time_orders (const shape *s, rome_format format, rome_pairing pairing, char name[][5], contender *k)
{
  rotation_case c;
  rome_rotation turned[ORDERS];
  rotation_make (&c, s, format, "bshd", pairing);
  for (int n = 0; n < ORDERS; n++) {
    turned[n] = c.rotation;
    turned[n].x_stride = turned[n].y_stride = rotation_stride (&s->extent, name[n]);
    k[n] = (contender) {.name = name[n], .run = rotation_run, .data = &turned[n]};
  }
  race_threads (1);
  race (k, ORDERS, 2);
  race_threads (0);
  rotation_free (&c);
  return (double) c.elements;
}

void bench_orders (void)
{
  static const shape d = {"D", {2, 512, 32, 128}};
  static const struct {
    rome_format format;
    rome_pairing pairing;
  } column[] = {{ROME_F32, ROME_HALF}, {ROME_F32, ROME_INTERLEAVED}, {ROME_F64, ROME_HALF}};
  enum { COLUMNS = sizeof column / sizeof *column };
  char name[ORDERS][5];
  contender k[COLUMNS][ORDERS];
  double elements = 0;
  for (int n = 0; n < ORDERS; n++)
    order_text (n, name[n]);
  for (int m = 0; m < COLUMNS; m++)
    elements = time_orders (&d, column[m].format, column[m].pairing, name, k[m]);
  report_table ("orders", "D 2,512,32,128 in every memory order, last letter contiguous, cost relative to bshd", "element of f32 half", COLUMNS,
                (const char *[]) {"f32 half", "f32 int", "f64 half"});
  for (int n = 0; n < ORDERS; n++) {
    report_row (name[n], 1, elements, &k[0][n]);
    for (int m = 0; m < COLUMNS; m++)
      report_number (COST, &k[m][n], &k[m][0], 0);
  }
}

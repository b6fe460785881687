/* rotate_source.h - the typed part of rotate.c, included once per number format: NAME, STORED (type of an element), REAL and
   ANGLES (type of the angles and its name).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define T(name) JOIN (name, NAME)
#define PAIRS JOIN (rotate_pairs, NAME)
#define TURNS JOIN (rotate_angles, ANGLES)
#define ROWS JOIN (rotate_rows, NAME)
#define SPREAD JOIN (spread, ANGLES)

#include "rotate_planes_source.h"
#include "rotate_rows_source.h"

#undef SPREAD
#undef ROWS
#undef TURNS
#undef PAIRS
#undef T
#undef JOIN
#undef JOIN_

/* sections.h - what is measured.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_SECTIONS_H
#define BENCH_SECTIONS_H

void bench_truth (void);
void bench_tables (void);
void bench_positions (void);
void bench_rotation (void);
void bench_orders (void);
void bench_operator (void);
void bench_engines (void);
void bench_growth (void);

/* Whether the row of that name was asked for. */
int bench_wants (const char *row);

#endif

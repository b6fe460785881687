/* report.h - what was measured, as a table for people and as CSV.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "race.h"

/* What a number says about a contender and its reference, and what a target for it means. */
typedef enum {
  SPEED, /* the reference's time / its time; at least the target */
  COST,  /* its time / the reference's time; at most the target */
  TIME   /* ns per unit, no reference; at most the target */
} report_kind;

/* csv: a path, or NULL */
void report_open (const char *csv);
/* Lists the targets that were missed and closes the CSV. */
void report_close (void);

/* A table: its name, what it shows, what its times are divided by, and the heads of its columns of ratios. */
void report_table (const char *name, const char *title, const char *unit, size_t columns, const char *const *head);
/* A row: what was done on how many threads, how many units that is, and whose time stands first. */
void report_row (const char *text, int threads, double units, const contender *c);
/* The next number of the row; target 0: none. */
void report_number (report_kind kind, const contender *c, const contender *reference, double target);
/* A number that is no ratio, with its unit and what it belongs to (into the CSV's column of references). */
void report_value (const char *unit, double value, double of);
void report_nothing (void);

/* Ends the program if a call of the library failed. */
void report_need (int condition, const char *what);

#endif

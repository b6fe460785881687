/* report.c - the table on the screen and the CSV.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static FILE *file;

static struct {
  const char *table, *unit;
  size_t columns;
  char text[48];
  int threads;
  double units;
  size_t column; /* next one of the row */
  const contender *first;
} at;

#define MISSED_MOST 200
static char missed[MISSED_MOST][160];
static size_t missed_count;

void report_need (int condition, const char *what)
{
  if (condition)
    return;
  fprintf (stderr, "bench: %s failed\n", what);
  exit (1);
}

void report_open (const char *csv)
{
  if (!csv)
    return;
  file = fopen (csv, "w");
  report_need (file != NULL, csv);
  fprintf (file, "table,case,threads,contender,unit,ns_per_unit,spread,kind,reference,value,target,met\n");
}

void report_close (void)
{
  printf ("\n%zu targets missed\n", missed_count);
  for (size_t k = 0; k < missed_count && k < MISSED_MOST; k++)
    printf ("  %s\n", missed[k]);
  if (file)
    report_need (fclose (file) == 0, "writing the CSV");
}

void report_table (const char *name, const char *title, const char *unit, size_t columns, const char *const *head)
{
  at.table = name;
  at.unit = unit;
  at.columns = columns;
  printf ("\n%s: %s (ns per %s +- half the distance of its quartiles)\n  %-32s thr       ns      ", name, title, unit, "");
  for (size_t k = 0; k < columns; k++)
    printf ("  %14s", head[k]);
  printf ("\n");
}

static double nanoseconds (const contender *c)
{
  return race_time (c) * 1e9 / at.units;
}

static void next_column (void)
{
  if (++at.column == at.columns)
    printf ("\n");
  fflush (stdout);
}

void report_row (const char *text, int threads, double units, const contender *c)
{
  snprintf (at.text, sizeof at.text, "%s", text);
  at.threads = threads;
  at.units = units;
  at.column = 0;
  at.first = c;
  printf ("  %-32s %3d %8.3f +-%2.0f%%", text, threads, nanoseconds (c), 50 * race_spread (c));
}

void report_nothing (void)
{
  printf ("  %14s", "");
  next_column ();
}

void report_value (const char *unit, double value, double of)
{
  printf ("  %13.2f ", value);
  if (file)
    fprintf (file, "%s,\"%s\",%d,%s,%s,%.6g,%.3g,%s,%.0f,%.6g,0,\n", at.table, at.text, at.threads, at.first->name, at.unit,
             nanoseconds (at.first), race_spread (at.first), unit, of, value);
  next_column ();
}

static double value_of (report_kind kind, const contender *c, const contender *reference)
{
  switch (kind) {
  case SPEED: return 1 / race_ratio (c, reference);
  case COST: return race_ratio (c, reference);
  case TIME: break;
  }
  return nanoseconds (c);
}

static void note_missed (report_kind kind, const contender *c, const char *reference, double value, double target)
{
  static const char *const wording[] = {"times as fast as", "times the time of", "ns"};
  if (missed_count < MISSED_MOST)
    snprintf (missed[missed_count], sizeof *missed, "%s, %s, threads %d: %s %.3g %s%s%s, target %g", at.table, at.text, at.threads, c->name,
              value, wording[kind], *reference ? " " : "", reference, target);
  missed_count++;
}

void report_number (report_kind kind, const contender *c, const contender *reference, double target)
{
  static const char *const kind_name[] = {"speed", "cost", "time"};
  const char *other = reference ? reference->name : "";
  const double value = value_of (kind, c, reference);
  const int met = isnan (value) || (kind == SPEED ? value >= target : value <= target);
  const char *verdict = target == 0 ? "" : isnan (value) ? "not measured" : met ? "yes" : "no";
  printf ("  %13.2f%c", value, target != 0 && !met ? '!' : ' ');
  if (target != 0 && !met)
    note_missed (kind, c, other, value, target);
  if (file)
    fprintf (file, "%s,\"%s\",%d,%s,%s,%.6g,%.3g,%s,%s,%.6g,%g,%s\n", at.table, at.text, at.threads, c->name, at.unit, nanoseconds (c),
             race_spread (c), kind_name[kind], other, value, target, verdict);
  next_column ();
}

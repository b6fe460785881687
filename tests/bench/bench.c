/* bench.c - speed of the library as ratios within one run: `bench [CSV [SECTION ...] [WORD ...]]`.  Words that are no sections choose
   among the rows of section rotation: those whose names hold all of them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "report.h"
#include "rome.h"
#include "sections.h"

static const struct {
  const char *name;
  void (*run) (void);
} section[] = {
  {"truth", bench_truth}, {"tables", bench_tables}, {"positions", bench_positions},
  {"rotation", bench_rotation}, {"orders", bench_orders},
  {"operator", bench_operator}, {"engines", bench_engines}, {"growth", bench_growth},
};

#define SECTIONS (sizeof section / sizeof *section)
static int words;
static char **word;

static int is_section (const char *name)
{
  for (size_t k = 0; k < SECTIONS; k++)
    if (strcmp (section[k].name, name) == 0)
      return 1;
  return 0;
}

static int section_wanted (const char *name)
{
  int named = 0;
  for (int k = 0; k < words; k++) {
    if (strcmp (word[k], name) == 0)
      return 1;
    named |= is_section (word[k]);
  }
  return !named;
}

int bench_wants (const char *row)
{
  for (int k = 0; k < words; k++)
    if (!is_section (word[k]) && !strstr (row, word[k]))
      return 0;
  return 1;
}

static void print_processor (void)
{
  char line[256];
  FILE *f = fopen ("/proc/cpuinfo", "r");
  while (f && fgets (line, sizeof line, f))
    if (strncmp (line, "model name", 10) == 0) {
      printf ("processor%s", strchr (line, ':'));
      break;
    }
  if (f)
    fclose (f);
}

int main (int argc, char **argv)
{
  print_processor ();
  printf ("kernels: %s, threads: %d\n", rome_instruction_set (), rome_threads ());
  report_open (argc > 1 ? argv[1] : NULL);
  words = argc > 2 ? argc - 2 : 0;
  word = argv + 2;
  for (size_t k = 0; k < SECTIONS; k++)
    if (section_wanted (section[k].name))
      section[k].run ();
  report_close ();
  return 0;
}

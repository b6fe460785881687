/* bench.c - speed of the library as ratios within one run: `bench [CSV [SECTION ...]]`.

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

static int wanted (const char *name, int argc, char **argv)
{
  for (int k = 2; k < argc; k++)
    if (strcmp (argv[k], name) == 0)
      return 1;
  return argc <= 2;
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
  for (size_t k = 0; k < sizeof section / sizeof *section; k++)
    if (wanted (section[k].name, argc, argv))
      section[k].run ();
  report_close ();
  return 0;
}

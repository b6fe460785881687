/* bench_growth.c - time per element from 1 MB to 2 GB, and the memory that is used beside inputs and outputs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "frequencies.h"
#include "memory.h"
#include "sections.h"
#include "rotation.h"

/* Highest memory use of the process so far, in MB. */
static double peak (void)
{
  char line[128];
  double kilobytes = 0;
  FILE *f = fopen ("/proc/self/status", "r");
  while (f && fgets (line, sizeof line, f))
    if (sscanf (line, "VmHWM: %lf", &kilobytes) == 1)
      break;
  if (f)
    fclose (f);
  return kilobytes / 1024;
}

static void run_memcpy (void *data)
{
  const rotation_case *c = data;
  memcpy (c->y, c->x, c->bytes);
}

static void measure_size (size_t tokens)
{
  const shape s = {"", {1, tokens, 32, 128}};
  char text[48];
  rotation_case c;
  rotation_make (&c, &s, ROME_F32, "bshd", ROME_HALF);
  rome_rotation in_place = c.rotation;
  in_place.x = in_place.y;
  contender k[] = {{.name = "rope", .run = rotation_run, .data = &c.rotation},
                   {.name = "memcpy", .run = run_memcpy, .data = &c},
                   {.name = "rope in place", .run = rotation_run, .data = &in_place}};
  const double before = peak ();
  race_threads (1);
  race (k, 3, 0.5);
  const double gigabytes = 2.0 * (double) c.bytes / 1e9;
  snprintf (text, sizeof text, "%.0f MB", (double) c.bytes / 1048576);
  for (int n = 0; n < 3; n++) { /* a row for each, so that the roofline can be drawn from the CSV */
    report_row (n ? k[n].name : text, 1, (double) c.elements, &k[n]);
    report_value ("GB/s", gigabytes / race_time (&k[n]), (double) c.bytes);
    report_value ("MB more memory", peak () - before, 0);
  }
  rotation_free (&c);
}

/* 2^24 positions: memory beyond the tables themselves. */
static void measure_table (void)
{
  frequencies f = frequencies_make (1e4, 4);
  const rome_positions positions = {(size_t) 1 << 24, NULL, NULL};
  const size_t bytes = positions.count * f.pairs * sizeof (float);
  void *cos = memory_make (bytes), *sin = memory_make (bytes);
  const double before = peak ();
  report_need (rome_cache (f.exact, &positions, ROME_F32, cos, sin, 1, NULL) == ROME_OK, "rome_cache");
  printf ("  table of 2^24 positions, %zu MB: %.1f MB of memory beside it\n", 2 * bytes >> 20, peak () - before);
  memory_free (cos);
  memory_free (sin);
  frequencies_free (&f);
}

void bench_growth (void)
{
  report_table ("growth", "f32 half, 1,s,32,128, one thread: bytes read and written per second", "element", 2,
                (const char *[]) {"GB/s", "MB more memory"});
  measure_table ();
  for (size_t tokens = 64; tokens <= 131072; tokens *= 2)
    if (rome_memory_available () > tokens * 4096 * sizeof (float) * 3)
      measure_size (tokens);
  race_threads (0);
}

/* memory.c - how much memory can be had now.

   Linux promises more memory than there is and kills the process later; asking first turns that into an error.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "rome.h"

size_t rome_memory_available (void)
{
  size_t available = 0, swap = 0, kilobytes;
  char line[128];
  FILE *file = fopen ("/proc/meminfo", "r");
  if (!file)
    return SIZE_MAX;
  while (fgets (line, sizeof line, file)) {
    if (sscanf (line, "MemAvailable: %zu kB", &kilobytes) == 1)
      available = kilobytes;
    else if (sscanf (line, "SwapFree: %zu kB", &kilobytes) == 1)
      swap = kilobytes;
  }
  (void) fclose (file);
  return available ? (available + swap) * 1024 : SIZE_MAX;
}

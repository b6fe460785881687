/* memory.h - buffers as Octave has them: 16 bytes beyond a page boundary, small pages, every page touched.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_MEMORY_H
#define BENCH_MEMORY_H

#include <stdlib.h>
#include <string.h>

#include "report.h"

#define MEMORY_PAGE 4096
#define MEMORY_BEYOND 16

static inline void *memory_make (size_t bytes)
{
  const size_t room = (bytes + MEMORY_BEYOND + MEMORY_PAGE - 1) / MEMORY_PAGE * MEMORY_PAGE;
  char *memory = aligned_alloc (MEMORY_PAGE, room);
  report_need (memory != NULL, "allocating memory");
  memset (memory, 0, room);
  return memory + MEMORY_BEYOND;
}

static inline void memory_free (void *memory)
{
  if (memory)
    free ((char *) memory - MEMORY_BEYOND);
}

#endif

/* hash.h - FNV-1a of 64 bits, to compare results of two processes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_HASH_H
#define TESTS_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START UINT64_C (0xcbf29ce484222325)

static inline uint64_t hash_more (uint64_t hash, const void *data, size_t bytes)
{
  const unsigned char *byte = data;
  for (size_t k = 0; k < bytes; k++)
    hash = (hash ^ byte[k]) * UINT64_C (0x100000001b3);
  return hash;
}

#endif

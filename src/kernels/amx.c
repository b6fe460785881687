/* amx.c - products with signed selections on the tile unit (AMX, bf16) of a processor; compiled for it.

   A tile of 16 heads by 32 columns of x, in bf16, times a tile of 32 by 16 of the matrix is added to 16 heads by 16 columns of
   single precision.  With elements +-1 and 0, at most one in a column, every sum has one term: it is exact.  Tiles of the matrix
   that hold only zeros are skipped.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syscall */

#include <cpuid.h>
#include <immintrin.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tile.h"

#define HEADS 16   /* rows of x and of the result */
#define DEPTH 32   /* columns of x at once */
#define COLUMNS 16 /* of the result */

struct tile_matrix {
  size_t order, depths, widths; /* tiles along the rows and the columns of the matrix */
  unsigned char *used;          /* which tiles are not zero */
  uint16_t *tile;               /* [width][depth]: DEPTH / 2 rows of COLUMNS pairs */
};

/* ---- the processor and the system ---- */

static int processor_has_tiles (void)
{
  unsigned a, b, c, d;
  if (!__get_cpuid_count (7, 0, &a, &b, &c, &d) || !(d >> 22 & 1) || !(d >> 24 & 1))
    return 0;
  if (!__get_cpuid (1, &a, &b, &c, &d) || !(c >> 27 & 1))
    return 0;
  __asm__ ("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return (a >> 17 & 3) == 3 && (a >> 5 & 7) == 7; /* the system saves tiles, and the registers of AVX-512 */
}

/* Linux wants to be asked before the first use of the large state. */
static int system_permits_tiles (void)
{
#if defined (__linux__) && defined (SYS_arch_prctl)
  return syscall (SYS_arch_prctl, 0x1023 /* ARCH_REQ_XCOMP_PERM */, 18 /* tile data */) == 0;
#else
  return 0;
#endif
}

static int available (void)
{
  return processor_has_tiles () && system_permits_tiles ();
}

/* ---- the matrix ---- */

static void destroy (tile_matrix *m)
{
  if (!m)
    return;
  free (m->used);
  free (m->tile);
  free (m);
}

static tile_matrix *create (size_t order, const size_t *source, const signed char *sign)
{
  tile_matrix *m = calloc (1, sizeof *m);
  if (!m)
    return NULL;
  m->order = order;
  m->depths = (order + DEPTH - 1) / DEPTH;
  m->widths = (order + COLUMNS - 1) / COLUMNS;
  m->used = calloc (m->depths * m->widths + 1, 1);
  m->tile = calloc (m->depths * m->widths + 1, DEPTH * COLUMNS * sizeof *m->tile);
  if (!m->used || !m->tile) {
    destroy (m);
    return NULL;
  }
  for (size_t j = 0; j < order; j++)
    if (sign[j] != 0) {
      const size_t i = source[j], t = j / COLUMNS * m->depths + i / DEPTH, row = i % DEPTH / 2;
      m->used[t] = 1;
      m->tile[t * DEPTH * COLUMNS + (row * COLUMNS + j % COLUMNS) * 2 + i % 2] = sign[j] > 0 ? 0x3f80 : 0xbf80;
    }
  return m;
}

/* ---- the product ---- */

static void begin (void)
{
  struct {
    uint8_t palette, start, reserved[14];
    uint16_t bytes[16];
    uint8_t rows[16];
  } __attribute__ ((aligned (64))) config;
  memset (&config, 0, sizeof config);
  config.palette = 1;
  for (int k = 0; k < 3; k++) {
    config.bytes[k] = 64;
    config.rows[k] = 16;
  }
  _tile_loadconfig (&config);
}

static void end (void)
{
  _tile_release ();
}

/* Zeros would lose their sign, subnormal numbers are taken for zero, and infinity times zero is not a number. */
static int takes (size_t count, const float *x)
{
  int bad = 0;
  for (size_t k = 0; k < count; k++) {
    uint32_t bits;
    memcpy (&bits, &x[k], sizeof bits);
    const uint32_t exponent = bits >> 23 & 0xff;
    bad |= exponent - 1 >= 0xfe;
  }
  return !bad;
}

/* The upper halves of up to HEADS rows; what is not there is zero. */
static void narrow (const tile_matrix *m, size_t heads, const float *x, uint16_t *to)
{
  const size_t width = m->depths * DEPTH;
  if (heads < HEADS || width > m->order)
    memset (to, 0, HEADS * width * sizeof *to);
  for (size_t h = 0; h < heads; h++)
    for (size_t j = 0; j < m->order; j++) {
      uint32_t bits;
      memcpy (&bits, &x[h * m->order + j], sizeof bits);
      to[h * width + j] = (uint16_t) (bits >> 16);
    }
}

static int multiply (const tile_matrix *m, size_t n, const float *x, float *z)
{
  const size_t width = m->depths * DEPTH;
  float part[HEADS * COLUMNS];
  uint16_t *rows = aligned_alloc (64, HEADS * width * sizeof *rows);
  if (!rows)
    return -1;
  for (size_t h = 0; h < n; h += HEADS, x += HEADS * m->order, z += HEADS * m->order) {
    const size_t heads = n - h < HEADS ? n - h : HEADS;
    narrow (m, heads, x, rows);
    for (size_t w = 0; w < m->widths; w++) {
      const size_t left = m->order - w * COLUMNS, columns = left < COLUMNS ? left : COLUMNS;
      _tile_zero (0);
      for (size_t d = 0; d < m->depths; d++)
        if (m->used[w * m->depths + d]) {
          _tile_loadd (1, rows + d * DEPTH, width * sizeof *rows);
          _tile_loadd (2, m->tile + (w * m->depths + d) * DEPTH * COLUMNS, 64);
          _tile_dpbf16ps (0, 1, 2);
        }
      if (heads == HEADS && columns == COLUMNS) {
        _tile_stored (0, z + w * COLUMNS, m->order * sizeof *z);
        continue;
      }
      _tile_stored (0, part, COLUMNS * sizeof *part);
      for (size_t k = 0; k < heads; k++)
        memcpy (z + k * m->order + w * COLUMNS, part + k * COLUMNS, columns * sizeof *z);
    }
  }
  free (rows);
  return 0;
}

const tile_unit tile_unit_amx = {available, create, destroy, begin, end, takes, multiply};

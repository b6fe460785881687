/* amx.c - the matrix form on the tile unit (AMX, bf16) of a processor; compiled for it (contraction is off).

   A tile of 16 heads by 32 columns of x, in bf16, times a tile of 32 by 16 of the matrix is added to 16 heads by 16 columns of
   single precision.  With elements +-1 and 0, at most one in a column, every sum has one term: it is exact.  Tiles of the matrix
   that hold only zeros are skipped.

   The columns of the result are cut into blocks of 32, and of each block the even ones make the first tile, the odd ones the second:
   as the vectors of bf16 numbers fall apart (blocks.h), so that nothing has to be put in order afterwards.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syscall */

#include "vector_avx512.h"

#include <cpuid.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blocks.h"
#include "tile.h"

#define LANES 16                     /* columns of a tile of results */
#define TILE (TILE_HEADS * LANES)    /* numbers in it */

/* A block of 32 rows by 32 columns that is not zero: a tile for the even columns and one for the odd ones, each 16 rows of 16 pairs. */
#define BLOCK (TILE_COLUMNS * TILE_COLUMNS)
typedef struct {
  size_t row, tiles; /* which block of rows; where its tiles begin: blocks that are alike share them */
} block;

struct tile_matrix {
  size_t order, blocks; /* of 32 rows or columns */
  size_t *first;        /* [blocks + 1]: of block, for each block of columns */
  block *block;
  uint16_t *tiles;
};

/* ---- the processor and the system ---- */

static int processor_has_tiles (void)
{
  unsigned a, b, c, d;
  if (!__get_cpuid_count (7, 0, &a, &b, &c, &d) || !(d >> 22 & 1) || !(d >> 24 & 1))
    return 0;
  if (!(b >> 16 & 1) || !(b >> 17 & 1) || !(b >> 30 & 1) || !(b >> 31 & 1)) /* AVX-512 F, DQ, BW, VL */
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
  free (m->first);
  free (m->block);
  free (m->tiles);
  free (m);
}

/* The block of rows i and columns j into its tiles, cleared before; whether it holds anything. */
static int fill (const size_t *source, const signed char *sign, size_t order, size_t i, size_t j, uint16_t *tiles)
{
  int any = 0;
  for (size_t k = 0; k < TILE_COLUMNS && j + k < order; k++)
    if (sign[j + k] != 0 && source[j + k] / TILE_COLUMNS == i / TILE_COLUMNS) {
      const size_t row = source[j + k] - i;
      tiles[k % 2 * (BLOCK / 2) + (row / 2 * LANES + k / 2) * 2 + row % 2] = sign[j + k] > 0 ? 0x3f80 : 0xbf80;
      any = 1;
    }
  return any;
}

/* Every column holds one number at most: there are at most as many blocks as columns. */
static void fill_all (tile_matrix *m, const size_t *source, const signed char *sign)
{
  size_t count = 0, kept = 0;
  for (size_t j = 0; j < m->blocks; j++) {
    m->first[j] = count;
    for (size_t i = 0; i < m->blocks; i++) {
      uint16_t *tiles = m->tiles + kept * BLOCK;
      memset (tiles, 0, BLOCK * sizeof *tiles);
      if (!fill (source, sign, m->order, i * TILE_COLUMNS, j * TILE_COLUMNS, tiles))
        continue;
      size_t same = 0;
      while (memcmp (m->tiles + same * BLOCK, tiles, BLOCK * sizeof *tiles) != 0)
        same++;
      m->block[count++] = (block) {i, same * BLOCK};
      kept += same == kept;
    }
  }
  m->first[m->blocks] = count;
}

static tile_matrix *create (size_t order, const size_t *source, const signed char *sign)
{
  tile_matrix *m = calloc (1, sizeof *m);
  if (!m)
    return NULL;
  m->order = order;
  m->blocks = (order + TILE_COLUMNS - 1) / TILE_COLUMNS;
  const size_t most = (order < m->blocks * m->blocks ? order : m->blocks * m->blocks) + 1;
  m->first = malloc ((m->blocks + 1) * sizeof *m->first);
  m->block = malloc (most * sizeof *m->block);
  m->tiles = aligned_alloc (64, most * BLOCK * sizeof *m->tiles);
  if (!m->first || !m->block || !m->tiles) {
    destroy (m);
    return NULL;
  }
  fill_all (m, source, sign);
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
  for (int k = 0; k < 8; k++) {
    config.bytes[k] = 64;
    config.rows[k] = 16;
  }
  _tile_loadconfig (&config);
}

static void end (void)
{
  _tile_release ();
}

/* Zeros would lose their sign, subnormal numbers are taken for zero, and infinity times zero is not a number: exponents 0 and 255. */
static inline __mmask32 would_change (__m512i v)
{
  const __m512i exponent = _mm512_and_si512 (v, _mm512_set1_epi16 (0x7f80));
  return _mm512_cmpge_epu16_mask (_mm512_sub_epi16 (exponent, _mm512_set1_epi16 (0x80)), _mm512_set1_epi16 (0x7f00));
}

static int is_exact (const tile_work *w)
{
  __mmask32 bad = 0;
  for (size_t h = 0; h < w->heads; h++)
    for (size_t j = 0; j < w->order; j += TILE_COLUMNS) {
      const size_t left = w->order - j;
      const __mmask32 there = left < TILE_COLUMNS ? ((__mmask32) 1 << left) - 1 : ~(__mmask32) 0;
      bad |= there & would_change (_mm512_maskz_loadu_epi16 (there, w->x + (ptrdiff_t) h * w->x_step + j));
    }
  return bad == 0;
}

/* The heads as whole tiles: where they lie, or, where a tile would reach past the last head or column, in a copy with zeros there. */
static const uint16_t *whole_rows (const tile_work *w, size_t *step)
{
  *step = (size_t) w->x_step;
  if (w->heads == TILE_HEADS && w->order == w->width && w->x_step >= 0)
    return w->x;
  memset (w->padded, 0, TILE_HEADS * w->width * sizeof *w->padded);
  for (size_t h = 0; h < w->heads; h++)
    memcpy (w->padded + h * w->width, w->x + (ptrdiff_t) h * w->x_step, w->order * sizeof *w->padded);
  *step = w->width;
  return w->padded;
}

/* Tiles EVEN and ODD: a block of columns of the results, into z.  X: a tile of x; `loaded`: what tiles 6 and 7 hold of the matrix. */
#define MULTIPLY_BLOCK(EVEN, ODD, X)                                                                                  \
  do {                                                                                                                \
    _tile_zero (EVEN);                                                                                                \
    _tile_zero (ODD);                                                                                                 \
    for (size_t k = m->first[j]; k < m->first[j + 1]; k++) {                                                          \
      const uint16_t *tiles = m->tiles + m->block[k].tiles;                                                           \
      _tile_loadd (X, x + m->block[k].row * TILE_COLUMNS, step * sizeof *x);                                          \
      if (tiles != loaded) {                                                                                          \
        _tile_loadd (6, tiles, 64);                                                                                   \
        _tile_loadd (7, tiles + BLOCK / 2, 64);                                                                       \
        loaded = tiles;                                                                                               \
      }                                                                                                               \
      _tile_dpbf16ps (EVEN, X, 6);                                                                                    \
      _tile_dpbf16ps (ODD, X, 7);                                                                                     \
    }                                                                                                                 \
    _tile_stored (EVEN, z + j * 2 * TILE, 64);                                                                        \
    _tile_stored (ODD, z + j * 2 * TILE + TILE, 64);                                                                  \
  } while (0)

/* z: for every block of columns a tile of the even and one of the odd columns.  Two blocks in turn, so that one is multiplied while
   the other is stored. */
static void multiply (const tile_matrix *m, const uint16_t *x, size_t step, float *z)
{
  const uint16_t *loaded = NULL;
  for (size_t j = 0; j < m->blocks; j++) {
    MULTIPLY_BLOCK (0, 1, 4);
    if (++j < m->blocks)
      MULTIPLY_BLOCK (2, 3, 5);
  }
}

/* ---- the sum ---- */

static void angles (size_t order, const float *from, float *to)
{
  for (size_t j = 0; j < order; j += TILE_COLUMNS, to += TILE_COLUMNS) {
    const block_bf16 v = order - j < TILE_COLUMNS ? some_angles_bf16 (from + j, order - j) : angles_bf16 (from + j);
    store_f32 (to, v.even);
    store_f32 (to + LANES, v.odd);
  }
}

static inline block_bf16 pair_at (const float *even, ptrdiff_t odd)
{
  return (block_bf16) {load_f32 (even), load_f32 (even + odd)};
}

/* Columns j .. j + 31 of all heads; p NULL: x itself.  The answer: whether the unit would have changed some of x. */
static inline __attribute__ ((always_inline)) __mmask32 combine_block (const tile_work *w, size_t j, size_t columns, const float *p, const float *z)
{
  const int whole = columns == TILE_COLUMNS;
  const __mmask32 there = whole ? ~(__mmask32) 0 : ((__mmask32) 1 << columns) - 1;
  size_t row = w->angle[0];
  __mmask32 bad = 0;
  block_bf16 c = pair_at (w->c + row * w->width + j, LANES), s = pair_at (w->s + row * w->width + j, LANES);
  for (size_t h = 0; h < w->heads; h++, z += LANES) {
    if (w->angle[h] != row) {
      row = w->angle[h];
      c = pair_at (w->c + row * w->width + j, LANES), s = pair_at (w->s + row * w->width + j, LANES);
    }
    const uint16_t *in = w->x + (ptrdiff_t) h * w->x_step + j;
    uint16_t *out = w->y + (ptrdiff_t) h * w->y_step + j;
    const __m512i v = whole ? _mm512_loadu_si512 (in) : _mm512_maskz_loadu_epi16 (there, in);
    bad |= there & would_change (v);
    const block_bf16 y = sum_bf16 (p ? pair_at (p + h * LANES, TILE) : part_bf16 ((block_bits) v), c, pair_at (z, TILE), s);
    if (whole)
      store_block_bf16 (out, y);
    else
      store_some_block_bf16 (out, y, columns);
  }
  return bad;
}

/* y is written before it is known whether that was right: not over x. */
static int turn (const tile_matrix *matrix, const tile_matrix *permutation, const tile_work *w)
{
  size_t step, j = 0;
  __mmask32 bad = 0;
  if (w->x == w->y && !is_exact (w))
    return 0;
  const uint16_t *x = whole_rows (w, &step);
  multiply (matrix, x, step, w->z);
  if (permutation)
    multiply (permutation, x, step, w->p);
  const float *p = permutation ? w->p : NULL;
  for (; j + TILE_COLUMNS <= w->order; j += TILE_COLUMNS)
    bad |= combine_block (w, j, TILE_COLUMNS, p ? p + j * TILE_HEADS : NULL, w->z + j * TILE_HEADS);
  if (j < w->order)
    bad |= combine_block (w, j, w->order - j, p ? p + j * TILE_HEADS : NULL, w->z + j * TILE_HEADS);
  return bad == 0;
}

const tile_unit tile_unit_amx = {available, create, destroy, angles, begin, end, turn};

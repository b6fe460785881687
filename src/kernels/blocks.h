/* blocks.h - what is loaded and stored at once of each number format: a vector, or, of bf16, two.

   A block of bf16 is the vector of its even elements and that of its odd ones: 32 bits hold one of each, a shift and a mask take
   them apart.  Neighbours are exchanged by exchanging the vectors.

     LANES_OF_G       elements of a block of the stored format G
     load_block_G, store_block_G, load_some_block_G, store_some_block_G
     angles_G, some_angles_G, same_angle_G   a block of angles from their row, the first n of one, one for all elements
     sum_G            a c + b s, two products and one sum
     difference_G     a c - b s
     swap_block_G     neighbours exchanged
     even_block_G, odd_block_G, low_block_G, high_block_G   of two blocks, as of vectors
     line_G           the bits of a block in memory: line_of_G; turned, joined and leaving as in vector_SET.h

   Included after vector_SET.h.

   SPDX-License-Identifier: GPL-3.0-or-later */

#define BLOCKS_OF_ONE(FORMAT, ARITHMETIC, STORED, REAL)                                                               \
  typedef vector_##ARITHMETIC block_##FORMAT;                                                                         \
  static inline block_##FORMAT load_block_##FORMAT (const STORED *p) { return load_##FORMAT (p); }                    \
  static inline void store_block_##FORMAT (STORED *p, block_##FORMAT v) { store_##FORMAT (p, v); }                    \
  static inline block_##FORMAT load_some_block_##FORMAT (const STORED *p, size_t n) { return load_some_##FORMAT (p, n); } \
  static inline void store_some_block_##FORMAT (STORED *p, block_##FORMAT v, size_t n) { store_some_##FORMAT (p, v, n); } \
  static inline block_##FORMAT angles_##FORMAT (const REAL *p) { return load_##ARITHMETIC (p); }                      \
  static inline block_##FORMAT some_angles_##FORMAT (const REAL *p, size_t n) { return load_some_##ARITHMETIC (p, n); } \
  static inline block_##FORMAT same_angle_##FORMAT (REAL x) { return same_##ARITHMETIC (x); }                         \
  static inline block_##FORMAT sum_##FORMAT (block_##FORMAT a, block_##FORMAT c, block_##FORMAT b, block_##FORMAT s) { return a * c + b * s; } \
  static inline block_##FORMAT difference_##FORMAT (block_##FORMAT a, block_##FORMAT c, block_##FORMAT b, block_##FORMAT s) { return a * c - b * s; } \
  static inline block_##FORMAT swap_block_##FORMAT (block_##FORMAT v) { return swap_##ARITHMETIC (v); }               \
  static inline block_##FORMAT even_block_##FORMAT (block_##FORMAT a, block_##FORMAT b) { return even_##ARITHMETIC (a, b); } \
  static inline block_##FORMAT odd_block_##FORMAT (block_##FORMAT a, block_##FORMAT b) { return odd_##ARITHMETIC (a, b); } \
  static inline block_##FORMAT low_block_##FORMAT (block_##FORMAT a, block_##FORMAT b) { return low_##ARITHMETIC (a, b); } \
  static inline block_##FORMAT high_block_##FORMAT (block_##FORMAT a, block_##FORMAT b) { return high_##ARITHMETIC (a, b); }

BLOCKS_OF_ONE (f64, f64, double, double)
BLOCKS_OF_ONE (f32, f32, float, float)
BLOCKS_OF_ONE (f16, f32, uint16_t, float)
#undef BLOCKS_OF_ONE
#define LANES_OF_f64 LANES_f64
#define LANES_OF_f32 LANES_f32
#define LANES_OF_f16 LANES_f32

/* ---- bf16 ---- */

typedef uint32_t block_bits __attribute__ ((vector_size (sizeof (vector_f32))));
typedef int32_t block_signs __attribute__ ((vector_size (sizeof (vector_f32))));
typedef struct {
  vector_f32 even, odd;
} block_bf16;
#define LANES_OF_bf16 (2 * LANES_f32)

/* Of two elements the first lies in the lower half of a word, or in the upper one where the highest byte comes first. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#  define IN_HALVES(first, second) (block_bf16) {second, first}
#else
#  define IN_HALVES(first, second) (block_bf16) {first, second}
#endif

static inline block_bf16 part_bf16 (block_bits v)
{
  return IN_HALVES ((vector_f32) (v << 16), (vector_f32) (v & 0xffff0000u));
}

#ifdef JOIN_BF16 /* the set has a shorter way for both vectors at once */
static inline block_bits join_bf16 (block_bf16 v)
{
  return (block_bits) join_upper_halves (v.even, v.odd);
}
#else
/* The rounded upper half in place, the lower half undefined: half_bf16_from_float in vectors. */
static inline block_bits round_upper_half (vector_f32 x)
{
  const block_bits bits = (block_bits) x, rounded = bits + (0x7fff + (bits >> 16 & 1));
  const block_bits nan = (block_bits) (block_signs) (x != x);
  return (rounded & ~nan) | ((bits | 0x400000) & nan);
}

static inline block_bits join_bf16 (block_bf16 v)
{
  const block_bf16 half = IN_HALVES (v.even, v.odd); /* lower, upper */
  return (round_upper_half (half.even) >> 16) | (round_upper_half (half.odd) & 0xffff0000u);
}
#endif

static inline block_bf16 load_block_bf16 (const uint16_t *p)
{
  block_bits v;
  memcpy (&v, p, sizeof v);
  return part_bf16 (v);
}

static inline void store_block_bf16 (uint16_t *p, block_bf16 v)
{
  const block_bits bits = join_bf16 (v);
  memcpy (p, &bits, sizeof bits);
}

static inline block_bf16 load_some_block_bf16 (const uint16_t *p, size_t n)
{
  block_bits v = {0};
  memcpy (&v, p, n * sizeof *p);
  return part_bf16 (v);
}

static inline void store_some_block_bf16 (uint16_t *p, block_bf16 v, size_t n)
{
  const block_bits bits = join_bf16 (v);
  memcpy (p, &bits, n * sizeof *p);
}

static inline block_bf16 part_angles (vector_f32 a, vector_f32 b)
{
  return (block_bf16) {even_f32 (a, b), odd_f32 (a, b)};
}

static inline block_bf16 angles_bf16 (const float *p)
{
  return part_angles (load_f32 (p), load_f32 (p + LANES_f32));
}

static inline block_bf16 some_angles_bf16 (const float *p, size_t n)
{
  if (n < LANES_f32)
    return part_angles (load_some_f32 (p, n), same_f32 (0));
  return part_angles (load_f32 (p), n > LANES_f32 ? load_some_f32 (p + LANES_f32, n - LANES_f32) : same_f32 (0));
}

static inline block_bf16 same_angle_bf16 (float x)
{
  return (block_bf16) {same_f32 (x), same_f32 (x)};
}

static inline block_bf16 sum_bf16 (block_bf16 a, block_bf16 c, block_bf16 b, block_bf16 s)
{
  return (block_bf16) {a.even * c.even + b.even * s.even, a.odd * c.odd + b.odd * s.odd};
}

static inline block_bf16 difference_bf16 (block_bf16 a, block_bf16 c, block_bf16 b, block_bf16 s)
{
  return (block_bf16) {a.even * c.even - b.even * s.even, a.odd * c.odd - b.odd * s.odd};
}

static inline block_bf16 swap_block_bf16 (block_bf16 v)
{
  return (block_bf16) {v.odd, v.even};
}

/* Even elements are together already: only their order remains to be made even and odd again. */
static inline block_bf16 even_block_bf16 (block_bf16 a, block_bf16 b) { return part_angles (a.even, b.even); }
static inline block_bf16 odd_block_bf16 (block_bf16 a, block_bf16 b) { return part_angles (a.odd, b.odd); }
static inline block_bf16 low_block_bf16 (block_bf16 a, block_bf16 b) { return (block_bf16) {low_f32 (a.even, a.odd), low_f32 (b.even, b.odd)}; }
static inline block_bf16 high_block_bf16 (block_bf16 a, block_bf16 b) { return (block_bf16) {high_f32 (a.even, a.odd), high_f32 (b.even, b.odd)}; }

/* ---- bits of a block, on their way past the cache ---- */

#define LINES_OF(FORMAT, WHOLE, BITS)                                                                                 \
  typedef past_##WHOLE line_##FORMAT;                                                                                 \
  static inline line_##FORMAT line_of_##FORMAT (block_##FORMAT v) { return (line_##FORMAT) BITS (v); }                \
  static inline line_##FORMAT turned_line_##FORMAT (line_##FORMAT v, past_shift by) { return turned_##WHOLE (v, by); } \
  static inline line_##FORMAT joined_line_##FORMAT (line_##FORMAT a, line_##FORMAT b, past_shift by) { return joined_##WHOLE (a, b, by); } \
  static inline void leave_line_##FORMAT (void *to, line_##FORMAT v) { leave_##WHOLE (to, v); }                       \
  static inline void leave_some_line_##FORMAT (void *to, line_##FORMAT v, size_t bytes) { leave_some_##WHOLE (to, v, bytes); }
#define ITSELF(v) (v)

LINES_OF (f64, whole, ITSELF)
LINES_OF (f32, whole, ITSELF)
LINES_OF (bf16, whole, join_bf16)
LINES_OF (f16, half, to_f16)
#undef ITSELF
#undef LINES_OF
#define PAST_UNIT_f64 PAST_UNIT_whole
#define PAST_UNIT_f32 PAST_UNIT_whole
#define PAST_UNIT_bf16 PAST_UNIT_whole
#define PAST_UNIT_f16 PAST_UNIT_half

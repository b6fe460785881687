/* range_body.h - entries of a range of positions: the addition theorem in vectors, with a cheap proof of each rounding.

   cos (a + b) = cos a cos b - sin a sin b, sin (a + b) = sin a cos b + cos a sin b, one a and many b.  The exact value lies between
   two ends, twice the slack apart; where both round to the same number, it does, too.  The products may be fused with the sums, where
   other kernels never are: what is proved does not depend on it.

   f64: every factor is a short part, a multiple of 2^-26, and the rest, at most 2^-27, so that the sum of the products of short
   parts is exact: a multiple of 2^-52 that does not exceed 1 (with a factor: times a power of two).  The other products need
   no more than a double: absolute error below 7/8 * 2^-76 (tests/proofs/short.g).
   Narrower formats: products of doubles, absolute error below 7/8 * 2^-50 (plain.g).  The 16-bit ones are rounded from 24 bits to
   odd (Boldo, Melquiond 2008).  Ends that agree are too far apart for single's subnormal numbers.

   Included once per instruction set; needs KERNEL (name) and the vectors of vector_SET.h.

   SPDX-License-Identifier: GPL-3.0-or-later */

typedef struct {
  vector_f64 cos, cos_rest, sin, sin_rest, minus_sin, minus_sin_rest, slack;
} KERNEL (factors);

/* x = short part + rest */
static inline void KERNEL (part) (dd x, double grid, vector_f64 *part, vector_f64 *rest)
{
  const double shorter = (x.hi + grid) - grid;
  *part = same_f64 (shorter);
  *rest = same_f64 ((x.hi - shorter) + x.lo);
}

/* The slack is CACHE_SLACK_SHORT times the power of two that the factors are below. */
static inline KERNEL (factors) KERNEL (factors_short) (const cache_source *source, double slack)
{
  const double grid = slack / CACHE_SLACK_SHORT * CACHE_SHORT_GRID;
  KERNEL (factors) f;
  f.slack = same_f64 (slack);
  KERNEL (part) (source->a.cos, grid, &f.cos, &f.cos_rest);
  KERNEL (part) (source->a.sin, grid, &f.sin, &f.sin_rest);
  f.minus_sin = -f.sin;
  f.minus_sin_rest = -f.sin_rest;
  return f;
}

static inline KERNEL (factors) KERNEL (factors_plain) (const cache_source *source, double slack)
{
  const vector_f64 c = same_f64 (source->a.cos.hi), s = same_f64 (source->a.sin.hi), zero = same_f64 (0);
  return (KERNEL (factors)) {c, zero, s, zero, -s, zero, same_f64 (slack)};
}

/* ---- one vector of entries, from k on ---- */

/* For f64 the number and the bits in which its ends differ: twice the slack apart, rounded once. */
static inline ALWAYS_INLINE vector_f64 KERNEL (settle_f64) (vector_f64 high, vector_f64 low, vector_f64 slack, vector_i64 *doubt)
{
  const vector_f64 up = high + low, down = high + (low - (slack + slack));
  *doubt |= (vector_i64) up ^ (vector_i64) down;
  return up;
}

static inline ALWAYS_INLINE void KERNEL (entries_short) (const KERNEL (factors) *f, const cache_source *source, size_t k, vector_f64 *cosine,
                                                         vector_f64 *sine, vector_i64 *doubt)
{
  const vector_f64 c = load_f64 (source->part.cos + k), c_rest = load_f64 (source->part.cos_lo + k);
  const vector_f64 s = load_f64 (source->part.sin + k), s_rest = load_f64 (source->part.sin_lo + k);
  const vector_f64 cos = c + c_rest, sin = s + s_rest;
  const vector_f64 cos_high = fused_f64 (f->cos, c, f->minus_sin * s), sin_high = fused_f64 (f->sin, c, f->cos * s);
  vector_f64 cos_low = fused_f64 (f->minus_sin_rest, sin, f->slack), sin_low = fused_f64 (f->cos_rest, sin, f->slack);
  cos_low = fused_f64 (f->minus_sin, s_rest, cos_low);
  sin_low = fused_f64 (f->cos, s_rest, sin_low);
  cos_low = fused_f64 (f->cos_rest, cos, cos_low);
  sin_low = fused_f64 (f->sin_rest, cos, sin_low);
  cos_low = fused_f64 (f->cos, c_rest, cos_low);
  sin_low = fused_f64 (f->sin, c_rest, sin_low);
  *cosine = KERNEL (settle_f64) (cos_high, cos_low, f->slack, doubt);
  *sine = KERNEL (settle_f64) (sin_high, sin_low, f->slack, doubt);
}

/* Upper ends of entries: not below the exact value, and less than twice the slack above it. */
static inline ALWAYS_INLINE void KERNEL (upper_ends) (const KERNEL (factors) *f, const cache_source *source, size_t k, vector_f64 *cosine,
                                                      vector_f64 *sine)
{
  const vector_f64 c = load_f64 (source->b.cos + k), s = load_f64 (source->b.sin + k);
  *cosine = fused_f64 (f->cos, c, fused_f64 (f->minus_sin, s, f->slack));
  *sine = fused_f64 (f->sin, c, fused_f64 (f->cos, s, f->slack));
}

/* ---- narrower formats: what is rounded, and the bits in which the ends differ ---- */

/* bits of a double beyond single's 24 */
#define BEYOND_SINGLE ((INT64_C (1) << 29) - 1)

static inline ALWAYS_INLINE vector_i64 KERNEL (same_i64) (int64_t x)
{
  return (vector_i64) {0} + x;
}

/* Both ends round to the same number of single's where half a unit of its last place, added to the bits, carries alike; it is what
   then remains of the sum, even if an end lies half-way to the next.  The lower end is taken from the sum, twice as far below: there a
   unit may be twice as large. */
static inline ALWAYS_INLINE vector_f64 KERNEL (nearest_24) (vector_f64 up, vector_f64 slack, vector_i64 *doubt)
{
  const vector_i64 sum = (vector_i64) up + KERNEL (same_i64) (INT64_C (1) << 28);
  *doubt |= sum ^ (vector_i64) ((vector_f64) sum - 4 * slack);
  return (vector_f64) (sum & KERNEL (same_i64) (~BEYOND_SINGLE));
}

/* Where both ends agree in 24 bits, what lies strictly between them is rounded to odd by setting the last. */
static inline ALWAYS_INLINE vector_f64 KERNEL (odd_24) (vector_f64 up, vector_f64 slack, vector_i64 *doubt)
{
  *doubt |= (vector_i64) up ^ (vector_i64) (up - 2 * slack);
  return (vector_f64) (((vector_i64) up & KERNEL (same_i64) (~BEYOND_SINGLE)) | KERNEL (same_i64) (BEYOND_SINGLE + 1));
}

/* ---- blocks of entries: one vector of f64, two else ---- */

static inline ALWAYS_INLINE void KERNEL (block_f64) (const KERNEL (factors) *f, const cache_source *source, size_t k, vector_f64 *c,
                                                     vector_f64 *s, vector_i64 *doubt)
{
  KERNEL (entries_short) (f, source, k, c, s, doubt);
}

#define BLOCK(FORMAT, STORED, ROUND, NARROW)                                                                          \
  static inline ALWAYS_INLINE void KERNEL (block_##FORMAT) (const KERNEL (factors) *f, const cache_source *source, size_t k, \
                                                            JOIN (vector, STORED) *c, JOIN (vector, STORED) *s, vector_i64 *doubt) \
  {                                                                                                                   \
    vector_f64 cos, cos_next, sin, sin_next; /* written out: gcc would not keep arrays of a loop in registers */         \
    KERNEL (upper_ends) (f, source, k, &cos, &sin);                                                                   \
    KERNEL (upper_ends) (f, source, k + LANES_f64, &cos_next, &sin_next);                                             \
    *c = NARROW (narrow_f32 (KERNEL (ROUND) (cos, f->slack, doubt), KERNEL (ROUND) (cos_next, f->slack, doubt)));     \
    *s = NARROW (narrow_f32 (KERNEL (ROUND) (sin, f->slack, doubt), KERNEL (ROUND) (sin_next, f->slack, doubt)));     \
  }

#define AS_SINGLE(x) (x)
BLOCK (f32, f32, nearest_24, AS_SINGLE)
BLOCK (bf16, u16, odd_24, halves_bf16)
BLOCK (f16, u16, odd_24, halves_f16)
#undef AS_SINGLE
#undef BLOCK

/* ---- loops ---- */

/* Seeds from k on, fewer than a block, followed by more of the last one. */
typedef struct {
  double value[8][2 * LANES_f64];
  cache_source source;
} KERNEL (remainder);

static void KERNEL (repeat_last) (const cache_source *from, size_t k, size_t n, KERNEL (remainder) *to)
{
  const double *array[8] = {from->b.cos, from->b.cos_lo, from->b.sin, from->b.sin_lo, from->part.cos, from->part.cos_lo, from->part.sin, from->part.sin_lo};
  for (size_t j = 0; j < 8; j++)
    for (size_t i = 0; i < 2 * LANES_f64; i++)
      to->value[j][i] = array[j] ? array[j][k + (i < n ? i : n - 1)] : 0;
  to->source = *from;
  to->source.b = (cache_seeds) {to->value[0], to->value[1], to->value[2], to->value[3]};
  to->source.part = (cache_seeds) {to->value[4], to->value[5], to->value[6], to->value[7]};
}

/* A block is VECTORS of doubles, stored as a vector of STORED, past the cache as PAST; bits of IGNORED are no doubt. */
#define FILL(SOURCE, FORMAT, TYPE, VECTORS, STORED, PAST, IGNORED)                                                      \
  static int KERNEL (fill_range_##FORMAT) (size_t n, const cache_source *source, double slack, void *cos, void *sin)  \
  {                                                                                                                   \
    const size_t lanes = VECTORS * LANES_f64;                                                                         \
    const KERNEL (factors) f = KERNEL (factors_##SOURCE) (source, slack);                                             \
    const cache_source src = *source;                                                                                 \
    TYPE *c = cos, *s = sin;                                                                                          \
    vector_i64 doubt = {0};                                                                                           \
    size_t k = 0;                                                                                                     \
    for (; src.past_cache && k + lanes <= n; k += lanes) {                                                            \
      JOIN (vector, STORED) vc, vs;                                                                                   \
      KERNEL (block_##FORMAT) (&f, &src, k, &vc, &vs, &doubt);                                                        \
      JOIN (leave, PAST) (c + k, (JOIN (past, PAST)) vc);                                                             \
      JOIN (leave, PAST) (s + k, (JOIN (past, PAST)) vs);                                                             \
    }                                                                                                                 \
    for (; k + lanes <= n; k += lanes) {                                                                              \
      JOIN (vector, STORED) vc, vs;                                                                                   \
      KERNEL (block_##FORMAT) (&f, &src, k, &vc, &vs, &doubt);                                                        \
      memcpy (c + k, &vc, sizeof vc);                                                                                 \
      memcpy (s + k, &vs, sizeof vs);                                                                                 \
    }                                                                                                                 \
    if (k < n) {                                                                                                      \
      KERNEL (remainder) rest;                                                                                        \
      JOIN (vector, STORED) vc, vs;                                                                                   \
      KERNEL (repeat_last) (&src, k, n - k, &rest);                                                                   \
      KERNEL (block_##FORMAT) (&f, &rest.source, 0, &vc, &vs, &doubt);                                                \
      memcpy (c + k, &vc, (n - k) * sizeof (TYPE));                                                                   \
      memcpy (s + k, &vs, (n - k) * sizeof (TYPE));                                                                   \
    }                                                                                                                 \
    int64_t bits[LANES_f64], any = 0;                                                                                 \
    memcpy (bits, &doubt, sizeof bits);                                                                               \
    for (size_t i = 0; i < LANES_f64; i++)                                                                            \
      any |= bits[i] & ~(int64_t) (IGNORED);                                                                          \
    return any != 0;                                                                                                  \
  }

FILL (short, f64, double, 1, f64, whole, 0)
FILL (plain, f32, float, 2, f32, whole, BEYOND_SINGLE)
FILL (plain, bf16, uint16_t, 2, u16, half, BEYOND_SINGLE)
FILL (plain, f16, uint16_t, 2, u16, half, BEYOND_SINGLE)

#undef FILL
#undef BEYOND_SINGLE

/* Numbers of at most 1 as short part and rest, for the source "short". */
static void KERNEL (part_seeds) (size_t n, const double *restrict hi, const double *restrict lo, double *restrict part, double *restrict rest)
{
  for (size_t k = 0; k < n; k++) {
    part[k] = (hi[k] + CACHE_SHORT_GRID) - CACHE_SHORT_GRID;
    rest[k] = (hi[k] - part[k]) + lo[k];
  }
}

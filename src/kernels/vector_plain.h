/* vector_plain.h - vectors of 16 bytes in the compiler's own terms, for every processor: what the loop bodies are written in.

   vector_F, LANES_F      of the arithmetic F, f64 or f32
   same_F                 one number in all lanes
   load_G, store_G        of the stored format G: f64; f32 or f16, which are computed with in single
   load_some_G, ...       the first n lanes, 0 < n < LANES; nothing beyond is touched
   swap_F                 neighbours exchanged
   even_F, odd_F          every second lane of a, then of b
   low_F, high_F          lanes of a and b in turn, of the first halves, of the second halves
   fused_f64              a b + c, rounded once if the processor can, else twice: for what does not depend on it
   narrow_f32             two vectors of doubles rounded to one of single
   halves_bf16, halves_f16   a vector of single rounded to a vector_u16; no lane half-way between two bf16, no NaN
   past_whole, past_half  the bits of a vector, of half a vector; shift: by so many words of 4 bytes
   PAST_UNIT_whole        bytes: what addresses must be multiples of, ..._half likewise
   turned_whole           made ready for being joined
   joined_whole           the words of a, then of b, from number `shift` on; a and b turned
   leave_whole            to an aligned address, past the cache if the processor can; leave_some_whole: the first bytes, the common way
   past_end               after the last of them

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>
#include <string.h>

typedef double vector_f64 __attribute__ ((vector_size (16)));
typedef float vector_f32 __attribute__ ((vector_size (16)));
typedef uint32_t vector_u32 __attribute__ ((vector_size (16)));
typedef int32_t vector_i32 __attribute__ ((vector_size (16)));
typedef uint16_t vector_u16 __attribute__ ((vector_size (8)));
typedef int64_t vector_i64 __attribute__ ((vector_size (16)));
#define LANES_f64 2
#define LANES_f32 4

static inline vector_f64 same_f64 (double x) { return (vector_f64) {x, x}; }
static inline vector_f32 same_f32 (float x) { return (vector_f32) {x, x, x, x}; }

#define LOADS(FORMAT, ARITHMETIC, STORED, BITS, FROM, TO)                                                             \
  static inline vector_##ARITHMETIC load_##FORMAT (const STORED *p)                                                   \
  {                                                                                                                   \
    BITS v;                                                                                                           \
    memcpy (&v, p, sizeof v);                                                                                         \
    return FROM (v);                                                                                                  \
  }                                                                                                                   \
  static inline void store_##FORMAT (STORED *p, vector_##ARITHMETIC x)                                                \
  {                                                                                                                   \
    const BITS v = TO (x);                                                                                            \
    memcpy (p, &v, sizeof v);                                                                                         \
  }                                                                                                                   \
  static inline vector_##ARITHMETIC load_some_##FORMAT (const STORED *p, size_t n)                                    \
  {                                                                                                                   \
    BITS v = {0};                                                                                                     \
    for (size_t k = 0; k < n; k++)                                                                                    \
      v[k] = p[k];                                                                                                    \
    return FROM (v);                                                                                                  \
  }                                                                                                                   \
  static inline void store_some_##FORMAT (STORED *p, vector_##ARITHMETIC x, size_t n)                                 \
  {                                                                                                                   \
    const BITS v = TO (x);                                                                                            \
    for (size_t k = 0; k < n; k++)                                                                                    \
      p[k] = v[k];                                                                                                    \
  }

/* ---- f16: half.h in vectors ---- */

static inline vector_u32 choose_u32 (vector_i32 condition, vector_u32 yes, vector_u32 no)
{
  return ((vector_u32) condition & yes) | (~(vector_u32) condition & no);
}

static inline vector_f32 from_f16 (vector_u16 half)
{
  const vector_u32 h = __builtin_convertvector (half, vector_u32), magnitude = h & 0x7fff;
  const vector_f32 subnormal = __builtin_convertvector ((vector_i32) magnitude, vector_f32) * 0x1p-24f;
  const vector_u32 large = (vector_u32) ((vector_i32) magnitude >= 0x7c00) & 0x38000000u;
  const vector_u32 normal = (magnitude << 13) + (0x38000000u + large);
  return (vector_f32) ((h & 0x8000) << 16 | choose_u32 ((vector_i32) magnitude < 0x400, (vector_u32) subnormal, normal));
}

static inline vector_u16 to_f16 (vector_f32 v)
{
  const vector_u32 bits = (vector_u32) v, magnitude = bits & 0x7fffffff, sign = bits >> 16 & 0x8000;
  const vector_u32 normal = (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13;
  const vector_u32 infinite = {0x7c00, 0x7c00, 0x7c00, 0x7c00};
  const vector_u32 large = choose_u32 ((vector_i32) normal > 0x7c00, infinite, normal);
  const vector_u32 subnormal = (vector_u32) ((vector_f32) magnitude + 0.5f) - 0x3f000000;
  const vector_u32 finite = choose_u32 ((vector_i32) magnitude < 0x38800000, subnormal, large);
  const vector_u32 nan = (magnitude >> 13 & 0x3ff) | 0x7e00;
  return __builtin_convertvector (sign | choose_u32 ((vector_i32) magnitude > 0x7f800000, nan, finite), vector_u16);
}

#define AS_IT_IS(x) (x)
LOADS (f64, f64, double, vector_f64, AS_IT_IS, AS_IT_IS)
LOADS (f32, f32, float, vector_f32, AS_IT_IS, AS_IT_IS)
LOADS (f16, f32, uint16_t, vector_u16, from_f16, to_f16)
#undef LOADS

/* ---- orders ---- */

static inline vector_f64 swap_f64 (vector_f64 v) { return (vector_f64) {v[1], v[0]}; }
static inline vector_f64 even_f64 (vector_f64 a, vector_f64 b) { return (vector_f64) {a[0], b[0]}; }
static inline vector_f64 odd_f64 (vector_f64 a, vector_f64 b) { return (vector_f64) {a[1], b[1]}; }
static inline vector_f64 low_f64 (vector_f64 a, vector_f64 b) { return even_f64 (a, b); }
static inline vector_f64 high_f64 (vector_f64 a, vector_f64 b) { return odd_f64 (a, b); }

#if defined (__has_builtin)
#  if __has_builtin (__builtin_shufflevector)
#    define SHUFFLE(A, B, ...) __builtin_shufflevector (A, B, __VA_ARGS__)
#  endif
#endif
#ifndef SHUFFLE
#  define SHUFFLE(A, B, ...) __builtin_shuffle (A, B, (vector_i32) {__VA_ARGS__})
#endif
static inline vector_f32 swap_f32 (vector_f32 v) { return SHUFFLE (v, v, 1, 0, 3, 2); }
static inline vector_f32 even_f32 (vector_f32 a, vector_f32 b) { return SHUFFLE (a, b, 0, 2, 4, 6); }
static inline vector_f32 odd_f32 (vector_f32 a, vector_f32 b) { return SHUFFLE (a, b, 1, 3, 5, 7); }
static inline vector_f32 low_f32 (vector_f32 a, vector_f32 b) { return SHUFFLE (a, b, 0, 4, 1, 5); }
static inline vector_f32 high_f32 (vector_f32 a, vector_f32 b) { return SHUFFLE (a, b, 2, 6, 3, 7); }
#undef SHUFFLE

/* ---- narrower ---- */

#ifdef __FMA__
static inline vector_f64 fused_f64 (vector_f64 a, vector_f64 b, vector_f64 c) { return (vector_f64) {fma (a[0], b[0], c[0]), fma (a[1], b[1], c[1])}; }
#else
static inline vector_f64 fused_f64 (vector_f64 a, vector_f64 b, vector_f64 c) { return a * b + c; }
#endif

static inline vector_f32 narrow_f32 (vector_f64 a, vector_f64 b) { return (vector_f32) {(float) a[0], (float) a[1], (float) b[0], (float) b[1]}; }
static inline vector_u16 halves_bf16 (vector_f32 v) { return __builtin_convertvector (((vector_u32) v + 0x8000) >> 16, vector_u16); }
static inline vector_u16 halves_f16 (vector_f32 v) { return to_f16 (v); }

/* ---- past the cache ---- */

typedef vector_u32 past_whole;
typedef vector_u16 past_half;
typedef int past_shift;
#define PAST_UNIT_whole 16 /* no shift then */
#define PAST_UNIT_half 8

static inline past_shift past_shift_by (size_t words) { return (int) words; }
static inline past_whole turned_whole (past_whole v, past_shift by) { return (void) by, v; }
static inline past_half turned_half (past_half v, past_shift by) { return (void) by, v; }
static inline past_whole joined_whole (past_whole a, past_whole b, past_shift by) { return (void) b, (void) by, a; }
static inline past_half joined_half (past_half a, past_half b, past_shift by) { return (void) b, (void) by, a; }
static inline void leave_some_whole (void *to, past_whole v, size_t bytes) { memcpy (to, &v, bytes); }
static inline void leave_some_half (void *to, past_half v, size_t bytes) { memcpy (to, &v, bytes); }

#if defined (__SSE2__) && defined (__x86_64__)
#  include <emmintrin.h>
#  define GOES_PAST_CACHE 1
static inline void leave_whole (void *to, past_whole v) { _mm_stream_si128 (to, (__m128i) v); }
static inline void leave_half (void *to, past_half v) { _mm_stream_si64 (to, (long long) v); }
static inline void past_end (void) { _mm_sfence (); }
#else
#  define GOES_PAST_CACHE 0
static inline void leave_whole (void *to, past_whole v) { memcpy (to, &v, sizeof v); }
static inline void leave_half (void *to, past_half v) { memcpy (to, &v, sizeof v); }
static inline void past_end (void) {}
#endif

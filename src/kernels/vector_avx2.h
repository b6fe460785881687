/* vector_avx2.h - vectors of 32 bytes: what the loop bodies are written in.  See vector_plain.h for what each name means.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

typedef __m256d vector_f64;
typedef __m256 vector_f32;
typedef __m256i vector_i64;
typedef __m128i vector_u16;
#define LANES_f64 4
#define LANES_f32 8

static inline vector_f64 same_f64 (double x) { return _mm256_set1_pd (x); }
static inline vector_f32 same_f32 (float x) { return _mm256_set1_ps (x); }

/* A vector that is loaded once: gcc would rather load it again for every use, across two lines if it is not aligned. */
#define ONCE(TYPE, LOAD)                                                                                              \
  TYPE v = LOAD;                                                                                                      \
  __asm__ ("" : "+x"(v));                                                                                             \
  return v

static inline vector_f64 load_f64 (const double *p) { ONCE (vector_f64, _mm256_loadu_pd (p)); }
static inline vector_f32 load_f32 (const float *p) { ONCE (vector_f32, _mm256_loadu_ps (p)); }
static inline void store_f64 (double *p, vector_f64 v) { _mm256_storeu_pd (p, v); }
static inline void store_f32 (float *p, vector_f32 v) { _mm256_storeu_ps (p, v); }

static inline __m256i low_mask_f64 (size_t n) { return _mm256_cmpgt_epi64 (_mm256_set1_epi64x ((long long) n), _mm256_setr_epi64x (0, 1, 2, 3)); }
static inline __m256i low_mask_f32 (size_t n) { return _mm256_cmpgt_epi32 (_mm256_set1_epi32 ((int) n), _mm256_setr_epi32 (0, 1, 2, 3, 4, 5, 6, 7)); }

static inline vector_f64 load_some_f64 (const double *p, size_t n) { return _mm256_maskload_pd (p, low_mask_f64 (n)); }
static inline vector_f32 load_some_f32 (const float *p, size_t n) { return _mm256_maskload_ps (p, low_mask_f32 (n)); }
static inline void store_some_f64 (double *p, vector_f64 v, size_t n) { _mm256_maskstore_pd (p, low_mask_f64 (n), v); }
static inline void store_some_f32 (float *p, vector_f32 v, size_t n) { _mm256_maskstore_ps (p, low_mask_f32 (n), v); }

/* ---- f16 ---- */

static inline __m128i to_f16 (vector_f32 v) { return _mm256_cvtps_ph (v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

static inline vector_f32 load_f16 (const uint16_t *p) { return _mm256_cvtph_ps (_mm_loadu_si128 ((const __m128i *) p)); }
static inline void store_f16 (uint16_t *p, vector_f32 v) { _mm_storeu_si128 ((__m128i *) p, to_f16 (v)); }

static inline __m128i load_some_16 (const uint16_t *p, size_t n)
{
  __m128i bits = _mm_setzero_si128 ();
  memcpy (&bits, p, n * sizeof *p);
  return bits;
}

static inline vector_f32 load_some_f16 (const uint16_t *p, size_t n) { return _mm256_cvtph_ps (load_some_16 (p, n)); }
static inline void store_some_f16 (uint16_t *p, vector_f32 v, size_t n)
{
  const __m128i bits = to_f16 (v);
  memcpy (p, &bits, n * sizeof *p);
}

/* ---- orders ---- */

static inline vector_f64 swap_f64 (vector_f64 v) { return _mm256_permute_pd (v, 0x5); }
static inline vector_f32 swap_f32 (vector_f32 v) { return _mm256_permute_ps (v, 0xb1); }

/* the halves in between are exchanged: 0, 2, 1, 3 */
static inline __m256d middle (__m256d v) { return _mm256_permute4x64_pd (v, 0xd8); }

static inline vector_f64 even_f64 (vector_f64 a, vector_f64 b) { return middle (_mm256_unpacklo_pd (a, b)); }
static inline vector_f64 odd_f64 (vector_f64 a, vector_f64 b) { return middle (_mm256_unpackhi_pd (a, b)); }
static inline vector_f64 low_f64 (vector_f64 a, vector_f64 b) { return _mm256_permute2f128_pd (_mm256_unpacklo_pd (a, b), _mm256_unpackhi_pd (a, b), 0x20); }
static inline vector_f64 high_f64 (vector_f64 a, vector_f64 b) { return _mm256_permute2f128_pd (_mm256_unpacklo_pd (a, b), _mm256_unpackhi_pd (a, b), 0x31); }

static inline vector_f32 even_f32 (vector_f32 a, vector_f32 b)
{
  return _mm256_castpd_ps (middle (_mm256_castps_pd (_mm256_shuffle_ps (a, b, 0x88))));
}
static inline vector_f32 odd_f32 (vector_f32 a, vector_f32 b)
{
  return _mm256_castpd_ps (middle (_mm256_castps_pd (_mm256_shuffle_ps (a, b, 0xdd))));
}
static inline vector_f32 low_f32 (vector_f32 a, vector_f32 b) { return _mm256_permute2f128_ps (_mm256_unpacklo_ps (a, b), _mm256_unpackhi_ps (a, b), 0x20); }
static inline vector_f32 high_f32 (vector_f32 a, vector_f32 b) { return _mm256_permute2f128_ps (_mm256_unpacklo_ps (a, b), _mm256_unpackhi_ps (a, b), 0x31); }

/* ---- narrower ---- */

#ifdef __FMA__
static inline vector_f64 fused_f64 (vector_f64 a, vector_f64 b, vector_f64 c) { return _mm256_fmadd_pd (a, b, c); }
#else
static inline vector_f64 fused_f64 (vector_f64 a, vector_f64 b, vector_f64 c) { return a * b + c; }
#endif

static inline vector_f32 narrow_f32 (vector_f64 a, vector_f64 b) { return _mm256_set_m128 (_mm256_cvtpd_ps (b), _mm256_cvtpd_ps (a)); }
static inline vector_u16 halves_f16 (vector_f32 v) { return to_f16 (v); }
static inline vector_u16 halves_bf16 (vector_f32 v)
{
  const __m256i half = _mm256_srli_epi32 (_mm256_add_epi32 (_mm256_castps_si256 (v), _mm256_set1_epi32 (0x8000)), 16);
  return _mm_packus_epi32 (_mm256_castsi256_si128 (half), _mm256_extracti128_si256 (half, 1));
}

/* ---- past the cache ---- */

#define GOES_PAST_CACHE 1
typedef __m256i past_whole;
typedef __m128i past_half;
typedef struct {
  __m256i order, from_next; /* where each word comes from, and which come from the next vector */
} past_shift;
#define PAST_UNIT_whole 4
#define PAST_UNIT_half 16

static inline past_shift past_shift_by (size_t words)
{
  const __m256i by = _mm256_add_epi32 (_mm256_setr_epi32 (0, 1, 2, 3, 4, 5, 6, 7), _mm256_set1_epi32 ((int) words));
  return (past_shift) {by, _mm256_cmpgt_epi32 (by, _mm256_set1_epi32 (7))};
}
static inline past_whole turned_whole (past_whole v, past_shift by) { return _mm256_permutevar8x32_epi32 (v, by.order); }
static inline past_half turned_half (past_half v, past_shift by) { return (void) by, v; }
static inline past_whole joined_whole (past_whole a, past_whole b, past_shift by) { return _mm256_blendv_epi8 (a, b, by.from_next); }
static inline past_half joined_half (past_half a, past_half b, past_shift by) { return (void) b, (void) by, a; }
static inline void leave_whole (void *to, past_whole v) { _mm256_stream_si256 (to, v); }
static inline void leave_half (void *to, past_half v) { _mm_stream_si128 (to, v); }
static inline void leave_some_whole (void *to, past_whole v, size_t bytes) { _mm256_maskstore_epi32 (to, low_mask_f32 (bytes / 4), v); }
static inline void leave_some_half (void *to, past_half v, size_t bytes) { memcpy (to, &v, bytes); }
static inline void past_end (void) { _mm_sfence (); }

/* vector_avx512.h - vectors of 64 bytes: what the loop bodies are written in.  See vector_plain.h for what each name means.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <immintrin.h>
#include <stdint.h>

typedef __m512d vector_f64;
typedef __m512 vector_f32;
typedef __m512i vector_i64;
typedef __m256i vector_u16;
#define LANES_f64 8
#define LANES_f32 16

#define LOW_MASK(n) ((1u << (n)) - 1)

static inline vector_f64 same_f64 (double x) { return _mm512_set1_pd (x); }
static inline vector_f32 same_f32 (float x) { return _mm512_set1_ps (x); }

/* A vector that is loaded once: gcc would rather load it again for every use, across two lines if it is not aligned. */
#define ONCE(TYPE, LOAD)                                                                                              \
  TYPE v = LOAD;                                                                                                      \
  __asm__ ("" : "+v"(v));                                                                                             \
  return v

static inline vector_f64 load_f64 (const double *p) { ONCE (vector_f64, _mm512_loadu_pd (p)); }
static inline vector_f32 load_f32 (const float *p) { ONCE (vector_f32, _mm512_loadu_ps (p)); }
static inline void store_f64 (double *p, vector_f64 v) { _mm512_storeu_pd (p, v); }
static inline void store_f32 (float *p, vector_f32 v) { _mm512_storeu_ps (p, v); }

static inline vector_f64 load_some_f64 (const double *p, size_t n) { return _mm512_maskz_loadu_pd ((__mmask8) LOW_MASK (n), p); }
static inline vector_f32 load_some_f32 (const float *p, size_t n) { return _mm512_maskz_loadu_ps ((__mmask16) LOW_MASK (n), p); }
static inline void store_some_f64 (double *p, vector_f64 v, size_t n) { _mm512_mask_storeu_pd (p, (__mmask8) LOW_MASK (n), v); }
static inline void store_some_f32 (float *p, vector_f32 v, size_t n) { _mm512_mask_storeu_ps (p, (__mmask16) LOW_MASK (n), v); }

/* ---- bf16: see blocks.h; both vectors at once, their upper and their lower halves side by side.  Up if the lower half, and one for an odd
   upper half, is above the middle; a NaN stays as it is: out of arithmetic, it is quiet. ---- */

#define JOIN_BF16
static inline __m512i join_upper_halves (vector_f32 even, vector_f32 odd)
{
  const __mmask32 upper = 0xaaaaaaaau;
  const __m512i e = _mm512_castps_si512 (even), o = _mm512_castps_si512 (odd), infinity = _mm512_set1_epi16 (0x7f80);
  const __m512i high = _mm512_mask_blend_epi16 (upper, _mm512_srli_epi32 (e, 16), o), low = _mm512_mask_blend_epi16 (upper, e, _mm512_slli_epi32 (o, 16));
  const __m512i sum = _mm512_adds_epu16 (low, _mm512_and_si512 (high, _mm512_set1_epi16 (1)));
  const __mmask32 up = _mm512_cmpgt_epu16_mask (sum, _mm512_set1_epi16 ((short) 0x8000));
  const __mmask32 number = _mm512_mask_cmple_epu16_mask (up, _mm512_and_si512 (high, _mm512_set1_epi16 (0x7fff)), infinity);
  return _mm512_mask_add_epi16 (high, number, high, _mm512_set1_epi16 (1));
}

/* ---- f16 ---- */

static inline vector_f32 load_f16 (const uint16_t *p) { return _mm512_cvtph_ps (_mm256_loadu_si256 ((const __m256i *) p)); }
static inline __m256i to_f16 (vector_f32 v) { return _mm512_cvtps_ph (v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
static inline void store_f16 (uint16_t *p, vector_f32 v) { _mm256_storeu_si256 ((__m256i *) p, to_f16 (v)); }

static inline vector_f32 load_some_f16 (const uint16_t *p, size_t n) { return _mm512_cvtph_ps (_mm256_maskz_loadu_epi16 ((__mmask16) LOW_MASK (n), p)); }
static inline void store_some_f16 (uint16_t *p, vector_f32 v, size_t n)
{
  _mm256_mask_storeu_epi16 (p, (__mmask16) LOW_MASK (n), to_f16 (v));
}

/* ---- orders ---- */

static inline vector_f64 swap_f64 (vector_f64 v) { return _mm512_permute_pd (v, 0x55); }
static inline vector_f32 swap_f32 (vector_f32 v) { return _mm512_permute_ps (v, 0xb1); }

static inline vector_f64 even_f64 (vector_f64 a, vector_f64 b) { return _mm512_permutex2var_pd (a, _mm512_setr_epi64 (0, 2, 4, 6, 8, 10, 12, 14), b); }
static inline vector_f64 odd_f64 (vector_f64 a, vector_f64 b) { return _mm512_permutex2var_pd (a, _mm512_setr_epi64 (1, 3, 5, 7, 9, 11, 13, 15), b); }
static inline vector_f64 low_f64 (vector_f64 a, vector_f64 b) { return _mm512_permutex2var_pd (a, _mm512_setr_epi64 (0, 8, 1, 9, 2, 10, 3, 11), b); }
static inline vector_f64 high_f64 (vector_f64 a, vector_f64 b) { return _mm512_permutex2var_pd (a, _mm512_setr_epi64 (4, 12, 5, 13, 6, 14, 7, 15), b); }

static inline vector_f32 even_f32 (vector_f32 a, vector_f32 b)
{
  return _mm512_permutex2var_ps (a, _mm512_setr_epi32 (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b);
}
static inline vector_f32 odd_f32 (vector_f32 a, vector_f32 b)
{
  return _mm512_permutex2var_ps (a, _mm512_setr_epi32 (1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), b);
}
static inline vector_f32 low_f32 (vector_f32 a, vector_f32 b)
{
  return _mm512_permutex2var_ps (a, _mm512_setr_epi32 (0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), b);
}
static inline vector_f32 high_f32 (vector_f32 a, vector_f32 b)
{
  return _mm512_permutex2var_ps (a, _mm512_setr_epi32 (8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), b);
}

/* ---- narrower ---- */

static inline vector_f64 fused_f64 (vector_f64 a, vector_f64 b, vector_f64 c) { return _mm512_fmadd_pd (a, b, c); }

static inline vector_f32 narrow_f32 (vector_f64 a, vector_f64 b)
{
  return _mm512_insertf32x8 (_mm512_castps256_ps512 (_mm512_cvtpd_ps (a)), _mm512_cvtpd_ps (b), 1);
}
static inline vector_u16 halves_bf16 (vector_f32 v)
{
  return _mm512_cvtepi32_epi16 (_mm512_srli_epi32 (_mm512_add_epi32 (_mm512_castps_si512 (v), _mm512_set1_epi32 (0x8000)), 16));
}
static inline vector_u16 halves_f16 (vector_f32 v) { return _mm512_cvtps_ph (v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }

/* ---- past the cache ---- */

#define GOES_PAST_CACHE 1
typedef __m512i past_whole;
typedef __m256i past_half;
typedef __m512i past_shift;
#define PAST_UNIT_whole 4
#define PAST_UNIT_half 4

static inline past_shift past_shift_by (size_t words)
{
  return _mm512_add_epi32 (_mm512_setr_epi32 (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), _mm512_set1_epi32 ((int) words));
}
static inline past_whole turned_whole (past_whole v, past_shift by) { return (void) by, v; }
static inline past_half turned_half (past_half v, past_shift by) { return (void) by, v; }
static inline past_whole joined_whole (past_whole a, past_whole b, past_shift by) { return _mm512_permutex2var_epi32 (a, by, b); }
static inline past_half joined_half (past_half a, past_half b, past_shift by) { return _mm256_permutex2var_epi32 (a, _mm512_castsi512_si256 (by), b); }
static inline void leave_whole (void *to, past_whole v) { _mm512_stream_si512 (to, v); }
static inline void leave_half (void *to, past_half v) { _mm256_stream_si256 (to, v); }
static inline void leave_some_whole (void *to, past_whole v, size_t bytes) { _mm512_mask_storeu_epi32 (to, (__mmask16) LOW_MASK (bytes / 4), v); }
static inline void leave_some_half (void *to, past_half v, size_t bytes) { _mm256_mask_storeu_epi32 (to, (__mmask8) LOW_MASK (bytes / 4), v); }
static inline void past_end (void) { _mm_sfence (); }

/* rome.h - public interface of librome: rotary position embedding (RoPE) and its matrix form (RoME).

   Rotation of one pair at position p, with angle t = p * w:
       y0 = x0 cos t - x1 sin t,     y1 = x1 cos t + x0 sin t.
   Every function returns a rome_status, leaves its outputs untouched or undefined unless that is ROME_OK, and keeps no
   global state but the table of roots of unity that is made and verified at first use (thread-safe).

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_H
#define ROME_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ROME_VERSION "0.1.0"

#if defined (__GNUC__)
#  define ROME_API __attribute__ ((visibility ("default")))
#else
#  define ROME_API
#endif

/* ---- status ---------------------------------------------------------------------------------------------------- */

typedef enum {
  ROME_OK = 0,
  ROME_BAD_ARGUMENT,  /* an argument outside the documented range */
  ROME_NO_MEMORY,
  ROME_INTERRUPTED,   /* the monitor asked to stop */
  ROME_SELF_CHECK,    /* the arithmetic does not behave as IEEE 754 asks: compiled with the wrong flags */
  ROME_NO_CONVERGENCE, /* an exact frequency missed its residual bound: cannot happen in a correct build */
  /* a decision of a scaling rule lies within 1e-9 of its edge, where evaluations in double may decide otherwise */
  ROME_EDGE_BETA_FAST, /* YaRN: floor of the correction dimension of beta_fast */
  ROME_EDGE_BETA_SLOW, /* YaRN: ceil of the correction dimension of beta_slow */
  ROME_EDGE_LOW_FREQ,  /* Llama-3: a wavelength at L0 / low_freq_factor */
  ROME_EDGE_HIGH_FREQ, /* Llama-3: a wavelength at L0 / high_freq_factor */
  ROME_EDGE_PARTIAL,   /* proportional: partial_rotary_factor * dim / 2 at an integer it does not equal */
  ROME_EDGE_NTK_RAMP,  /* NTK by parts: floor or ceil of the correction dimensions of 1.25 and 0.75 turns */
  ROME_XPOS_RANGE,     /* an xPos scale leaves the range of the number format */
  ROME_NO_TILE         /* this processor has no tile unit for bf16, or the system does not let it be used */
} rome_status;

/* One sentence for a status, without a final period. */
ROME_API const char *rome_status_text (rome_status status);

/* Asked now and then during long work; a non-zero answer of stop stops it with ROME_INTERRUPTED.  progress, told between two
   portions how much of the current pass is done (0 to 1), may be NULL like stop.  Both are called from the calling thread only. */
typedef struct {
  int (*stop) (void *data);
  void *data;
  void (*progress) (void *data, double done);
} rome_monitor;

/* ---- number formats -------------------------------------------------------------------------------------------- */

typedef enum { ROME_F64, ROME_F32, ROME_BF16, ROME_F16 } rome_format; /* 16-bit formats as uint16_t */

ROME_API size_t rome_format_size (rome_format format);

/* ---- frequencies ----------------------------------------------------------------------------------------------- */

/* Exact angular frequencies of every pair, held as fractions of a turn to 2^-317, and never to fewer than 189
   significant bits. */
typedef struct rome_freqs rome_freqs;

/* Scaling rules; w = base^(-2i/d), f = factor, L = length, L0 = original_length, Lmax = max_length.  a is the attention factor,
   1 unless said. */
typedef enum {
  ROME_SCALING_DEFAULT,          /* w */
  ROME_SCALING_LINEAR,           /* w / f */
  ROME_SCALING_DYNAMIC_LINEAR,   /* w / f for L <= L0 f, else w L0 / L */
  ROME_SCALING_NTK,              /* w f^(-2i/(d-2)): base f^(d/(d-2)) */
  ROME_SCALING_BASE_FACTOR,      /* (base f)^(-2i/d) */
  ROME_SCALING_DYNAMIC,          /* NTK with f L' / Lmax - (f - 1), L' = max (L, Lmax), for f */
  ROME_SCALING_DYNAMIC_STATIC,   /* NTK with f^2 - (f - 1) for f: dynamic at the length f Lmax */
  ROME_SCALING_NTK_MIXED,        /* w exp (-ln f (m/h)^b), m = i + 1, h = d/2, b = mixed_b */
  ROME_SCALING_QWEN_DYNAMIC,     /* NTK with 2^(ceil (log2 (L / L0)) + 1) - 1, at least 1, for f */
  ROME_SCALING_YARN,             /* w (1 - s) + (w / f) s, see below; a = g (f, 1), or see below */
  ROME_SCALING_DYNAMIC_YARN,     /* YaRN with f = max (L / L0, 1) */
  ROME_SCALING_YARN_LOG,         /* w f^-s: the blend of YaRN between the logarithms; a = 1 */
  ROME_SCALING_GGML_YARN,        /* (w / e_i) (1 - s + s / f), e = freq_factors; ramp over max (hi - lo, 0.001); a = g (f, 1), 1 if extrapolation is 0 */
  ROME_SCALING_NTK_BY_PARTS,     /* v (1 - k) + w k, v = (w / f)(1 - m) + ntk m, m = ntk_share (1 - r (1.25, 0.75)), k = 1 - s */
  ROME_SCALING_THETA_SCALE,      /* w^q, q = ln (L0 f / 2 pi) / ln (L0 / 2 pi) */
  ROME_SCALING_LONGROPE,         /* w / e_i, e = long_factor if L > L0 else short_factor; a = sqrt (1 + ln s / ln L0) */
  ROME_SCALING_DYNAMIC_LONGROPE, /* w / (1 + (e_i - 1) x), e = long_factor, x = (L - L0) / (Lmax - L0) clamped to [0, 1]; a alike */
  ROME_SCALING_LLAMA3,           /* w, w / f or a blend by the wavelength's place between L0/high_freq and L0/low_freq */
  ROME_SCALING_PROPORTIONAL      /* w / f for i < partial d / 2, else 0 */
} rome_scaling_rule;

typedef struct {
  rome_scaling_rule rule;
  double factor;                   /* f, > 0; at least 1 where it multiplies the base or stands in a logarithm */
  const double *axis_factor;       /* linear and NTK: f of every block instead, or NULL */
  double original_length, max_length, length;
  /* The ramp of YaRN: r (beta_fast, beta_slow) = (i - lo) / (hi - lo) clamped to [0, 1]; lo, hi = d ln (L0 / (2 pi beta)) /
     (2 ln base), then floor and ceil if truncate; s = 1 - extrapolation (1 - r), extrapolation in [0, 1] */
  double beta_fast, beta_slow, extrapolation;
  int truncate;
  double ntk_share;                /* NTK by parts: in [0, 1] */
  double mixed_b;                  /* > 0 */
  double low_freq, high_freq;      /* Llama-3 */
  double partial;                  /* proportional */
  const double *short_factor, *long_factor; /* LongRoPE: one per pair */
  const double *freq_factors;      /* ggml: one per pair, or NULL */
  double attention;                /* a itself; 0: by the rule */
  double short_mscale, long_mscale; /* LongRoPE: a where short_factor, long_factor hold; 0: by the rule */
  double attn;                     /* multiplies the rule's a; 0: 1 */
  /* g (f, m) = c m ln f + 1, 1 for f <= 1, c = mscale_coefficient or, if that is 0, one tenth.  YaRN with both mscales
     non-zero: a = g (f, mscale) / g (f, mscale_all_dim) */
  double mscale, mscale_all_dim, mscale_coefficient;
} rome_scaling;

/* How the pairs of a head get their axis. */
typedef enum {
  ROME_AXES_BLOCKS,               /* axis a turns a block of size[a] columns; frequencies restart in each block */
  ROME_AXES_SECTIONS,             /* one list of frequencies; size[a] pairs in a row turn with axis a (M-RoPE) */
  ROME_AXES_SECTIONS_INTERLEAVED, /* pairs a, a + A, a + 2A, ... below A size[a] turn with axis a > 0, the others with axis 0 */
  ROME_AXES_PAIRS                 /* one list of frequencies; pair i turns with axis of_pair[i] and frequency index[i] of the list */
} rome_axes_kind;

typedef struct {
  rome_axes_kind kind;
  size_t count;
  const size_t *size; /* blocks: even and > 0; not for pairs */
  /* pairs: so many pairs and frequencies; axis (below count) and frequency (below pairs) of each, index NULL: i */
  size_t pairs;
  const size_t *of_pair, *index;
} rome_axes;

/* What the angle's exact quantity is. */
typedef enum {
  ROME_FORMULA, /* the real formula of the rule */
  ROME_FREQ64,  /* position times the frequency rounded to double */
  ROME_FREQ32,  /* position times the frequency rounded to single */
  ROME_ANGLE    /* the double product of position (plus offset) and the frequency rounded to double; truth only */
} rome_level;

/* xPos: cos and sin of pair i at position p are multiplied by z_i^((p - centre) / scale_base), z_i = (2i + 0.4 d) / (1.4 d), for
   queries, and divided by it for keys. */
typedef struct {
  double scale_base; /* > 0; 0: no xPos */
  double centre;
  int key;
} rome_xpos;

typedef struct {
  double base; /* finite, >= 1 */
  rome_axes axes;
  rome_scaling scaling;
  rome_level level;
  rome_xpos xpos; /* one axis only, not mixed */
  /* Frequencies as exact doubles instead of base and scaling, or NULL: one per pair or, if mixed, pairs-by-axes (column-major):
     the angle is then the sum over all axes.  |w| < 2^60. */
  const double *explicit_freqs;
  int mixed;
} rome_freqs_spec;

ROME_API rome_status rome_freqs_create (rome_freqs **freqs, const rome_freqs_spec *spec);
ROME_API void rome_freqs_free (rome_freqs *freqs);

ROME_API size_t rome_freqs_pairs (const rome_freqs *freqs);
ROME_API size_t rome_freqs_axes (const rome_freqs *freqs);
/* The frequencies in rad per position, each correctly rounded to double; w has room for pairs (times axes if mixed). */
ROME_API void rome_freqs_round (const rome_freqs *freqs, double *w);
/* The attention factor that multiplies cos and sin, correctly rounded; truth and tables use it unrounded. */
ROME_API double rome_freqs_attention (const rome_freqs *freqs);
/* g (f, mscale_all_dim)^2, by which DeepSeek multiplies the softmax scale, correctly rounded; 1 for other rules. */
ROME_API double rome_freqs_softmax (const rome_freqs *freqs);

/* ---- positions ------------------------------------------------------------------------------------------------- */

/* count rows of one number per axis, column by column: value[row + axis * count].  value NULL: row 0 .. count-1 on the one
   axis.  offset (one per axis, or NULL) is added exactly.  Every number is finite and at most 2^53 in magnitude. */
typedef struct {
  size_t count;
  const double *value;
  const double *offset;
} rome_positions;

#define ROME_POSITION_MAX 9007199254740992.0 /* 2^53 */

/* ---- truth ----------------------------------------------------------------------------------------------------- */

typedef enum {
  ROME_CERTIFIED, /* hi + lo, hi the nearest double: polished roots of unity and a compensated kernel */
  ROME_GSL        /* every digit is GSL's, on the exactly reduced angle; lo is 0 */
} rome_tier;

/* Relative error bound of hi + lo. */
#define ROME_CERTIFIED_BOUND 0x1p-98
#define ROME_GSL_BOUND (5 * 0x1p-53)

/* cos and sin of every position (rows) and pair (columns, leading dimension positions->count).  Any of the four outputs
   may be NULL. */
typedef struct {
  double *cos_hi, *cos_lo, *sin_hi, *sin_lo;
} rome_truth_values;

ROME_API rome_status rome_truth (const rome_freqs *freqs, const rome_positions *positions, rome_tier tier,
                                 const rome_truth_values *values, int threads, const rome_monitor *monitor);

/* What the first use of truth or tables verifies: the largest |z^N - 1| / N of the seeded and polished roots of unity
   (must be below 2^-100), their largest relative error against series in 320-bit fixed point (below 2^-103), and the largest
   distance of the two tiers in ulp on a fixed set of angles (at most 2). */
typedef struct {
  double residual, tier_distance, root_error;
} rome_self_check_result;

ROME_API rome_status rome_self_check (rome_self_check_result *result);

/* ---- tables ---------------------------------------------------------------------------------------------------- */

/* Correctly rounded cos and sin, positions->count rows by rome_freqs_pairs columns, column-major, in the given format. */
ROME_API rome_status rome_cache (const rome_freqs *freqs, const rome_positions *positions, rome_format format, void *cos_table,
                                 void *sin_table, int threads, const rome_monitor *monitor);

/* ---- rotation -------------------------------------------------------------------------------------------------- */

/* Pair i of a block of d columns: */
typedef enum {
  ROME_INTERLEAVED,    /* 2i, 2i+1 */
  ROME_HALF,           /* i, i + d/2 */
  ROME_QUARTER,        /* half inside each half of the block; d a multiple of 4 */
  ROME_INTERLEAVE_HALF /* read at 2i, 2i+1 and written to i, i + d/2 */
} rome_pairing;

/* count pairs of columns: read at (first, second), (first + step, second + step), ..., written to (to_first, to_second) and so
   on; to_step 0: written where they are read. */
typedef struct {
  size_t first, second, step, count;
  size_t to_first, to_second, to_step;
} rome_run;

/* Runs per block at the most. */
#define ROME_RUNS_PER_BLOCK 2

/* The pairs of a head's rotated columns 0 .. sum(block_dim)-1 as runs in table order; the pairing applies within each
   block.  runs has room for ROME_RUNS_PER_BLOCK * blocks entries; *nruns is set. */
ROME_API rome_status rome_pairing_runs (rome_pairing pairing, size_t blocks, const size_t *block_dim, rome_run *runs,
                                        size_t *nruns);

/* A tensor [batch, tokens, heads, dim] with any strides (in elements). */
typedef struct {
  size_t batch, tokens, heads, dim;
} rome_extent;
typedef struct {
  ptrdiff_t batch, token, head, dim;
} rome_stride;

/* cos and sin tables, of the tensor's format, or of ROME_F32 for 16-bit tensors.  wide: one column per rotated element (C and S
   of the matrix form) instead of one per pair.  Strides in elements; both row_stride and column_stride 0: column-major with
   `rows` rows.  batch_stride and head_stride: 0 for tables that all share. */
typedef struct {
  const void *cos, *sin;
  size_t rows;
  int wide;
  ptrdiff_t row_stride, column_stride, batch_stride, head_stride;
} rome_table;

/* Which table row turns token s of batch entry b: row[b * batch_step + s * token_step], or s + offset[b * offset_step]
   if row is NULL (offset NULL: 0). */
typedef struct {
  const int64_t *row;
  size_t batch_step, token_step;
  const int64_t *offset;
  size_t offset_step;
} rome_rows;

typedef struct {
  rome_format format;
  const void *x;
  void *y; /* may be x itself with the same strides if every run is written where it is read; must not overlap it otherwise */
  rome_extent extent;
  rome_stride x_stride, y_stride;
  size_t start; /* first rotated column; the others are copied */
  const rome_run *runs; /* none: everything is copied */
  size_t nruns;
  rome_table table;
  rome_rows rows;
  int inverse; /* the transposed rotation: by the negative angle, read where it would be written */
  int threads; /* 0: as many as rome_threads () says */
  /* y's memory has not been touched since the system gave it: its pages come into the cache as they are cleared, so that stores
     past the cache would only lose time.  A matter of speed alone. */
  int fresh_output;
} rome_rotation;

ROME_API rome_status rome_rotate (const rome_rotation *rotation, const rome_monitor *monitor);

/* ---- matrix form: y = x .* C + (x * M) .* S -------------------------------------------------------------------- */

/* y = (x * P) .* C + (x * M) .* S, P the identity unless said. */

/* What a square matrix (order by order, column-major, of ROME_F64 or ROME_F32) shows.  Column j of x * M is
   sign[j] * x[source[j]] if every column holds a single +-1 (sign 0: the column is zero). */
ROME_API int rome_matrix_select (rome_format format, const void *matrix, size_t order, size_t *source, signed char *sign);

/* Whether P and M couple the columns in pairs (a, b), a < b: y[a] = x[p] C - x[q] S, y[b] = x[q] C + x[p] S.  The pairs, sorted by
   a, go to runs (room for order / 2).  P NULL: the identity. */
ROME_API int rome_matrix_pairs (rome_format format, const void *P, const void *M, size_t order, rome_run *runs, size_t *nruns);

/* What M and P show, found once for many calls.  The matrices must not change as long as the plan is used with them. */
typedef enum {
  ROME_MATRIX_ANY,       /* only a product will do */
  ROME_MATRIX_SELECTION, /* columns that pick and negate single elements, or are zero */
  ROME_MATRIX_PAIRS      /* pairs: a rotation */
} rome_matrix_kind;
typedef struct rome_matrix_plan rome_matrix_plan;

ROME_API rome_status rome_matrix_plan_create (rome_matrix_plan **plan, rome_format format, const void *P, const void *M, size_t order);
ROME_API void rome_matrix_plan_free (rome_matrix_plan *plan);
ROME_API rome_matrix_kind rome_matrix_plan_kind (const rome_matrix_plan *plan);
/* The pairs as by rome_matrix_pairs; they live as long as the plan. */
ROME_API const rome_run *rome_matrix_plan_runs (const rome_matrix_plan *plan, size_t *nruns);

/* Product of a block: out (order by n) = transpose (matrix) * in (order by n), all column-major and dense. */
typedef struct {
  void (*f64) (void *data, size_t order, size_t n, const double *matrix, const double *in, double *out);
  void (*f32) (void *data, size_t order, size_t n, const float *matrix, const float *in, float *out);
  void *data;
  int concurrent; /* whether they may be called from several threads at once; else only the calling thread does */
} rome_product;

typedef struct {
  rome_rotation rotation; /* runs are used to spread a table of one column per pair over the columns */
  const void *matrix;     /* M, order by order in the rotation's format, ROME_F32 for 16-bit tensors */
  size_t order;
  const void *permutation; /* P like M, or NULL for the identity */
  const rome_matrix_plan *plan; /* of these very matrices, or NULL: the call looks at them itself */
} rome_matrix_rotation;

/* Engine "gemm": any matrix, through the product given.  Engine "fused": signed selections, without a dense product; the
   same bits as rome_rotate where the matrix is a rotation. */
ROME_API rome_status rome_matrix_gemm (const rome_matrix_rotation *rotation, const rome_product *product,
                                       const rome_monitor *monitor);
ROME_API rome_status rome_matrix_fused (const rome_matrix_rotation *rotation, const rome_monitor *monitor);
/* Engine "tile": x * M and x * P on the processor's matrix unit (AMX), for ROME_BF16 and signed selections; bit for bit what "fused"
   gives.  Heads among 16 of which there is a zero, a subnormal, an infinity or a NaN are picked instead, because the unit would not keep
   their bits.  Never faster than "fused" on the processors known so far.  ROME_NO_TILE where there is no such unit. */
ROME_API rome_status rome_matrix_tile (const rome_matrix_rotation *rotation, const rome_monitor *monitor);

/* ---- scores by lag --------------------------------------------------------------------------------------------- */

/* Tokens lie on a grid of up to this many axes. */
#define ROME_LAG_AXES 3

typedef enum {
  ROME_LAG_ROTATE,  /* rotate by position, then correlate */
  ROME_LAG_MODULATE /* correlate the unrotated pairs, then turn lag t by t w */
} rome_lag_route;

/* A(t) = sum over all pairs of tokens m, n of the grid with m - n = t of <R_m q_m, R_n k_n>, R_p the rotation at position
   spacing * p + start, over their number unless sum. */
typedef struct {
  const rome_freqs *freqs;             /* of as many axes as the grid */
  size_t axes, size[ROME_LAG_AXES];    /* the grid; its last axis runs fastest over the tokens */
  double start[ROME_LAG_AXES], spacing[ROME_LAG_AXES];
  rome_format format;                  /* of q and k, whose elements must be finite */
  const void *q, *k;
  rome_extent q_extent, k_extent;      /* the same batch, tokens and dim; k's heads divide q's, each serves the next few of q */
  rome_stride q_stride, k_stride;
  size_t first_column;                 /* of the pairs; columns in no pair count unrotated */
  const rome_run *runs;
  size_t nruns;
  size_t largest[ROME_LAG_AXES];       /* lags are -largest .. largest on each axis, < size; one-sided: 0 .. largest, one axis only */
  int one_sided, sum;
  rome_lag_route route;
  int threads;
} rome_lagscore_call;

/* Lags on one axis, and their number on all axes. */
ROME_API size_t rome_lagscore_lags (const rome_lagscore_call *call, size_t axis);
ROME_API size_t rome_lagscore_count (const rome_lagscore_call *call);
/* Pairs of tokens at each lag; count, like score below, has the lags of axis 0 running fastest. */
ROME_API void rome_lagscore_pairs (const rome_lagscore_call *call, double *count);
/* Bytes of memory that the call takes, beside its result; SIZE_MAX if it cannot be done at all. */
ROME_API size_t rome_lagscore_memory (const rome_lagscore_call *call);
/* score: lags by heads of q by batch.  In double; the result does not depend on the number of threads. */
ROME_API rome_status rome_lagscore (const rome_lagscore_call *call, double *score, const rome_monitor *monitor);

/* ---- 16-bit formats -------------------------------------------------------------------------------------------- */

/* Numbers of ROME_F64 or ROME_F32 to bits of ROME_BF16 or ROME_F16, rounded once, to nearest even. */
ROME_API void rome_pack (rome_format from, const void *x, size_t n, rome_format to, uint16_t *bits);
/* Bits of ROME_BF16 or ROME_F16 to float, exactly. */
ROME_API void rome_unpack (rome_format from, const uint16_t *bits, size_t n, float *x);

/* ---- the machine ----------------------------------------------------------------------------------------------- */

/* Name of the instruction set that the kernels were chosen for: "avx512", "avx2" or "plain". */
ROME_API const char *rome_instruction_set (void);
/* Threads used when a call leaves the number open: what rome_set_threads asked for, else as many as OpenMP gives, which honours
   OMP_NUM_THREADS. */
ROME_API int rome_threads (void);
/* Sets that number for this process, n >= 1; 0: leave it to OpenMP again. */
ROME_API rome_status rome_set_threads (int n);
/* Times memcpy of `bytes` bytes between two arrays that have been touched, `rounds` times: what a rotation cannot avoid.  Each of
   the threads (at least 1) copies one part in one piece.  The arrays lie as malloc gives them.  One thread: seconds of its processor
   time; more: by the clock on the wall. */
ROME_API rome_status rome_copy_seconds (size_t bytes, int threads, size_t rounds, double *seconds, const rome_monitor *monitor);
/* The rotation as a C programmer writes it at first, two loops and two products, to be measured against: for dense ROME_F64 and
   ROME_F32 tensors with the head dimension first and a table by rows (column_stride 1), or last and one by columns; a single run of
   interleaved or half pairing over whole heads, positions from 0.  ROME_BAD_ARGUMENT for anything else. */
ROME_API rome_status rome_rotate_plainly (const rome_rotation *rotation, const rome_monitor *monitor);
/* Times it `rounds` times, from x to y, or where y is NULL to an array of its own, which lies as x does and has been touched; a
   table by columns is turned over beforehand where the loop wants it by rows.  Seconds as above. */
ROME_API rome_status rome_plain_seconds (const rome_rotation *rotation, size_t rounds, double *seconds, const rome_monitor *monitor);
/* Whether engine "tile" can be had; asks the system for it at first use. */
ROME_API int rome_has_tile (void);
/* Memory that can be had now, in bytes; SIZE_MAX if the system does not tell. */
ROME_API size_t rome_memory_available (void);

#ifdef __cplusplus
}
#endif
#endif

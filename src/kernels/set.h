/* set.h - compiles every loop body for one instruction set and collects them; needs SET, the set's name, and its vectors.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../half.h"
#include "blocks.h"
#include "kernels.h"
#include "quad.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define TEXT_(a) #a
#define TEXT(a) TEXT_ (a)
#define KERNEL(name) JOIN (name, SET)
#define ALWAYS_INLINE __attribute__ ((always_inline))

#include "cache_body.h"
#include "point_body.h"
#include "range_body.h"

#define IDENTITY(x) (x)

#define REAL double
#define ANGLES f64
#define NAME f64
#define STORED double
#define FROM_STORED IDENTITY
#define TO_STORED IDENTITY
#define COUNTER int64_t
#include "angles_body.h"
#include "rotate_body.h"
#include "select_body.h"
#include "matrix_body.h"
#undef COUNTER
#undef REAL
#undef ANGLES
#undef NAME
#undef STORED

#define REAL float
#define ANGLES f32
#define NAME f32
#define STORED float
#define COUNTER int32_t
#include "angles_body.h"
#include "rotate_body.h"
#include "select_body.h"
#include "matrix_body.h"
#undef COUNTER
#undef NAME
#undef STORED
#undef FROM_STORED
#undef TO_STORED

#define NAME bf16
#define STORED uint16_t
#define FROM_STORED half_float_from_bf16
#define TO_STORED half_bf16_from_float
#include "rotate_body.h"
#include "matrix_body.h"
#undef NAME
#undef FROM_STORED
#undef TO_STORED

#define NAME f16
#define FROM_STORED half_float_from_f16
#define TO_STORED half_f16_from_float
#include "rotate_body.h"
#include "matrix_body.h"

#define ROTATIONS(FORMAT)                                                                                             \
  {                                                                                                                   \
    KERNEL (rows_##FORMAT), KERNEL (rows_past_##FORMAT), KERNEL (line_##FORMAT), KERNEL (line_past_##FORMAT),         \
      KERNEL (groups_##FORMAT), KERNEL (strided_##FORMAT), KERNEL (widen_##FORMAT), KERNEL (combine_##FORMAT)         \
  }

const kernel_set KERNEL (kernels) = {
  .name = TEXT (SET),
  .points = KERNEL (points),
  .fill_range = {KERNEL (fill_range_f64), KERNEL (fill_range_f32), KERNEL (fill_range_bf16), KERNEL (fill_range_f16)},
  .fill_careful = {KERNEL (fill_careful_f64), KERNEL (fill_careful_f32), KERNEL (fill_careful_bf16), KERNEL (fill_careful_f16)},
  .fill_digits = {KERNEL (fill_digits_f64), KERNEL (fill_digits_f32), KERNEL (fill_digits_bf16), KERNEL (fill_digits_f16)},
  .add_seeds = KERNEL (add_seeds),
  .part_seeds = KERNEL (part_seeds),
  .spread_f64 = KERNEL (spread_f64),
  .spread_f32 = KERNEL (spread_f32),
  .nonzero_f64 = KERNEL (nonzero_f64),
  .nonzero_f32 = KERNEL (nonzero_f32),
  .pick_f64 = KERNEL (pick_f64),
  .pick_f32 = KERNEL (pick_f32),
  .past_done = past_end,
  .goes_past_cache = GOES_PAST_CACHE,
  .f64 = ROTATIONS (f64),
  .f32 = ROTATIONS (f32),
  .bf16 = ROTATIONS (bf16),
  .f16 = ROTATIONS (f16),
};

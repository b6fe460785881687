/* set.h - compiles every loop body for one instruction set and collects them; needs SET, the set's name.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels.h"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define TEXT_(a) #a
#define TEXT(a) TEXT_ (a)
#define KERNEL(name) JOIN (name, SET)

#include "point_body.h"

#include "cache_body.h"

#define AS_IT_IS(x) (x)

#define REAL double
#define ANGLES f64
#define NAME f64
#define LOAD AS_IT_IS
#define STORE AS_IT_IS
#include "rotate_body.h"
#undef REAL
#undef ANGLES
#undef NAME

#define REAL float
#define ANGLES f32
#define NAME f32
#include "rotate_body.h"
#undef NAME
#undef LOAD
#undef STORE

#define NAME bf16
#define LOAD half_float_from_bf16
#define STORE half_bf16_from_float
#include "rotate_body.h"
#undef NAME
#undef LOAD
#undef STORE

#define NAME f16
#define LOAD half_float_from_f16
#define STORE half_f16_from_float
#include "rotate_body.h"

#define ROTATIONS(FORMAT)                                                                                             \
  {                                                                                                                   \
    KERNEL (unit_##FORMAT), KERNEL (adjacent_##FORMAT), KERNEL (split_##FORMAT), KERNEL (merge_##FORMAT),             \
      KERNEL (same_angle_##FORMAT), KERNEL (strided_##FORMAT)                                                         \
  }

const kernel_set KERNEL (kernels) = {
  .name = TEXT (SET),
  .point = KERNEL (point),
  .fill_plain = {NULL, KERNEL (fill_plain_f32), KERNEL (fill_plain_bf16), KERNEL (fill_plain_f16)},
  .fill_careful = {KERNEL (fill_careful_f64), KERNEL (fill_careful_f32), KERNEL (fill_careful_bf16), KERNEL (fill_careful_f16)},
  .fill_digits = {KERNEL (fill_digits_f64), KERNEL (fill_digits_f32), KERNEL (fill_digits_bf16), KERNEL (fill_digits_f16)},
  .f64 = ROTATIONS (f64),
  .f32 = ROTATIONS (f32),
  .bf16 = ROTATIONS (bf16),
  .f16 = ROTATIONS (f16),
};

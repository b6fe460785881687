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

#define REAL double
#define NAME f64
#include "rotate_body.h"
#undef REAL
#undef NAME
#define REAL float
#define NAME f32
#include "rotate_body.h"
#undef REAL
#undef NAME

const kernel_set KERNEL (kernels) = {
  .name = TEXT (SET),
  .point = KERNEL (point),
  .fill_plain = {NULL, KERNEL (fill_plain_f32), KERNEL (fill_plain_bf16), KERNEL (fill_plain_f16)},
  .fill_careful = {KERNEL (fill_careful_f64), KERNEL (fill_careful_f32), KERNEL (fill_careful_bf16), KERNEL (fill_careful_f16)},
  .fill_digits = {KERNEL (fill_digits_f64), KERNEL (fill_digits_f32), KERNEL (fill_digits_bf16), KERNEL (fill_digits_f16)},
  .f64 = {KERNEL (unit_f64), KERNEL (adjacent_f64), KERNEL (same_angle_f64), KERNEL (strided_f64)},
  .f32 = {KERNEL (unit_f32), KERNEL (adjacent_f32), KERNEL (same_angle_f32), KERNEL (strided_f32)},
};

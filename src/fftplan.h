/* fftplan.h - complex transforms through FFTW: sizes that are fast, plans that are kept.

   Only plans of our own are made, with FFTW_ESTIMATE, and only they are destroyed: the planner's threads, its time limit and its
   wisdom stay as the host program set them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_FFTPLAN_H
#define ROME_FFTPLAN_H

#include <complex.h>
/* glibc offers it to what calls itself a new gcc; clang calls itself gcc 4.2 */
#ifndef CMPLX
#  define CMPLX(re, im) __builtin_complex ((double) (re), (double) (im))
#endif

#include "rome.h"

/* What a plan transforms: `many` arrays of rank axes (the last runs fastest), in place, one array every `distance` elements. */
typedef struct {
  size_t rank, many, distance;
  size_t size[ROME_LAG_AXES];
  int backward; /* e^{+2 pi i jk/N} instead of e^{-...}; neither is normalised */
} fft_shape;

/* Arrays of one shape start at multiples of this many elements, so that every one has the alignment of the first. */
#define FFT_ALIGN 4

typedef struct fft_plan fft_plan;

/* Smallest size >= n with no prime factor above 7; 0 if there is none that FFTW can take. */
size_t fft_good_size (size_t n);
/* Elements, aligned for fft_execute; free with free ().  NULL without memory. */
double complex *fft_allocate (size_t elements);

/* A plan for the shape: a kept one or a new one; NULL without memory.  Any thread may call these at any time. */
fft_plan *fft_acquire (const fft_shape *shape);
void fft_release (fft_plan *plan);
/* Transforms the arrays at data, which fft_allocate made (or FFT_ALIGN elements further on).  Any number of threads at once. */
void fft_execute (const fft_plan *plan, double complex *data);

/* Plans now kept; for tests. */
size_t fft_plans_kept (void);

#endif

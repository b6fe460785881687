/* fftplan.c - plans of FFTW, kept for the next call.

   FFTW's planner is not thread-safe, its execution is: one lock around everything that plans or destroys.  (A host program that
   plans in another thread of its own at the same moment has to keep its own order, as FFTW's manual says.)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "fftplan.h"

#include <fftw3.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define KEPT 16
#define ALIGN_BYTES (FFT_ALIGN * sizeof (double complex))

struct fft_plan {
  fft_shape shape;
  fftw_plan plan;
  int users;
  unsigned long last_use;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static fft_plan *kept[KEPT];
static unsigned long uses;

size_t fft_good_size (size_t n)
{
  static const size_t factors[] = {2, 3, 5, 7};
  for (n = n ? n : SIZE_MAX; n <= INT_MAX; n++) {
    size_t left = n;
    for (size_t k = 0; k < 4; k++)
      while (left > 1 && left % factors[k] == 0)
        left /= factors[k];
    if (left == 1)
      return n;
  }
  return 0;
}

double complex *fft_allocate (size_t elements)
{
  size_t bytes;
  if (__builtin_mul_overflow (elements + FFT_ALIGN, sizeof (double complex), &bytes))
    return NULL;
  return aligned_alloc (ALIGN_BYTES, bytes / ALIGN_BYTES * ALIGN_BYTES + ALIGN_BYTES);
}

static int same_shape (const fft_shape *a, const fft_shape *b)
{
  int same = a->rank == b->rank && a->many == b->many && a->distance == b->distance && a->backward == b->backward;
  for (size_t k = 0; same && k < a->rank; k++)
    same = a->size[k] == b->size[k];
  return same;
}

/* ---- FFTW's own state ----

   Its planner belongs to the whole process.  What the host has set or learnt there would choose other plans, and so other last bits: a
   plan of ours is made for one thread and without wisdom, and what there was is put back. */

/* Of FFTW's library for threads, which is there if the host has loaded it. */
extern void fftw_plan_with_nthreads (int threads) __attribute__ ((weak));
extern int fftw_planner_nthreads (void) __attribute__ ((weak));

/* Text that grows; `failed` when there was no memory. */
typedef struct {
  char *text;
  size_t length, room;
  int failed;
} wisdom;

static void add_character (char c, void *data)
{
  wisdom *w = data;
  if (w->length + 1 >= w->room && !w->failed) {
    char *more = realloc (w->text, 2 * w->room + 1024);
    w->failed = !more;
    if (more) {
      w->text = more;
      w->room = 2 * w->room + 1024;
    }
  }
  if (!w->failed) {
    w->text[w->length++] = c;
    w->text[w->length] = '\0';
  }
}

static fftw_plan plan_alone (const fft_shape *shape, const int *n, fftw_complex *data)
{
  wisdom before = {NULL, 0, 0, 0};
  const int threads = fftw_plan_with_nthreads && fftw_planner_nthreads ? fftw_planner_nthreads () : 1;
  fftw_export_wisdom (add_character, &before);
  fftw_plan plan = NULL;
  if (!before.failed) {
    fftw_forget_wisdom ();
    if (threads != 1)
      fftw_plan_with_nthreads (1);
    plan = fftw_plan_many_dft ((int) shape->rank, n, (int) shape->many, data, NULL, 1, (int) shape->distance, data, NULL, 1, (int) shape->distance,
                               shape->backward ? FFTW_BACKWARD : FFTW_FORWARD, FFTW_ESTIMATE);
    if (threads != 1)
      fftw_plan_with_nthreads (threads);
    fftw_forget_wisdom ();
    fftw_import_wisdom_from_string (before.text);
  }
  free (before.text);
  return plan;
}

/* Under the lock. */
static fft_plan *make (const fft_shape *shape)
{
  int n[ROME_LAG_AXES];
  fft_plan *p = malloc (sizeof *p);
  /* with FFTW_ESTIMATE the array is not touched; only its alignment counts */
  double complex *example = p ? fft_allocate (FFT_ALIGN) : NULL;
  if (!example) {
    free (p);
    return NULL;
  }
  for (size_t k = 0; k < shape->rank; k++)
    n[k] = (int) shape->size[k];
  fftw_complex *data = (fftw_complex *) example;
  *p = (fft_plan) {.shape = *shape};
  p->plan = plan_alone (shape, n, data);
  free (example);
  if (!p->plan) {
    free (p);
    return NULL;
  }
  return p;
}

/* Under the lock. */
static void destroy (fft_plan *p)
{
  fftw_destroy_plan (p->plan);
  free (p);
}

/* Where a new plan can stay: an empty place, or that of the plan unused for longest; NULL if all are in use. */
static fft_plan **place (void)
{
  fft_plan **oldest = NULL;
  for (size_t k = 0; k < KEPT; k++) {
    if (!kept[k])
      return &kept[k];
    if (kept[k]->users == 0 && (!oldest || kept[k]->last_use < (*oldest)->last_use))
      oldest = &kept[k];
  }
  return oldest;
}

static fft_plan *find (const fft_shape *shape)
{
  for (size_t k = 0; k < KEPT; k++)
    if (kept[k] && same_shape (&kept[k]->shape, shape))
      return kept[k];
  return NULL;
}

fft_plan *fft_acquire (const fft_shape *shape)
{
  pthread_mutex_lock (&lock);
  fft_plan *p = find (shape);
  if (!p) {
    fft_plan **at = place ();
    p = make (shape);
    if (p && at) {
      if (*at)
        destroy (*at);
      *at = p;
    }
  }
  if (p) {
    p->users++;
    p->last_use = ++uses;
  }
  pthread_mutex_unlock (&lock);
  return p;
}

void fft_release (fft_plan *plan)
{
  if (!plan)
    return;
  pthread_mutex_lock (&lock);
  int is_kept = 0;
  for (size_t k = 0; k < KEPT; k++)
    is_kept |= kept[k] == plan;
  if (--plan->users == 0 && !is_kept)
    destroy (plan);
  pthread_mutex_unlock (&lock);
}

void fft_execute (const fft_plan *plan, double complex *data)
{
  fftw_execute_dft (plan->plan, (fftw_complex *) data, (fftw_complex *) data);
}

size_t fft_plans_kept (void)
{
  size_t count = 0;
  pthread_mutex_lock (&lock);
  for (size_t k = 0; k < KEPT; k++)
    count += kept[k] != NULL;
  pthread_mutex_unlock (&lock);
  return count;
}

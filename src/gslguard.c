/* gslguard.c - the handler is process-wide, so the first of several threads saves it and the last one restores it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "gslguard.h"

#include <gsl/gsl_errno.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int inside;
static gsl_error_handler_t *outer;

void gsl_guard_enter (void)
{
  pthread_mutex_lock (&lock);
  if (inside++ == 0)
    outer = gsl_set_error_handler_off ();
  pthread_mutex_unlock (&lock);
}

void gsl_guard_leave (void)
{
  pthread_mutex_lock (&lock);
  if (--inside == 0)
    gsl_set_error_handler (outer);
  pthread_mutex_unlock (&lock);
}

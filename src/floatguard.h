/* floatguard.h - the arithmetic of IEEE 754's defaults, whatever the caller has set: nearest even, subnormal numbers kept, no traps.

   DEFAULT_ARITHMETIC stands first in every public function that computes, and in every thread that works for one.  When the function
   is left the caller's own settings and flags are back.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_FLOATGUARD_H
#define ROME_FLOATGUARD_H

#define DEFAULT_ARITHMETIC                                                                                             \
  __attribute__ ((cleanup (float_guard_leave), unused)) const float_guard float_guard_of_the_caller = float_guard_enter ()

#ifdef __x86_64__

/* Here a few cycles, where <fenv.h> takes a hundred.  The clobbers keep loads and stores, and with them the arithmetic, inside. */
#  define FLOAT_GUARD_MXCSR 0x1f80u
#  define FLOAT_GUARD_X87 0x037fu
#  define FLOAT_GUARD_FLAGS 0x3fu

typedef struct {
  unsigned mxcsr;
  unsigned short x87;
} float_guard;

static inline float_guard float_guard_enter (void)
{
  float_guard was;
  __asm__ volatile ("stmxcsr %0\n\tfnstcw %1" : "=m"(was.mxcsr), "=m"(was.x87) : : "memory");
  if ((was.mxcsr & ~FLOAT_GUARD_FLAGS) != FLOAT_GUARD_MXCSR) {
    const unsigned mxcsr = FLOAT_GUARD_MXCSR;
    __asm__ volatile ("ldmxcsr %0" : : "m"(mxcsr) : "memory");
  }
  if (was.x87 != FLOAT_GUARD_X87) {
    const unsigned short x87 = FLOAT_GUARD_X87;
    __asm__ volatile ("fldcw %0" : : "m"(x87) : "memory");
  }
  return was;
}

static inline void float_guard_leave (const float_guard *was)
{
  __asm__ volatile ("ldmxcsr %0" : : "m"(was->mxcsr) : "memory");
  if (was->x87 != FLOAT_GUARD_X87)
    __asm__ volatile ("fldcw %0" : : "m"(was->x87) : "memory");
}

#else

#  include <fenv.h>

typedef struct {
  fenv_t environment;
} float_guard;

static inline float_guard float_guard_enter (void)
{
  float_guard was;
  fegetenv (&was.environment);
  fesetenv (FE_DFL_ENV);
  return was;
}

static inline void float_guard_leave (const float_guard *was)
{
  fesetenv (&was->environment);
}

#endif
#endif

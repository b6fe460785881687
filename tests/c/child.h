/* child.h - work in a process of its own: for what happens only at first use, and for what might crash or hang.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_CHILD_H
#define TESTS_CHILD_H

#include "check.h"

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* There in a build that counts the lines which are run (make coverage): _exit does not write the counts. */
extern void __gcov_dump (void) __attribute__ ((weak));

/* What work returns, 0 .. 127, through the exit status; 128 + signal if it died; within `seconds`, or twenty times as many on an
   emulated processor (ROME_EMULATED). */
static inline int child_run (int (*work) (void *), void *data, unsigned seconds)
{
  int status;
  fflush (NULL);
  const pid_t pid = fork ();
  assert_true (pid >= 0);
  if (pid == 0) {
    /* cmocka catches signals to report them; here they are to end the process */
    for (int number = 1; number < 32; number++)
      signal (number, SIG_DFL);
    alarm (getenv ("ROME_EMULATED") ? 20 * seconds : seconds);
    const int result = work (data);
    if (__gcov_dump)
      __gcov_dump ();
    _exit (result);
  }
  assert_int_equal (waitpid (pid, &status, 0), pid);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One data file: header, lines, and what becomes of them at the end.  */

#ifndef GOLDEN_SHEET_H
#define GOLDEN_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "exact.h"

typedef struct { char *text; size_t used, room; } text_buffer;

typedef struct
{
  const char *name;
  text_buffer notes, body;
  long lines;
} sheet;

/* WRITE the files, or COMPARE the lines with the files that are there.  */
typedef enum { SHEET_WRITE, SHEET_COMPARE } sheet_mode;

void sheet_setup (const char *directory, sheet_mode mode);

sheet sheet_open (const char *name);

/* A line of the header (without the #).  */
__attribute__ ((format (printf, 2, 3)))
void sheet_note (sheet *s, const char *format, ...);

/* A piece of a data line; sheet_end ends the line.  */
__attribute__ ((format (printf, 2, 3)))
void sheet_put (sheet *s, const char *format, ...);
void sheet_end (sheet *s);

/* Pieces that always look alike, each with a space before it.  */
void sheet_put_word (sheet *s, double x);
void sheet_put_pair (sheet *s, pair p);
void sheet_put_cos_sin (sheet *s, mpfr_srcptr c, mpfr_srcptr sine);

/* An exact decimal where a short one exists, else the hexadecimal word;
   no space before it.  */
void sheet_put_number (sheet *s, double x);

/* Writes or compares; ends the program when that fails.  */
void sheet_close (sheet *s);

/* Ends the program with a message.  */
__attribute__ ((format (printf, 1, 2), noreturn))
void fail (const char *format, ...);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "sheet.h"

#ifndef GENERATOR_SHA256
# define GENERATOR_SHA256 "unknown"
#endif

static const char *directory = ".";
static sheet_mode mode = SHEET_WRITE;

void
fail (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  fputs ("golden: ", stderr);
  vfprintf (stderr, format, arguments);
  fputc ('\n', stderr);
  va_end (arguments);
  exit (EXIT_FAILURE);
}

void
sheet_setup (const char *where, sheet_mode what)
{
  directory = where;
  mode = what;
}

sheet
sheet_open (const char *name)
{
  return (sheet) { .name = name };
}

static void
reserve (text_buffer *b, size_t more)
{
  if (b->used + more + 1 <= b->room)
    return;
  b->room = 2 * (b->used + more + 1);
  b->text = realloc (b->text, b->room);
  if (! b->text)
    fail ("out of memory");
}

static void
append (text_buffer *b, const char *format, va_list arguments)
{
  va_list again;
  va_copy (again, arguments);
  int length = vsnprintf (NULL, 0, format, arguments);
  reserve (b, length);
  vsnprintf (b->text + b->used, length + 1, format, again);
  va_end (again);
  b->used += length;
}

static void
append_text (text_buffer *b, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  append (b, format, arguments);
  va_end (arguments);
}

void
sheet_note (sheet *s, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  append_text (&s->notes, "# ");
  append (&s->notes, format, arguments);
  append_text (&s->notes, "\n");
  va_end (arguments);
}

void
sheet_put (sheet *s, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  append (&s->body, format, arguments);
  va_end (arguments);
}

void
sheet_end (sheet *s)
{
  append_text (&s->body, "\n");
  s->lines++;
}

void
sheet_put_word (sheet *s, double x)
{
  sheet_put (s, " %016llx", (unsigned long long) double_bits (x));
}

void
sheet_put_pair (sheet *s, pair p)
{
  sheet_put_word (s, p.hi);
  sheet_put_word (s, p.lo);
}

void
sheet_put_cos_sin (sheet *s, mpfr_srcptr c, mpfr_srcptr sine)
{
  sheet_put_pair (s, exact_pair (c));
  sheet_put_pair (s, exact_pair (sine));
}

void
sheet_put_number (sheet *s, double x)
{
  bool short_decimal = fabs (x) < 0x1p40 && 4 * x == floor (4 * x);
  if (short_decimal)
    sheet_put (s, "%.15g", x);
  else
    sheet_put (s, "%016llx", (unsigned long long) double_bits (x));
}

static FILE *
open_file (const sheet *s, const char *how)
{
  char path[4096];
  snprintf (path, sizeof path, "%s/%s.txt", directory, s->name);
  FILE *file = fopen (path, how);
  if (! file)
    fail ("cannot open %s", path);
  return file;
}

static void
write_file (const sheet *s)
{
  FILE *file = open_file (s, "wb");
  fprintf (file, "# %s\n%s", s->name, s->notes.text);
  fprintf (file, "# word: IEEE double as 16 hexadecimal digits, high digit first\n"
           "# value: the exact sum of its words\n");
  fprintf (file, "# made with MPFR %s at %ld bits\n", mpfr_get_version (), (long) exact_bits ());
  fprintf (file, "# generator sha256 %s\n", GENERATOR_SHA256);
  fprintf (file, "# lines: %ld\n", s->lines);
  fwrite (s->body.text, 1, s->body.used, file);
  if (fclose (file) != 0)
    fail ("cannot write %s", s->name);
  printf ("%-16s %6ld lines %8zu bytes\n", s->name, s->lines, s->body.used);
}

static text_buffer
read_lines (const sheet *s)
{
  text_buffer b = { 0 };
  char *line = NULL;
  size_t room = 0;
  FILE *file = open_file (s, "rb");
  reserve (&b, 0);
  while (getline (&line, &room, file) >= 0)
    if (line[0] != '#')
      append_text (&b, "%s", line);
  free (line);
  fclose (file);
  return b;
}

static void
compare_file (const sheet *s)
{
  text_buffer stored = read_lines (s);
  size_t shared = stored.used < s->body.used ? stored.used : s->body.used;
  long line = 1;
  for (size_t k = 0; k < shared; k++)
    {
      if (stored.text[k] != s->body.text[k])
        fail ("%s differs in data line %ld", s->name, line);
      line += stored.text[k] == '\n';
    }
  if (stored.used != s->body.used)
    fail ("%s has another length", s->name);
  free (stored.text);
  printf ("%-16s %6ld lines agree\n", s->name, s->lines);
}

void
sheet_close (sheet *s)
{
  if (mode == SHEET_WRITE)
    write_file (s);
  else
    compare_file (s);
  free (s->notes.text);
  free (s->body.text);
  *s = (sheet) { 0 };
}

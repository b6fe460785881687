// octave_gate.cc - Octave's side of gate.h: views of octave_values in, new octave_values out, errors as Octave errors.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

#include <chrono>
#include <cstdio>
#include <string>

#include <unistd.h>

#include <octave/ov-flt-re-mat.h>
#include <octave/ov-re-mat.h>
#include <octave/quit.h>
#include <octave/version.h>

#include "octave_compat.h"
#include "octave_result.h"
#include "octave_view.h"

namespace
{

// How far a long call is, on the terminal: from the first second on, and wiped away in the end.
class progress_line
{
public:
  explicit progress_line (const char *name) : m_name (name), m_shown (false), m_next (std::chrono::steady_clock::now () + std::chrono::seconds (1)) { }
  ~progress_line ()
  {
    if (m_shown)
      (void) std::fputs ("\r\033[K", stderr);
  }

  void show (double done)
  {
    const auto now = std::chrono::steady_clock::now ();
    if (now < m_next)
      return;
    m_next = now + std::chrono::milliseconds (250);
    if (! isatty (STDERR_FILENO))
      return;
    m_shown = true;
    (void) std::fprintf (stderr, "\r%s: %.0f %%\033[K", m_name, 100 * done);
    (void) std::fflush (stderr);
  }

private:
  const char *m_name;
  bool m_shown;
  std::chrono::steady_clock::time_point m_next;
};

// One call of a builtin.
struct session
{
  gate g;
  results made;
  octave::interpreter *interp;
  const octave_value_list *args;
};

// g is the first member of its session
session&
session_of (gate *g)
{
  return *reinterpret_cast<session *> (g);
}

dim_vector
to_dim_vector (std::size_t ndims, const std::size_t *dims)
{
  dim_vector dv;
  dv.resize (static_cast<int> (ndims));
  for (std::size_t k = 0; k < ndims; k++)
    dv(static_cast<int> (k)) = static_cast<octave_idx_type> (dims[k]);
  return dv;
}

// An exception must not pass through the C code that called: these functions catch what they may meet.

void *
make_array (gate *g, std::size_t output, const char *field, gate_kind kind, std::size_t ndims, const std::size_t *dims)
{
  try
    {
      void *data = session_of (g).made.array (output, field, kind, to_dim_vector (ndims, dims), g->fresh);
      return data ? data : g; // an empty array has no elements to write, but is no failure
    }
  catch (const std::bad_alloc&)
    {
      return nullptr;
    }
}

int
make_text (gate *g, std::size_t output, const char *field, const char *value)
{
  try
    {
      session_of (g).made.text (output, field, value);
      return 0;
    }
  catch (const std::bad_alloc&)
    {
      return -1;
    }
}

void *
reuse (gate *g, std::size_t output, std::size_t input)
{
  session& s = session_of (g);
  try
    {
      return s.made.take (*s.interp, output, *s.args, input);
    }
  catch (const std::bad_alloc&)
    {
      return nullptr;
    }
}

// The last matrix that was asked about is kept: its elements cannot change without a copy being made of them first.
std::size_t
identity (gate *g, std::size_t input)
{
  static octave_value kept;
  static std::size_t number = 0;
  const octave_value& value = (*session_of (g).args)(input);
  const gate_value& v = g->in[input];
  if (v.count < 2 || v.count > 1024 * 1024 || ! v.data
      || (value.type_id () != octave_matrix::static_type_id () && value.type_id () != octave_float_matrix::static_type_id ()))
    return 0;
  try
    {
      // its Array, not the octave_value: that one may be given other elements
      const void *data = kept.is_defined () ? kept.is_single_type () ? static_cast<const void *> (kept.float_array_value ().data ())
                                                                     : static_cast<const void *> (kept.array_value ().data ())
                                            : nullptr;
      if (data != v.data || kept.is_single_type () != value.is_single_type () || kept.dims () != value.dims ())
        {
          kept = value.is_single_type () ? octave_value (value.float_array_value ()) : octave_value (value.array_value ());
          number++;
        }
    }
  catch (const std::bad_alloc&)
    {
      return 0;
    }
  return number;
}

void
recycling (gate *, const gate_recycling *change, gate_recycling *now)
{
  if (now)
    *now = current_recycling ();
  if (change)
    change_recycling (*change);
}

int
interrupted (void *)
{
  return octave_signal_caught != 0;
}

void
show_progress (void *line, double done)
{
  static_cast<progress_line *> (line)->show (done);
}

void
product_f64 (void *, std::size_t order, std::size_t n, const double *matrix, const double *in, double *out)
{
  const F77_INT m = octave::to_f77_int (order), columns = octave::to_f77_int (n);
  F77_FUNC (dgemm, DGEMM) (F77_CONST_CHAR_ARG2 ("T", 1), F77_CONST_CHAR_ARG2 ("N", 1), m, columns, m, 1.0, matrix, m, in, m, 0.0, out, m
                           F77_CHAR_ARG_LEN (1) F77_CHAR_ARG_LEN (1));
}

void
product_f32 (void *, std::size_t order, std::size_t n, const float *matrix, const float *in, float *out)
{
  const F77_INT m = octave::to_f77_int (order), columns = octave::to_f77_int (n);
  F77_FUNC (sgemm, SGEMM) (F77_CONST_CHAR_ARG2 ("T", 1), F77_CONST_CHAR_ARG2 ("N", 1), m, columns, m, 1.0f, matrix, m, in, m, 0.0f, out, m
                           F77_CHAR_ARG_LEN (1) F77_CHAR_ARG_LEN (1));
}

void
report (const gate& g)
{
  const std::string id = g.error_id;
  if (id == GATE_USAGE)
    return; // the caller prints the usage
  if (id == GATE_INTERRUPT)
    {
      octave_quit ();
      error_with_id ("rome:interrupted", "%s: interrupted", g.function);
    }
  error_with_id (g.error_id, "%s", g.error_text);
}

}

octave_value_list
run_builtin (octave::interpreter& interp, const char *name, gate_builtin *builtin, const octave_value_list& args, int nargout)
{
  // unloading the file would lose the threads and tables that it holds
  if (! interp.mislocked ())
    interp.mlock ();
  views arguments;
  session s {};
  s.g.function = name;
  s.g.host = "GNU Octave " OCTAVE_VERSION;
  s.g.nargin = args.length ();
  s.g.nargout = nargout > 0 ? nargout : 0;
  try
    {
      s.g.in = arguments.of (args);
    }
  catch (const std::bad_alloc&)
    {
      error_with_id ("rome:outOfMemory", "%s: the arguments need more memory than there is", name);
    }
  s.g.array = make_array;
  s.g.text = make_text;
  s.g.reuse = reuse;
  s.g.identity = identity;
  s.g.recycling = recycling;
  s.g.product = {product_f64, product_f32, nullptr, 1};
  progress_line line (name);
  s.g.monitor = {interrupted, &line, show_progress};
  s.interp = &interp;
  s.args = &args;
  if (gate_run (builtin, &s.g) != 0)
    {
      report (s.g);
      print_usage ();
    }
  return s.made.values ();
}

// octave_view.h - plain views (gate_value) of octave_values, without a copy where their elements lie in memory as they are.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROME_OCTAVE_VIEW_H
#define ROME_OCTAVE_VIEW_H

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <octave/oct.h>

#include "gate.h"

// Memory for the small things that views point to; a usual call needs no more than what lies on the stack.
class arena
{
public:
  arena () : m_used (0) { }
  arena (const arena&) = delete;
  arena& operator = (const arena&) = delete;

  template <typename T> T *get (std::size_t n) { return static_cast<T *> (bytes (n * sizeof (T))); }

private:
  void *bytes (std::size_t n);

  alignas (16) char m_first[4096];
  std::size_t m_used;
  std::vector<std::unique_ptr<char[]>> m_more;
};

// Views live as long as this and the values they are of.
class views
{
public:
  const gate_value *of (const octave_value_list& args);

private:
  // `depth` structs lie around it
  gate_value view (const octave_value& value, int depth = 0);
  void view_other (const octave_value& value, gate_value& v, int depth);
  void view_struct (const octave_value& value, gate_value& v, int depth);
  void set_dims (const dim_vector& dv, gate_value& v);
  const char *copy (const char *text, std::size_t length);
  const double *keep (const NDArray& array);

  arena m_arena;
  // elements that had to be converted
  std::vector<NDArray> m_doubles;
  std::vector<FloatNDArray> m_singles;
};

#endif

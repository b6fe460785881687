// octave_view.cc - plain views of octave_values.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_view.h"

#include <cmath>
#include <cstdint>
#include <cstring>

#include <octave/oct-map.h>
#include <octave/ov-float.h>
#include <octave/ov-flt-re-mat.h>
#include <octave/ov-re-mat.h>
#include <octave/ov-scalar.h>
#include <octave/ov-str-mat.h>
#include <octave/ov-uint16.h>

#include "rome.h"

void *
arena::bytes (std::size_t n)
{
  n = (n + 15) / 16 * 16;
  if (n <= sizeof m_first - m_used)
    {
      void *p = m_first + m_used;
      m_used += n;
      return p;
    }
  m_more.emplace_back (new char[n]);
  return m_more.back ().get ();
}

void
views::set_dims (const dim_vector& dv, gate_value& v)
{
  std::size_t *dims = m_arena.get<std::size_t> (dv.ndims ());
  v.ndims = dv.ndims ();
  v.count = 1;
  for (int k = 0; k < dv.ndims (); k++)
    {
      dims[k] = dv(k);
      v.count *= dims[k];
    }
  v.dims = dims;
}

const char *
views::copy (const char *text, std::size_t length)
{
  char *p = m_arena.get<char> (length + 1);
  std::memcpy (p, text, length);
  p[length] = '\0';
  return p;
}

const double *
views::keep (const NDArray& array)
{
  m_doubles.push_back (array);
  return m_doubles.back ().data ();
}

void
views::view_struct (const octave_value& value, gate_value& v, int depth)
{
  const octave_scalar_map map = value.scalar_map_value ();
  const string_vector keys = map.fieldnames ();
  const std::size_t n = keys.numel ();
  const char **names = m_arena.get<const char *> (n);
  gate_value *fields = m_arena.get<gate_value> (n);
  for (std::size_t k = 0; k < n; k++)
    {
      const std::string& key = keys(k);
      names[k] = copy (key.data (), key.size ());
      fields[k] = view (map.getfield (key), depth + 1);
    }
  v.kind = GATE_STRUCT;
  v.nfields = n;
  v.field_name = names;
  v.field = fields;
}

namespace
{

// Ranges, diagonal and other matrices that lie somewhere in short, and small integers take more memory as doubles: it has to be there,
// for the system ends whoever writes to more than it has.
void
ask_for_memory (const octave_value& value, std::size_t size)
{
  const std::size_t small = 1024 * 1024, count = value.numel ();
  if (count > small && count > rome_memory_available () / size)
    throw std::bad_alloc ();
}

}

// Whatever is no plain array of double, single or uint16 and no text.
void
views::view_other (const octave_value& value, gate_value& v, int depth)
{
  const std::string class_name = value.class_name ();
  v.class_name = copy (class_name.data (), class_name.size ());
  v.count = value.numel ();
  v.is_complex = value.iscomplex ();
  v.is_sparse = value.issparse ();
  const bool readable = ! v.is_complex && ! v.is_sparse && (value.isnumeric () || value.islogical ());
  if (readable)
    ask_for_memory (value, class_name == "single" ? sizeof (float) : sizeof (double));
  if (class_name == "double")
    {
      v.kind = GATE_DOUBLE;
      v.data = readable ? keep (value.array_value ()) : nullptr;
    }
  else if (class_name == "single")
    {
      v.kind = GATE_SINGLE;
      if (readable)
        {
          m_singles.push_back (value.float_array_value ());
          v.data = m_singles.back ().data ();
        }
    }
  else if (value.isinteger () || value.islogical ())
    {
      const NDArray array = readable ? value.array_value () : NDArray ();
      v.kind = value.isinteger () ? GATE_INTEGER : GATE_LOGICAL;
      v.data = readable ? keep (array) : nullptr;
      // 64-bit integers that a double may not hold are nothing that a builtin could take
      for (octave_idx_type k = 0; k < array.numel (); k++)
        if (std::abs (array(k)) >= 9007199254740992.0)
          v.kind = GATE_OTHER;
    }
  // no builtin looks further than into a struct of options, a struct of SCALING in it and that one's fields
  else if (value.isstruct () && value.numel () == 1 && depth < GATE_DEPTH)
    view_struct (value, v, depth);
}

namespace
{

// The elements of a value of class MATRIX or SCALAR where they lie.
template <typename MATRIX, typename SCALAR>
const void *
elements (const octave_value& value)
{
  const octave_base_value *rep = value.internal_rep ();
  if (value.type_id () == MATRIX::static_type_id ())
    return static_cast<const MATRIX *> (rep)->matrix_ref ().data ();
  if (value.type_id () == SCALAR::static_type_id ())
    return &static_cast<const SCALAR *> (rep)->scalar_ref ();
  return nullptr;
}

}

gate_value
views::view (const octave_value& value, int depth)
{
  gate_value v = gate_value ();
  v.kind = GATE_OTHER;
  set_dims (value.dims (), v);
  if (const void *doubles = elements<octave_matrix, octave_scalar> (value))
    {
      v.kind = GATE_DOUBLE;
      v.class_name = "double";
      v.data = doubles;
    }
  else if (const void *singles = elements<octave_float_matrix, octave_float_scalar> (value))
    {
      v.kind = GATE_SINGLE;
      v.class_name = "single";
      v.data = singles;
    }
  else if (const void *carriers = elements<octave_uint16_matrix, octave_uint16_scalar> (value))
    {
      static_assert (sizeof (octave_uint16) == sizeof (std::uint16_t), "carriers are plain 16-bit words");
      v.kind = GATE_INTEGER;
      v.class_name = "uint16";
      v.carrier = static_cast<const std::uint16_t *> (carriers);
    }
  else if (value.is_string ())
    {
      v.class_name = "char";
      const char *text = static_cast<const octave_char_matrix *> (value.internal_rep ())->matrix_ref ().data ();
      // with a zero in it, C would read half of it
      if (v.ndims == 2 && v.dims[0] <= 1 && (v.count == 0 || ! std::memchr (text, '\0', v.count)))
        {
          v.kind = GATE_TEXT;
          v.text = copy (text, v.count);
        }
    }
  else
    view_other (value, v, depth);
  return v;
}

const gate_value *
views::of (const octave_value_list& args)
{
  gate_value *in = m_arena.get<gate_value> (args.length ());
  for (octave_idx_type k = 0; k < args.length (); k++)
    in[k] = view (args(k));
  return in;
}

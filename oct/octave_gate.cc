// octave_gate.cc - Octave's side of gate.h: views of octave_values in, new octave_values out, errors as Octave errors.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

#include <cmath>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include <octave/lo-blas-proto.h>
#include <octave/oct-map.h>
#include <octave/quit.h>
#include <octave/version.h>

namespace
{

// What the views point to; lists, because their elements never move.
struct storage
{
  std::list<NDArray> doubles;
  std::list<FloatNDArray> singles;
  std::list<uint16NDArray> carriers;
  std::list<std::string> texts;
  std::list<std::vector<std::size_t>> dims;
  std::list<std::vector<const char *>> names;
  std::list<std::vector<gate_value>> fields;
};

const std::size_t *
keep_dims (storage& store, const dim_vector& dv)
{
  store.dims.emplace_back ();
  for (int k = 0; k < dv.ndims (); k++)
    store.dims.back ().push_back (dv(k));
  return store.dims.back ().data ();
}

const char *
keep_text (storage& store, const std::string& text)
{
  store.texts.push_back (text);
  return store.texts.back ().c_str ();
}

const void *
keep_doubles (storage& store, const NDArray& array)
{
  store.doubles.push_back (array);
  return store.doubles.back ().data ();
}

gate_value view (storage& store, const octave_value& value);

void
view_struct (storage& store, const octave_value& value, gate_value& v)
{
  const octave_scalar_map map = value.scalar_map_value ();
  const string_vector keys = map.fieldnames ();
  std::vector<const char *> names;
  std::vector<gate_value> fields;
  for (octave_idx_type k = 0; k < keys.numel (); k++)
    {
      names.push_back (keep_text (store, keys(k)));
      fields.push_back (view (store, map.getfield (keys(k))));
    }
  store.names.push_back (names);
  store.fields.push_back (fields);
  v.kind = GATE_STRUCT;
  v.nfields = names.size ();
  v.field_name = store.names.back ().data ();
  v.field = store.fields.back ().data ();
}

gate_value
view (storage& store, const octave_value& value)
{
  gate_value v = gate_value ();
  const std::string class_name = value.class_name ();
  v.kind = GATE_OTHER;
  v.class_name = keep_text (store, class_name);
  v.ndims = value.dims ().ndims ();
  v.dims = keep_dims (store, value.dims ());
  v.count = value.numel ();
  v.is_complex = value.iscomplex ();
  v.is_sparse = value.issparse ();
  const bool readable = ! v.is_complex && ! v.is_sparse;
  if (class_name == "double")
    {
      v.kind = GATE_DOUBLE;
      v.data = readable ? keep_doubles (store, value.array_value ()) : nullptr;
    }
  else if (class_name == "single")
    {
      v.kind = GATE_SINGLE;
      if (readable)
        {
          store.singles.push_back (value.float_array_value ());
          v.data = store.singles.back ().data ();
        }
    }
  else if (class_name == "uint16")
    {
      store.carriers.push_back (value.uint16_array_value ());
      v.kind = GATE_INTEGER;
      v.carrier = reinterpret_cast<const std::uint16_t *> (store.carriers.back ().data ());
    }
  else if (value.isinteger () || value.islogical ())
    {
      const NDArray array = value.array_value ();
      v.kind = value.isinteger () ? GATE_INTEGER : GATE_LOGICAL;
      v.data = readable ? keep_doubles (store, array) : nullptr;
      // 64-bit integers that a double may not hold are nothing that a builtin could take
      for (octave_idx_type k = 0; k < array.numel (); k++)
        if (std::abs (array(k)) >= 9007199254740992.0)
          v.kind = GATE_OTHER;
    }
  else if (value.is_string () && value.rows () <= 1)
    {
      v.kind = GATE_TEXT;
      v.text = keep_text (store, value.string_value ());
    }
  else if (value.isstruct () && value.numel () == 1)
    view_struct (store, value, v);
  return v;
}

// A result or one field of a result.  It becomes an octave_value only after the builtin has filled it: an octave_value
// of one element keeps a copy of the number, and its array is gone.
struct part
{
  std::size_t output;
  std::string field;
  gate_kind kind;
  NDArray doubles;
  FloatNDArray singles;
  uint16NDArray carriers;
  std::string text;

  octave_value value () const
  {
    switch (kind)
      {
      case GATE_SINGLE: return octave_value (singles);
      case GATE_UINT16: return octave_value (carriers);
      case GATE_TEXT: return octave_value (text);
      default: return octave_value (doubles);
      }
  }

  void *allocate (const dim_vector& dv)
  {
    static_assert (sizeof (octave_uint16) == sizeof (std::uint16_t), "carriers are plain 16-bit words");
    switch (kind)
      {
      case GATE_SINGLE: singles = FloatNDArray (dv); return singles.fortran_vec ();
      case GATE_UINT16: carriers = uint16NDArray (dv); return carriers.fortran_vec ();
      default: doubles = NDArray (dv); return doubles.fortran_vec ();
      }
  }
};

struct session
{
  gate g;
  std::list<part> parts;

  part& add (std::size_t output, const char *field, gate_kind kind)
  {
    parts.emplace_back ();
    part& p = parts.back ();
    p.output = output;
    p.field = field ? field : "";
    p.kind = kind;
    return p;
  }

  octave_value_list values () const
  {
    octave_value_list list;
    std::vector<octave_scalar_map> maps;
    for (const part& p : parts)
      {
        const octave_idx_type k = static_cast<octave_idx_type> (p.output);
        if (p.field.empty ())
          {
            list(k) = p.value ();
            continue;
          }
        if (maps.size () <= p.output)
          maps.resize (p.output + 1);
        maps[p.output].setfield (p.field, p.value ());
        list(k) = maps[p.output];
      }
    return list;
  }
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

void *
make_array (gate *g, std::size_t output, const char *field, gate_kind kind, std::size_t ndims, const std::size_t *dims)
{
  // an exception must not pass through the C code that called
  try
    {
      void *data = session_of (g).add (output, field, kind).allocate (to_dim_vector (ndims, dims));
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
      session_of (g).add (output, field, GATE_TEXT).text = value;
      return 0;
    }
  catch (const std::bad_alloc&)
    {
      return -1;
    }
}

int
interrupted (void *)
{
  return octave_signal_caught != 0;
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
  storage store;
  std::vector<gate_value> in;
  for (octave_idx_type k = 0; k < args.length (); k++)
    in.push_back (view (store, args(k)));
  session s {};
  s.g.function = name;
  s.g.host = "GNU Octave " OCTAVE_VERSION;
  s.g.nargin = in.size ();
  s.g.nargout = nargout > 0 ? nargout : 0;
  s.g.in = in.data ();
  s.g.array = make_array;
  s.g.text = make_text;
  s.g.product = {product_f64, product_f32, nullptr};
  s.g.monitor = {interrupted, nullptr};
  if (builtin (&s.g) != 0)
    {
      report (s.g);
      print_usage ();
    }
  return s.values ();
}

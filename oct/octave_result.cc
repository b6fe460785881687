// octave_result.cc - memory for results.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_result.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#if defined (__linux__)
#  include <sys/mman.h>
#endif

#include <octave/oct-map.h>
#include <octave/ov-flt-re-mat.h>
#include <octave/ov-re-mat.h>
#include <octave/ov-uint16.h>

namespace
{

// From this size on a fresh page costs more than the work on it: huge pages and recycling pay.
const std::size_t large = std::size_t (4) << 20;

// ---- adopted ----

// Huge pages for the whole pages inside [p, p + bytes).
void
ask_for_huge_pages (void *p, std::size_t bytes)
{
#if defined (MADV_HUGEPAGE)
  const std::uintptr_t page = 4096, begin = (reinterpret_cast<std::uintptr_t> (p) + page - 1) & ~(page - 1);
  const std::uintptr_t end = (reinterpret_cast<std::uintptr_t> (p) + bytes) & ~(page - 1);
  madvise (reinterpret_cast<void *> (begin), end - begin, MADV_HUGEPAGE); // a wish: no error matters
#else
  (void) p;
  (void) bytes;
#endif
}

// Whether the system has just mapped this block for us: the C library then puts its header at the start of a page.
bool
looks_fresh (const void *p, std::size_t bytes)
{
  return bytes >= large && reinterpret_cast<std::uintptr_t> (p) % 4096 == 2 * sizeof (std::size_t);
}

gate_allocation allocation = GATE_HUGE_PAGES;

template <typename T>
Array<T>
adopt (const dim_vector& dv, int& fresh)
{
  const std::size_t n = dv.safe_numel ();
  if (n == 0 || allocation == GATE_CLEARED)
    return Array<T> (dv);
  // what Array's own allocator will free
  T *p = std::allocator<T> ().allocate (n);
  if (n * sizeof (T) >= large && allocation == GATE_HUGE_PAGES)
    ask_for_huge_pages (p, n * sizeof (T));
  fresh = looks_fresh (p, n * sizeof (T));
  return Array<T> (p, dv);
}

// ---- recycled ----

// How many Arrays share the elements of one.
template <typename T>
struct sharers : Array<T>
{
  static octave_idx_type of (const Array<T>& a) { return (a.*(&sharers::m_rep))->m_count; }
};

struct kept_array
{
  virtual ~kept_array () = default;
  virtual bool is_free () const = 0; // no variable has it
  virtual std::size_t bytes () const = 0;
  virtual const void *data () const = 0;
};

template <typename T>
struct kept_array_of : kept_array
{
  Array<T> array;

  kept_array_of (const Array<T>& a) : array (a) { }
  bool is_free () const override { return sharers<T>::of (array) == 1; }
  std::size_t bytes () const override { return array.numel () * sizeof (T); }
  const void *data () const override { return array.data (); }
};

// The most recently used first.
struct shelf
{
  bool is_on = false;
  double limit = 1073741824.0;
  double reused = 0;
  std::list<std::unique_ptr<kept_array>> arrays;

  double bytes () const
  {
    double sum = 0;
    for (const auto& a : arrays)
      sum += static_cast<double> (a->bytes ());
    return sum;
  }

  void shrink ()
  {
    while (! arrays.empty () && (! is_on || bytes () > limit))
      arrays.pop_back ();
  }

  bool has (const void *data) const
  {
    for (const auto& a : arrays)
      if (a->data () == data)
        return true;
    return false;
  }
};

shelf&
the_shelf ()
{
  static shelf s;
  return s;
}

template <typename T>
Array<T>
adopt_or_recycle (const dim_vector& dv, int& fresh)
{
  shelf& s = the_shelf ();
  const std::size_t bytes = dv.safe_numel () * sizeof (T);
  if (! s.is_on || bytes < large || static_cast<double> (bytes) > s.limit)
    return adopt<T> (dv, fresh);
  for (auto a = s.arrays.begin (); a != s.arrays.end (); ++a)
    {
      const kept_array_of<T> *of_t = dynamic_cast<const kept_array_of<T> *> (a->get ());
      if (of_t && of_t->bytes () == bytes && of_t->is_free ())
        {
          s.arrays.splice (s.arrays.begin (), s.arrays, a);
          s.reused++;
          return Array<T> (of_t->array, dv);
        }
    }
  const Array<T> made = adopt<T> (dv, fresh);
  s.arrays.emplace_front (new kept_array_of<T> (made));
  s.shrink ();
  return made;
}

// ---- taken ----

// Whether nothing but the argument list and the variable that the argument was written as hold it (cells, fields, closures and
// callers' variables would count), and nothing at all if it was no variable.
bool
is_sole_holder (octave::interpreter& interp, const octave_value_list& args, std::size_t input)
{
  const octave_value& arg = args(input);
  if (arg.get_count () == 1)
    return true;
  const string_vector names = args.name_tags ();
  if (arg.get_count () != 2 || static_cast<std::size_t> (names.numel ()) <= input)
    return false;
  return interp.varval (names(input)).internal_rep () == arg.internal_rep ();
}

// Swaps the elements of value, if it is a MATRIX that shares them with nobody, for an empty array.
template <typename MATRIX, typename ND, typename T>
bool
swap_out (const octave_value& value, octave_value& result, void *& data)
{
  if (value.type_id () != MATRIX::static_type_id ())
    return false;
  MATRIX *matrix = static_cast<MATRIX *> (value.internal_rep ());
  const Array<T>& elements = matrix->matrix_ref ();
  // the reference on the shelf does not count: it only waits
  const octave_idx_type owners = sharers<T>::of (elements) - (the_shelf ().has (elements.data ()) ? 1 : 0);
  if (owners != 1 || elements.numel () < 2)
    return false;
  data = const_cast<T *> (elements.data ());
  result = octave_value (ND (elements));
  matrix->matrix_ref () = ND ();
  return true;
}

}

void *
results::take (octave::interpreter& interp, std::size_t output, const octave_value_list& args, std::size_t input)
{
  void *data = nullptr;
  octave_value result;
  const octave_value& arg = args(input);
  if (is_sole_holder (interp, args, input)
      && (swap_out<octave_matrix, NDArray, double> (arg, result, data) || swap_out<octave_float_matrix, FloatNDArray, float> (arg, result, data)
          || swap_out<octave_uint16_matrix, uint16NDArray, octave_uint16> (arg, result, data)))
    add (output, nullptr, GATE_OTHER).value = result;
  return data;
}

void
change_recycling (const gate_recycling& change)
{
  shelf& s = the_shelf ();
  s.is_on = change.recycle;
  s.limit = change.limit;
  allocation = change.allocation;
  s.shrink ();
}

gate_recycling
current_recycling ()
{
  const shelf& s = the_shelf ();
  gate_recycling now = gate_recycling ();
  now.recycle = s.is_on;
  now.limit = s.limit;
  now.allocation = allocation;
  now.kept = s.bytes ();
  now.buffers = static_cast<double> (s.arrays.size ());
  now.reused = s.reused;
  return now;
}

// ---- results ----

results::part&
results::add (std::size_t output, const char *field, gate_kind kind)
{
  m_parts.emplace_back ();
  part& p = m_parts.back ();
  p.output = output;
  p.field = field ? field : "";
  p.kind = kind;
  p.is_single_element = false;
  p.element.real = 0;
  return p;
}

void *
results::array (std::size_t output, const char *field, gate_kind kind, const dim_vector& dv, int& fresh)
{
  part& p = add (output, field, kind);
  fresh = 0;
  if (dv.safe_numel () == 1)
    {
      p.is_single_element = true;
      return &p.element;
    }
  const void *data;
  switch (kind)
    {
    case GATE_SINGLE:
      {
        const FloatNDArray array (adopt_or_recycle<float> (dv, fresh));
        data = array.data ();
        p.value = array;
        break;
      }
    case GATE_UINT16:
      {
        const uint16NDArray array (adopt_or_recycle<octave_uint16> (dv, fresh));
        data = array.data ();
        p.value = array;
        break;
      }
    default:
      {
        const NDArray array (adopt_or_recycle<double> (dv, fresh));
        data = array.data ();
        p.value = array;
      }
    }
  return const_cast<void *> (data);
}

void
results::text (std::size_t output, const char *field, const char *value)
{
  add (output, field, GATE_TEXT).value = octave_value (value);
}

octave_value
results::part::finished () const
{
  if (! is_single_element)
    return value;
  switch (kind)
    {
    case GATE_SINGLE: return octave_value (element.single);
    case GATE_UINT16: return octave_value (octave_uint16 (element.carrier));
    default: return octave_value (element.real);
    }
}

octave_value_list
results::values () const
{
  octave_value_list list;
  std::vector<octave_scalar_map> maps;
  for (const part& p : m_parts)
    {
      const octave_idx_type k = static_cast<octave_idx_type> (p.output);
      if (p.field.empty ())
        {
          list(k) = p.finished ();
          continue;
        }
      if (maps.size () <= p.output)
        maps.resize (p.output + 1);
      maps[p.output].setfield (p.field, p.finished ());
      list(k) = maps[p.output];
    }
  return list;
}

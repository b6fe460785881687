// octave_result.h - new octave_values whose memory a builtin fills, the recycling of that memory, and its reuse in place.
//
// Three ways to memory for a result:
//   adopted   operator new, given to the Array untouched (an Array of its own making would be cleared element by element), large
//             blocks with huge pages asked for before the first touch;
//   recycled  that of an earlier result, kept by a second reference until no variable has it any more (off unless asked for);
//   taken     that of an argument, where a single variable holds it: the variable is left empty.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef ROME_OCTAVE_RESULT_H
#define ROME_OCTAVE_RESULT_H

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>

#include <octave/oct.h>
#include <octave/interpreter.h>

#include "gate.h"

class results
{
public:
  // These throw std::bad_alloc.
  void *array (std::size_t output, const char *field, gate_kind kind, const dim_vector& dv, int& fresh);
  void text (std::size_t output, const char *field, const char *value);
  // The memory of argument number `input`, or NULL.
  void *take (octave::interpreter& interp, std::size_t output, const octave_value_list& args, std::size_t input);

  octave_value_list values () const;

private:
  // A result or one field of a result.  An octave_value of one element keeps a copy of the number, not the array: single
  // elements wait here until the builtin has written them.
  struct part
  {
    std::size_t output;
    std::string field;
    gate_kind kind;
    octave_value value;
    bool is_single_element;
    union { double real; float single; std::uint16_t carrier; } element;

    octave_value finished () const;
  };

  part& add (std::size_t output, const char *field, gate_kind kind);

  std::list<part> m_parts; // a list, because its elements never move
};

void change_recycling (const gate_recycling& change);
gate_recycling current_recycling ();

#endif

/* mex_view.c - plain views of the arguments of a MEX call.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "mex_view.h"

#include <math.h>
#include <string.h>

static const size_t *copy_dims (const mxArray *value)
{
  const size_t n = (size_t) mxGetNumberOfDimensions (value);
  const mwSize *from = mxGetDimensions (value);
  size_t *dims = mxMalloc ((n + 1) * sizeof *dims);
  for (size_t k = 0; k < n; k++)
    dims[k] = (size_t) from[k];
  return dims;
}

/* ---- classes that a builtin sees as doubles ---- */

#define AS_DOUBLES(TYPE)                                                                                              \
  for (size_t k = 0; k < n; k++)                                                                                      \
    out[k] = (double) ((const TYPE *) data)[k];                                                                       \
  break

static const double *as_doubles (const mxArray *value)
{
  const size_t n = (size_t) mxGetNumberOfElements (value);
  const void *data = mxGetData (value);
  double *out = mxMalloc ((n + 1) * sizeof *out);
  switch (mxGetClassID (value)) {
  case mxINT8_CLASS: AS_DOUBLES (int8_t);
  case mxUINT8_CLASS: AS_DOUBLES (uint8_t);
  case mxINT16_CLASS: AS_DOUBLES (int16_t);
  case mxINT32_CLASS: AS_DOUBLES (int32_t);
  case mxUINT32_CLASS: AS_DOUBLES (uint32_t);
  case mxINT64_CLASS: AS_DOUBLES (int64_t);
  case mxUINT64_CLASS: AS_DOUBLES (uint64_t);
  default: AS_DOUBLES (mxLogical);
  }
  return out;
}

/* 64-bit integers that a double may not hold are nothing that a builtin could take. */
static int all_exact (const double *x, size_t n)
{
  for (size_t k = 0; k < n; k++)
    if (fabs (x[k]) >= 9007199254740992.0)
      return 0;
  return 1;
}

/* ---- structs ---- */

static gate_value view_at (const mxArray *given, int depth);

static void view_struct (const mxArray *value, gate_value *v, int depth)
{
  const size_t n = (size_t) mxGetNumberOfFields (value);
  const char **names = mxMalloc ((n + 1) * sizeof *names);
  gate_value *fields = mxMalloc ((n + 1) * sizeof *fields);
  for (size_t k = 0; k < n; k++) {
    names[k] = mxGetFieldNameByNumber (value, (int) k);
    fields[k] = view_at (mxGetFieldByNumber (value, 0, (int) k), depth + 1);
  }
  v->kind = GATE_STRUCT;
  v->nfields = n;
  v->field_name = names;
  v->field = fields;
}

/* ---- everything ---- */

/* MATLAB's text in double quotes is an object; one that stands alone is a row of characters. */
static const mxArray *without_string_class (const mxArray *value)
{
  mxArray *given = (mxArray *) value, *text = NULL;
  if (strcmp (mxGetClassName (value), "string") != 0 || mxGetNumberOfElements (value) != 1)
    return value;
  return mexCallMATLAB (1, &text, 1, &given, "char") == 0 ? text : value;
}

/* A field that was never set is an empty array of class double. */
static const mxArray *or_empty (const mxArray *value)
{
  return value ? value : mxCreateDoubleMatrix (0, 0, mxREAL);
}

static gate_value view_at (const mxArray *given, int depth)
{
  const mxArray *value = without_string_class (or_empty (given));
  gate_value v = {.kind = GATE_OTHER, .class_name = mxGetClassName (value)};
  v.ndims = (size_t) mxGetNumberOfDimensions (value);
  v.dims = copy_dims (value);
  v.count = (size_t) mxGetNumberOfElements (value);
  v.is_complex = mxIsComplex (value);
  v.is_sparse = mxIsSparse (value);
  const int readable = !v.is_complex && !v.is_sparse;
  switch (mxGetClassID (value)) {
  case mxDOUBLE_CLASS:
  case mxSINGLE_CLASS:
    v.kind = mxIsDouble (value) ? GATE_DOUBLE : GATE_SINGLE;
    v.data = readable ? mxGetData (value) : NULL;
    break;
  case mxUINT16_CLASS:
    v.kind = GATE_INTEGER;
    v.carrier = mxGetData (value);
    break;
  case mxINT8_CLASS:
  case mxUINT8_CLASS:
  case mxINT16_CLASS:
  case mxINT32_CLASS:
  case mxUINT32_CLASS:
  case mxINT64_CLASS:
  case mxUINT64_CLASS:
  case mxLOGICAL_CLASS:
    v.kind = mxIsLogical (value) ? GATE_LOGICAL : GATE_INTEGER;
    v.data = readable ? as_doubles (value) : NULL;
    if (v.data && !all_exact (v.data, v.count))
      v.kind = GATE_OTHER;
    break;
  case mxCHAR_CLASS:
    if (v.ndims == 2 && v.dims[0] <= 1) {
      v.text = mxArrayToString (value);
      /* with a zero in it, C would read half of it */
      v.kind = v.text && strlen (v.text) >= v.count ? GATE_TEXT : GATE_OTHER;
    }
    break;
  case mxSTRUCT_CLASS:
    if (v.count == 1 && depth < GATE_DEPTH)
      view_struct (value, &v, depth);
    break;
  default: break;
  }
  return v;
}

gate_value mex_view (const mxArray *value)
{
  return view_at (value, 0);
}

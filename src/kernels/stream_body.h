/* stream_body.h - finished bytes to memory, past the cache.

   Included once per instruction set; needs KERNEL (name) and the vectors of vector_SET.h.

   SPDX-License-Identifier: GPL-3.0-or-later */

/* The same number of bytes to several places in turn, line by line; what does not fill a line goes the common way.  Meanwhile the
   lines at next are fetched, one for each line that leaves: neither waits for the other. */
static void KERNEL (stream) (size_t count, char *const *to, const char *const *from, const char *const *next, size_t bytes)
{
  size_t lead[ROTATE_STREAMS], lines = bytes / 64;
  for (size_t q = 0; q < count; q++) {
    lead[q] = -(uintptr_t) to[q] % 64;
    if (lead[q] > bytes)
      lead[q] = bytes;
    memcpy (to[q], from[q], lead[q]);
    if ((bytes - lead[q]) / 64 < lines)
      lines = (bytes - lead[q]) / 64;
  }
  for (size_t k = 0; k < lines; k++)
    for (size_t q = 0; q < count; q++) {
      __builtin_prefetch (next[q] + 64 * k);
      stream_line (to[q] + lead[q] + 64 * k, from[q] + lead[q] + 64 * k);
    }
  for (size_t q = 0; q < count; q++) {
    const size_t done = lead[q] + 64 * lines;
    memcpy (to[q] + done, from[q] + done, bytes - done);
  }
}

static void KERNEL (stream_done) (void)
{
  stream_end ();
}

/* fuzz_machine.c - what rome.h says of the machine and of its own words: sizes of formats, sentences, threads, memory, copies.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  const int number = (int) (int32_t) take_bits (&b, 4);
  const char *text = rome_status_text ((rome_status) number);
  fuzz_check (text && strlen (text) > 0 && text[strlen (text) - 1] != '.' && !strchr (text, '\n'));
  const size_t element = rome_format_size ((rome_format) (number & 3));
  fuzz_check (element == 8 || element == 4 || element == 2);
  const char *set = rome_instruction_set ();
  fuzz_check (strcmp (set, "plain") == 0 || strcmp (set, "avx2") == 0 || strcmp (set, "avx512") == 0);

  const int before = rome_threads ();
  const rome_status status = rome_set_threads (number);
  fuzz_check (status == (number >= 0 ? ROME_OK : ROME_BAD_ARGUMENT));
  fuzz_check (rome_threads () == (number > 0 ? number : before));
  fuzz_check (rome_set_threads (0) == ROME_OK && rome_threads () == before);

  double seconds[4] = {0};
  int calls = 0;
  const rome_monitor monitor = {fuzz_out_of_patience, &calls, NULL};
  const size_t bytes = take_size (&b, 255), rounds = take_below (&b, 5);
  const int threads = (int) take_below (&b, 2); /* more would measure how long threads take to start */
  const rome_status copied = rome_copy_seconds (bytes <= 255 ? bytes : SIZE_MAX, threads, rounds, seconds, &monitor);
  fuzz_check (copied == (bytes == 0 || threads < 1 ? ROME_BAD_ARGUMENT : bytes <= 255 ? ROME_OK : ROME_NO_MEMORY));
  for (size_t k = 0; k < 4; k++)
    fuzz_check (seconds[k] >= 0 && (copied == ROME_OK || seconds[k] == 0));
  if (take_below (&b, 256) == 255) { /* reads a file of the system */
    rome_self_check_result result;
    fuzz_check (rome_memory_available () > 0);
    fuzz_check (rome_has_tile () == 0 || rome_has_tile () == 1);
    fuzz_check (rome_self_check (&result) == ROME_OK && result.residual < 0x1p-100 && result.root_error < 0x1p-103);
  }
  return 0;
}

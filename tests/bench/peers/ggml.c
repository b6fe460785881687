/* ggml.c - rome_rotate against ggml_rope_ext of a ggml that was built elsewhere.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <ggml-cpu.h>
#include <ggml.h>
#include <stdio.h>
#include <stdlib.h>

#include "memory.h"
#include "rotation.h"

/* The graph of one rotation. */
typedef struct {
  struct ggml_context *context;
  struct ggml_cgraph *graph;
  struct ggml_cplan plan;
} peer;

static void run_peer (void *data)
{
  peer *p = data;
  report_need (ggml_graph_compute (p->graph, &p->plan) == GGML_STATUS_SUCCESS, "ggml_graph_compute");
}

static peer peer_make (const rotation_case *c, rome_pairing pairing, int threads, void **result)
{
  const rome_extent *n = &c->rotation.extent;
  const struct ggml_init_params params = {.mem_size = 2 * c->bytes + n->tokens * 4 + ((size_t) 1 << 20), .mem_buffer = NULL, .no_alloc = 0};
  peer p = {ggml_init (params), NULL, {0}};
  report_need (p.context != NULL, "ggml_init");
  struct ggml_tensor *x = ggml_new_tensor_4d (p.context, c->rotation.format == ROME_F32 ? GGML_TYPE_F32 : GGML_TYPE_F16, (int64_t) n->dim,
                                              (int64_t) n->heads, (int64_t) n->tokens, (int64_t) n->batch);
  struct ggml_tensor *positions = ggml_new_tensor_1d (p.context, GGML_TYPE_I32, (int64_t) n->tokens);
  memcpy (x->data, c->x, c->bytes);
  for (size_t k = 0; k < n->tokens; k++)
    ((int32_t *) positions->data)[k] = (int32_t) k;
  struct ggml_tensor *y = ggml_rope_ext (p.context, x, positions, NULL, (int) n->dim, pairing == ROME_HALF ? GGML_ROPE_TYPE_NEOX : 0, 0, 1e4f, 1, 0, 1, 0, 0);
  p.graph = ggml_new_graph (p.context);
  ggml_build_forward_expand (p.graph, y);
  p.plan = ggml_graph_plan (p.graph, threads, NULL);
  if (p.plan.work_size > 0)
    p.plan.work_data = malloc (p.plan.work_size);
  *result = y->data;
  return p;
}

/* The peer makes its angles in single precision by a running product: equal to that accuracy. */
static double distance (const rotation_case *c, const void *other)
{
  double most = 0;
  for (size_t k = 0; k < c->elements && c->rotation.format == ROME_F32; k++) {
    const double d = (double) ((const float *) c->y)[k] - (double) ((const float *) other)[k];
    most = d > most ? d : -d > most ? -d : most;
  }
  return most;
}

static void measure (const char *name, rome_extent n, rome_format format, rome_pairing pairing, int threads)
{
  const shape s = {name, n};
  char text[64];
  void *result;
  rotation_case c;
  rotation_make (&c, &s, format, "bshd", pairing);
  c.rotation.threads = threads;
  peer p = peer_make (&c, pairing, threads, &result);
  contender k[] = {{.name = "rope", .run = rotation_run, .data = &c.rotation}, {.name = "ggml", .run = run_peer, .data = &p}};
  race_threads (threads);
  race (k, 2, 0.5);
  snprintf (text, sizeof text, "%s %s %s", name, rotation_format_name (format), pairing == ROME_HALF ? "half" : "int");
  report_row (text, threads, (double) c.elements, &k[0]);
  report_number (SPEED, &k[0], &k[1], format != ROME_F32 ? 0 : n.heads == 1 ? 20 : n.tokens == 1 ? (pairing == ROME_HALF ? 15 : 7) : pairing == ROME_HALF ? 2.6 : 2);
  report_value ("largest difference", distance (&c, result), 0);
  free (p.plan.work_data);
  ggml_free (p.context);
  rotation_free (&c);
}

int main (int argc, char **argv)
{
  report_open (argc > 1 ? argv[1] : NULL);
  report_table ("ggml", "rome_rotate with its tables given, against ggml_rope_ext, which makes them for each token", "element", 2,
                (const char *[]) {"/ ggml", "difference"});
  static const struct {
    const char *name;
    rome_extent extent;
    int most_threads; /* a decode step is too small to share */
  } shape[] = {{"A 1,2048,32,128", {1, 2048, 32, 128}, 2}, {"B 1,8192,32,128", {1, 8192, 32, 128}, 2}, {"D 2,512,32,128", {2, 512, 32, 128}, 2},
               {"C 32,64,1,128", {32, 64, 1, 128}, 2}, {"E 1,1,32,128", {1, 1, 32, 128}, 1}};
  for (int threads = 1; threads <= 2; threads++)
    for (int half = 0; half < 2; half++)
      for (int f = 0; f < 2; f++)
        for (size_t k = 0; k < sizeof shape / sizeof *shape; k++)
          if (threads <= shape[k].most_threads)
            measure (shape[k].name, shape[k].extent, f ? ROME_F16 : ROME_F32, half ? ROME_HALF : ROME_INTERLEAVED, threads);
  report_close ();
  return 0;
}

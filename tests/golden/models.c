/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "models.h"

#define DEFAULT .rule = RULE_DEFAULT
#define LINEAR .rule = RULE_LINEAR
#define NTK .rule = RULE_NTK
#define DYNAMIC .rule = RULE_DYNAMIC
#define YARN .rule = RULE_YARN
#define LLAMA3 .rule = RULE_LLAMA3
#define LONGROPE .rule = RULE_LONGROPE
#define PROPORTIONAL .rule = RULE_PROPORTIONAL
#define DYNAMIC_LINEAR .rule = RULE_DYNAMIC_LINEAR
#define BASE_FACTOR .rule = RULE_BASE_FACTOR
#define DYNAMIC_STATIC .rule = RULE_DYNAMIC_STATIC
#define NTK_MIXED .rule = RULE_NTK_MIXED
#define QWEN_DYNAMIC .rule = RULE_QWEN_DYNAMIC
#define DYNAMIC_YARN .rule = RULE_DYNAMIC_YARN
#define YARN_LOG .rule = RULE_YARN_LOG
#define GGML_YARN .rule = RULE_GGML_YARN
#define NTK_BY_PARTS .rule = RULE_NTK_BY_PARTS
#define THETA_SCALE .rule = RULE_THETA_SCALE
#define DYNAMIC_LONGROPE .rule = RULE_DYNAMIC_LONGROPE
#define ORIGINAL(n) .original_max_position_embeddings = n
#define LONGEST(n) .max_position_embeddings = n

static const double phi3_short[] =
  { 1.1, 1.1, 1.1, 1.3000000000000003, 1.3500000000000003,
    1.3500000000000003, 1.4000000000000004, 1.5500000000000005,
    2.000000000000001, 2.000000000000001, 2.000000000000001,
    2.000000000000001, 2.000000000000001, 2.000000000000001,
    2.000000000000001, 2.000000000000001, 2.000000000000001,
    2.000000000000001, 2.000000000000001, 2.000000000000001,
    2.000000000000001, 2.000000000000001, 2.000000000000001,
    2.000000000000001, 2.000000000000001, 2.0500000000000007,
    2.0500000000000007, 2.0500000000000007, 2.0500000000000007,
    2.0500000000000007, 2.0500000000000007, 2.1000000000000005,
    2.1000000000000005, 2.1500000000000004, 2.25, 2.25, 2.25, 2.25, 2.25,
    2.3999999999999995, 2.4499999999999993, 2.499999999999999,
    2.6999999999999984, 2.6999999999999984, 2.7499999999999982,
    2.799999999999998, 2.8999999999999977, 3.049999999999997 };

static const double phi3_long[] =
  { 1.0700000524520874, 1.1200000047683716, 1.149999976158142,
    1.4199999570846558, 1.5699999332427979, 1.7999999523162842,
    2.129999876022339, 2.129999876022339, 3.009999990463257,
    5.910000324249268, 6.950000286102295, 9.070000648498535,
    9.930000305175781, 10.710000038146973, 11.130000114440918,
    14.609999656677246, 15.409998893737793, 19.809999465942383,
    37.279998779296875, 38.279998779296875, 38.599998474121094,
    40.12000274658203, 46.20000457763672, 50.940006256103516,
    53.66000747680664, 54.9373893737793, 56.89738845825195,
    57.28738784790039, 59.98738479614258, 60.86738586425781,
    60.887386322021484, 61.71739196777344, 62.91739273071289,
    62.957393646240234, 63.41739273071289, 63.8173942565918,
    63.83739471435547, 63.897396087646484, 63.93739700317383,
    64.06739807128906, 64.11434936523438, 64.12435150146484,
    64.15435028076172, 64.19435119628906, 64.24435424804688,
    64.57435607910156, 64.69000244140625, 64.76000213623047 };

static const double phi35_short[] =
  { 1.0, 1.0199999809265137, 1.0299999713897705, 1.0299999713897705,
    1.0499999523162842, 1.0499999523162842, 1.0499999523162842,
    1.0499999523162842, 1.0499999523162842, 1.0699999332427979,
    1.0999999046325684, 1.1099998950958252, 1.1599998474121094,
    1.1599998474121094, 1.1699998378753662, 1.2899998426437378,
    1.339999794960022, 1.679999828338623, 1.7899998426437378,
    1.8199998140335083, 1.8499997854232788, 1.8799997568130493,
    1.9099997282028198, 1.9399996995925903, 1.9899996519088745,
    2.0199997425079346, 2.0199997425079346, 2.0199997425079346,
    2.0199997425079346, 2.0199997425079346, 2.0199997425079346,
    2.0299997329711914, 2.0299997329711914, 2.0299997329711914,
    2.0299997329711914, 2.0299997329711914, 2.0299997329711914,
    2.0299997329711914, 2.0299997329711914, 2.0299997329711914,
    2.0799996852874756, 2.0899996757507324, 2.189999580383301,
    2.2199995517730713, 2.5899994373321533, 2.729999542236328,
    2.749999523162842, 2.8399994373321533 };

static const double phi35_long[] =
  { 1.0800000429153442, 1.1100000143051147, 1.1399999856948853,
    1.340000033378601, 1.5899999141693115, 1.600000023841858,
    1.6200000047683716, 2.620000123977661, 3.2300000190734863,
    3.2300000190734863, 4.789999961853027, 7.400000095367432,
    7.700000286102295, 9.09000015258789, 12.199999809265137,
    17.670000076293945, 24.46000099182129, 28.57000160217285,
    30.420001983642578, 30.840002059936523, 32.590003967285156,
    32.93000411987305, 42.320003509521484, 44.96000289916992,
    50.340003967285156, 50.45000457763672, 57.55000305175781,
    57.93000411987305, 58.21000289916992, 60.1400032043457,
    62.61000442504883, 62.62000274658203, 62.71000289916992,
    63.1400032043457, 63.1400032043457, 63.77000427246094,
    63.93000411987305, 63.96000289916992, 63.970001220703125,
    64.02999877929688, 64.06999969482422, 64.08000183105469,
    64.12000274658203, 64.41000366210938, 64.4800033569336,
    64.51000213623047, 64.52999877929688, 64.83999633789062 };

const scaling model_scalings[] =
  {
    { "llama-2", DEFAULT, 128, 1e4 },
    { "llama-3", DEFAULT, 128, 5e5 },
    { "qwen-2.5", DEFAULT, 128, 1e6 },
    { "qwen-2.5-0.5b", DEFAULT, 64, 1e6 },
    { "qwen-2.5-1m", DEFAULT, 128, 1e7 },
    { "yi", DEFAULT, 128, 5e6 },
    { "pythia-6.9b", DEFAULT, 32, 1e4 },
    { "gpt-neox-20b", DEFAULT, 24, 1e4 },
    { "stablelm-3b", DEFAULT, 20, 1e4 },
    { "pythia-14m", DEFAULT, 8, 1e4 },
    { "head-of-80", DEFAULT, 80, 1e4 },
    { "head-of-96", DEFAULT, 96, 1e4 },
    { "falcon-3", DEFAULT, 256, 1000042 },
    { "gemma-2", DEFAULT, 256, 1e4 },
    { "pixtral-text", DEFAULT, 128, 1e9 },
    { "llama-4-vision-axis", DEFAULT, 44, 1e4 },
    { "wan-axis", DEFAULT, 42, 1e4 },
    { "rome-axis", DEFAULT, 40, 1e4 },
    { "hunyuan-time", DEFAULT, 16, 256 },
    { "hunyuan-space", DEFAULT, 56, 256 },
    { "flux-2-axis", DEFAULT, 32, 2000 },
    { "gemma-4-vision-axis", DEFAULT, 32, 100 },
    { "two-dimensions", DEFAULT, 2, 1e4 },

    { "gemma-3-4b", LINEAR, 256, 1e6, .factor = 8 },
    { "gemma-3-27b", LINEAR, 128, 1e6, .factor = 8 },
    { "llama-2-linear", LINEAR, 128, 1e4, .factor = 4 },
    { "linear-3-of-96", LINEAR, 96, 1e4, .factor = 3 },
    { "linear-fraction", LINEAR, 64, 5e5, .factor = 1.7 },

    { "llama-2-ntk-4", NTK, 128, 1e4, .factor = 4 },
    { "llama-2-ntk-8", NTK, 128, 1e4, .factor = 8 },
    { "cosmos-time", NTK, 44, 1e4, .factor = 2 },
    { "ntk-of-96", NTK, 96, 1e6, .factor = 2.5 },
    { "ntk-fraction", NTK, 64, 5e5, .factor = 3.3 },
    { "ntk-of-256", NTK, 256, 1e7, .factor = 16 },

    { "internlm-2", DYNAMIC, 128, 1e6, 1, 2, LONGEST (32768) },
    { "internlm-2", DYNAMIC, 128, 1e6, 32768, 2, LONGEST (32768) },
    { "internlm-2", DYNAMIC, 128, 1e6, 32769, 2, LONGEST (32768) },
    { "internlm-2", DYNAMIC, 128, 1e6, 65536, 2, LONGEST (32768) },
    { "internlm-2", DYNAMIC, 128, 1e6, 200000, 2, LONGEST (32768) },
    { "llama-2-dynamic", DYNAMIC, 128, 1e4, 5000, 4, LONGEST (4096) },
    { "llama-2-dynamic", DYNAMIC, 128, 1e4, 16384, 4, LONGEST (4096) },
    { "llama-2-dynamic", DYNAMIC, 128, 1e4, 100000, 4, LONGEST (4096) },
    { "dynamic-of-96", DYNAMIC, 96, 1e4, 7777, 2.5, LONGEST (2048) },
    { "dynamic-of-64", DYNAMIC, 64, 5e5, 12345, 1, LONGEST (8192) },

    { "deepseek-v3", YARN, 64, 1e4, 0, 40, ORIGINAL (4096), .beta_fast = 32, .beta_slow = 1, .mscale = 1, .mscale_all_dim = 1 },
    { "deepseek-v2", YARN, 64, 1e4, 0, 40, ORIGINAL (4096), .beta_fast = 32, .beta_slow = 1, .mscale = 0.707, .mscale_all_dim = 0.707 },
    { "kimi-k2", YARN, 64, 5e4, 0, 32, ORIGINAL (4096), .beta_fast = 1, .beta_slow = 1, .mscale = 1, .mscale_all_dim = 1 },
    { "gpt-oss", YARN, 64, 150000, 0, 32, ORIGINAL (4096), .beta_fast = 32, .beta_slow = 1, .truncate = TRUNCATE_NO },
    { "olmo-3", YARN, 128, 5e5, 0, 8, ORIGINAL (8192), .beta_fast = 32, .beta_slow = 1, .attention_factor = 1.2079441541679836 },
    { "qwen-2.5-yarn", YARN, 128, 1e6, 0, 4, ORIGINAL (32768) },
    { "llama-2-yarn-128k", YARN, 128, 1e4, 0, 32, ORIGINAL (4096), .truncate = TRUNCATE_YES },
    { "yarn-of-96", YARN, 96, 1e4, 0, 2.5, ORIGINAL (2048), .truncate = TRUNCATE_NO },
    { "yarn-of-256", YARN, 256, 1e6, 0, 16, ORIGINAL (8192), .beta_fast = 32, .beta_slow = 1 },
    { "yarn-two-scales", YARN, 64, 1e4, 0, 40, ORIGINAL (4096), .beta_fast = 32, .beta_slow = 1, .mscale = 1, .mscale_all_dim = 0.707 },
    { "yarn-one-scale-ignored", YARN, 64, 1e4, 0, 40, ORIGINAL (4096), .mscale = 0.707 },
    { "yarn-equal-ends", YARN, 64, 5e4, 0, 32, ORIGINAL (4096), .beta_fast = 1, .beta_slow = 1, .truncate = TRUNCATE_NO },
    { "yarn-equal-ends-at-0", YARN, 64, 1e4, 0, 8, ORIGINAL (6) },
    { "yarn-past-the-end", YARN, 64, 1e4, 0, 8, ORIGINAL (4294967296), .truncate = TRUNCATE_NO },
    { "yarn-no-growth", YARN, 64, 1e4, 0, 1, ORIGINAL (4096) },

    { "llama-3.1", LLAMA3, 128, 5e5, 0, 8, ORIGINAL (8192), .low_freq_factor = 1, .high_freq_factor = 4 },
    { "llama-3.2-1b", LLAMA3, 64, 5e5, 0, 32, ORIGINAL (8192), .low_freq_factor = 1, .high_freq_factor = 4 },
    { "llama-3.2-3b", LLAMA3, 128, 5e5, 0, 32, ORIGINAL (8192), .low_freq_factor = 1, .high_freq_factor = 4 },
    { "llama-4-scout", LLAMA3, 128, 5e5, 0, 16, ORIGINAL (8192), .low_freq_factor = 1, .high_freq_factor = 1 },
    { "llama3-of-96", LLAMA3, 96, 1e4, 0, 3.3, ORIGINAL (2048), .low_freq_factor = 1.5, .high_freq_factor = 6 },

    { "phi-3", LONGROPE, 96, 1e4, 4096, 0, ORIGINAL (4096), LONGEST (131072), .short_factor = phi3_short, .long_factor = phi3_long },
    { "phi-3", LONGROPE, 96, 1e4, 4097, 0, ORIGINAL (4096), LONGEST (131072), .short_factor = phi3_short, .long_factor = phi3_long },
    { "phi-3.5", LONGROPE, 96, 1e4, 100, 0, ORIGINAL (4096), LONGEST (131072), .short_factor = phi35_short, .long_factor = phi35_long },
    { "phi-3.5", LONGROPE, 96, 1e4, 131072, 0, ORIGINAL (4096), LONGEST (131072), .short_factor = phi35_short, .long_factor = phi35_long },
    { "longrope-attention-given", LONGROPE, 96, 1e4, 8192, 0, ORIGINAL (4096), LONGEST (131072), .attention_factor = 1.19, .short_factor = phi3_short, .long_factor = phi3_long },
    { "longrope-no-growth", LONGROPE, 96, 1e4, 4096, 0, ORIGINAL (4096), LONGEST (4096), .short_factor = phi3_short, .long_factor = phi3_long },

    { "gemma-4", PROPORTIONAL, 512, 1e6, .partial_rotary_factor = 0.25 },
    { "gemma-4-stretched", PROPORTIONAL, 512, 1e6, 0, 8, .partial_rotary_factor = 0.25 },
    { "proportional-of-96", PROPORTIONAL, 96, 1e4, .partial_rotary_factor = 0.75 },
    { "proportional-all", PROPORTIONAL, 64, 1e4, .partial_rotary_factor = 1 },

    { "te-within", DYNAMIC_LINEAR, 32, 1e4, 8192, 2, ORIGINAL (4096) },
    { "te-beyond", DYNAMIC_LINEAR, 32, 1e4, 8193, 2, ORIGINAL (4096) },
    { "te-fraction", DYNAMIC_LINEAR, 48, 5e5, 30000, 1.7, ORIGINAL (2048) },
    { "lumina-ntk-factor", BASE_FACTOR, 64, 1e4, 0, 10 },
    { "chatglm-rope-ratio", BASE_FACTOR, 64, 1e4, 0, 500 },
    { "base-factor-below-1", BASE_FACTOR, 48, 5e5, 0, 0.3 },
    { "vllm-dynamic", DYNAMIC_STATIC, 64, 1e4, 0, 4 },
    { "vllm-dynamic-fraction", DYNAMIC_STATIC, 48, 1e6, 0, 2.7 },
    { "vllm-ntk", NTK_MIXED, 64, 1e4, 0, 8 },
    { "vllm-ntk-mixed", NTK_MIXED, 64, 1e4, 0, 8, .mixed_b = 0.625 },
    { "vllm-ntk-mixed-steep", NTK_MIXED, 48, 5e5, 0, 3.3, .mixed_b = 2.5 },
    { "qwen-1", QWEN_DYNAMIC, 32, 1e4, 2048, 0, ORIGINAL (2048) },
    { "qwen-1", QWEN_DYNAMIC, 32, 1e4, 2049, 0, ORIGINAL (2048) },
    { "qwen-1", QWEN_DYNAMIC, 32, 1e4, 8192, 0, ORIGINAL (2048) },
    { "qwen-1", QWEN_DYNAMIC, 32, 1e4, 8193, 0, ORIGINAL (2048) },
    { "telechat-3", YARN, 64, 1e6, 0, 4, ORIGINAL (32768), .mscale_coefficient = 0.07 },
    { "yarn-attn-factor", YARN, 64, 1e4, 0, 16, ORIGINAL (4096), .attn_factor = 1.3 },
    { "yarn-extrapolation", YARN, 64, 1e4, 0, 16, ORIGINAL (4096), .extrapolation_factor = 0.75 },
    { "yarn-no-extrapolation", YARN, 32, 1e4, 0, 16, ORIGINAL (4096), .extrapolation_factor = NONE },
    { "dynamic-yarn-short", DYNAMIC_YARN, 32, 1e4, 2000, 0, ORIGINAL (2048) },
    { "dynamic-yarn", DYNAMIC_YARN, 64, 1e4, 5000, 0, ORIGINAL (2048) },
    { "dynamic-yarn-mscale", DYNAMIC_YARN, 48, 5e5, 100000, 0, ORIGINAL (8192), .mscale = 1, .mscale_all_dim = 0.5, .truncate = TRUNCATE_NO },
    { "grok-yarn-log", YARN_LOG, 64, 1e4, 0, 16, ORIGINAL (8192), .beta_fast = 8 },
    { "grok-theta-scale", THETA_SCALE, 64, 1e4, 0, 16, ORIGINAL (8192) },
    { "ggml-yarn", GGML_YARN, 64, 1e4, 0, 16, ORIGINAL (4096) },
    { "ggml-yarn-half", GGML_YARN, 64, 5e5, 0, 4, ORIGINAL (8192), .ext_factor = 0.5, .attn_factor = 0.9 },
    { "ggml-linear", GGML_YARN, 48, 1e4, 0, 4, ORIGINAL (4096), .ext_factor = NONE, .attn_factor = 1.1 },
    { "ggml-freq-factors", GGML_YARN, 96, 1e4, 0, 2, ORIGINAL (4096), .ext_factor = NONE, .freq_factors = phi3_long },
    { "ntk-by-parts", NTK_BY_PARTS, 64, 1e4, 0, 4, ORIGINAL (2048) },
    { "ntk-by-parts-shares", NTK_BY_PARTS, 128, 1e4, 0, 8, ORIGINAL (2048), .extrapolation_factor = 0.5, .ntk_factor = 0.75 },
    { "longrope-mscales", LONGROPE, 96, 1e4, 8192, 0, ORIGINAL (4096), .short_mscale = 1.05, .long_mscale = 1.25, .short_factor = phi3_short, .long_factor = phi3_long },
    { "dynamic-longrope-short", DYNAMIC_LONGROPE, 96, 1e4, 4096, 0, ORIGINAL (4096), LONGEST (131072), .long_factor = phi3_long },
    { "dynamic-longrope", DYNAMIC_LONGROPE, 96, 1e4, 50000, 0, ORIGINAL (4096), LONGEST (131072), .long_factor = phi3_long },
    { "dynamic-longrope-full", DYNAMIC_LONGROPE, 96, 1e4, 200000, 0, ORIGINAL (4096), LONGEST (131072), .long_factor = phi3_long },
  };

const size_t model_scaling_count = sizeof model_scalings / sizeof *model_scalings;

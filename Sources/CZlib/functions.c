#include "CZlib.h"

#define FUNCTIONS(_) \
  _(inflate) \
  _(inflateEnd) \
  _(inflateInit_)

ON_DEMAND(
    czlib_load, FUNCTIONS, .name = "zlib", .version = ZLIB_VERSION, .interface_parts = 1,
    .version_function = "zlibVersion", .files = {"libz.so.1"})

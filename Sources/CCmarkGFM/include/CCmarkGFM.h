#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <on_demand.h>

/* Loads libcmark-gfm, before any other call of it. What is called has to stand in functions.c. */
struct on_demand_outcome ccmark_load(const char *_Nullable folder);

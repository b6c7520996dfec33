#include <expat.h>
#include <on_demand.h>

/* Loads expat, before any other call of it. What is called has to stand in functions.c. */
struct on_demand_outcome cexpat_load(const char *_Nullable folder);

#include <zip.h>
#include <on_demand.h>

/* Loads libzip, before any other call of it. What is called has to stand in functions.c. */
struct on_demand_outcome czip_load(const char *_Nullable folder);

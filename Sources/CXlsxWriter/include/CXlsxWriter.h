#include <xlsxwriter.h>
#include <on_demand.h>

/* Loads libxlsxwriter, before any other call of it. What is called has to stand in functions.c. */
struct on_demand_outcome cxlsxwriter_load(const char *_Nullable folder);

#include <on_demand.h>
#include <zlib.h>

/* inflateInit() is a macro, so Swift cannot import it. */
static inline int czlib_inflate_init(z_stream *_Nonnull stream) { return inflateInit(stream); }

/* Loads zlib, before any other call of it. What is called has to stand in functions.c. */
struct on_demand_outcome czlib_load(const char *_Nullable folder);

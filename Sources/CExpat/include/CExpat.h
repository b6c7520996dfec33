#include <expat.h>

/* Loads expat, before any other call of it. Null, or why it cannot be loaded, in the dynamic
 * linker's words. What is called has to stand in functions.c. */
const char *_Nullable cexpat_load(void);

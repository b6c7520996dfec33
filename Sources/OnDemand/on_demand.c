#include "on_demand.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

const char *on_demand_load(
    const char *const *libraries, size_t library_count,
    const struct on_demand_function *functions, size_t function_count) {
  void *handles[library_count];
  for (size_t library = 0; library < library_count; library++) {
    handles[library] = dlopen(libraries[library], RTLD_LAZY | RTLD_LOCAL);
    if (!handles[library]) return dlerror();
  }
  for (size_t function = 0; function < function_count; function++) {
    void *address = NULL;
    for (size_t library = 0; !address && library < library_count; library++)
      address = dlsym(handles[library], functions[function].name);
    if (!address) return dlerror();
    *functions[function].address = address;
  }
  return NULL;
}

void on_demand_not_loaded(void) {
  fputs("a function of a library was called before the library was loaded\n", stderr);
  abort();
}

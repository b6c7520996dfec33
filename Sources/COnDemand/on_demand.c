#include "on_demand.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where systems keep the libraries of their packages; Debian's folders first. */
static const char *const system_folders[] = {
#if defined(__x86_64__)
    "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu",
#elif defined(__aarch64__)
    "/usr/lib/aarch64-linux-gnu", "/lib/aarch64-linux-gnu",
#endif
    "/usr/lib64", "/lib64", "/usr/lib", "/lib"};

/* Opens a file by its whole path, so that neither the working folder nor the environment nor the
 * program's own run path decide which. */
static void *open_file(const char *file, const char *const *folders, size_t folder_count) {
  char path[PATH_MAX];
  for (size_t folder = 0; folder < folder_count; folder++) {
    snprintf(path, sizeof path, "%s/%s", folders[folder], file);
    if (access(path, F_OK) == 0) return dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  }
  /* It is nowhere, which the linker says of the likeliest place. */
  snprintf(path, sizeof path, "%s/%s", folders[0], file);
  return dlopen(path, RTLD_LAZY | RTLD_LOCAL);
}

/* What the library says that its version is. */
static const char *told_version(const struct on_demand_library *library, void *function) {
  const char *text =
      library->ask ? library->ask(function) : ((const char *(*)(void))function)();
  /* Some put their name in front. */
  return text + strcspn(text, "0123456789");
}

/* Whether two versions, of parts between points, have the first `parts` in common. */
static _Bool are_alike(const char *one, const char *other, int parts) {
  for (; parts > 0; parts--) {
    size_t length = strcspn(one, ".");
    if (length != strcspn(other, ".") || strncmp(one, other, length) != 0) return 0;
    one += length + (one[length] == '.');
    other += length + (other[length] == '.');
  }
  return 1;
}

struct on_demand_outcome on_demand_load(
    const struct on_demand_library *library, const char *folder) {
  struct on_demand_outcome outcome = {.name = library->name, .version = library->version};
  const char *const *folders = folder ? &folder : system_folders;
  size_t folder_count = folder ? 1 : sizeof system_folders / sizeof *system_folders;
  void *handles[2] = {NULL, NULL};
  for (size_t file = 0; file < 2 && library->files[file]; file++) {
    handles[file] = open_file(library->files[file], folders, folder_count);
    if (!handles[file]) {
      outcome.obstacle = dlerror();
      return outcome;
    }
  }

  void *version_function = dlsym(handles[0], library->version_function);
  if (!version_function) {
    outcome.obstacle = dlerror();
    return outcome;
  }
  outcome.found = told_version(library, version_function);
  if (!are_alike(outcome.found, library->version, library->interface_parts)) return outcome;

  /* All or none: what is refused is never called. */
  void *addresses[library->function_count];
  for (size_t function = 0; function < library->function_count; function++) {
    const char *name = library->functions[function].name;
    addresses[function] = dlsym(handles[0], name);
    if (!addresses[function] && handles[1]) addresses[function] = dlsym(handles[1], name);
    if (!addresses[function]) {
      outcome.obstacle = dlerror();
      return outcome;
    }
  }
  for (size_t function = 0; function < library->function_count; function++)
    *library->functions[function].address = addresses[function];
  outcome.is_loaded = 1;
  return outcome;
}

void on_demand_not_loaded(void) {
  fputs("a function of a library was called before the library was loaded\n", stderr);
  abort();
}

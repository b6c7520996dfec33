#ifndef ON_DEMAND_H
#define ON_DEMAND_H

#include <stddef.h>

/* C libraries that are loaded when they are first needed.
 *
 * A library that a program is linked with is loaded at every start, also of commands that never
 * call it: 3.5 ms for libgit2 with all that it needs. So a target that wraps a library defines the
 * functions it calls, by their own names, each as a jump to an address that loading fills in.
 * Callers include the library's headers and call as ever. A function that is not in the list is an
 * error of the linker; a call before the loading ends the program and says so.
 *
 * What was compiled for one interface and calls another damages its memory. So the library is asked
 * its version, and where that does not have the interface of the headers, nothing of it is called.
 */

struct on_demand_function {
  const char *_Nonnull name;
  void *_Nonnull *_Nonnull address;
};

/* A library as its headers describe it to those who were compiled with them. */
struct on_demand_library {
  const char *_Nonnull name;
  /* The version of the headers. */
  const char *_Nonnull version;
  /* Versions have the same interface where so many of their parts are the same from the left. */
  int interface_parts;
  /* The function that tells the library's version. */
  const char *_Nonnull version_function;
  /* What calls it, if it is more than a function without parameters that returns a text. */
  const char *_Nonnull (*_Nullable ask)(void *_Nonnull version_function);
  /* The file, and the second where the library has two. */
  const char *_Nullable files[2];
  const struct on_demand_function *_Nonnull functions;
  size_t function_count;
};

struct on_demand_outcome {
  /* The library, and the version of the headers. */
  const char *_Nonnull name, *_Nonnull version;
  /* The version that the library tells; null if it could not be asked. */
  const char *_Nullable found;
  /* Whether its functions can be called. */
  _Bool is_loaded;
  /* What could not be loaded or found, in the dynamic linker's words; null if the library is loaded
   * or has another interface. They last until this thread's next call of the linker. */
  const char *_Nullable obstacle;
};

/* Loads `library` from the system's folders and fills in the addresses of its functions.
 *
 * `folder`, unless it is null, takes the place of the system's: for tests of what is refused. */
struct on_demand_outcome on_demand_load(
    const struct on_demand_library *_Nonnull library, const char *_Nullable folder);

/* Where every function leads until its library is loaded. */
void on_demand_not_loaded(void);

/* Defines every function of FUNCTIONS(_), a list of the form _(name) _(name) …, and
 * `struct on_demand_outcome load(const char *folder)`, which loads the library that the rest
 * describes: the fields of an on_demand_library but for its functions. */
#define ON_DEMAND(load, FUNCTIONS, ...)                                                        \
  FUNCTIONS(ON_DEMAND_JUMP)                                                                    \
  static const struct on_demand_function on_demand_functions[] = {FUNCTIONS(ON_DEMAND_ENTRY)}; \
  struct on_demand_outcome load(const char *folder) {                                          \
    static const struct on_demand_library library = {                                          \
        __VA_ARGS__, .functions = on_demand_functions,                                         \
        .function_count = sizeof on_demand_functions / sizeof *on_demand_functions};           \
    return on_demand_load(&library, folder);                                                   \
  }

#define ON_DEMAND_ENTRY(function) {#function, &on_demand_##function},

/* Hidden, so that the library itself goes on calling its own functions. */
#define ON_DEMAND_JUMP(function)                                                      \
  __attribute__((used, visibility("hidden"))) void *on_demand_##function =            \
      (void *)on_demand_not_loaded;                                                   \
  __asm__(                                                                            \
      ".text\n.globl " #function "\n.hidden " #function "\n.type " #function          \
      ", %function\n" #function ":\n" ON_DEMAND_JUMP_TO("on_demand_" #function)       \
      ".size " #function ", . - " #function "\n");

#if defined(__x86_64__)
#define ON_DEMAND_JUMP_TO(address) "  jmpq *" address "(%rip)\n"
#elif defined(__aarch64__)
#define ON_DEMAND_JUMP_TO(address) \
  "  adrp x16, " address "\n  ldr x16, [x16, :lo12:" address "]\n  br x16\n"
#else
#error "write the jump through an address in memory for this processor"
#endif

#endif

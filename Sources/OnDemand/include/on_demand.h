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
 */

struct on_demand_function {
  const char *name;
  void **address;
};

/* Loads `libraries` and fills in the address of every function from the first library that has
 * it. Returns null, or in the dynamic linker's words what could not be loaded or found. */
const char *on_demand_load(
    const char *const *libraries, size_t library_count,
    const struct on_demand_function *functions, size_t function_count);

/* Where every function leads until its library is loaded. */
void on_demand_not_loaded(void);

/* Defines every function of FUNCTIONS(_), a list of the form _(name) _(name) …, and
 * `const char *load(void)`, which loads the libraries of the given file names. */
#define ON_DEMAND(load, FUNCTIONS, ...)                                                        \
  FUNCTIONS(ON_DEMAND_JUMP)                                                                    \
  static const struct on_demand_function on_demand_functions[] = {FUNCTIONS(ON_DEMAND_ENTRY)}; \
  const char *load(void) {                                                                     \
    static const char *const libraries[] = {__VA_ARGS__};                                      \
    return on_demand_load(                                                                     \
        libraries, sizeof libraries / sizeof *libraries, on_demand_functions,                  \
        sizeof on_demand_functions / sizeof *on_demand_functions);                             \
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

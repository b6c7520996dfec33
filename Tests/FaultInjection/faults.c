// Makes one call to the operating system that changes something below a folder fail, or kills the
// process in front of it. Preloaded into a program, and so into every program that it runs.
//
//   DUBAN_FAULT_ROOT   the folder, absolute
//   DUBAN_FAULT_COUNT  a file of eight bytes, in which the calls are counted over all processes
//   DUBAN_FAULT_AT     the number of the call that fails, from 1; without it none does
//   DUBAN_FAULT_ERROR  the errno, or 0 for SIGKILL
//   DUBAN_FAULT_ON     1 if all calls after it fail as well, as on a disk that stays full
//   DUBAN_FAULT_LOG    a file that gets a line a call
//
// What only reads is neither counted nor touched: between two calls that change something the disk
// stays as it is.

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const char *root;
static _Atomic long *count;
static long at = -1;
static int error, on, line_file = -1;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("DUBAN_FAULT_COUNT");
  root = getenv("DUBAN_FAULT_ROOT");
  if (!name || !root) return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void *page = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  syscall(SYS_close, file);
  if (page == MAP_FAILED) return;
  if (getenv("DUBAN_FAULT_AT")) at = atol(getenv("DUBAN_FAULT_AT"));
  if (getenv("DUBAN_FAULT_ERROR")) error = atoi(getenv("DUBAN_FAULT_ERROR"));
  on = getenv("DUBAN_FAULT_ON") != NULL;
  const char *log = getenv("DUBAN_FAULT_LOG");
  if (log)
    line_file = (int)syscall(
        SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  count = page;
}

static int is_inside(int folder, const char *path) {
  char whole[2 * PATH_MAX], link[40];
  if (path[0] != '/') {
    ssize_t length = 0;
    if (folder == AT_FDCWD) {
      length = syscall(SYS_getcwd, whole, PATH_MAX);
      length = length > 0 ? length - 1 : 0;
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
      length = syscall(SYS_readlink, link, whole, PATH_MAX);
    }
    if (length <= 0) return 0;
    snprintf(whole + length, PATH_MAX, "/%s", path);
    path = whole;
  }
  size_t length = strlen(root);
  return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

// What a disk that stays full still does.
static int frees(const char *call) {
  return strstr(call, "unlink") || strstr(call, "rename") || strstr(call, "rmdir") ||
         strstr(call, "remove") || strstr(call, "chmod") || strstr(call, "utim") ||
         strstr(call, "sync");
}

// Counts the call, and says whether it is to fail; errno is set then.
static int fails(const char *call, int folder, const char *path) {
  int before = errno;
  if (!count || !path || !is_inside(folder, path)) {
    errno = before;
    return 0;
  }
  long number = atomic_fetch_add(count, 1) + 1;
  int chosen = at > 0 && (number == at || (on && number > at && !(error == ENOSPC && frees(call))));
  if (line_file >= 0) {
    char line[PATH_MAX + 80];
    int length = snprintf(line, sizeof line, "%ld %s %s%s\n", number, call, path + strlen(root) * (path[0] == '/'), chosen ? " *" : "");
    syscall(SYS_write, line_file, line, length);
  }
  errno = before;
  if (!chosen) return 0;
  if (error == 0) kill(getpid(), SIGKILL);
  errno = error;
  return 1;
}

// The same for an open file; pipes, terminals and files elsewhere are left alone.
static int fails_open(const char *call, int file) {
  char link[40], path[PATH_MAX];
  if (!count) return 0;
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = syscall(SYS_readlink, link, path, sizeof path - 1);
  errno = before;
  if (length <= 0 || path[0] != '/') return 0;
  path[length] = 0;
  return fails(call, AT_FDCWD, path);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

// Of those that open, the ones that may make or change a file.
#define OPENS(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, name, const char *, int, ...); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list list; \
      va_start(list, flags); \
      mode = va_arg(list, mode_t); \
      va_end(list); \
    } \
    if ((flags & (O_CREAT | O_TRUNC)) && fails("open", AT_FDCWD, path)) return -1; \
    return real(path, flags, mode); \
  }
OPENS(open)
OPENS(open64)

#define OPENS_AT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    REAL(int, name, int, const char *, int, ...); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
      va_list list; \
      va_start(list, flags); \
      mode = va_arg(list, mode_t); \
      va_end(list); \
    } \
    if ((flags & (O_CREAT | O_TRUNC)) && fails("open", folder, path)) return -1; \
    return real(folder, path, flags, mode); \
  }
OPENS_AT(openat)
OPENS_AT(openat64)

#define STREAM(name) \
  FILE *name(const char *path, const char *mode) { \
    REAL(FILE *, name, const char *, const char *); \
    if (mode[0] != 'r' && fails("fopen", AT_FDCWD, path)) return NULL; \
    return real(path, mode); \
  }
STREAM(fopen)
STREAM(fopen64)

#define PATH(name, parameters, arguments, path) \
  int name parameters { \
    static int(*real) parameters; \
    if (!real) real = (int(*) parameters)dlsym(RTLD_NEXT, #name); \
    if (fails(#name, AT_FDCWD, path)) return -1; \
    return real arguments; \
  }
PATH(mkdir, (const char *path, mode_t mode), (path, mode), path)
PATH(rmdir, (const char *path), (path), path)
PATH(unlink, (const char *path), (path), path)
PATH(remove, (const char *path), (path), path)
PATH(rename, (const char *from, const char *to), (from, to), to)
PATH(link, (const char *from, const char *to), (from, to), to)
PATH(symlink, (const char *text, const char *path), (text, path), path)
PATH(chmod, (const char *path, mode_t mode), (path, mode), path)
PATH(utimes, (const char *path, const struct timeval times[2]), (path, times), path)

#define PATH_AT(name, parameters, arguments, folder, path) \
  int name parameters { \
    static int(*real) parameters; \
    if (!real) real = (int(*) parameters)dlsym(RTLD_NEXT, #name); \
    if (fails(#name, folder, path)) return -1; \
    return real arguments; \
  }
PATH_AT(mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), folder, path)
PATH_AT(unlinkat, (int folder, const char *path, int flags), (folder, path, flags), folder, path)
PATH_AT(renameat, (int one, const char *from, int other, const char *to),
        (one, from, other, to), other, to)
PATH_AT(linkat, (int one, const char *from, int other, const char *to, int flags),
        (one, from, other, to, flags), other, to)
PATH_AT(utimensat, (int folder, const char *path, const struct timespec times[2], int flags),
        (folder, path, times, flags), folder, path)

#define FILE_CALL(type, name, parameters, arguments) \
  type name parameters { \
    static type(*real) parameters; \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
    if (fails_open(#name, file)) return -1; \
    return real arguments; \
  }
FILE_CALL(ssize_t, write, (int file, const void *bytes, size_t size), (file, bytes, size))
FILE_CALL(ssize_t, writev, (int file, const struct iovec *parts, int number), (file, parts, number))
FILE_CALL(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t place),
          (file, bytes, size, place))
FILE_CALL(ssize_t, pwrite64, (int file, const void *bytes, size_t size, off64_t place),
          (file, bytes, size, place))
FILE_CALL(int, syncfs, (int file), (file))
FILE_CALL(int, fsync, (int file), (file))
FILE_CALL(int, fdatasync, (int file), (file))
FILE_CALL(int, ftruncate, (int file, off_t size), (file, size))
FILE_CALL(int, ftruncate64, (int file, off64_t size), (file, size))
FILE_CALL(int, fchmod, (int file, mode_t mode), (file, mode))
FILE_CALL(int, futimens, (int file, const struct timespec times[2]), (file, times))

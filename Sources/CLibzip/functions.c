#include "CLibzip.h"

/* The file names that Debian gives the two interfaces: the fourth ended with version 1.7. */
#if LIBZIP_VERSION_MAJOR == 1 && LIBZIP_VERSION_MINOR < 8
#define FILE_NAME "libzip.so.4"
#define INTERFACE_PARTS 2
#else
#define FILE_NAME "libzip.so.5"
#define INTERFACE_PARTS 1
#endif

#define FUNCTIONS(_) \
  _(zip_discard) \
  _(zip_error_fini) \
  _(zip_error_init) \
  _(zip_error_strerror) \
  _(zip_fclose) \
  _(zip_file_get_error) \
  _(zip_fopen_index) \
  _(zip_fread) \
  _(zip_get_error) \
  _(zip_get_name) \
  _(zip_get_num_entries) \
  _(zip_name_locate) \
  _(zip_open_from_source) \
  _(zip_source_buffer_create) \
  _(zip_source_free)

ON_DEMAND(
    czip_load, FUNCTIONS, .name = "libzip", .version = LIBZIP_VERSION,
    .interface_parts = INTERFACE_PARTS, .version_function = "zip_libzip_version",
    .files = {FILE_NAME})

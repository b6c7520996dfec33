#include "CLibzip.h"
#include "on_demand.h"

/* The file names that Debian gives the two interfaces. */
#if LIBZIP_VERSION_MAJOR == 1 && LIBZIP_VERSION_MINOR < 8
#define LIBZIP "libzip.so.4"
#else
#define LIBZIP "libzip.so.5"
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
  _(zip_name_locate) \
  _(zip_open_from_source) \
  _(zip_source_buffer_create) \
  _(zip_source_free)

ON_DEMAND(czip_load, FUNCTIONS, LIBZIP)

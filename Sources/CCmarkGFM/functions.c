#include "CCmarkGFM.h"

#define FUNCTIONS(_) \
  _(cmark_find_syntax_extension) \
  _(cmark_get_default_mem_allocator) \
  _(cmark_gfm_core_extensions_ensure_registered) \
  _(cmark_iter_free) \
  _(cmark_iter_get_node) \
  _(cmark_iter_new) \
  _(cmark_iter_next) \
  _(cmark_node_append_child) \
  _(cmark_node_first_child) \
  _(cmark_node_free) \
  _(cmark_node_get_heading_level) \
  _(cmark_node_get_literal) \
  _(cmark_node_get_type) \
  _(cmark_node_get_type_string) \
  _(cmark_node_get_url) \
  _(cmark_node_insert_before) \
  _(cmark_node_new) \
  _(cmark_node_next) \
  _(cmark_node_previous) \
  _(cmark_node_replace) \
  _(cmark_node_set_heading_level) \
  _(cmark_node_set_literal) \
  _(cmark_node_set_on_enter) \
  _(cmark_node_set_on_exit) \
  _(cmark_node_unlink) \
  _(cmark_parser_attach_syntax_extension) \
  _(cmark_parser_feed) \
  _(cmark_parser_finish) \
  _(cmark_parser_free) \
  _(cmark_parser_get_syntax_extensions) \
  _(cmark_parser_new) \
  _(cmark_render_html)

/* Every version is an interface of its own, by its soname. */
ON_DEMAND(
    ccmark_load, FUNCTIONS, .name = "libcmark-gfm", .version = CMARK_GFM_VERSION_STRING,
    .interface_parts = 5, .version_function = "cmark_version_string",
    .files = {
        "libcmark-gfm.so." CMARK_GFM_VERSION_STRING,
        "libcmark-gfm-extensions.so." CMARK_GFM_VERSION_STRING})

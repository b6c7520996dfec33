#include "CGit2.h"

#include <stdio.h>

/* libgit2 reads the certificates of all authorities of the world when it starts, 6 ms of every run, for
 * connections that are never made here: fetching and pushing are git's own. The linker takes this for the
 * function of mbed TLS, since the program comes before the libraries that it loads. Whoever connected all the
 * same would trust nobody. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
  (void)chain;
  (void)path;
  return 0;
}

#define FUNCTIONS(_) \
  _(git_attr_get) \
  _(git_attr_value) \
  _(git_blob_create_from_buffer) \
  _(git_blob_rawcontent) \
  _(git_blob_rawsize) \
  _(git_buf_dispose) \
  _(git_commit_author) \
  _(git_commit_committer) \
  _(git_commit_create_buffer) \
  _(git_commit_create_with_signature) \
  _(git_commit_message) \
  _(git_commit_message_raw) \
  _(git_commit_parent_id) \
  _(git_commit_parentcount) \
  _(git_commit_raw_header) \
  _(git_commit_tree_id) \
  _(git_config_add_file_ondisk) \
  _(git_config_foreach_match) \
  _(git_config_free) \
  _(git_config_get_bool) \
  _(git_config_get_multivar_foreach) \
  _(git_config_get_string_buf) \
  _(git_config_new) \
  _(git_config_open_ondisk) \
  _(git_config_parse_bool) \
  _(git_error_clear) \
  _(git_error_last) \
  _(git_error_set_str) \
  _(git_filter_list_apply_to_buffer) \
  _(git_filter_list_free) \
  _(git_filter_list_load) \
  _(git_graph_descendant_of) \
  _(git_ignore_path_is_ignored) \
  _(git_index_free) \
  _(git_index_new) \
  _(git_index_open) \
  _(git_index_read_tree) \
  _(git_index_write) \
  _(git_libgit2_init) \
  _(git_libgit2_opts) \
  _(git_mempack_dump) \
  _(git_mempack_new) \
  _(git_merge_bases) \
  _(git_message_prettify) \
  _(git_message_trailer_array_free) \
  _(git_message_trailers) \
  _(git_object_free) \
  _(git_object_id) \
  _(git_object_lookup) \
  _(git_object_lookup_prefix) \
  _(git_object_peel) \
  _(git_object_type) \
  _(git_odb_add_backend) \
  _(git_odb_add_disk_alternate) \
  _(git_odb_backend_data_alloc) \
  _(git_odb_backend_data_free) \
  _(git_odb_backend_loose) \
  _(git_odb_exists) \
  _(git_odb_free) \
  _(git_odb_hash) \
  _(git_odb_init_backend) \
  _(git_odb_new) \
  _(git_odb_object_data) \
  _(git_odb_object_free) \
  _(git_odb_object_size) \
  _(git_odb_object_type) \
  _(git_odb_read) \
  _(git_odb_read_header) \
  _(git_odb_refresh) \
  _(git_odb_write) \
  _(git_odb_write_pack) \
  _(git_oidarray_dispose) \
  _(git_refdb_free) \
  _(git_refdb_open) \
  _(git_reference_free) \
  _(git_reference_iterator_free) \
  _(git_reference_iterator_glob_new) \
  _(git_reference_lookup) \
  _(git_reference_name_to_id) \
  _(git_reference_next_name) \
  _(git_reference_symbolic_target) \
  _(git_reference_target) \
  _(git_reference_type) \
  _(git_repository_commondir) \
  _(git_repository_config_snapshot) \
  _(git_repository_free) \
  _(git_repository_is_bare) \
  _(git_repository_is_shallow) \
  _(git_repository_is_worktree) \
  _(git_repository_odb) \
  _(git_repository_open_ext) \
  _(git_repository_path) \
  _(git_repository_set_config) \
  _(git_repository_set_index) \
  _(git_repository_set_odb) \
  _(git_repository_set_refdb) \
  _(git_repository_set_workdir) \
  _(git_repository_state) \
  _(git_repository_workdir) \
  _(git_revparse_single) \
  _(git_revwalk_free) \
  _(git_revwalk_hide) \
  _(git_revwalk_new) \
  _(git_revwalk_next) \
  _(git_revwalk_push) \
  _(git_revwalk_simplify_first_parent) \
  _(git_revwalk_sorting) \
  _(git_signature_free) \
  _(git_signature_new) \
  _(git_tag_message) \
  _(git_tag_name) \
  _(git_tag_tagger) \
  _(git_tag_target_id) \
  _(git_tag_target_type) \
  _(git_transaction_commit) \
  _(git_transaction_free) \
  _(git_transaction_lock_ref) \
  _(git_transaction_new) \
  _(git_transaction_set_target) \
  _(git_tree_create_updated) \
  _(git_tree_entry_byindex) \
  _(git_tree_entry_byname) \
  _(git_tree_entry_filemode) \
  _(git_tree_entry_id) \
  _(git_tree_entry_name) \
  _(git_tree_entrycount)

static const char *ask(void *version_function) {
  static _Thread_local char text[40];
  int major = 0, minor = 0, patch = 0;
  ((__typeof__(git_libgit2_version) *)version_function)(&major, &minor, &patch);
  snprintf(text, sizeof text, "%d.%d.%d", major, minor, patch);
  return text;
}

ON_DEMAND(
    cgit2_load, FUNCTIONS, .name = "libgit2", .version = LIBGIT2_VERSION, .interface_parts = 2,
    .version_function = "git_libgit2_version", .ask = ask,
    .files = {"libgit2.so." LIBGIT2_SOVERSION})

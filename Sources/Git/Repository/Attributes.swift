import CGit2
package import Files

/// What gitattributes(5) says about one attribute of a path.
package enum AttributeValue: Hashable, Sendable {
  case unspecified, set, unset
  case text(String)
}

extension Repository {
  /// An attribute of `path`, such as `filter` or `working-tree-encoding`, from the working tree's
  /// files (in a bare repository, from none).
  package func attribute(_ name: String, of path: RelativePath) throws(GitError) -> AttributeValue {
    var value: UnsafePointer<CChar>?
    try check("git_attr_get") {
      path.withCString {
        git_attr_get(&value, raw, UInt32(GIT_ATTR_CHECK_FILE_THEN_INDEX), $0, name)
      }
    }
    return switch git_attr_value(value) {
    case GIT_ATTR_VALUE_TRUE: .set
    case GIT_ATTR_VALUE_FALSE: .unset
    case GIT_ATTR_VALUE_STRING: .text(value.map { String(cString: $0) } ?? "")
    default: .unspecified
    }
  }

  /// Whether `.gitignore` and its kin leave the path out. A tracked file is never ignored; that is
  /// the caller's to know.
  package func isIgnored(_ path: RelativePath) throws(GitError) -> Bool {
    var ignored = Int32(0)
    try check("git_ignore_path_is_ignored") {
      path.withCString { git_ignore_path_is_ignored(&ignored, raw, $0) }
    }
    return ignored != 0
  }

  /// Whether git would store other bytes than these for the file at `path`, because of line
  /// endings (`text`, `eol`, `core.autocrlf`) or `ident`.
  package func isConverted(_ bytes: [UInt8], at path: RelativePath) throws(GitError) -> Bool {
    var filters: OpaquePointer?
    try check("git_filter_list_load") {
      path.withCString {
        git_filter_list_load(&filters, raw, nil, $0, GIT_FILTER_TO_ODB, 0)
      }
    }
    guard let filters else { return false }
    defer { git_filter_list_free(filters) }
    var converted = git_buf()
    defer { git_buf_dispose(&converted) }
    try check("git_filter_list_apply_to_buffer") {
      bytes.withUnsafeBytes {
        git_filter_list_apply_to_buffer(
          &converted, filters, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
      }
    }
    return !UnsafeRawBufferPointer(start: converted.ptr, count: converted.size)
      .elementsEqual(bytes)
  }
}

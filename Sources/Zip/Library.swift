import CLibzip

/// libzip, loaded when it is first needed.
enum Library {
  /// What the dynamic linker says where it could not be loaded.
  private static let obstacle = czip_load().map { String(cString: $0) }

  static func load() throws(ZipError) {
    if let obstacle { throw .cannotLoad(reason: obstacle) }
  }
}

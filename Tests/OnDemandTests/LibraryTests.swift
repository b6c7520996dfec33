import CCmarkGFM
import CCrypto
import CExpat
import CGit2
import CLibzip
import COnDemand
import CXlsxWriter
import CZlib
import OnDemand
import Subprocess
import Testing
import TestSupport

/// Libraries that are not what their names promise, compiled here and put into a folder of their
/// own. What is refused fills in nothing, so that other tests of the process go on with the real ones.
@Suite struct LibraryTests {
  /// A library as the program is compiled for it.
  struct Wrapped: Sendable, CustomTestStringConvertible {
    let name: String
    let files: [String]
    let load: @Sendable (UnsafePointer<CChar>?) -> on_demand_outcome
    /// C that tells a version, `%s`, as the library does.
    let telling: String
    /// Versions with another interface, and one with the same.
    let others: [String]
    let same: String

    var testDescription: String { name }

    static let all = [
      Wrapped(
        name: "libgit2", files: ["libgit2.so.\(LIBGIT2_SOVERSION)"], load: { cgit2_load($0) },
        telling: """
          #include <stdio.h>
          int git_libgit2_version(int *major, int *minor, int *patch) {
            return sscanf("%s", "%d.%d.%d", major, minor, patch) == 3 ? 0 : -1;
          }
          """,
        others: ["0.28.0", "1.50.1", "2.5.1"], same: "\(LIBGIT2_SOVERSION).99"),
      Wrapped(
        name: "libzip", files: ["libzip.so.\(LIBZIP_VERSION_MINOR < 8 ? 4 : 5)"],
        load: { czip_load($0) },
        telling: "const char *zip_libzip_version(void) { return \"%s\"; }",
        others: ["0.11", "2.7.3"], same: "1.\(LIBZIP_VERSION_MINOR).99"),
      Wrapped(
        name: "libxlsxwriter", files: ["libxlsxwriter.so.\(LXW_SOVERSION)"],
        load: { cxlsxwriter_load($0) },
        telling: "const char *lxw_version(void) { return \"%s\"; }",
        others: ["1.1.8", "1.1", "1.1.40"], same: LXW_VERSION),
      Wrapped(
        name: "expat", files: ["libexpat.so.1"], load: { cexpat_load($0) },
        telling: "const char *XML_ExpatVersion(void) { return \"expat_%s\"; }",
        others: ["1.95.8", "3.0.0"], same: "2.99.0"),
      Wrapped(
        name: "libcmark-gfm",
        files: ["libcmark-gfm", "libcmark-gfm-extensions"]
          .map { "\($0).so.\(CMARK_GFM_VERSION_STRING)" },
        load: { ccmark_load($0) },
        telling: "const char *cmark_version_string(void) { return \"%s\"; }",
        others: ["0.29.0.gfm.60", "0.29.0", ""], same: CMARK_GFM_VERSION_STRING),
      Wrapped(
        name: "OpenSSL", files: ["libcrypto.so.\(OPENSSL_SHLIB_VERSION)"],
        load: { ccrypto_load($0) },
        telling: "const char *OpenSSL_version(int part) { return \"%s\"; }",
        others: ["1.1.1", "30.0.0"], same: "3.99.0"),
      Wrapped(
        name: "zlib", files: ["libz.so.1"], load: { czlib_load($0) },
        telling: "const char *zlibVersion(void) { return \"%s\"; }",
        others: ["0.95", "2.2.4"], same: "1.99.0"),
    ]

    /// What comes of a library under this one's name.
    ///
    /// - Parameter source: C; nil for a file that is no library.
    func loaded(from source: String) async throws -> Library {
      try await withFolder { folder in
        try folder.write(source, to: "library.c")
        for file in files {
          try await folder.run(
            "clang", "-shared", "-fPIC", "-o", folder.path(file), folder.path("library.c"))
        }
        return Library(load, from: folder.path("."))
      }
    }

    func loaded(telling version: String) async throws -> Library {
      try await loaded(from: telling.replacing("%s", with: version))
    }
  }

  @Test(arguments: rows(Wrapped.all))
  func theSystemsOwnIsLoadedAndTellsItsVersion(wrapped: Wrapped) {
    let library = Library(wrapped.load)
    #expect(library.fault == nil && library.name == wrapped.name)
    #expect(library.version?.first?.isNumber == true)
  }

  @Test(.needs("clang"), arguments: rows(Wrapped.all))
  func anotherInterfaceUnderItsNameIsRefused(wrapped: Wrapped) async throws {
    for version in wrapped.others {
      let library = try await wrapped.loaded(telling: version)
      #expect(library.fault?.library == wrapped.name)
      #expect(library.fault?.reason == .otherVersion(version))
    }
  }

  @Test(.needs("clang"), arguments: rows(Wrapped.all))
  func aVersionOfTheSameInterfaceIsAskedForItsFunctions(wrapped: Wrapped) async throws {
    let library = try await wrapped.loaded(telling: wrapped.same)
    #expect(library.version == wrapped.same)
    guard case .cannotLoad(let words)? = library.fault?.reason else {
      Issue.record("a library without functions was taken: \(library)")
      return
    }
    #expect(words.contains("undefined symbol"))
  }

  @Test(.needs("clang"), arguments: rows(Wrapped.all))
  func whatTellsNoVersionIsRefused(wrapped: Wrapped) async throws {
    let library = try await wrapped.loaded(from: "int nothing;")
    guard case .cannotLoad(let words)? = library.fault?.reason else {
      Issue.record("a library without a version was taken: \(library)")
      return
    }
    #expect(words.contains("undefined symbol"))
  }

  @Test(arguments: rows(Wrapped.all))
  func oneThatIsNotThereIsNamedByItsFile(wrapped: Wrapped) {
    let library = Library(wrapped.load, from: "/nonexistent")
    guard case .cannotLoad(let words)? = library.fault?.reason else {
      Issue.record("loaded from nowhere: \(library)")
      return
    }
    #expect(words.hasPrefix("/nonexistent/\(wrapped.files[0]): "))
  }
}

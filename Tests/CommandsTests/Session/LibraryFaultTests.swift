import FoundationEssentials
import Messages
import Testing

@testable import Commands
@testable import OnDemand
import TestSupport

/// What is said of C libraries that cannot be used, and which of them are.
@Suite(.seeded) struct LibraryFaultTests {
  @Test(
    arguments: rows([
      // What the program was compiled for is what the release has.
      ("libxlsxwriter", "1.1.4", Debian.bookworm, "apt install libxlsxwriter4"),
      ("libxlsxwriter", "1.2.1", .trixie, "apt install libxlsxwriter8"),
      ("libgit2", "1.5.1", .bookworm, "apt install libgit2-1.5"),
      ("libgit2", "1.9.2", .trixie, "apt install libgit2-1.9"),
      ("libzip", "1.7.3", .bookworm, "apt install libzip4"),
      ("libzip", "1.11.4", .trixie, "apt install libzip5"),
      ("expat", "2.5.0", .trixie, "apt install libexpat1"),
      ("OpenSSL", "3.0.19", .bookworm, "apt install libssl3"),
      ("OpenSSL", "3.5.1", .trixie, "apt install libssl3t64"),
      (
        "libcmark-gfm", "0.29.0.gfm.6", .bookworm,
        "apt install libcmark-gfm0.29.0.gfm.6 libcmark-gfm-extensions0.29.0.gfm.6"
      ),
      // It was built on another.
      ("libgit2", "1.5.1", .trixie, "Debian 13 has libgit2-1.9: build duban-git again"),
      ("libzip", "1.7.3", .trixie, "Debian 13 has libzip5: build duban-git again"),
      ("libgit2", "1.5.1", nil, "Debian 12 calls it libgit2-1.5"),
      ("libgit2", "1.7.0", nil, "install it with the package manager"),
    ]))
  func thePackageOfTheRunningReleaseIsNamed(
    library: String, wanted: String, debian: Debian?, hint: String
  ) throws {
    let fault = LibraryFault(library: library, wanted: wanted, reason: .cannotLoad("no such file"))
    let failure = Failure(fault, on: debian)
    #expect(failure.status == .world)
    #expect(failure.message?.en == "\(library) \(wanted) cannot be loaded: no such file")
    #expect(failure.message?.zh == "不能加载 \(library) \(wanted):no such file")
    #expect(failure.hint?.en.contains(hint) == true)
  }

  @Test func anotherVersionIsNamedWithTheOneThatIsNeeded() {
    let fault = LibraryFault(
      library: "libxlsxwriter", wanted: "1.1.4", reason: .otherVersion("1.2.1"))
    let failure = Failure(fault, on: .bookworm)
    #expect(failure.message?.en == "libxlsxwriter is of the wrong version: found 1.2.1, need 1.1.4")
    #expect(failure.message?.zh == "libxlsxwriter 的版本不对:找到 1.2.1,需要 1.1.4")
    #expect(failure.hint?.en == "install its package: apt install --reinstall libxlsxwriter4")
    #expect(failure.hint?.zh == "安装软件包:apt install --reinstall libxlsxwriter4")
  }

  @Test(
    arguments: rows([
      ("ID=debian\nVERSION_ID=\"12\"\n", Debian.bookworm), ("VERSION_ID=13\nID=debian", .trixie),
      ("ID=ubuntu\nVERSION_ID=\"12\"\n", nil), ("ID=debian\nNAME=sid\n", nil), ("", nil),
    ]))
  func aReleaseIsKnownByItsFile(text: String, debian: Debian?) {
    #expect(Debian(release: text) == debian)
  }

  /// Where this is one of the releases, its packages are what the program was compiled with.
  @Test func thePackagesAreThoseOfThisRelease() throws {
    let release = FileManager.default.contents(atPath: "/etc/os-release") ?? Data()
    #expect(Debian.running == Debian(release: String(decoding: release, as: UTF8.self)))
    guard let debian = Debian.running else { return }
    for library in Version.libraries {
      let version = try #require(library.version)
      #expect(debian.package(of: library.name)?.fits(version) == true, "\(library)")
    }
  }

  @Test func versionAndLibrariesAreListed() async throws {
    try await withFolder { folder in
      let duban = DubanCLI(folder)
      let short = try await duban("--version")
      let long = try await duban("--version", "--build-options")
      #expect(short.status == 0 && short.output.hasPrefix("duban-git \(Version.number)"))
      let lines = Version.libraries.map { "\($0.name) \($0.version ?? "?")\n" }
      #expect(long.output == short.output + lines.joined() && long.status == 0)
      // As a verb of it says, too.
      #expect(try await duban("status", "--version").output == short.output)
    }
  }

  /// The names that libgit2 has in either release, in a folder where the environment and the
  /// shell's own place say that libraries are.
  @Test(.needs("clang")) func librariesThatSomebodyPlantedAreNotLoaded() async throws {
    try await withFolder { folder in
      try folder.write(
        "#include <unistd.h>\n__attribute__((constructor)) void start(void) { _exit(99); }\n",
        to: "planted.c")
      for name in ["libgit2.so.1.5", "libgit2.so.1.9"] {
        try await folder.run(
          "clang", "-shared", "-fPIC", "-o", folder.path(name), folder.path("planted.c"))
      }
      try await folder.run(
        "sh", "-c", "cd \"$1\" && LD_LIBRARY_PATH=\"$1:.\" exec \"$2\" init office", "sh",
        folder.directory, DubanCLI.path)
      #expect(folder.exists("office/.git/HEAD"))
    }
  }
}

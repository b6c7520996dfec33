import Files
import Messages
import OnDemand

extension Failure {
  /// - Parameter debian: the release that the program runs on; nil on another system.
  init(_ fault: LibraryFault, on debian: Debian? = .running) {
    let (library, wanted) = (fault.library, fault.wanted)
    let message =
      switch fault.reason {
      case .cannotLoad(let reason):
        Phrase(
          zh: "不能加载 \(library) \(wanted):\(reason)",
          en: "\(library) \(wanted) cannot be loaded: \(reason)")
      case .otherVersion(let found):
        Phrase(
          zh: "\(library) 的版本不对:找到 \(found),需要 \(wanted)",
          en: "\(library) is of the wrong version: found \(found), need \(wanted)")
      case .lacks(let part):
        Phrase(
          zh: "本机的 \(library) \(wanted) 没有 \(part)",
          en: "\(library) \(wanted) of this machine was built without \(part)")
      }
    self.init(.world, message, hint: fault.remedy(on: debian))
  }
}

extension LibraryFault {
  fileprivate func remedy(on debian: Debian?) -> Phrase {
    let fitting = Debian.allCases.first { $0.package(of: library)?.fits(wanted) == true }
    if let debian, let package = debian.package(of: library) {
      guard package.fits(wanted) else {
        return Phrase(
          zh: "Debian \(debian.rawValue) 的软件包是 \(package.names);请在本机重新编译 duban-git(见 README)",
          en:
            "Debian \(debian.rawValue) has \(package.names): build duban-git again on it (see README)"
        )
      }
      // What is there under the package's name is not what came with it.
      let option = if case .otherVersion = reason { "--reinstall " } else { "" }
      return Phrase(
        zh: "安装软件包:apt install \(option)\(package.names)",
        en: "install its package: apt install \(option)\(package.names)")
    }
    guard let fitting, let names = fitting.package(of: library)?.names else {
      return Phrase(zh: "用软件包管理器安装它", en: "install it with the package manager")
    }
    return Phrase(
      zh: "用软件包管理器安装它;在 Debian \(fitting.rawValue) 中叫 \(names)",
      en: "install it with the package manager; Debian \(fitting.rawValue) calls it \(names)")
  }
}

/// A release of Debian, by its number, and what it calls the libraries' packages.
enum Debian: String, CaseIterable {
  case bookworm = "12"
  case trixie = "13"

  struct Package {
    /// What the library's version begins with.
    let version: String
    /// As `apt install` takes them.
    let names: String

    func fits(_ wanted: String) -> Bool { "\(wanted).".hasPrefix("\(version).") }
  }

  func package(of library: String) -> Package? {
    switch (library, self) {
    case ("expat", _): Package(version: "2", names: "libexpat1")
    case ("libcmark-gfm", .bookworm): Self.markdown("0.29.0.gfm.6")
    case ("libcmark-gfm", .trixie): Self.markdown("0.29.0.gfm.13")
    case ("libgit2", .bookworm): Package(version: "1.5", names: "libgit2-1.5")
    case ("libgit2", .trixie): Package(version: "1.9", names: "libgit2-1.9")
    case ("libxlsxwriter", .bookworm): Package(version: "1.1.4", names: "libxlsxwriter4")
    case ("libxlsxwriter", .trixie): Package(version: "1.2.1", names: "libxlsxwriter8")
    case ("libzip", .bookworm): Package(version: "1.7", names: "libzip4")
    case ("libzip", .trixie): Package(version: "1.11", names: "libzip5")
    case ("OpenSSL", .bookworm): Package(version: "3", names: "libssl3")
    case ("OpenSSL", .trixie): Package(version: "3", names: "libssl3t64")
    case ("zlib", _): Package(version: "1", names: "zlib1g")
    default: nil
    }
  }

  private static func markdown(_ version: String) -> Package {
    Package(version: version, names: "libcmark-gfm\(version) libcmark-gfm-extensions\(version)")
  }

  /// The release that this program runs on.
  static var running: Debian? {
    // The file itself; the one in /etc is a link to it.
    guard let file = try? FilePlace("/usr/lib/os-release").read() else { return nil }
    return Debian(release: String(decoding: file.bytes, as: UTF8.self))
  }

  /// - Parameter text: as `os-release(5)` has it.
  init?(release text: String) {
    let fields = text.split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
    func value(of name: String) -> String? {
      fields.first { $0.first == name[...] && $0.count == 2 }
        .map { $0[1].filter { $0 != "\"" } }
    }
    guard value(of: "ID") == "debian", let number = value(of: "VERSION_ID") else { return nil }
    self.init(rawValue: number)
  }
}

import FoundationEssentials
import Glibc
package import Testing

/// Programs that are installed where the tests run.
package enum Installed {
  /// Where they are looked for, as `PATH` says it.
  static let searched = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"

  /// The file of a program; nil where there is none on `PATH`.
  package static func path(of program: String) -> String? {
    searched.split(separator: ":").lazy.map { "\($0)/\(program)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that hold us against a program which not everybody has.
  package static func needs(_ program: String) -> ConditionTrait {
    .enabled(if: Installed.path(of: program) != nil, "\(program) is not installed")
  }

  /// For tests in which a file belongs to somebody else.
  package static var needsRoot: ConditionTrait {
    .enabled(if: geteuid() == 0, "only root can give files away")
  }
}

package import COnDemand

/// A C library that is loaded when it is first needed: a target that wraps one has it as a static
/// property, which is made once, and loads it by making it.
package struct Library: Sendable {
  package let name: String
  /// The version that it tells of itself; nil if it could not be asked.
  package let version: String?
  /// Why it cannot be used; nil if it can.
  package let fault: LibraryFault?

  /// - Parameters:
  ///   - load: the function that `ON_DEMAND` defines.
  ///   - folder: where a test has put another library; the system's folders without it.
  package init(
    _ load: (UnsafePointer<CChar>?) -> on_demand_outcome, from folder: String? = nil
  ) {
    let outcome = folder?.withCString(load) ?? load(nil)
    let name = String(cString: outcome.name)
    let version = outcome.found.map { String(cString: $0) }
    let reason: LibraryFault.Reason? =
      if let words = outcome.obstacle {
        .cannotLoad(String(cString: words))
      } else if let version, !outcome.is_loaded {
        .otherVersion(version)
      } else {
        nil
      }
    self.name = name
    self.version = version
    fault = reason.map {
      LibraryFault(library: name, wanted: String(cString: outcome.version), reason: $0)
    }
  }
}

extension Library {
  /// Of a library that was built without a part of it.
  package func lacks(_ part: String) -> LibraryFault {
    LibraryFault(library: name, wanted: version ?? "", reason: .lacks(part))
  }
}

/// Why a C library cannot be used.
package struct LibraryFault: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// It is not there or not whole, in the dynamic linker's words, which name the file.
    case cannotLoad(String)
    /// It is of this version, which has another interface.
    case otherVersion(String)
    /// It was built without this.
    case lacks(String)
  }

  package let library: String
  /// The version of the headers that the program was compiled with.
  package let wanted: String
  package let reason: Reason
}

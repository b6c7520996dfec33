import CGit2

/// Who acted and when.
package struct Signature: Hashable, Sendable {
  package var name: String
  package var email: String
  /// Seconds since 1970-01-01 UTC, of the years 1000…9999: anybody can write any number into a
  /// commit, and what lies outside is read as the nearest that calendars and clocks can count with.
  package var time: Int64
  /// Minutes east of UTC; 0 for more than 14 hours either way, which no place has.
  package var offset: Int32

  package init(name: String, email: String, time: Int64, offset: Int32) {
    self.name = name
    self.email = email
    self.time = Self.readable(time)
    self.offset = (-840...840).contains(offset) ? offset : 0
  }

  init(_ raw: git_signature) {
    self.init(
      name: String(cString: raw.name), email: String(cString: raw.email), time: raw.when.time,
      offset: raw.when.offset)
  }

  /// A number of a commit as the time it is read as.
  static func readable(_ time: Int64) -> Int64 {
    // 1000-01-02 to 9999-12-30 UTC: with any offset, days of these years.
    min(max(time, -30_610_137_600), 253_402_214_399)
  }

  func withRaw<T>(_ body: (UnsafePointer<git_signature>) throws(GitError) -> T) throws(GitError)
    -> T
  {
    var out: UnsafeMutablePointer<git_signature>?
    try check("git_signature_new") { git_signature_new(&out, name, email, time, offset) }
    defer { git_signature_free(out) }
    // The call succeeded, so there is a signature.
    return try body(UnsafePointer(out!))
  }
}

extension Signature {
  /// Reads git's own form, `Name <email> 1772413200 +0800`, as `git var` prints it.
  package init?(ident text: some StringProtocol) {
    guard let open = text.firstIndex(of: "<"), let close = text.lastIndex(of: ">"), open < close
    else { return nil }
    let when = text[text.index(after: close)...].split(whereSeparator: \.isWhitespace)
    guard when.count == 2, let time = Int64(nearest: when[0]), let zone = Int64(nearest: when[1])
    else { return nil }
    let before = text[..<open]
    self.init(
      name: String(before.hasSuffix(" ") ? before.dropLast() : before),
      email: String(text[text.index(after: open)..<close]), time: time,
      offset: Int32(clamping: zone / 100 * 60 + zone % 100))
  }
}

extension Int64 {
  /// The number that is written, or the nearest that there is.
  fileprivate init?(nearest text: some StringProtocol) {
    if let number = Int64(text) {
      self = number
    } else {
      let digits = text.drop { $0 == "-" || $0 == "+" }
      guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
      self = text.hasPrefix("-") ? .min : .max
    }
  }
}

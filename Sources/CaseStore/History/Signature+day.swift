package import Git
package import Supervision

extension Signature {
  /// The day where the commit was written.
  package var day: Day {
    let seconds = time + Int64(offset) * 60
    return Day(ordinal: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
}

package import Git
package import Supervision

extension Signature {
  /// The last day that a step may have which is recorded at this time: by the office's clock or by that
  /// of the machine, whichever is ahead, and an hour more, since clocks differ.
  func lastDay(in office: Office) -> Day {
    var ahead = self
    ahead.time += 3600
    ahead.offset = max(offset, Int32(office.zone))
    return ahead.day
  }

  /// The day where the commit was written.
  package var day: Day {
    let seconds = time + Int64(offset) * 60
    return Day(ordinal: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
}

import Glibc

extension Signature {
  /// The time as git shows it by default, where it was written: `Tue Jul 24 09:00:00 2018 +0800`.
  package var dateText: String {
    var seconds = time_t(time + Int64(offset) * 60)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    let zone = "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
    return "\(days[Int(parts.tm_wday)]) \(months[Int(parts.tm_mon)]) \(parts.tm_mday) \(clock) "
      + "\(parts.tm_year + 1900) \(zone)"
  }

  /// The same in digits: `2018-07-24 09:00:00 +0800`.
  package var digitsText: String {
    var seconds = time_t(time + Int64(offset) * 60)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    let zone = "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
    return "\(day) \(clock) \(zone)"
  }

  /// `督查室 <office@example.org>`
  package var person: String { "\(name) <\(email)>" }

  /// `督查室 <office@example.org> 1772413200 +0800`, as commits have it.
  var ident: String {
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(person) \(time) \(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
  }
}

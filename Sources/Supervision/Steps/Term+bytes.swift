package import ByteCoding

// The words of the trade as bytes. What is written is of this version of the program: terms are
// told by their places among all.

extension ByteWriter {
  package mutating func add<T: Term>(_ term: T) {
    add(UInt8(T.allCases.firstIndex(of: term)!))  // every term is among all terms
  }

  package mutating func add(_ term: (some Term)?) {
    add(UInt8(term == nil ? 0 : 1))
    if let term { add(term) }
  }

  package mutating func add(_ day: Day) { add(short: day.ordinal) }

  package mutating func add(_ day: Day?) { add(short: day?.ordinal) }
}

extension ByteReader {
  package mutating func term<T: Term>(_: T.Type = T.self) -> T? {
    guard let place = byte() else { return nil }
    let all = T.allCases
    return Int(place) < all.count ? all[Int(place)] : nil
  }

  package mutating func optionalTerm<T: Term>(_: T.Type = T.self) -> T?? {
    guard let isThere = byte() else { return nil }
    return isThere == 0 ? .some(nil) : term(T.self).map { .some($0) }
  }

  package mutating func day() -> Day? { shortNumber().flatMap { Day(kept: $0) } }

  package mutating func optionalDay() -> Day?? {
    guard let ordinal = optionalNumber() else { return nil }
    guard let ordinal else { return .some(nil) }
    return Day(kept: ordinal).map { .some($0) }
  }
}

extension Day {
  /// Nil for an ordinal with which nothing could be computed: no day has such a one.
  fileprivate init?(kept ordinal: Int) {
    guard ordinal.magnitude <= Int.max / 2 else { return nil }
    self.init(ordinal: ordinal)
  }
}

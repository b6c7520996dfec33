/// Values by a few enumerated keys.
///
/// An enumeration with raw values is hashed as its raw value, which here is a string; a walk along a
/// few bytes is faster.
package struct ShortMap<Key: Sendable & Hashable, Value: Sendable & Hashable>: Sendable {
  private var keys: [Key] = []
  private var values: [Value] = []

  package init(minimumCapacity: Int = 0) {
    keys.reserveCapacity(minimumCapacity)
    values.reserveCapacity(minimumCapacity)
  }

  package subscript(key: Key) -> Value? {
    get { keys.firstIndex(of: key).map { values[$0] } }
    set {
      switch (keys.firstIndex(of: key), newValue) {
      case (let index?, let value?): values[index] = value
      case (let index?, nil):
        keys.remove(at: index)
        values.remove(at: index)
      case (nil, let value?):
        keys.append(key)
        values.append(value)
      case (nil, nil): break
      }
    }
  }

  package var count: Int { keys.count }
}

extension ShortMap: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral entries: (Key, Value)...) {
    self.init(minimumCapacity: entries.count)
    for (key, value) in entries { self[key] = value }
  }
}

/// The order in which the keys came makes no difference.
extension ShortMap: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.count == rhs.count && lhs.keys.allSatisfy { lhs[$0] == rhs[$0] }
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

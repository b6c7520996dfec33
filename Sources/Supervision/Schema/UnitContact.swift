package import ByteCoding
package import Messages

/// Whom to call at a unit: its 联络员, which is an office, and that office's telephone.
package struct UnitContact: Sendable, Hashable {
  package let liaison: String?
  package let telephone: String?

  /// Nil where neither is known.
  package init?(liaison: String?, telephone: String?) {
    guard liaison != nil || telephone != nil else { return nil }
    (self.liaison, self.telephone) = (liaison, telephone)
  }

  /// `办公室督查科 0791-80000104`
  package var text: String { [liaison, telephone].compactMap(\.self).joined(separator: " ") }

  package var words: Phrase { Phrase(zh: "联络:\(text)", en: "call \(text)") }
}

extension UnitDirectory {
  /// Whom to call at the unit that has the full name, or had it.
  package func contact(of name: String) -> UnitContact? {
    self[name].flatMap { UnitContact(liaison: $0.liaison, telephone: $0.telephone) }
  }
}

extension UnitContact: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    guard
      let contact = UnitContact(liaison: try reader.read(), telephone: try reader.read())
    else { throw DamagedBytes() }
    self = contact
  }

  package func write(to writer: inout ByteWriter) { writer.write(liaison, telephone) }
}

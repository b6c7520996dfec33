package import ByteCoding
import Messages
package import Supervision

/// A letter that went out without a number (未赋号件), which is added by 更正 once it has one.
package struct UnnumberedLetter: Sendable, Hashable {
  package let day: Day
  /// The number of its step.
  package let step: Int
  package let addressees: [String]

  var words: Phrase {
    let units = addressees.joined(separator: "、")
    return Phrase(zh: "第\(step)步 发函 主送\(units)", en: "step \(step), letter to \(units)")
  }
}

extension CaseState {
  /// In the order in which they were sent.
  var unnumberedLetters: [UnnumberedLetter] {
    letters.filter { $0.number == nil }.map {
      UnnumberedLetter(day: $0.day, step: $0.step, addressees: $0.addressees)
    }
  }
}

extension UnnumberedLetter: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(day: try reader.read(), step: try reader.read(), addressees: try reader.read())
  }

  package func write(to writer: inout ByteWriter) { writer.write(day, step, addressees) }
}

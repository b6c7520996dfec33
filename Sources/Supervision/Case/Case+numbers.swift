package import ByteCoding
import FrontMatter

/// A number that a case had and gave up, because another case had it too (改号).
package struct FormerNumber: Sendable, Hashable {
  package let number: String
  package let replacement: String
  /// When it was given up.
  package let day: Day
  /// The 更正 that says so, counted from 1.
  package let step: Int
}

extension FormerNumber: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      number: try reader.read(), replacement: try reader.read(), day: try reader.read(),
      step: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(number, replacement, day, step)
  }
}

extension Case {
  /// The numbers the case has had before, oldest first, as its 更正 steps say. None is ever given to
  /// another case again.
  package var formerNumbers: [FormerNumber] {
    steps.filter { $0.kind == .correct && !$0.isVoid }.compactMap(\.renumbering)
  }
}

extension Step {
  /// What a 更正 of 编号 says: the file has the new number already.
  package var renumbering: FormerNumber? {
    guard kind == .correct, target == .header, self[.field] == HeaderKey.id.name,
      case .any(let old)? = field(.original)?.value,
      case .any(let new)? = field(.replacement)?.value
    else { return nil }
    return FormerNumber(number: old.text, replacement: new.text, day: day, step: number)
  }
}

extension Case {
  /// Whether this is a later version of `old`, whatever number it has now: it has all its steps, its
  /// instruction and its title.
  package func continues(_ old: Case) -> Bool {
    let alignment = StepAlignment(from: old, to: self)
    guard alignment.removed.isEmpty, alignment.changed.isEmpty else { return false }
    func value(_ key: HeaderKey, of subject: Case) -> Value? {
      subject.document.root?[key.name]?.value.normalised
    }
    return [HeaderKey.instruction, .title].allSatisfy { value($0, of: self) == value($0, of: old) }
  }
}

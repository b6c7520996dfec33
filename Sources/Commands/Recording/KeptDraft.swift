import CaseStore
import Files
import Git
import Supervision

/// The file, in the git directory, of a case as somebody is writing it. It stays until the text is recorded
/// or given up: it may be the only copy.
struct KeptDraft {
  let place: FilePlace

  /// The draft that an earlier run has kept of a case; nil where there is none.
  static func kept(of name: String, in book: Casebook) throws(Failure) -> KeptDraft? {
    let draft = KeptDraft(place: FilePlace("\(book.repository.gitDirectory)\(prefix)\(name)"))
    return try draft.text() == nil ? nil : draft
  }

  /// The number under which a draft is kept of a case that is not registered yet.
  ///
  /// - Parameter number: nil for any.
  static func newCase(_ number: CaseNumber?, in book: Casebook) throws(Failure) -> CaseNumber? {
    if let number { return try kept(of: "\(number).md", in: book) == nil ? nil : number }
    let folder = FilePlace(book.repository.gitDirectory).withoutFinalSlash
    var numbers: [CaseNumber] = []
    for name in try onDisk(folder.names()) ?? [] where name.starts(with: prefix.utf8) {
      let id = String(decoding: name.dropFirst(prefix.utf8.count), as: UTF8.self)
      guard id.hasSuffix(".md"), let number = CaseNumber(String(id.dropLast(3))),
        (try? book.path(meant: "\(number)")) == nil
      else { continue }
      numbers.append(number)
    }
    return numbers.min()
  }

  /// A new draft, beside those that are kept.
  static func made(of name: String, holding text: [UInt8], in book: Casebook) throws(Failure)
    -> KeptDraft
  {
    var (number, place) = (1, FilePlace(""))
    repeat {
      let end = number == 1 ? "" : ".\(number)"
      place = FilePlace("\(book.repository.gitDirectory)\(prefix)\(name)\(end)")
      number += 1
    } while try onDisk(place.status()) != nil
    try onDisk(place.create(with: text, permissions: nil, durable: false))
    return KeptDraft(place: place)
  }

  /// The file of what was refused last and nobody has typed at length: the lines of findings point into it.
  static func ofRefusedCommand(in book: Casebook) -> KeptDraft {
    KeptDraft(place: FilePlace("\(book.repository.gitDirectory)DUBAN_REFUSED.md"))
  }

  func text() throws(Failure) -> [UInt8]? { try onDisk(place.read())?.bytes }

  func drop() throws(Failure) { try onDisk(place.remove()) }

  private static let prefix = "DUBAN_EDIT."
}

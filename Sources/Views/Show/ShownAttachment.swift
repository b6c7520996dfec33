import Messages
package import Supervision

/// A file that a case attaches, with what is known of it.
package struct ShownAttachment: Sendable {
  /// As the case names it.
  package let path: String
  /// The one that brings it; nil where the header names it.
  package let step: Step?
  /// 存放
  package let keptAt: String?
  /// In bytes; nil where the file is not here.
  package let size: Int?
  /// Of the file; of one that is not here, as it is written.
  package let checksum: Checksum?

  package init(_ attachment: Attachment, of step: Step?, size: Int?, checksum: Checksum?) {
    path = attachment.path.value
    keptAt = attachment.keptAt
    self.step = step
    self.size = size
    self.checksum = checksum ?? attachment.checksum?.value
  }

  /// Its size, or where else it is.
  func whereabouts(in language: Language) -> String {
    size?.asSize
      ?? (keptAt.map { Phrase(zh: "存放:\($0)", en: "kept at \($0)") }
      ?? Phrase(zh: "不在库中", en: "not here"))[language]
  }

  /// The step that brings it, with its kind and day.
  func origin(in language: Language) -> String {
    let words =
      step.map {
        Phrase(
          zh: "第\($0.number)步 \($0.kind.name) \($0.day)",
          en: "step \($0.number), \($0.kind.rawValue) of \($0.day)")
      } ?? Phrase(zh: "表头", en: "header")
    return words[language]
  }
}

extension ShowText {
  /// What is attached: each file with its size and where it is named, and below it its digest, which is
  /// never cut.
  var attachmentsBlock: String? {
    guard !attachments.isEmpty, !isSecret else { return nil }
    let lines = attachments.map { one in
      let place =
        one.step.map { say("第\($0.number)步", "step \($0.number)") } ?? say("表头", "header")
      let first = cut("  \(one.path.oneLine)  \(one.whereabouts(in: language))  \(place)") + "\n"
      return first + (one.checksum.map { "    \($0)\n" } ?? "")
    }
    return title(say("附件", "Attachments")) + lines.joined()
  }
}

extension ShownAttachment {
  var json: JSON {
    [
      "file": .string(path),
      "step": step.map { .int($0.number) } ?? .null,
      "date": step.map { .day($0.day) } ?? .null, "kind": JSON(step?.kind.rawValue),
      "keptAt": JSON(keptAt),
      "size": size.map(JSON.int) ?? .null,
      "checksum": JSON(checksum.map { "\($0)" }),
    ]
  }
}

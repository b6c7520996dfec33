import Messages
package import Supervision

/// A file that a case attaches, with what is known of it.
package struct ShownAttachment: Sendable, Hashable {
  /// As the case names it.
  package let path: String
  /// Counted from 1; nil where the header names it.
  package let step: Int?
  /// 存放
  package let keptAt: String?
  /// In bytes; nil where the file is not here.
  package let size: Int?
  /// Of the file; of one that is not here, as it is written.
  package let checksum: Checksum?

  package init(_ attachment: Attachment, ofStep step: Int?, size: Int?, checksum: Checksum?) {
    path = attachment.path.value
    keptAt = attachment.keptAt
    self.step = step
    self.size = size
    self.checksum = checksum ?? attachment.checksum?.value
  }
}

extension ShowText {
  /// What is attached: each file with its size and where it is named, and below it its digest, which is
  /// never cut.
  var attachmentsBlock: String? {
    guard !attachments.isEmpty, !isSecret else { return nil }
    let lines = attachments.map { one in
      let place = one.step.map { say("第\($0)步", "step \($0)") } ?? say("表头", "header")
      let size =
        one.size.map(\.asSize)
        ?? one.keptAt.map { say("存放:\($0)", "kept at \($0)") } ?? say("不在库中", "not here")
      let first = cut("  \(one.path.oneLine)  \(size)  \(place)") + "\n"
      return first + (one.checksum.map { "    \($0)\n" } ?? "")
    }
    return title(say("附件", "Attachments")) + lines.joined()
  }
}

extension ShownAttachment {
  var json: JSON {
    [
      "file": .string(path), "step": step.map(JSON.int) ?? .null, "keptAt": JSON(keptAt),
      "size": size.map(JSON.int) ?? .null,
      "checksum": JSON(checksum.map { "\($0)" }),
    ]
  }
}

import FrontMatter
package import Messages

extension Diagnostic {
  static func recordedStepChanged(
    _ number: Int, from old: Node, of before: Case, to new: Node, of after: Case
  ) -> Diagnostic {
    Diagnostic(
      .recordedStepChanged,
      Phrase(
        zh: "第\(number)步已经记录,内容与记录时不同", en: "step \(number) is recorded, and reads otherwise"),
      at: new.range,
      notes: [
        Note(
          Phrase(zh: "记录时是:\(old.excerpt)", en: "recorded as: \(old.excerpt)"), at: new.range)
      ],
      help: Phrase(
        zh: "恢复原文,另记一步“更正”", en: "restore it and record a 更正 instead"),
      fixes: restoring(old, of: before, in: new, of: after))
  }

  static func recordedStepRemoved(_ number: Int, _ old: Node, at anchor: Range<Int>) -> Diagnostic {
    Diagnostic(
      .recordedStepRemoved,
      Phrase(zh: "已记录的第\(number)步不见了", en: "step \(number), which is recorded, is gone"),
      at: anchor,
      notes: [
        Note(Phrase(zh: "记录时是:\(old.excerpt)", en: "recorded as: \(old.excerpt)"), at: anchor)
      ],
      help: Phrase(
        zh: "恢复原文;记错了的用“更正”作废", en: "restore it; void it with a 更正 if it was a mistake"))
  }

  static func recordedStepsReordered(_ number: Int, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .recordedStepsReordered,
      Phrase(
        zh: "已记录的第\(number)步换了位置", en: "step \(number), which is recorded, stands elsewhere"),
      at: range, help: Phrase(zh: "放回原处", en: "put it back"))
  }

  static func stepNotAppended(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .stepNotAppended,
      Phrase(zh: "新步骤写在了已记录的步骤之前", en: "a new step stands before a recorded one"),
      at: range,
      help: Phrase(
        zh: "移到过程的最后;日期较早的加“补录: 是”",
        en: "move it to the end, with 补录: 是 if its date is earlier"))
  }

  /// Several new steps that stand where lines cannot be cut out one by one.
  package static func stepsInseparable(at step: Step) -> Diagnostic {
    Diagnostic(
      .stepsInseparable,
      Phrase(
        zh: "几个新步骤写在一起,不能逐步记录",
        en: "several new steps stand together and cannot be recorded one by one"),
      at: step.range, help: Phrase(zh: "每步单独写一段", en: "write one item a step"))
  }

  /// - Parameter isLeftBehind: whether it lies where the case was before.
  package static func attachmentRemoved(_ path: Located<String>, isLeftBehind: Bool) -> Diagnostic {
    isLeftBehind
      ? Diagnostic(
        .attachmentRemoved,
        Phrase(
          zh: "附件“\(path.value)”没有随案件移来", en: "the attachment \"\(path.value)\" did not move along"),
        at: path.range,
        help: Phrase(zh: "补移:duban-git check --fix", en: "move it along: duban-git check --fix"))
      : Diagnostic(
        .attachmentRemoved,
        Phrase(
          zh: "已记录的附件“\(path.value)”不见了", en: "the recorded attachment \"\(path.value)\" is gone"),
        at: path.range)
  }

  package static func attachmentChanged(_ path: Located<String>) -> Diagnostic {
    Diagnostic(
      .attachmentChanged,
      Phrase(
        zh: "附件“\(path.value)”与记录时不同",
        en: "the attachment \"\(path.value)\" is not the one that was recorded"),
      at: path.range,
      help: Phrase(zh: "恢复记录时的文件", en: "restore the file that was recorded"))
  }

  /// Two sides of a merge have recorded different files under one name.
  package static func attachmentContested(_ path: Located<String>) -> Diagnostic {
    var finding = attachmentChanged(path)
    let commands = "git merge --abort && git reset $(git merge-base HEAD @{upstream})"
    finding.help = Phrase(
      zh: "两边各有一个这样的文件,还没有推送的一边先让开:\(commands),把自己的文件和“附件”里的名字改掉,duban-git commit,再合并",
      en:
        "each side has such a file, and the one not pushed yet gives way: \(commands), give your file another name, also under 附件, duban-git commit, and merge again"
    )
    return finding
  }

  package static func attachmentDiffers(_ path: Located<String>, from checksum: Checksum)
    -> Diagnostic
  {
    Diagnostic(
      .attachmentChanged,
      Phrase(
        zh: "附件“\(path.value)”与所写的校验值不符",
        en: "the attachment \"\(path.value)\" is not the file of the digest that is written"),
      at: path.range,
      notes: [Note(Phrase(zh: "这个文件是 \(checksum)", en: "this file is \(checksum)"), at: path.range)]
    )
  }

  package static func attachmentLate(_ path: Located<String>) -> Diagnostic {
    Diagnostic(
      .attachmentLate,
      Phrase(
        zh: "附件“\(path.value)”没有与步骤一并记录,是后来补放的",
        en: "the attachment \"\(path.value)\" was not recorded with its step and came later"),
      at: path.range)
  }

  /// - Parameter size: in bytes, as `limit`.
  package static func attachmentTooLarge(
    _ path: Located<String>, size: Int, limit: Int, _ checksum: Checksum?
  ) -> Diagnostic {
    let name = path.value.split(separator: "/").last.map(String.init) ?? path.value
    let digest = checksum.map { "'\($0)'" } ?? "…"
    let entry = "{文件: '\(name)', 存放: …, 校验: \(digest)}"
    return Diagnostic(
      .attachmentTooLarge,
      Phrase(
        zh: "附件“\(path.value)”有\(size.asSize),超过上限\(limit.asSize)",
        en:
          "the attachment \"\(path.value)\" has \(size.asSize), more than \(limit.asSize)"
      ),
      at: path.range,
      help: Phrase(
        zh: "另行存放,改写为 \(entry)", en: "keep it elsewhere and write \(entry)"))
  }

  static func attachmentPath(_ path: Located<String>, _ reason: Phrase) -> Diagnostic {
    Diagnostic(
      .attachmentPath,
      Phrase(
        zh: "附件“\(path.value)”不能用:\(reason.zh)",
        en: "the attachment \"\(path.value)\" cannot be used: \(reason.en)"), at: path.range)
  }

  /// What stands at the path of an attachment is no plain file, or a link leads to it.
  package static func attachmentNotPlain(_ path: Located<String>) -> Diagnostic {
    .attachmentPath(
      path, Phrase(zh: "不是普通文件,或者要经过符号链接", en: "no plain file, or only by way of a link"))
  }

  static func fixedFieldChanged(
    _ field: HeaderSpecification, by kind: StepKind, from old: Case, to new: Case
  ) -> Diagnostic {
    let (before, after) = (old.document.root?[field.name], new.document.root?[field.name])
    let was = before.map(\.excerpt) ?? ""
    return Diagnostic(
      .fixedFieldChanged,
      Phrase(
        zh: "“\(field.name)”在\(kind.name)之后不能再改", en: "\(field.name) is fixed since \(kind.name)"),
      at: after?.range ?? new.header.anchor,
      notes: [
        Note(
          was.isEmpty
            ? Phrase(zh: "记录时没有这一项", en: "it was not there when that was recorded")
            : Phrase(zh: "记录时是:\(was)", en: "recorded as: \(was)"),
          at: after?.range ?? new.header.anchor)
      ],
      help: Phrase(
        zh: "恢复原文,变化用延期、改派、续批或更正记录",
        en: "restore it; record the change as 延期, 改派, 续批 or 更正"),
      fixes: before.flatMap { before in
        after.map { restoring(before, of: old, in: $0, of: new) }
      } ?? [])
  }

  static func sentProseChanged(_ kind: LetterKind, at place: Range<Int>) -> Diagnostic {
    Diagnostic(
      .sentProseChanged,
      Phrase(
        zh: "“## \(kind.name)”下的正文已经发出,不能再改",
        en: "what stands under ## \(kind.name) has been sent, and stays"), at: place,
      help: Phrase(
        zh: "恢复原文;另有要说的,另写一节", en: "restore it; write a section of its own for what is new"))
  }

  /// The fix that puts the old text of a value in the place of the new: only where both begin in
  /// the same column, since the lines below the first are indented by it.
  private static func restoring(
    _ old: Node, of before: Case, in new: Node, of after: Case
  ) -> [Fix] {
    let (was, now) = (before.document.text.bytes, after.document.text.bytes)
    guard !old.isAbsent, !new.isAbsent, was.column(of: old.range) == now.column(of: new.range)
    else { return [] }
    let text = String(decoding: was[old.range], as: UTF8.self)
    return [
      Fix(
        Phrase(zh: "恢复记录时的原文", en: "restore what was recorded"),
        edits: [SourceEdit(replacing: new.range, with: text)])
    ]
  }
}

extension [UInt8] {
  /// How far from the start of its line `range` begins, in bytes.
  fileprivate func column(of range: Range<Int>) -> Int {
    let start = self[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return range.lowerBound - start
  }
}

extension Node {
  /// The value in one line, cut where it would be long.
  fileprivate var excerpt: String {
    let line = flat.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 60 ? "\(line.prefix(60))…" : line
  }
}

extension Int {
  /// A number of bytes for people, in powers of ten: `1.2KB`.
  package var asSize: String {
    let units = [("B", 1), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000)]
    let (unit, size) = units.last { self >= $0.1 } ?? units[0]
    let tenths = (self * 10 + size / 2) / size
    return size == 1 || tenths % 10 == 0 || tenths >= 1000
      ? "\(tenths / 10)\(unit)" : "\(tenths / 10).\(tenths % 10)\(unit)"
  }
}

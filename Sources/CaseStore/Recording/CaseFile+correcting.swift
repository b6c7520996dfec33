import Files
import FrontMatter
package import Messages
package import Supervision

extension CaseFile {
  /// Findings of the file, where a fix would change what is recorded with the step that corrects it
  /// instead: no fix is offered that nobody may make.
  ///
  /// - Parameter recorded: the case as it was last recorded.
  package func correcting(_ findings: [Diagnostic], recorded: Case) -> [Diagnostic] {
    guard findings.contains(where: { $0.fixes.count == 1 }) else { return findings }
    let present = CaseChange(from: recorded, to: subject).findings.count
    return findings.map { finding in
      guard finding.fixes.count == 1, let fix = finding.fixes.first else { return finding }
      let mended = CaseFile(path: path, bytes: text.applying(fix.edits))
      guard CaseChange(from: recorded, to: mended.subject).findings.count > present else {
        return finding
      }
      var finding = finding
      finding.fixes = []
      finding.help = help(for: finding.range, mendedIn: mended)
      return finding
    }
  }

  private func help(for range: Range<Int>, mendedIn mended: CaseFile) -> Phrase {
    let refusal = Phrase(
      zh: "已经记录在案,check --fix 不改", en: "it is recorded, so check --fix leaves it")
    guard let correction = correction(of: range, to: mended) else {
      return Phrase(
        zh: "\(refusal.zh);记一步“更正”", en: "\(refusal.en); record a step 更正 instead")
    }
    let command = "duban-git step \(id) 更正 \(correction) --理由"
    return Phrase(
      zh: "\(refusal.zh);记一步更正:\(command) …", en: "\(refusal.en); record a correction: \(command) …"
    )
  }

  /// `--更正 3 --字段 日期 --原文 2018.7.23 --改为 2018-07-23`; nil where it is no text that is mended.
  private func correction(of range: Range<Int>, to mended: CaseFile) -> String? {
    guard let root = subject.document.root,
      let keys = root.keys(to: range.lowerBound),
      let old = root.node(at: keys), let new = mended.subject.document.root?.node(at: keys),
      old.kind == .scalar, new.kind == .scalar, old.text != new.text
    else { return nil }
    let isStep = keys.first == HeaderKey.steps.name && keys.count > 2
    let target = isStep ? keys[1] : "表头"
    let field = (isStep ? keys.dropFirst(2) : keys[...]).joined(separator: ".")
    let place = "--更正 \(target) --字段 \(field)"
    return "\(place) --原文 \(old.text.quotedForShell) --改为 \(new.text.quotedForShell)"
  }
}

extension Node {
  /// The keys and numbers, from 1, that lead to what stands at an offset.
  fileprivate func keys(to offset: Int) -> [String]? {
    guard range.contains(offset) else { return nil }
    switch kind {
    case .scalar: return []
    case .mapping:
      return entries.lazy.compactMap { entry in
        entry.value.keys(to: offset).map { [entry.key.text] + $0 }
      }.first
    case .sequence:
      return items.enumerated().lazy.compactMap { index, item in
        item.keys(to: offset).map { ["\(index + 1)"] + $0 }
      }.first
    }
  }

  fileprivate func node(at keys: some Collection<String>) -> Node? {
    guard let key = keys.first else { return self }
    let inner: Node?
    switch kind {
    case .scalar: inner = nil
    case .mapping: inner = self[key]
    case .sequence: inner = Int(key).flatMap { items.dropFirst($0 - 1).first }
    }
    return inner?.node(at: keys.dropFirst())
  }
}

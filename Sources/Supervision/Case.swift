package import FrontMatter

/// One case as its file gives it.
package struct Case: Sendable {
  package let document: Document
  package let header: Header
  /// In the order of the file.
  package let steps: [Step]
  /// What is wrong with the file's shape: keys and values, not yet the course of the case.
  package let findings: [Diagnostic]

  /// Reads a case as it is written; what cannot be read is reported and left out.
  package init(_ document: Document) {
    self.init(document, overrides: [])
  }

  private init(_ document: Document, overrides: [CaseReader.Override]) {
    self.document = document
    guard let root = document.root else {
      header = Header(anchor: document.frontMatter)
      steps = []
      findings = []
      return
    }
    var reader = CaseReader(document, overrides: overrides)
    let (header, list) = reader.header(root)
    self.header = header
    steps = reader.steps(list, missingAt: header.keys[.steps] ?? header.anchor)
    findings = reader.diagnostics
  }

  /// The number and the title as they are shown.
  package var id: String? { header.id?.value }
}

extension Case {
  /// The numbers of the letters the case has sent, where they are written.
  package var letterNumbers: [Located<String>] {
    steps.compactMap { step in
      guard step.kind == .issue, let field = step.field(.letterNumber),
        case .text(let number) = field.value
      else { return nil }
      return Located(number, at: field.range)
    }
  }

  /// The attachments of the header and of the steps: paths beside the case file.
  package var attachments: [Located<String>] {
    header.attachments + steps.flatMap { $0.texts(.attachments) }
  }
}

// MARK: Corrections

extension Case {
  /// The case as the corrections (更正) dated up to `day` have it.
  ///
  /// What is written stays; a correction counts from its own date.
  package func corrected(asOf day: Day) -> Case {
    guard steps.contains(where: { $0.kind == .correct }) else { return self }
    var corrected = self
    var known = -1
    // A correction may itself be corrected, so the reading is repeated until it adds nothing.
    for _ in 0..<8 {
      let overrides = corrected.overrides(asOf: day)
      if overrides.count == known { break }
      known = overrides.count
      corrected = Case(document, overrides: overrides)
    }
    return corrected
  }

  private func overrides(asOf day: Day) -> [CaseReader.Override] {
    steps.enumerated()
      .filter { $1.kind == .correct && $1.day <= day && !$1.isVoid }
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .compactMap { _, step in
        guard let target = step.target, let field = step[.field],
          case .any(let node)? = step.field(.replacement)?.value
        else { return nil }
        return CaseReader.Override(
          target: target, path: field.split(separator: ".").map(String.init), node: node)
      }
  }

  /// The value a correction names, as it is written: nil where there is none such.
  func node(at path: [String], of target: CorrectionTarget) -> Node? {
    var node: Node?
    switch target {
    case .header: node = document.root
    case .step(let number):
      let items = document.root?[HeaderKey.steps.name]?.items.map { $0 } ?? []
      node = items.indices.contains(number - 1) ? items[number - 1] : nil
    }
    for key in path {
      guard let inner = node else { return nil }
      switch inner.kind {
      case .mapping: node = inner[key]
      case .sequence:
        let items = inner.items.map { $0 }
        node = Int(key).flatMap { items.indices.contains($0 - 1) ? items[$0 - 1] : nil }
      case .scalar: node = nil
      }
    }
    return node
  }
}

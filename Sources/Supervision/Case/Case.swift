package import FrontMatter
package import Messages

/// One case as its file gives it.
///
/// A class, so that a case is one reference to hand on rather than a copy of its header.
package final class Case: Sendable {
  package let document: Document
  package let header: Header
  /// In the order of the file.
  package let steps: [Step]
  /// What is wrong with the file's shape: keys and values, not yet the course of the case.
  package let findings: [Diagnostic]

  /// Reads a case as it is written; what cannot be read is reported and left out.
  package convenience init(_ document: Document) {
    self.init(document, overrides: [:], namingBy: nil)
  }

  private init(
    _ document: Document, overrides: [CaseParser.Place: Node], namingBy units: UnitDirectory?
  ) {
    self.document = document
    guard let root = document.root else {
      header = Header(anchor: document.frontMatter)
      steps = []
      findings = []
      return
    }
    var reader = CaseParser(document, overrides: overrides, namingBy: units)
    let (header, list) = reader.header(root)
    self.header = header
    steps = reader.steps(list, missingAt: header.keys[.steps] ?? header.anchor)
    findings = reader.diagnostics
  }

  /// The number and the title as they are shown.
  package var id: String? { header.id?.value }
}

extension Case {
  /// The attachments of the header and of the steps, as they are written and then those that corrections
  /// put in their place or add: of a corrected entry both files stay.
  package var attachments: [Attachment] { namedAttachments.map(\.attachment) }

  /// The same with the steps that name them first; nil where the header does.
  ///
  /// - Complexity: reads the case once more for each correction of 附件.
  package var namedAttachments: [(attachment: Attachment, step: Step?)] {
    var named = writtenAttachments
    guard let day = steps.map(\.day).max() else { return named }
    // Also what was put in the place of an entry and has been replaced in its turn, or was voided.
    for step in steps where step.correctsAttachments {
      for one in corrected(asOf: day, under: nil, through: step.number).writtenAttachments
      where !named.contains(where: { $0.attachment.path.value == one.attachment.path.value }) {
        named.append((one.attachment, step))
      }
    }
    return named
  }

  private var writtenAttachments: [(attachment: Attachment, step: Step?)] {
    header.attachments.map { ($0, nil) }
      + steps.flatMap { step in step.attachments.map { ($0, step) } }
  }
}

// MARK: Corrections

extension Case {
  /// The case as the corrections (更正) dated up to `day` have it, and with its units under their present
  /// names.
  ///
  /// What is written stays; a correction counts from its own date.
  ///
  /// - Parameters:
  ///   - schema: nil to take every correction as it is written, and every name.
  ///   - last: the number of the step behind which none counts.
  package func corrected(asOf day: Day, under schema: Schema?, through last: Int = .max) -> Case {
    let units = schema.flatMap { usesOtherName(of: $0.units) ? $0.units : nil }
    var corrected = units.map { Case(document, overrides: [:], namingBy: $0) } ?? self
    guard steps.contains(where: { $0.kind == .correct }) else { return corrected }
    var known: [CaseParser.Place: Range<Int>] = [:]
    // A correction may itself be corrected, so the reading is repeated until it changes nothing.
    for _ in 0..<8 {
      let overrides = corrected.overrides(asOf: day, under: schema, through: last)
      let places = overrides.mapValues(\.range)
      if places == known { break }
      known = places
      corrected = Case(document, overrides: overrides, namingBy: units)
      // Usually no correction is corrected, and one reading is enough.
      guard places.keys.contains(where: { isCorrection($0.target) }) else { break }
    }
    return corrected
  }

  private func isCorrection(_ target: CorrectionTarget) -> Bool {
    guard case .step(let number) = target else { return false }
    return steps.contains { $0.number == number && $0.kind == .correct }
  }

  private func usesOtherName(of units: UnitDirectory) -> Bool {
    units.hasOtherNames && namedUnits.contains { units.presentName(of: $0.value) != $0.value }
  }

  /// What the corrections put in the place of what is written; of two for one place the later.
  private func overrides(asOf day: Day, under schema: Schema?, through last: Int)
    -> [CaseParser.Place: Node]
  {
    let corrections = steps.filter {
      $0.kind == .correct && $0.day <= day && !$0.isVoid && $0.number <= last
    }
    var overrides: [CaseParser.Place: Node] = [:]
    for step in CoursePosition.inOrder(corrections) {
      guard let place = step.corrected, case .any(let node)? = step.field(.replacement)?.value,
        schema.map({ step.isInForce(on: target(of: step), under: $0) }) ?? true
      else { continue }
      overrides[place] = node
    }
    return overrides
  }

  private func target(of correction: Step) -> Step? {
    guard case .step(let number)? = correction.target else { return nil }
    return steps.first { $0.number == number }
  }

  /// The value a correction names, as it is written: nil where there is none such.
  ///
  /// - Parameter items: the items of 过程.
  func node(at place: CaseParser.Place, items: [Node]) -> Node? {
    var node: Node?
    switch place.target {
    case .header where place.path.first == HeaderKey.steps.name: return nil
    case .header: node = document.root
    case .step(let number): node = items.indices.contains(number - 1) ? items[number - 1] : nil
    }
    for key in place.path {
      guard let inner = node else { return nil }
      switch inner.kind {
      case .mapping: node = inner[key]
      case .sequence: node = Int(key).flatMap { $0 > 0 ? inner.items.dropFirst($0 - 1).first : nil }
      case .scalar: node = nil
      }
    }
    return node
  }
}

extension Step {
  /// Whether it is a correction of 附件.
  package var correctsAttachments: Bool {
    kind == .correct && self[.field]?.hasPrefix(StepKey.attachments.name) == true
  }

  /// What a correction is about; nil where it does not say.
  var corrected: CaseParser.Place? {
    guard let target, let field = self[.field] else { return nil }
    return CaseParser.Place(target: target, path: field.split(separator: ".").map(String.init))
  }
}

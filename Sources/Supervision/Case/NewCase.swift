package import FrontMatter
import Messages

/// A case that is to be registered: what its header says, as a person types it.
package struct NewCase: Sendable {
  /// A header field, or one of 批示, that can be given.
  package enum Key: Sendable, Hashable {
    case header(HeaderKey)
    case instruction(InstructionKey)

    /// Every key, in the order in which a header is written.
    package static let all: [Key] = HeaderSpecification.catalogue.flatMap { row -> [Key] in
      switch row.key {
      case .id, .steps: []
      case .instruction: InstructionKey.allCases.map { .instruction($0) }
      case .title, .source, .urgency, .classification, .secrecyTerm, .keptAt, .lead, .coUnits,
        .tasks, .firstReport, .limit, .cycle, .watch, .contactLine, .attachments, .stocktakes,
        .bulletins:
        [.header(row.key)]
      }
    }

    /// As it is typed: the day of the instruction is told apart from that of the registration.
    package var name: String {
      switch self {
      case .header(let key): key.name
      case .instruction(.date): "批示日期"
      case .instruction(let key): key.name
      }
    }

    package var identifier: String {
      switch self {
      case .header(let key): key.rawValue
      case .instruction(.date): "instructionDate"
      case .instruction(let key): key.rawValue
      }
    }

    package var shape: Shape {
      switch self {
      case .header(let key): key.specification.shape
      case .instruction(let key): key.shape
      }
    }

    package init?(typed name: String) {
      guard
        let key = Self.all.first(where: { $0.name == name || $0.identifier.isSpelled(name) })
      else { return nil }
      self = key
    }

    var path: [PathElement] {
      switch self {
      case .header(let key): [.key(key.name)]
      case .instruction(let key): [.key(HeaderKey.instruction.name), .key(key.name)]
      }
    }
  }

  package let number: CaseNumber
  package let registered: Day
  package let fields: [(key: Key, values: [String])]

  package init(number: CaseNumber, registered: Day, fields: [(key: Key, values: [String])]) {
    self.number = number
    self.registered = registered
    self.fields = fields
  }

  /// The text of the case file, with 登记 as its first step.
  ///
  /// What was not given and is always needed stands empty, for a person to fill in.
  package func text(units: UnitDirectory) -> [UInt8] { text(units: units, prose: nil) }

  /// - Parameters:
  ///   - prose: what follows the front matter; a heading for the assessment unless given.
  ///   - tasks: 任务, where it is known already.
  ///   - steps: what has happened, 登记 first; that alone unless given.
  func text(
    units: UnitDirectory, prose: String?, tasks: [Value.Entry] = [], steps: [Value]? = nil
  ) -> [UInt8] {
    let classification = fields.first { $0.key == .header(.classification) }?.values.last
    let isSecret = classification.flatMap { Classification(typed: $0) }?.isSecret == true
    let prose = prose ?? (isSecret ? "" : "\n## 研判\n\n")
    var entries = [Value.Entry(HeaderKey.id.name, .text("\(number)"))]
    var instruction: [Value.Entry] = []
    func place(_ key: Key, _ value: Value) {
      switch key {
      case .header(let key): entries.append(Value.Entry(key.name, value))
      case .instruction(let key):
        if instruction.isEmpty {
          entries.append(Value.Entry(HeaderKey.instruction.name, .list([])))
        }
        instruction.append(Value.Entry(key.name, value))
      }
    }
    for key in Key.all {
      let values = fields.filter { $0.key == key }.flatMap(\.values)
      if !values.isEmpty {
        place(key, key.shape.value(of: values, units: units))
      } else if key == .header(.tasks), !tasks.isEmpty {
        entries += tasks
      } else if key.isNeeded(inSecretCase: isSecret) {
        place(key, .text(""))
      }
    }
    if let index = entries.firstIndex(where: { $0.key == HeaderKey.instruction.name }) {
      entries[index].value = .mapping(instruction)
    }
    let steps =
      steps ?? [StepKind.register.specification.value(on: registered, [], units: units)]
    entries.append(Value.Entry(HeaderKey.steps.name, .list(steps)))
    return Array("---\n\(Document.text(of: entries))---\n\(prose)".utf8)
  }
}

extension Case {
  /// What the file says under a key; nil for nothing.
  package func value(of key: NewCase.Key) -> Node? {
    switch key {
    case .header(let key): document.root?[key.name]
    case .instruction(let key): document.root?[HeaderKey.instruction.name]?[key.name]
    }
  }
}

extension NewCase.Key {
  /// Whether every case has it, secret or not.
  package func isNeeded(inSecretCase isSecret: Bool) -> Bool {
    switch self {
    case .instruction(.gist): return !isSecret
    case .instruction: return true
    case .header(let key):
      switch key.specification.need {
      case .always: return true
      case .unlessSecret: return !isSecret
      case .ifSecret: return isSecret
      case .from, .never: return false
      }
    }
  }
}

package import ByteCoding
import FrontMatter
package import Supervision

// What a row has to work out of a case.

extension CaseState {
  /// The number by which lists call the case: its own, else the name of its file.
  func id(at path: String) -> String {
    subject.id ?? UnreadCase.id(at: path)
  }
}

/// The instruction that the present round answers.
package struct PresentInstruction: Sendable, Hashable {
  package let leader: String?
  package let day: Day?
  /// Of the last instruction that is not 参阅性.
  package let instructionClass: InstructionClass?
  package let gist: String?

  /// The header's, or that of the 续批 which the round answers.
  init(of state: CaseState) {
    let header = state.subject.header
    let further = state.furtherInstruction
    leader = state.leader.isEmpty ? nil : state.leader
    day = further?.day ?? header.instruction?.date?.value
    instructionClass = state.instructionClass
    let gist = further.map { $0[.gist] } ?? header.instruction?.gist?.value
    self.gist = header.classification.isSecret ? nil : gist
  }
}

extension PresentInstruction: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    leader = try reader.read()
    day = try reader.read()
    instructionClass = try reader.read()
    gist = try reader.read()
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(leader, day, instructionClass, gist)
  }
}

extension CaseState {
  package var allUnits: [String] {
    var names: [String] = []
    func add(_ name: String) {
      if !name.isEmpty && !names.contains(name) { names.append(name) }
    }
    if let lead { add(lead) }
    for unit in coUnits { add(unit) }
    for unit in units { add(unit.name) }
    for task in tasks { add(task.unit) }
    return names
  }

  /// The last report of any unit; of two on one day, the one that is written later.
  func lastProgress(showingNote: Bool) -> (day: Day, note: String?)? {
    guard let last = units.compactMap({ $0.lastProgress?.day }).max() else { return nil }
    let step = subject.steps.last { $0.kind == .progress && $0.day == last && !$0.isVoid }
    return (last, showingNote ? step?[.note] : nil)
  }

  func searchableTexts() -> [String] {
    let header = subject.header
    var texts = [header.title?.value, header.source?.value, header.instruction?.gist?.value]
      .compactMap { $0 }
    texts += allUnits
    texts += tasks.flatMap { [$0.matter, $0.criterion].compactMap { $0 } }
    for step in subject.steps where step.day <= asOf && !step.isVoid {
      for field in step.fields {
        switch field.value {
        case .text(let text): texts.append(text)
        case .prose(let node): texts.append(node.text)
        case .checks(let checks):
          texts += Check.allCases.compactMap { checks[$0]?.value }.filter { $0 != Check.nothing }
        case .texts, .day, .limit, .number, .numbers, .completion, .tasks, .attachments, .target,
          .any:
          break
        }
      }
    }
    return texts
  }
}

extension [UnitState] {
  /// The worst that the units' last reports declare.
  var worstRisk: Risk? {
    compactMap { $0.lastProgress?.risk }.max { $0.rank < $1.rank }
  }
}

extension Risk {
  var rank: Int { Self.allCases.firstIndex(of: self)! }  // every case is among all cases
}

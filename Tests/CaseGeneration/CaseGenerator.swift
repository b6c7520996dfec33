package import Supervision
import TestSupport

/// Walks the step table at random and writes down lawful cases, always the same for one seed.
package struct CaseGenerator {
  private var random: SplitMix64
  private var state = State.registered
  private var beforeArchive: State?
  private var hasLetter = false
  private var day: Day
  private var taskCount = 0
  private var lead: String
  private var units: [String]
  private(set) var round = 1
  private(set) var steps: [GeneratedStep] = []

  static let units = [
    "省教育厅", "省公安厅", "省水利厅", "省生态环境厅", "甲市人民政府", "乙县人民政府", "省市场监督管理局",
  ]

  /// 紧急通知 is drawn as a 通报, so that what moves a case on is drawn as often.
  private static let kinds = StepKind.allCases.filter {
    ![.correct, .register, .emergencyNotice].contains($0)
  }

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    day = Day(ordinal: 17_000 + Int(seed % 2900))
    units = Self.units
    lead = units[Int(seed) % units.count]
  }

  /// A case of `seed`, cut nowhere.
  package static func generate(seed: UInt64) -> GeneratedCase {
    var generator = CaseGenerator(seed: seed)
    let header = generator.header()
    generator.add(.register, to: nil, [:])
    let length = generator.number(in: 2...45)
    for _ in 0..<length { generator.walk() }
    let isPlain = generator.chance(60)
    if !isPlain {
      generator.enterSomeLate()
      generator.correctSome()
    }
    return GeneratedCase(
      header: header, steps: generator.steps, round: generator.round, state: generator.state,
      isPlain: isPlain)
  }
}

// MARK: The walk

extension CaseGenerator {
  private mutating func walk() {
    // The table leaves most kinds unlawful at any one time; a few draws find one that is not.
    for _ in 0..<60 {
      var kind = pick(Self.kinds)
      if kind == .bulletin, state != .closed, steps.count % 2 == 0 { kind = .emergencyNotice }
      if kind == .withdraw && !chance(12) { continue }
      if kind == .finalReport && !hasLetter { continue }
      let conclusion: ReviewConclusion = chance(60) ? .passed : .returned
      let instruction = pick(InstructionClass.allCases)
      let acting =
        state == .archived && kind.specification.seesThroughArchive ? beforeArchive : state
      guard let acting,
        let transition = kind.specification.transitions.first(where: { transition in
          guard transition.from.contains(acting) else { return false }
          return switch transition.condition {
          case .always: true
          case .conclusion(let needed): needed == conclusion
          case .demandsAction: instruction != .informative
          }
        }),
        transition.to != nil || chance(55)
      else { continue }
      if chance(70) { day = day.advanced(by: number(in: 0...(chance(10) ? 90 : 12))) }
      add(
        kind, to: transition.to,
        [.conclusion: conclusion.name, .instructionClass: instruction.name])
      if transition.opensRound {
        round += 1
        hasLetter = false
      }
      return
    }
  }

  private mutating func add(_ kind: StepKind, to next: State?, _ fixed: [StepKey: String]) {
    var lines: [String] = []
    // One letter about several cases takes several.
    let fields = kind.specification.fields.filter { $0.key != .sameLetter }
    for field in fields where field.isRequired || chance(50) {
      lines += value(of: field, in: kind, fixed)
    }
    if chance(25) { lines.append("经办: 督查\(pick(["一", "二", "三"]))处") }
    if chance(20), !lines.contains(where: { $0.hasPrefix("说明") }) {
      lines += ["说明: |-", "  第\(steps.count + 1)次记录,现场察看。", "  另附照片"]
    }
    if kind == .issue { hasLetter = true }
    if let next {
      beforeArchive = next == .archived ? state : nil
      state = next
    }
    steps.append(GeneratedStep(identity: steps.count, kind: kind, day: day, lines: lines))
  }

  /// Moves a few steps below later ones, as entries made late. Only those alone on their day, so
  /// that the order by date stays what it was.
  private mutating func enterSomeLate() {
    for index in steps.indices.dropFirst().reversed() where chance(12) {
      let step = steps[index]
      guard index + 1 < steps.count, steps.filter({ $0.day == step.day }).count == 1 else {
        continue
      }
      let place = number(in: (index + 1)...(steps.count - 1))
      var late = steps.remove(at: index)
      late.lines.insert("补录: 是", at: 0)
      steps.insert(late, at: place)
    }
  }

  /// Corrects who handled a step, and voids steps that changed nothing.
  private mutating func correctSome() {
    for index in steps.indices where chance(15) {
      let step = steps[index]
      let isVoiding = [
        StepKind.contact, .stocktake, .bulletin, .emergencyNotice, .urge, .inspect,
      ].contains(step.kind)
      let handler = step.lines.first { $0.hasPrefix("经办: ") }
      guard isVoiding || handler != nil else { continue }
      if chance(30) { day = day.advanced(by: number(in: 0...9)) }
      let old = handler?.split(separator: " ").last.map(String.init) ?? ""
      let (field, original, replacement) =
        isVoiding ? ("步骤", step.kind.name, "作废") : ("经办", old, "督查综合处")
      steps.append(
        GeneratedStep(
          identity: steps.count, kind: .correct, day: day,
          lines: [
            "更正: \(index + 1)", "字段: \(field)", "原文: \(original)", "改为: \(replacement)",
            "理由: 录入有误",
          ] + (isVoiding ? ["批准: 省委秘书长"] : []), voids: isVoiding ? step.identity : nil))
    }
  }
}

// MARK: Values

extension CaseGenerator {
  private mutating func header() -> [String] {
    taskCount = number(in: 1...4)
    var lines = [
      "编号: 2018-0007", "标题: 疫苗处置和督导检查", "批示:", "  领导: 省委主要领导", "  日期: \(day)",
      "  类别: \(pick(InstructionClass.allCases).name)", "  摘要: 立即核查,部署全省检查",
      "缓急: \(pick(Urgency.allCases).name)", "关注: \(pick(Watch.allCases).name)", "牵头单位: \(lead)",
      "协办单位: [\(pick(units)), \(pick(units))]", "任务:",
    ]
    for number in 1...taskCount { lines += task("第\(number)项任务").map { "  \($0)" } }
    lines.append(
      "反馈: \(pick(["一次性", "每日", "每周", "每两周", "每月", "每季度", "每月5日前", "每月31日前"]))")
    if chance(30) { lines.append("调度: \(pick(["每周", "每两周", "每月"]))") }
    if chance(30) { lines.append("通报: \(pick(["每月", "每月10日前", "每季度"]))") }
    if chance(40) { lines.append("时限: \(limit())") }
    if chance(40) { lines.append("初报: \(limit())") }
    return lines
  }

  private mutating func task(_ matter: String) -> [String] {
    var lines = ["- 事项: \(matter)", "  单位: \(pick(units))"]
    if chance(60) { lines.append("  时限: \(limit())") }
    return lines
  }

  private mutating func value(
    of field: StepSpecification.Field, in kind: StepKind, _ fixed: [StepKey: String]
  ) -> [String] {
    let name = field.key.name
    if let text = fixed[field.key] { return ["\(name): \(text)"] }
    switch field.shape {
    case .text: return ["\(name): 已按要求部署,正在逐项核实"]
    case .line, .caseNumber: return ["\(name): 督查室第\(number(in: 1...9))号"]
    case .letterNumber: return ["\(name): ×督函〔2018〕\(number(in: 1...99))号"]
    case .day: return ["\(name): \(day)"]
    case .limit: return ["\(name): \(limit())"]
    case .cycle: return ["\(name): 每周"]
    case .unit: return ["\(name): \(unit(for: field.key, in: kind))"]
    case .units: return ["\(name): [\(lead), \(pick(units))]"]
    case .lines: return ["\(name): [2018-0001]"]
    case .attachments: return ["\(name): [{文件: 附件/一.pdf, 存放: 档案室}]"]
    case .checksum: return ["\(name): sha256:\(String(repeating: "a", count: 64))"]
    case .number: return ["\(name): \(number(in: 1...max(1, taskCount)))"]
    case .numbers: return ["\(name): [\(number(in: 1...max(1, taskCount)))]"]
    case .completion: return ["\(name): \(pick(["是", "否", "40%", "100%"]))"]
    case .choice(let choices): return ["\(name): \(pick(choices).name)"]
    case .tasks:
      taskCount += 1
      return ["\(name):"] + task("新增第\(taskCount)项").map { "  \($0)" }
    case .checks:
      let finding = fixed[.conclusion] == ReviewConclusion.returned.name ? "措施空泛" : "无"
      return ["\(name): {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: \(finding), 漂浮落空: 无}"]
    case .instruction, .target, .any, .steps, .stepKind: return []
    }
  }

  private mutating func unit(for key: StepKey, in kind: StepKind) -> String {
    if kind == .finalReport || (key == .formerUnit && chance(60)) { return lead }
    return chance(50) ? lead : pick(units)
  }

  private mutating func limit() -> String {
    let count = number(in: 1...40)
    return switch number(in: 0...6) {
    case 0: "\(count)个工作日"
    case 1: "\(count)日"
    case 2: "\(number(in: 1...6))个月"
    case 3: "半年"
    case 4: "当日"
    case 5: "\(number(in: 1...3))周"
    default: "\(day.advanced(by: count))"
    }
  }

  private mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }

  private mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[number(in: 0...(choices.count - 1))]
  }
}

/// A step as it will be written.
package struct GeneratedStep {
  /// Counted in the order of dates, whatever the place in the file.
  package let identity: Int
  package let kind: StepKind
  package let day: Day
  package fileprivate(set) var lines: [String]
  /// The identity of the step that this correction voids.
  var voids: Int?
}

/// A case made by the generator, with what the generator knows of it.
package struct GeneratedCase {
  package let header: [String]
  package let steps: [GeneratedStep]
  package let round: Int
  package let state: State
  /// Whether the steps stand by date and none is corrected.
  package let isPlain: Bool

  package var days: [Day] { steps.map(\.day).sorted() }

  /// The file, without the steps later than `day`.
  package func markdown(cutAfter day: Day? = nil) -> String {
    let kept = steps.filter { step in day.map { step.day <= $0 } ?? true }
    let written = kept.flatMap { step in
      ["  - 日期: \(step.day)", "    步骤: \(step.kind.name)"] + step.lines.map { "    \($0)" }
    }
    return (["---"] + header + ["过程:"] + written + ["---", ""]).joined(separator: "\n")
  }

  /// How many steps of `kind` count on `day`: those not voided by then.
  package func count(
    of kind: StepKind, on day: Day, where holds: (GeneratedStep) -> Bool = { _ in true }
  )
    -> Int
  {
    let voided = Set(steps.filter { $0.day <= day }.compactMap(\.voids))
    return steps.filter {
      $0.kind == kind && $0.day <= day && !voided.contains($0.identity) && holds($0)
    }.count
  }
}

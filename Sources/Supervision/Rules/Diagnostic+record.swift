package import Messages

extension Diagnostic {
  static func dateOutOfOrder(_ step: Step, before: Step) -> Diagnostic {
    Diagnostic(
      .dateOutOfOrder,
      Phrase(
        zh: "日期\(step.day)早于前面步骤的\(before.day)",
        en: "\(step.day) is earlier than \(before.day) of a step above"),
      at: step.dayRange,
      notes: [
        Note(Phrase(zh: "前面的步骤在这里", en: "the step above is here"), at: before.dayRange)
      ],
      help: Phrase(
        zh: "日期无误的,在本步加“补录: 是”", en: "if the date is right, add 补录: 是 to the step"))
  }

  static func lateEntry(_ step: Step, before registration: Step) -> Diagnostic {
    Diagnostic(
      .dateOutOfOrder,
      Phrase(
        zh: "补录的日期\(step.day)早于登记的\(registration.day)",
        en: "a late entry of \(step.day), before the case was registered on \(registration.day)"),
      at: step.dayRange,
      notes: [Note(Phrase(zh: "登记在这里", en: "registered here"), at: registration.dayRange)],
      help: Phrase(
        zh: "补录最早写到登记当日;登记日期有误的,先用更正改登记的日期",
        en:
          "a late entry reaches back to the day of registration; if that is wrong, correct it first"
      ))
  }

  static func dateInFuture(_ day: Day, today: Day, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .dateInFuture,
      Phrase(zh: "日期\(day)在将来,今天是\(today)", en: "\(day) is in the future; today is \(today)"),
      at: range)
  }

  static func dateOutOfRange(_ day: Day, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .dateOutOfRange,
      Phrase(
        zh: "日期\(day)不在1949年到2200年之间", en: "\(day) is not of the years 1949 to 2200"),
      at: range)
  }

  static func instructionAfterRegistration(_ date: Located<Day>, _ register: Step) -> Diagnostic {
    Diagnostic(
      .instructionAfterRegistration,
      Phrase(
        zh: "批示日期\(date.value)晚于登记日期\(register.day)",
        en: "the instruction of \(date.value) is later than its registration on \(register.day)"),
      at: date.range,
      notes: [Note(Phrase(zh: "登记在这里", en: "registered here"), at: register.dayRange)])
  }

  static func fileNameDiffers(_ id: Located<String>, _ fileName: String) -> Diagnostic {
    Diagnostic(
      .fileNameDiffers,
      Phrase(
        zh: "编号是\(id.value),文件名却是\(fileName)",
        en: "the number is \(id.value), but the file is named \(fileName)"),
      at: id.range,
      help: Phrase(
        zh: "把文件改名为 \(id.value).md,或改正编号",
        en: "rename the file to \(id.value).md, or mend the number"))
  }

  static func originAnsweredTwice(_ step: Step, first: Step) -> Diagnostic {
    Diagnostic(
      .originAnsweredTwice,
      Phrase(
        zh: "来源\(step[.origin] ?? "")在第\(first.number)步“\(first.kind.name)”已经答复过,内容不同",
        en:
          "\(step[.origin] ?? "") is answered by step \(first.number), \(first.kind.name), already, in other words"
      ),
      at: step.place(of: .origin),
      notes: [
        Note(
          Phrase(zh: "第一次在这里", en: "first recorded here"), at: first.place(of: .origin))
      ])
  }

  static func unknownUnit(_ unit: Located<String>, in units: UnitDirectory) -> Diagnostic {
    let near = units.names(like: unit.value)
    let isShort = units.entry(meant: unit.value) != nil
    let listed = near.joined(separator: "、")
    let message =
      isShort
      ? Phrase(zh: "“\(unit.value)”是简称", en: "\"\(unit.value)\" is a short name")
      : Phrase(
        zh: "单位“\(unit.value)”不在 schema/units.yaml 中",
        en: "\"\(unit.value)\" is not a unit of schema/units.yaml")
    return Diagnostic(
      .unknownUnit, message, at: unit.range,
      help: near.isEmpty
        ? Phrase(zh: "先把该单位加入 schema/units.yaml", en: "add it to schema/units.yaml first")
        : Phrase(zh: "是不是“\(listed)”?", en: "did you mean \(listed)?"),
      fixes: isShort ? near.prefix(1).map { .replacing(unit.range, with: $0) } : [])
  }

  static func officerNotNamed(_ point: DuePoint, at range: Range<Int>) -> Diagnostic {
    let due = point.due.map { "\($0.day)" } ?? ""
    return Diagnostic(
      .officerNotNamed,
      Phrase(
        zh: "“\(point.who)”应于\(due)前报责任人,至今未报",
        en: "\(point.who) had to name its officer by \(due)"),
      at: range)
  }

  static func stepRepeated(_ step: Step, first: Step) -> Diagnostic {
    Diagnostic(
      .stepRepeated,
      Phrase(
        zh: "与第\(first.number)步“\(first.kind.name)”完全相同",
        en: "the same as step \(first.number), \(first.kind.name)"),
      at: step.kindRange,
      notes: [Note(Phrase(zh: "第一次在这里", en: "first recorded here"), at: first.kindRange)])
  }

  static func toldTwice(_ told: Located<String>, first: Step) -> Diagnostic {
    Diagnostic(
      .stepRepeated,
      Phrase(
        zh: "“\(told.value)”在第\(first.number)步已经催报过",
        en: "the unit was told of '\(told.value)' in step \(first.number) already"),
      at: told.range,
      notes: [Note(Phrase(zh: "第一次在这里", en: "first told here"), at: first.kindRange)])
  }

  static func deadlineOnDayOff(_ day: Day, _ calendar: WorkingCalendar, at range: Range<Int>)
    -> Diagnostic
  {
    let next = calendar.workingDay(onOrAfter: day)
    return Diagnostic(
      .deadlineOnDayOff,
      Phrase(
        zh: "\(day)是休息日,其后的工作日是\(next)", en: "\(day) is a day off; the next working day is \(next)"),
      at: range)
  }

  static func deadlineBeyondCalendar(_ day: Day, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .deadlineBeyondCalendar,
      Phrase(zh: "\(day.year)年的日历未公布", en: "the calendar of \(day.year) is not published"),
      at: range)
  }

  static func classifiedText(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .classifiedText,
      Phrase(zh: "这里有国家秘密标志", en: "a mark of a state secret"), at: range,
      help: Phrase(
        zh: "涉密件不得录入;只登记编号、密级、保密期限和存放处",
        en: "record only the number, classification, term and where it is kept"))
  }

  static func secretCaseHasText(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .secretCaseHasText,
      Phrase(zh: "涉密件不能写“\(name)”", en: "a secret case cannot have \(name)"), at: range,
      help: Phrase(zh: "删去;内容留在存放处", en: "remove it; the content stays where it is kept"))
  }

  static func personalNumber(at range: Range<Int>) -> Diagnostic {
    let isMobile = range.count == 11
    return Diagnostic(
      .personalNumber,
      isMobile
        ? Phrase(zh: "疑为手机号", en: "looks like a mobile number")
        : Phrase(zh: "疑为身份证号", en: "looks like an identity-card number"),
      at: range,
      help: Phrase(
        zh: "改写办公电话或职务", en: "give an office's telephone line or a post instead"))
  }

  package static func attachmentMissing(_ path: Located<String>) -> Diagnostic {
    Diagnostic(
      .attachmentMissing,
      Phrase(zh: "附件“\(path.value)”不存在", en: "the attachment \"\(path.value)\" is not there"),
      at: path.range)
  }

  static func correctionOfLaterStep(_ number: Int, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .correctionMismatch,
      Phrase(
        zh: "第\(number)步不在本步之前,不能更正", en: "step \(number) does not come before this one"),
      at: range)
  }

  static func correctionFindsNothing(_ field: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .correctionMismatch,
      Phrase(zh: "要更正的地方没有“\(field)”", en: "there is no \"\(field)\" to correct"), at: range,
      help: Phrase(
        zh: "写键名;里层用点隔开,如“任务.2.时限”", en: "give the key; inner ones with dots, such as 任务.2.时限"))
  }

  static func correctionMismatch(_ now: String, written: Range<Int>, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .correctionMismatch,
      Phrase(
        zh: "“原文”与现在的值“\(now.firstLine)”不一致",
        en: "原文 is not the value as it stands, \"\(now.firstLine)\""),
      at: range,
      notes: [Note(Phrase(zh: "写在这里", en: "it is written here"), at: written)])
  }

  static func numberNotAsCorrected(_ written: Located<String>, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .correctionMismatch,
      Phrase(
        zh: "更正了编号,表头写的却还是“\(written.value)”",
        en: "编号 is corrected here, and the header still has \"\(written.value)\""),
      at: range,
      notes: [Note(Phrase(zh: "写在这里", en: "it is written here"), at: written.range)],
      help: Phrase(
        zh: "改号用 duban-git renumber,文件名、编号和更正一次改好",
        en: "use duban-git renumber: it changes the file's name, 编号 and the 更正 together"))
  }

  /// - Parameters:
  ///   - former: what the case that had the number before says.
  ///   - place: the file of that case, and where it says so.
  package static func reusedCaseNumber(
    _ id: Located<String>, _ former: FormerNumber, at place: (path: String, range: Range<Int>)
  ) -> Diagnostic {
    Diagnostic(
      .duplicateCaseNumber,
      Phrase(
        zh: "编号\(id.value)是\(former.replacement)改号前用过的,不能再用",
        en: "the number \(id.value) was that of \(former.replacement) and is not used again"),
      at: id.range,
      notes: [
        Note(
          Phrase(zh: "\(former.day)在这里改的号", en: "given up here on \(former.day)"), at: place.range,
          in: place.path)
      ])
  }

  /// - Parameter first: the file and the place where the number stands first.
  package static func duplicateCaseNumber(
    _ id: Located<String>, first: (path: String, range: Range<Int>)
  ) -> Diagnostic {
    Diagnostic(
      .duplicateCaseNumber,
      Phrase(zh: "编号\(id.value)已经用过", en: "the number \(id.value) is taken"), at: id.range,
      notes: [
        Note(
          Phrase(zh: "第一次用在这里", en: "first used here"), at: first.range, in: first.path)
      ])
  }

  /// - Parameters:
  ///   - first: the file and the place where the number stands first.
  ///   - other: the number of that case.
  package static func duplicateLetterNumber(
    _ number: Located<String>, first: (path: String, range: Range<Int>), ofCase other: String?
  ) -> Diagnostic {
    let shared = other ?? "编号"
    return Diagnostic(
      .duplicateLetterNumber,
      Phrase(zh: "文号“\(number.value)”已经用过", en: "the letter number \(number.value) is taken"),
      at: number.range,
      notes: [
        Note(
          Phrase(zh: "第一次用在这里", en: "first used here"), at: first.range, in: first.path)
      ],
      help: Phrase(
        zh: "抄错的记一步“更正”;一函办几件的,发函写“同函: [\(shared)]”",
        en: "if it is a slip, record a 更正; one letter about several cases says 同函: [\(shared)]"))
  }

  /// Two letters of one number that are said to be one.
  static func unlikeLetters(
    _ number: Located<String>, first: (path: String, range: Range<Int>)
  ) -> Diagnostic {
    Diagnostic(
      .duplicateLetterNumber,
      Phrase(
        zh: "写明同函,日期或主送却与另一件的不一致",
        en: "said to be one letter, but its day or addressees are not those of the other case"),
      at: number.range,
      notes: [Note(Phrase(zh: "另一件在这里", en: "the other case's"), at: first.range, in: first.path)])
  }
}

import ArgumentParser
import CaseStore
import Messages
import Supervision
import Views

/// `duban-git check`: what is wrong with cases, like a compiler.
struct CheckCommand: Verb {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, github
  }

  static let name = "check"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "检查案件文件,指出哪里错、怎么改",
      en: "Check case files: what is wrong, where, and how to mend it."),
    discussion: text(
      zh: "不写路径则检查整个仓库,并与上次提交(HEAD)比对。只写文件时只看文件本身,不与别的案件(编号、文号重复)和 HEAD 比对。有错误时退出码为1。",
      en:
        "Without paths, everything, held against the last commit (HEAD). With paths, files are judged by themselves: not held against other cases (duplicate numbers), nor against HEAD. Exits with 1 where there are errors."
    ))

  @Argument(
    help: help(zh: "案件文件、目录或编号", en: "case files, folders or ids", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: help(
      zh: "截至某日,其后的步骤不看(默认今天)", en: "ignore steps after this day (today by default)",
      valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "输出格式:text、json、sarif 或 github", en: "text, json, sarif or github"))
  var format = Format.text

  @Flag(
    help: help(
      zh: "先把能可靠改正的就地改正(写法、标点、日期),再报告余下的",
      en: "first mend in place what can be mended for certain, then report what is left"))
  var fix = false

  @Flag(
    help: help(
      zh: "检查已暂存的内容(而不是磁盘上的),报告与上次提交不同的文件",
      en:
        "check what is staged, not what is on disk; report on files that differ from the last commit"
    ))
  var staged = false

  @Flag(
    help: help(
      zh: "把够得着的附件(在库中的,和“存放”所写路径上的)重算一遍,与“校验”核对",
      en:
        "hold each 校验 against its file, as far as that is within reach: in the repository, or where 存放 names a path"
    ))
  var files = false

  @Option(
    help: help(
      zh: "只报告此版本之后改动的行,和因改动而新出现的问题",
      en: "only what lies on lines changed since a revision, or is new since then",
      valueName: "rev"))
  var since: String?

  func validate() throws {
    guard !(fix && staged) else {
      throw ValidationError(
        text(
          zh: "--fix 改的是磁盘上的文件,不能与 --staged 同用", en: "--fix mends files on disk, so not --staged"))
    }
    guard !(files && staged) else {
      throw ValidationError(
        text(
          zh: "--files 核对的是磁盘上的文件,不能与 --staged 同用",
          en: "--files reads the files on disk, so not --staged"))
    }
  }

  func run() async throws {
    let session = Session.running
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    if fix {
      for mended in try await CheckedFiles(paths, in: session).mend(asOf: asOf) {
        session.console.writeError(session(.mended(mended.path, mended.fixes)) + "\n")
      }
    }
    let reports =
      staged
      ? try await StagedSelection(paths, in: session).reports(asOf: asOf, since: since)
      : try await CheckedFiles(paths, in: session)
        .reports(asOf: asOf, since: since, summing: files)
    let findings = reports.flatMap(\.findings)
    show(reports, in: session)
    if format == .text || format == .github {
      for sums in reports.compactMap(\.sums) { session.console.writeError(session(sums.words)) }
      let count = reports.reduce(0) { $0 + $1.count }
      let isHeld = reports.allSatisfy(\.isHeld)
      session.console.writeError(
        session(.summary(of: findings, files: count, isHeld: isHeld)) + "\n")
      for collision in await session.collisions(in: reports.flatMap(\.files)) {
        let label = Phrase(zh: "提示", en: "hint")
        session.console.writeError("\(session(label)): \(session(collision.words))\n")
      }
    }
    if findings.contains(where: { $0.severity == .error }) { throw Failure(.findings, nil) }
  }

  private func show(_ reports: [CheckedFiles.Report], in session: Session) {
    let texts = reports.reduce(into: [:]) { $0.merge($1.noted) { first, _ in first } }
    let found = reports.flatMap(\.files).map { (text: $0.text, diagnostics: $0.findings) }
    let language = session.language
    switch format {
    case .text:
      for report in reports {
        session.console.write(
          session.rendered(
            report.files, texts: report.noted, top: report.top, colour: session.usesColour),
          colours: session.usesColour)
      }
    case .json:
      let count = reports.reduce(0) { $0 + $1.count }
      session.console.write(json(of: found, texts: texts, files: count, language: language).pretty)
    case .sarif:
      session.console.write(
        sarif(
          of: found, texts: texts, rules: Rule.catalogue, version: Version.number,
          language: language
        ).pretty + "\n")
    case .github:
      for (text, diagnostics) in found {
        session.console.write(workflowCommands(of: diagnostics, in: text, language: language))
      }
    }
  }
}

extension HeldChecksums {
  /// How many were held against their files, and what is out of reach.
  fileprivate var words: Phrase {
    let far = outOfReach.map { one in
      let name = "\(one.file.path): \(one.attachment.path.value.oneLine)"
      let kept = one.attachment.keptAt.map {
        Phrase(zh: ",存放:\($0.oneLine)", en: ", kept at \($0.oneLine)")
      }
      return Phrase(
        zh: "够不着 \(name)\(kept?.zh ?? "")\n", en: "out of reach: \(name)\(kept?.en ?? "")\n")
    }
    return Phrase(
      zh: far.map(\.zh).joined() + "校验:核对了\(count)个,\(far.count)个够不着\n",
      en: far.map(\.en).joined()
        + "checksums: \(count) held against their files, \(far.count) out of reach\n"
    )
  }
}

extension Phrase {
  static func mended(_ path: String, _ fixes: Int) -> Phrase {
    Phrase(
      zh: "\(path):改正了\(fixes)处", en: "\(path): \(fixes.counted("fix", "fixes")) made")
  }

  /// The last line of a check.
  ///
  /// - Parameter isHeld: whether the files were held against what is recorded of them.
  static func summary(of findings: [Diagnostic], files: Int, isHeld: Bool) -> Phrase {
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    return Phrase(
      zh: "检查了\(files)个文件:\(errors)个错误,\(warnings)个警告\(isHeld ? "" : "(未与 HEAD 比对)")",
      en:
        "\(files.counted("file")) checked: \(errors.counted("error")), \(warnings.counted("warning"))\(isHeld ? "" : " (not held against HEAD)")"
    )
  }
}

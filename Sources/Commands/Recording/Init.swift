import ArgumentParser
import CaseStore
import Files
import Git
import Messages

/// `duban-git init`: a new case repository, with or without the sample cases.
struct Init: Verb {
  static let name = "init"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "新建督办仓库", en: "Make a new case repository."),
    discussion: text(
      zh:
        "写入 schema/(本机关的规矩)并作第一次提交,装上 git 钩子和合并驱动。--sample 另带九件示例,一步一次提交。",
      en:
        "Writes schema/, the office's own rules, makes the first commit, and installs the hooks and the merge driver. --sample adds nine cases with their history, one commit a step."
    ))

  @Argument(help: help(zh: "目录(默认当前目录)", en: "a folder, by default this one", valueName: "dir"))
  var folder: String?

  @Flag(help: help(zh: "带示例案件及其全部提交", en: "with the sample cases and their history"))
  var sample = false

  @Flag(
    help: help(
      zh: "不装 git 钩子(以后用 duban-git hooks install 装)",
      en: "without git hooks (`duban-git hooks install` puts them in later)"))
  var noHooks = false

  func run() async throws {
    let session = Session.running
    let place = session.place(of: folder ?? ".")
    let existing = try existingAttributes(in: place, for: session)
    var environment = session.environment
    if sample { environment.variables.merge(Self.sampleIdentity) { $1 } }
    let book = try await askingStore(
      await Casebook.create(
        at: "\(place)", files: files(attributes: existing), history: history,
        message: "建立督办仓库\n", program: Program.path, environment: environment))
    report(book, in: session)
    if !noHooks { try installHooks(of: book, in: session) }
    hintNext(book, in: session)
  }

  /// Puts the hooks into the repository's own folder. What others may use too is left alone.
  private func installHooks(of book: Casebook, in session: Session) throws(Failure) {
    let folder = FilePlace(try inGit(book.repository.hooksFolder()))
    let own = [CaseFolder(FilePlace(book.repository.commonDirectory)), book.folder]
    guard own.contains(where: { $0.path(of: folder) != nil }) else {
      session.hint(
        Phrase(
          zh:
            "core.hooksPath 指向仓库之外的 \(folder),别的仓库可能也在用,没有装钩子;要装:duban-git hooks install --into \(folder)",
          en:
            "core.hooksPath leads out of the repository, to \(folder), so no hooks are installed; to do so: duban-git hooks install --into \(folder)"
        ))
      return
    }
    let installed = try session.installHooks(onServer: false, in: "\(folder)")
    session.console.write(
      session(
        Phrase(
          zh: "已装好 git 钩子:直接用 git commit 提交时,先检查、再写好提交说明,不合规的不让提交;推送前核对",
          en:
            "installed the git hooks: a plain git commit is checked, gets its message, and is refused where it is unlawful; what is pushed is proved first"
        )) + "\n")
    for (file, hadOthers) in installed where hadOthers {
      session.console.write(
        session(
          Phrase(
            zh: "原有的钩子保留为 \(file.kept),先行调用",
            en: "an earlier hook is kept as \(file.kept) and called first"
          )) + "\n")
    }
  }

  /// The same everywhere, so that the sample's commits are the same everywhere. The date is that of
  /// the first commit, before the first case; the steps have their own.
  private static let sampleIdentity = [
    "GIT_AUTHOR_NAME": "督查室(示例)", "GIT_AUTHOR_EMAIL": "ducha@example.org",
    "GIT_AUTHOR_DATE": "2017-01-03T09:00:00+08:00",
    "GIT_COMMITTER_NAME": "督查室(示例)", "GIT_COMMITTER_EMAIL": "ducha@example.org",
    "GIT_COMMITTER_DATE": "2017-01-03T09:00:00+08:00",
  ]

  /// What git is to leave alone: the bytes of a case are what was checked.
  private static let attributes = Casebook.driverAttributes + "\nschema/** -text\n"

  /// The folder's `.gitattributes`, which is added to. Anything else of ours must not be there.
  private func existingAttributes(in place: FilePlace, for session: Session) throws(Failure)
    -> [UInt8]
  {
    for name in ["cases", "schema"] {
      let inner = FilePlace("\(place)/\(name)")
      guard try session.status(of: inner) == nil else {
        throw Failure(
          .repository, Phrase(zh: "\(inner) 已经存在", en: "\(inner) exists already"),
          hint: Phrase(zh: "换一个目录", en: "choose another folder"))
      }
    }
    return try onDisk(FilePlace("\(place)/.gitattributes").read())?.bytes ?? []
  }

  private func files(attributes existing: [UInt8]) -> [(path: RelativePath, bytes: [UInt8])] {
    let separator = existing.isEmpty || existing.last == UInt8(ascii: "\n") ? "" : "\n"
    var files: [(path: RelativePath, bytes: [UInt8])] = [
      (".gitattributes", existing + Array((separator + Self.attributes).utf8)),
      ("cases/.gitkeep", []),
    ]
    for file in EmbeddedFiles.all where file.path.hasPrefix("schema/") {
      let isEmptyList = file.path == "schema/units.yaml" && !sample
      files.append((RelativePath(file.path), Array((isEmptyList ? Self.noUnits : file.text).utf8)))
    }
    return files
  }

  private var history: [CaseFile] {
    guard sample else { return [] }
    return EmbeddedFiles.all.filter { $0.path.hasPrefix("cases/") }
      .map { CaseFile(path: RelativePath($0.path), bytes: Array($0.text.utf8)) }
  }

  /// The list of units of a new office: its own to fill.
  private static let noUnits = """
    # 承办单位名录。案件里的单位要与这里的“名称”一致;名录为空时不检查单位名称。
    # 联络员写处室或岗位,不写人名;电话写办公电话。例:
    #
    # 单位:
    #   - 名称: 省教育厅
    #     简称: [教育厅]
    #     上级: 省人民政府
    #     联络员: 办公室
    #     电话: 0791-80000103
    单位: []

    """

  private func report(_ book: Casebook, in session: Session) {
    session.console.write(
      session(
        Phrase(
          zh: "已在 \(book.folder.place) 建立督办仓库", en: "made a case repository in \(book.folder.place)"
        ))
        + "\n")
  }

  private func hintNext(_ book: Casebook, in session: Session) {
    let folder = session.shown("", in: book.folder.place)
    let next =
      sample
      ? Phrase(
        zh: "试试:duban-git -C \(folder) ledger --as-of 2018-08-06",
        en: "try: duban-git -C \(folder) ledger --as-of 2018-08-06")
      : Phrase(
        zh: "先改 schema/office.yaml(机关、代字、时限)和 schema/units.yaml(承办单位)",
        en: "begin with schema/office.yaml (name, code, limits) and schema/units.yaml (units)")
    session.hint(next)
  }
}

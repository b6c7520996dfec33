import Files
import Git

extension Casebook {
  /// What `.gitattributes` says: the bytes below `cases/` are what was checked, and git joins and shows cases
  /// by the drivers below. What is attached is joined by nobody: conflict marks would spoil a photograph.
  package static let driverAttributes = """
    \(AttributeFile.Line.ofAllRecords)
    \(AttributeFile.Line.ofCases)
    """

  /// As it was before attachments were kept apart.
  private static let formerAttributes = "cases/** -text merge=duban diff=duban"

  /// The repository's own configuration, which git does not copy to a clone. Where it is missing git
  /// falls back to a merge by lines.
  ///
  /// - Parameter program: what to run where `PATH` has no `duban-git`.
  private static func driverSettings(program: String) -> [(name: String, value: String)] {
    [
      ("merge.duban.name", "督办件:步骤按日期、表头按字段、正文按行合并"),
      ("merge.duban.driver", driver(program: program)),
      // The last step, or heading of the prose, above a hunk.
      ("diff.duban.xfuncname", "^ *(- *)?((日期|步骤): .*)$\n^(##? .*)$"),
    ]
  }

  /// The program, found as our hooks find it. Without it, or should it fail, git's own merge by
  /// lines: git would take ours for merged otherwise, and the other side's steps would be lost.
  ///
  /// git 2.44 gives the labels of the sides as `%S %X %Y`; an older one leaves these as they are.
  private static func driver(program: String) -> String {
    let other = program.quotedForShell.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: "%%")
    return """
      p=$(command -v duban-git) || p=\(other); \
      if [ -x "$p" ]; then "$p" merge-driver %O %A %B %L %P %S %X %Y; s=$?; \
      [ $s -gt 1 ] || exit $s; fi; \
      echo duban-git: %P: "按行合并 / merged by lines" >&2; \
      git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B
      """
  }

  /// Tells git to merge and show cases by our drivers, in the repository's configuration and where it
  /// is missing in `.gitattributes`. Doing it again changes nothing.
  ///
  /// - Parameter program: an absolute path.
  /// - Returns: whether `.gitattributes` was written, which then is to be committed.
  @discardableResult
  package func installDrivers(program: String) async throws(CaseStoreError) -> Bool {
    try await configureDrivers(program: program)
    if repository.isBare { return false }
    if try renewAttributes() { return true }
    // Any case will do: the path need not exist.
    let path: RelativePath = "cases/0000-0000.md"
    guard try inGit(repository.attribute("merge", of: path)) != .text("duban") else { return false }
    let place = folder.file(at: ".gitattributes")
    var bytes = try onDisk(place.read())?.bytes ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    try onDisk(place.save(bytes + Array("\(Self.driverAttributes)\n".utf8)))
    return true
  }

  /// Puts the lines of today in the place of the former one.
  ///
  /// - Returns: whether there was one.
  package func renewAttributes() throws(CaseStoreError) -> Bool {
    let place = folder.file(at: ".gitattributes")
    guard let bytes = try onDisk(place.read())?.bytes else { return false }
    let former = Array(Self.formerAttributes.utf8)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.contains(where: { $0.elementsEqual(former) }) else { return false }
    let renewed = lines.map {
      $0.elementsEqual(former) ? Array(Self.driverAttributes.utf8) : Array($0)
    }
    try onDisk(place.save(Array(renewed.joined(separator: [UInt8(ascii: "\n")]))))
    return true
  }

  func configureDrivers(program: String) async throws(CaseStoreError) {
    for (name, value) in Self.driverSettings(program: program) {
      try await running(await configure("--replace-all", name, value).output())
    }
  }

  /// Takes the drivers out of the repository's configuration; `.gitattributes` stays, since other
  /// clones go by it.
  ///
  /// - Returns: whether they were there.
  package func uninstallDrivers() async throws(CaseStoreError) -> Bool {
    guard try inGit(repository.configuredString("merge.duban.driver")) != nil else { return false }
    for section in ["merge.duban", "diff.duban"] {
      // One that is not there is no fault.
      _ = try await running(await configure("--remove-section", section).run())
    }
    return true
  }

  private func configure(_ arguments: String...) -> Child {
    Child(
      "git", ["config", "--local"] + arguments, environment: repository.environment,
      in: "\(folder.place)")
  }
}

import CaseStore
import Files
import Messages
import OnDemand
import Prose
import Supervision
import Views

extension Session {
  /// Writes the pages to the folder `name`, and says what came of it.
  func write(_ site: Site, of rows: [LedgerRow], from source: SiteSource, to name: String)
    async throws(Failure)
  {
    let place = place(of: name)
    try refuseCaseFolder(place, named: name)
    let folder = try published(place, named: name)
    let prose = try prose()
    let count = try await add(site, of: rows, from: source, prose, to: folder)
    if let obstacle = try onDisk(folder.obstacle()) { throw .notOurs(obstacle, in: name) }
    report(try onDisk(folder.publish()), count: count, name: name)
  }

  func prose() throws(Failure) -> Prose {
    do throws(LibraryFault) { return try Prose() } catch { throw Failure(error) }
  }

  private func published(_ place: FilePlace, named name: String) throws(Failure)
    -> PublishedFolder
  {
    guard let folder = try onDisk(PublishedFolder.open(at: place)) else {
      throw Failure(
        .world,
        Phrase(
          zh: "另一个 duban-git 正在写 \(name)", en: "another duban-git is writing \(name)"))
    }
    if folder.hadLeftovers {
      say(Phrase(zh: "清除了上次中断时留下的文件", en: "removed what an interrupted run had left"))
    }
    return folder
  }

  /// The case folder is no place for pages: they would stand among the cases.
  private func refuseCaseFolder(_ place: FilePlace, named name: String) throws(Failure) {
    guard let folder = try? caseFolder(), let path = folder.path(of: place),
      path == .root
        || ["cases", "schema", ".git"].contains(where: { path.isInside(RelativePath($0)) })
    else { return }
    throw .usage(
      Phrase(zh: "“\(name)”是案件所在的文件夹", en: "'\(name)' is where the cases are"),
      hint: Phrase(zh: "换一个文件夹,如 -o 网页", en: "take a folder of its own, such as -o pages"))
  }

  /// All pages, the dashboard last, since it leads to all others.
  ///
  /// They are made on all cores and kept no longer than it takes to write them.
  ///
  /// - Returns: how many there are.
  private func add(
    _ site: Site, of rows: [LedgerRow], from source: SiteSource, _ prose: Prose,
    to folder: PublishedFolder
  ) async throws(Failure) -> Int {
    let progress = WorkProgress(.writing, of: rows.count)
    defer { progress.end() }
    for start in stride(from: 0, to: rows.count, by: 512) {
      let some = Array(rows[start..<min(start + 512, rows.count)])
      let pages = await mapConcurrently(some, of: progress) { row in
        source.page(of: row, in: site, prose)
      }
      for page in pages {
        if let page { try onDisk(folder.add(page.bytes, at: RelativePath(page.path))) }
      }
    }
    let frame = site.frame
    for page in frame { try onDisk(folder.add(page.bytes, at: RelativePath(page.path))) }
    return rows.count + frame.count
  }

  private func report(_ outcome: PublishedFolder.Outcome, count: Int, name: String) {
    let removed =
      outcome.removed == 0
      ? Phrase(zh: "", en: "")
      : Phrase(zh: ",清除旧的\(outcome.removed)个", en: ", removed \(outcome.removed) old ones")
    say(
      Phrase(
        zh: "写好\(count)个文件\(removed.zh),从 \(name)/index.html 看起",
        en: "wrote \(count) files\(removed.en); start at \(name)/index.html"))
    for path in outcome.kept {
      say(
        Phrase(
          zh: "\(path) 已不在台账中，但被人改过，没有删除",
          en: "\(path) is no longer in the ledger, but somebody changed it; it stays"))
    }
  }

  private func say(_ words: Phrase) {
    console.writeError("duban-git: \(self(words))\n")
  }
}

extension Failure {
  fileprivate static func notOurs(_ path: RelativePath, in name: String) -> Failure {
    .usage(
      Phrase(
        zh: "\(name)/\(path) 不是本程序写的,没有动任何文件",
        en: "\(name)/\(path) was not written by this program; nothing was touched"),
      hint: Phrase(zh: "换一个空文件夹", en: "take an empty folder"))
  }
}

package import Files
import Git
import Messages
import Supervision

extension Casebook {
  /// Makes a case repository in `folder`, or makes one of the repository there: its files in one
  /// commit, then cases with their history, one commit a step, each dated on its step's day.
  ///
  /// - Parameters:
  ///   - files: what the first commit holds, by paths from the top.
  ///   - history: cases whose versions are recorded one by one.
  ///   - message: the first commit's.
  ///   - program: what the merge driver runs where `PATH` has no `duban-git`; nil for no drivers.
  /// - Throws: `.caseExists` if one of the files is there and does not begin the new one; `.git`. Then
  ///   everything is as it was before.
  package static func create(
    at folder: String, files: [(path: RelativePath, bytes: [UInt8])], history: [CaseFile] = [],
    message: String, program: String? = nil, environment: Environment
  ) async throws(CaseStoreError) -> Casebook {
    let contents = files + history.map { ($0.path, $0.text.bytes) }
    let ground = try onDisk(Ground(FilePlace(folder), before: contents))
    do throws(CaseStoreError) {
      let repository = try await askingGit(
        await Repository.initialize(at: folder, environment: environment))
      let book = try Casebook(at: CaseFolder(FilePlace(folder)), environment: environment)
      if let program { try await book.configureDrivers(program: program) }
      try await record(files, history, message, in: repository)
      return book
    } catch {
      ground.clear()
      throw error
    }
  }

  private static func record(
    _ files: [(path: RelativePath, bytes: [UInt8])], _ history: [CaseFile], _ message: String,
    in repository: Repository
  ) async throws(CaseStoreError) {
    let identity = try await repository.recordingIdentity()
    // What a crash undoes in a repository without commits, nobody had yet.
    let isEmpty = try inGit(repository.head().commit) == nil
    let recording = try await askingGit(await repository.beginRecording(durable: !isEmpty))
    defer { recording.end() }
    let steps = steps(of: history)
    var first = identity
    if let day = steps.first?.day { first.setTime(day, second: -1) }
    var drafts = [
      Draft(changes: files.map { Draft.Change($0.path, $0.bytes) }, message: message, by: first)
    ]
    drafts += steps.enumerated().map { $1.draft(number: $0, by: identity) }
    try await recording.make(drafts)
  }

  /// All steps of all cases in the order in which they were recorded.
  private static func steps(of history: [CaseFile]) -> [HistoricStep] {
    history.flatMap { file in
      var day = file.subject.steps.first?.day
      return file.versions().map { version in
        // A step that was entered late was recorded after those above it.
        day = max(day ?? version.step.day, version.step.day)
        return HistoricStep(file: file, version: version, day: day ?? version.step.day)
      }
    }.sorted {
      ($0.day, $0.file.path, $0.version.step.number)
        < ($1.day, $1.file.path, $1.version.step.number)
    }
  }
}

/// A folder in which a repository is to be made, as it was before.
private struct Ground {
  private let folder: FilePlace
  private let hasRepository: Bool
  /// It and those it lies in that are not there yet, innermost first.
  private let missing: [FilePlace]
  /// What is to be written, and what is there of it.
  private let files: [(place: FilePlace, old: [UInt8]?, new: [UInt8])]

  init(_ folder: FilePlace, before files: [(path: RelativePath, bytes: [UInt8])])
    throws(FileError)
  {
    self.folder = folder
    hasRepository = try folder.file(".git").status() != nil
    var missing: [FilePlace] = []
    var place = folder
    while try place.status() == nil, place != place.parent {
      missing.append(place)
      place = place.parent
    }
    self.missing = missing
    self.files = try files.map { path, bytes throws(FileError) in
      let place = folder.file(path)
      return (place, try missing.isEmpty ? place.read()?.bytes : nil, bytes)
    }
  }

  /// Takes away a repository that was made since, with the files that were written for it.
  func clear() {
    guard !hasRepository else { return }
    try? folder.file(".git").removeAll()
    for file in files where (try? file.place.read()?.bytes) == file.new {
      if let old = file.old { try? file.place.save(old) } else { try? file.place.remove() }
    }
    for file in files {
      var place = file.place.parent
      while place != folder, place.bytes.count > folder.bytes.count {
        place.removeFolder()
        place = place.parent
      }
    }
    for place in missing { place.removeFolder() }
  }
}

extension Recording {
  /// Records the drafts where nothing is in their way.
  fileprivate func make(_ drafts: [Draft]) async throws(CaseStoreError) {
    var last: [RelativePath: [UInt8]] = [:]
    for change in drafts.flatMap(\.changes) { last[change.path] = change.content }
    let versionsOfFiles = try versions(at: last.keys.sorted())
    // Adding to a file at its end loses nothing.
    for one in versionsOfFiles where last[one.path]?.starts(with: one.file ?? []) != true {
      throw .caseExists(one.path)
    }
    try await askingGit(await record(drafts, from: versionsOfFiles))
  }
}

/// A step with the version of the file that it made.
private struct HistoricStep {
  let file: CaseFile
  let version: CaseFile.Version
  /// When it was recorded.
  let day: Day

  func draft(number: Int, by who: Identity) -> Draft {
    let read = CaseFile(path: file.path, bytes: version.bytes)
    let step = read.subject.steps.last ?? version.step
    let message = CommitMessage(
      .step(step), in: read.subject, id: file.subject.id ?? file.id, on: step.day)
    var identity = who
    identity.setTime(day, second: number)
    return Draft(
      changes: [Draft.Change(file.path, version.bytes)], message: message.text(), by: identity)
  }
}

extension Identity {
  /// Nine in the morning by the office's clock (UTC+8), and some seconds.
  fileprivate mutating func setTime(_ day: Day, second: Int) {
    let time = Int64(day.ordinal) * 86_400 + 3600 + Int64(second)
    (author.time, author.offset) = (time, 480)
    (committer.time, committer.offset) = (time, 480)
  }
}

import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

/// A verb that makes what is handed over, and makes it again from what its stamp says.
///
/// Of a stamp only the options that the verb lists here are taken, each as a value: nothing of it is run
/// or parsed as a command.
protocol PaperVerb: Verb {
  /// What decides, beside the cases and the day, what is on the paper.
  static var paperOptions: [PaperOption<Self>] { get }

  /// The paper as bytes, with its stamp; nil where there is none of this name.
  ///
  /// - Parameter page: which it is of several that are made at once.
  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
}

/// An option as a stamp has it.
struct PaperOption<V>: Sendable {
  /// Empty for the case.
  let name: String
  /// Nil where it is not given; empty for a flag.
  let read: @Sendable (V) -> String?
  /// Whether the verb takes the value.
  let write: @Sendable (inout V, String) -> Bool

  static func text(_ name: String, _ path: any WritableKeyPath<V, String?> & Sendable)
    -> PaperOption
  {
    PaperOption(name: name) {
      $0[keyPath: path]
    } write: { verb, value in
      verb[keyPath: path] = value
      return true
    }
  }

  static func flag(_ name: String, _ path: any WritableKeyPath<V, Bool> & Sendable) -> PaperOption {
    PaperOption(name: name) {
      $0[keyPath: path] ? "" : nil
    } write: { verb, value in
      verb[keyPath: path] = true
      return value.isEmpty
    }
  }

  static func choice<T: RawRepresentable<String> & SendableMetatype>(
    _ name: String, _ path: any WritableKeyPath<V, T?> & Sendable
  ) -> PaperOption {
    PaperOption(name: name) {
      $0[keyPath: path]?.rawValue
    } write: { verb, value in
      verb[keyPath: path] = T(rawValue: value)
      return verb[keyPath: path] != nil
    }
  }

  static func number(_ name: String, _ path: any WritableKeyPath<V, Int?> & Sendable)
    -> PaperOption
  {
    PaperOption(name: name) {
      $0[keyPath: path].map { "\($0)" }
    } write: { verb, value in
      verb[keyPath: path] = Int(value)
      return verb[keyPath: path] != nil
    }
  }
}

extension PaperVerb {
  /// The stamp of what the verb makes by its options as they are now.
  func stamp(of source: PaperSource, on day: Day, office: Office) -> Stamp {
    var subject: String?
    var options: [Stamp.Option] = []
    for option in Self.paperOptions {
      guard let value = option.read(self) else { continue }
      if option.name.isEmpty {
        subject = value
      } else {
        options.append(Stamp.Option(option.name, value.isEmpty ? nil : value))
      }
    }
    return Stamp(
      verb: Self.name, subject: subject, options: options, commit: source.commit.map { "\($0)" },
      edits: source.edits.count, day: day, office: office.name, program: source.program)
  }

  /// The verb with the options of a stamp; nil where one of them is not among its own.
  ///
  /// The language of pages is the session's.
  init?(_ stamp: Stamp) {
    // Some cannot do without a case, not even for a moment.
    guard stamp.verb == Self.name, var verb = (try? Self.parse([])) ?? (try? Self.parse([""]))
    else { return nil }
    var given = stamp.options.filter { $0.name != "lang" }
    if let subject = stamp.subject { given.append(Stamp.Option("", subject)) }
    for one in given {
      guard let option = Self.paperOptions.first(where: { $0.name == one.name }),
        option.write(&verb, one.value ?? "")
      else { return nil }
    }
    self = verb
  }
}

/// What a paper is made of: the files on disk, or a commit.
struct PaperSource {
  let source: Session.Source
  /// The commit that has it all but for `edits`; nil where there is none.
  let commit: OID?
  /// The commit as the paper names it apart from its stamp; nil where no revision was asked for.
  let named: OID?
  /// The files on disk that the commit has otherwise, or not at all.
  var edits: [RelativePath]
  /// The office's templates.
  let own: OwnFile
  /// The version of the program that the paper names.
  var program = Version.number

  var schema: Schema { source.cases.schema }

  /// The same for a paper of one case: edits of others are nothing to it.
  func only(_ file: CaseFile) -> PaperSource {
    var source = self
    source.edits.removeAll { $0 != file.path && $0.isInside("cases") }
    return source
  }

  func basis(asOf: Day, query: String?, showsCommit: Bool, unread: [UnreadCase]) -> LedgerBasis {
    LedgerBasis(
      asOf: asOf, rev: (showsCommit ? commit : named).map { String($0.abbreviated) },
      edits: showsCommit ? edits.count : 0, query: query, unread: unread)
  }
}

extension Session {
  func commit(meant revision: String) throws(Failure) -> OID {
    let repository = try repository()
    return try inGit(repository.resolveCommit(revision))
  }

  /// Writes a paper to a file, or to standard output.
  func write(_ verb: some PaperVerb, of source: PaperSource, on day: Day, to output: String?)
    async throws(Failure)
  {
    let bytes = try await verb.paper(nil, of: source, on: day, in: self)
    try write(bytes ?? [], to: output)
  }

  /// - Parameters:
  ///   - rev: the commit to read; nil for the files on disk.
  ///   - isStamped: whether it is asked which commit has these files.
  func paperSource(rev: String?, isStamped: Bool = true) async throws(Failure) -> PaperSource {
    let source = try await source(rev: rev, withEdits: isStamped)
    if let commit = source.commit {
      return PaperSource(
        source: source, commit: commit, named: commit, edits: [],
        own: ownFile(of: commit, in: try repository()))
    }
    guard isStamped, let (book, listing) = source.work else {
      return PaperSource(source: source, commit: nil, named: nil, edits: [], own: ownFile)
    }
    let edits =
      try inStore(book.edited(in: listing)).map(\.path)
      + inStore(book.editedRules(in: listing))
      + inStore(book.editedOthers(in: listing))
    return PaperSource(
      source: source, commit: try inGit(book.repository.head().commit), named: nil, edits: edits,
      own: ownFile)
  }

  /// What a stamped paper of a commit was made of.
  ///
  /// - Parameter isNamed: whether the paper says that it is of a revision that was asked for.
  func paperSource(again commit: OID, isNamed: Bool) throws(Failure) -> PaperSource {
    let repository = try repository()
    let cases = try inStore(CaseSource.commit(commit, in: repository))
    let source = Source(
      cases: cases, commit: commit, keeper: repository, work: nil)
    return PaperSource(
      source: source, commit: commit, named: isNamed ? commit : nil, edits: [],
      own: ownFile(of: commit, in: repository))
  }

  private func ownFile(of commit: OID, in repository: Repository) -> OwnFile {
    { path throws(Failure) in
      try inGit(repository.blob(at: path, in: commit)).map {
        SourceText(path: "\(path)", bytes: $0)
      }
    }
  }
}

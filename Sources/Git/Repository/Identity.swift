import CGit2
package import Files
import Glibc

/// Who a commit is by, as git itself works it out from its configuration and the environment.
package struct Identity: Hashable, Sendable {
  package var author: Signature
  package var committer: Signature

  package init(author: Signature, committer: Signature) {
    self.author = author
    self.committer = committer
  }
}

extension Repository {
  /// Who the author and the committer are, with the present time unless the environment pins one: asked of
  /// git (`git var`), but where the configuration alone says it.
  ///
  /// - Throws: `.refused(.noIdentity)` with git's own words if it knows none.
  package func identity() async throws(GitError) -> Identity {
    let isOnePerson = try !tellsApart()
    if isOnePerson, let one = try configuredSignature() {
      return Identity(author: one, committer: one)
    }
    let committer = try await signature("GIT_COMMITTER_IDENT")
    let author = isOnePerson ? committer : try await signature("GIT_AUTHOR_IDENT")
    return Identity(author: author, committer: committer)
  }

  /// Whether anything is said of the author that is not said of the committer, or the other way round:
  /// else git need not be asked twice.
  private func tellsApart() throws(GitError) -> Bool {
    if environment.variables.keys.contains(where: {
      $0.hasPrefix("GIT_AUTHOR_") || $0.hasPrefix("GIT_COMMITTER_")
    }) {
      return true
    }
    for name in ["author.name", "author.email", "committer.name", "committer.email"]
    where try configuredString(name) != nil {
      return true
    }
    return false
  }

  /// The configured name and address, where git takes them letter by letter; nil where only git can tell.
  ///
  /// To start git for them takes a sixth of the time of a step.
  private func configuredSignature() throws(GitError) -> Signature? {
    guard environment["TZ"] == Environment.ofProcess()["TZ"], try !includesByRemote(),
      let name = try configuredString("user.name"), name.isTakenLiterally,
      let email = try configuredString("user.email"), email.isTakenLiterally
    else { return nil }
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return Signature(
      name: name, email: email, time: Int64(now), offset: Int32(clamping: local.tm_gmtoff / 60))
  }

  /// Whether files are included on a condition that libgit2 does not know (`hasconfig`, since git 2.36).
  private func includesByRemote() throws(GitError) -> Bool {
    try hasSetting(matching: "^includeif\\.hasconfig:")
  }

  private func signature(_ variable: String) async throws(GitError) -> Signature {
    let output = try await running(await git("var", variable).run())
    guard output.status == 0,
      let who = Signature(ident: String(decoding: output.standardOutput, as: UTF8.self))
    else {
      throw .refused(.noIdentity(words: String(decoding: output.standardError, as: UTF8.self)))
    }
    return who
  }

  /// Git itself, run at the top of this repository.
  package func git(_ arguments: String..., input: [UInt8] = []) -> Child {
    git(arguments, input: input)
  }

  package func git(_ arguments: [String], input: [UInt8] = []) -> Child {
    Child("git", arguments, environment: absolute, in: workTree ?? gitDirectory, input: input)
  }

  /// The environment with the paths in it made absolute, since git runs in another folder.
  private var absolute: Environment {
    var absolute = environment
    if environment["GIT_DIR"] != nil {
      absolute.variables["GIT_DIR"] = gitDirectory
      absolute.variables["GIT_WORK_TREE"] = workTree
    }
    if environment["GIT_INDEX_FILE"] != nil { absolute.variables["GIT_INDEX_FILE"] = indexPath }
    return absolute
  }
}

extension String {
  /// Whether git takes a name or an address as it stands: it drops blanks and punctuation at either end, and
  /// line breaks and angle brackets anywhere (`strbuf_addstr_without_crud` of its `ident.c`).
  fileprivate var isTakenLiterally: Bool {
    guard let first = utf8.first, let last = utf8.last else { return false }
    return !Self.crud.contains(first) && !Self.crud.contains(last)
      && utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x3C && $0 != 0x3E }
  }

  private static let crud: Set<UInt8> = Set(0...0x20).union(#".,:;<>"\'"#.utf8)
}

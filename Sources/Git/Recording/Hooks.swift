import CGit2
import Files

/// The hooks that `git commit` would run, and that we therefore run.
struct Hooks {
  private let repository: Repository
  private let installed: Set<String>
  /// What they wrote.
  private(set) var words = ""

  private static let names = [
    "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction",
  ]

  /// - Parameter idle: hooks that would do nothing, and are not run.
  init(in repository: Repository, without idle: Set<String> = []) throws(GitError) {
    self.repository = repository
    let folder = try repository.hooksFolder()
    installed = Set(
      Self.names.filter { !idle.contains($0) && FilePlace("\(folder)/\($0)").isExecutable })
  }

  /// Those that are installed, in the order in which they are run.
  var names: [String] { Self.names.filter(installed.contains) }

  /// Whether the branch has to be moved by git itself.
  var watchesReferences: Bool { installed.contains("reference-transaction") }

  /// Whether any hook is shown each commit before it is made.
  var watchCommits: Bool {
    !installed.isDisjoint(with: ["pre-commit", "prepare-commit-msg", "commit-msg"])
  }

  /// Shows a draft to the hooks, and gives the message as they leave it.
  ///
  /// - Throws: `.refused`: `.byHook` if one says no, `.stagedByHook` if `pre-commit` stages something
  ///   else.
  mutating func message(
    of draft: Draft, tree: OID, in objects: any NewObjects, index: FilePlace
  ) async throws(GitError) -> String {
    guard watchCommits else { return draft.message }
    let view = View(draft: draft, index: index, objects: objects.folder)
    try objects.repository.writeIndex(of: tree, at: index)
    defer { try? index.remove() }
    try await run("pre-commit", [], view)
    let staged = try await running(await repository.git("write-tree").seeing(view).output())
    let found = String(decoding: staged.prefix(40), as: UTF8.self)
    guard found == "\(tree)" else {
      let names = try await running(
        await repository.git("diff-tree", "-r", "-z", "--name-only", "\(tree)", found).seeing(view)
          .output())
      throw .refused(
        .stagedByHook(name: "pre-commit", paths: names.split(separator: 0).map(RelativePath.init)))
    }
    let file = FilePlace(repository.gitDirectory + "COMMIT_EDITMSG")
    try onDisk(file.remove())
    try onDisk(file.create(with: Array(draft.message.utf8), permissions: nil, durable: false))
    repository.share(file)
    try await run("prepare-commit-msg", ["\(file)", "message"], view)
    try await run("commit-msg", ["\(file)"], view)
    let message = try repository.tidied(try onDisk(file.read())?.bytes ?? [])
    guard !message.isEmpty else { throw .refused(.byHook(name: "commit-msg", words: "")) }
    return message
  }

  /// Runs `post-commit`, whose answer does not count.
  mutating func runAfterwards() async {
    guard installed.contains("post-commit") else { return }
    let output = try? await repository.git("hook", "run", "post-commit").run()
    words += String(decoding: output?.standardError ?? [], as: UTF8.self)
  }

  private mutating func run(_ name: String, _ arguments: [String], _ view: View)
    async throws(GitError)
  {
    guard installed.contains(name) else { return }
    let output = try await running(
      await repository.git(["hook", "run", name, "--"] + arguments).seeing(view).run())
    let said = String(decoding: output.standardOutput + output.standardError, as: UTF8.self)
    guard output.status == 0 else { throw .refused(.byHook(name: name, words: said)) }
    words += said
  }
}

/// What the hooks are shown of a commit that is not made yet.
private struct View {
  var draft: Draft
  var index: FilePlace
  /// Where the new objects are, if not among the repository's own.
  var objects: FilePlace?
}

extension Child {
  /// The child with what `git commit` sets for its hooks, and with the new objects in its sight as
  /// `git receive-pack` puts them there.
  fileprivate func seeing(_ view: View) -> Child {
    var child = self
    child.environment.variables["GIT_INDEX_FILE"] = view.index.description
    child.environment.variables["GIT_EDITOR"] = ":"
    // Hooks that call us know by this that the commit is one of ours.
    child.environment.variables["DUBAN_GIT_RECORDING"] = "1"
    child.environment.variables["GIT_AUTHOR_NAME"] = view.draft.author.name
    child.environment.variables["GIT_AUTHOR_EMAIL"] = view.draft.author.email
    child.environment.variables["GIT_AUTHOR_DATE"] = view.draft.author.gitDate
    if let objects = view.objects {
      child.environment.variables["GIT_OBJECT_DIRECTORY"] = objects.description
      child.environment.variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = objects.parent.description
    }
    return child
  }
}

extension Repository {
  /// Where hooks are: `core.hooksPath`, relative to the top of the working tree, or `hooks`.
  package func hooksFolder() throws(GitError) -> String {
    guard let given = try configuredPath("core.hooksPath") else { return commonDirectory + "hooks" }
    return given.hasPrefix("/") ? given : (workTree ?? gitDirectory) + given
  }

  /// Writes an index that holds just what a tree does.
  fileprivate func writeIndex(of tree: OID, at place: FilePlace) throws(GitError) {
    try onDisk(place.remove())
    let tree = try lookup(tree, GIT_OBJECT_TREE)
    let index = try Handle("git_index_open", in: self, free: git_index_free) {
      git_index_open(&$0, place.description)
    }
    try check("git_index_read_tree") { git_index_read_tree(index.raw, tree.raw) }
    try check("git_index_write") { git_index_write(index.raw) }
  }

  /// A message with the blank lines that git takes out taken out.
  fileprivate func tidied(_ message: [UInt8]) throws(GitError) -> String {
    var out = git_buf()
    defer { git_buf_dispose(&out) }
    try check("git_message_prettify") {
      (message.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
        git_message_prettify(&out, $0.baseAddress, 0, CChar(bitPattern: UInt8(ascii: "#")))
      }
    }
    return String(cString: out.ptr)
  }
}

import ArgumentParser

/// What the program does when it is called with a word such as `status`.
///
/// Its arguments are read as those of a program of its own, as git's verbs once were: to look at all
/// thirty of them for one takes longer than all the rest of a start.
protocol Verb: ParsableCommand {
  /// The word, said apart from all that the parser wants to know of a verb.
  static var name: String { get }

  /// Unlike the parser's own, it starts on the thread of its caller: most verbs need no other.
  mutating func run() async throws
}

/// A verb whose arguments are read by itself (`TypedArguments`), without the parser, to which a note
/// of dashes is an option.
protocol TypedVerb: Verb {
  var arguments: [String] { get set }
}

extension TypedVerb {
  init(_ arguments: [String]) {
    self.init()
    self.arguments = arguments
  }
}

extension CommandConfiguration {
  /// How a verb of `duban-git` is called and what it is for.
  static func verb(
    _ name: String, abstract: String, usage: String? = nil, discussion: String = "",
    shouldDisplay: Bool = true, subcommands: [any ParsableCommand.Type] = []
  ) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, _superCommandName: "duban-git", abstract: abstract, usage: usage,
      discussion: discussion, version: Version.text(builtFrom: Session.current?.commit),
      shouldDisplay: shouldDisplay, subcommands: subcommands)
  }
}

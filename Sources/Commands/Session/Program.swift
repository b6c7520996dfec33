import ArgumentParser
import CaseStore
import Files
import Git
import Glibc
import Messages

/// The whole program, from arguments to exit code.
package enum Program {
  /// - Parameter commit: what it was built from; nil where its sources had no repository.
  @MainActor package static func main(builtFrom commit: String?) async {
    signal(SIGPIPE, SIG_IGN)
    Console.holdDescriptors()
    exit(await run(CommandLine.arguments, environment: .ofProcess(), commit))
  }

  @MainActor private static func run(
    _ arguments: [String], environment: Environment, _ commit: String?
  ) async -> Int32 {
    let console = Console.standard
    do {
      let options = try GlobalOptions(Array(arguments.dropFirst()))
      let language = options.language ?? Session.language(of: environment)
      if options.asksForVersion {
        let text =
          options.asksForLibraries
          ? Version.withLibraries(builtFrom: commit, in: language)
          : Version.text(builtFrom: commit)
        console.write(text + "\n")
        return ExitStatus.done.rawValue
      }
      let directory = try Self.directory(options.directory, environment)
      let session = try Session(
        environment: inGit(environment.anchored(at: directory)), directory: directory,
        language: language, askedLanguage: options.language, colourChoice: options.colour,
        paging: options.paging,
        console: console, commit: commit, dayOfRun: DayOfRun(environment, in: directory))
      // What says no actor here would be taken to another thread, which most verbs do without.
      return await Session.$current.withValue(session) { @MainActor in
        await WorkProgress.$listener.withValue(ProgressLine.listener(in: session)) { @MainActor in
          await run(options.rest, in: session)
        }
      }
    } catch {
      return report(error, language: Session.language(of: environment), to: console)
    }
  }

  private static func run(_ arguments: [String], in session: Session) async -> Int32 {
    do {
      var command = try DubanGit.command(arguments)
      if var verb = command as? any Verb {
        await session.clearUp()
        try await verb.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch let failure as Failure {
      return report(failure, language: session.language, to: session.console)
    } catch {
      return ArgumentFailure(error, in: arguments).report(in: session)
    }
  }

  static func report(_ failure: Failure, language: Language, to console: Console) -> Int32 {
    if let message = failure.message {
      console.writeError("duban-git: error: \(message[language])\n")
    }
    if let hint = failure.hint {
      let label = Phrase(zh: "提示", en: "hint")[language]
      console.writeError("\(label): \(hint[language])\n")
    }
    return failure.status.rawValue
  }

  /// Where the command works: `-C`, else where we are.
  private static func directory(_ given: String?, _ environment: Environment) throws(Failure)
    -> FilePlace
  {
    guard let raw = realpath(given ?? ".", nil) else {
      let reason = SystemError.words(errno)
      throw Failure(
        .repository,
        given.map {
          Phrase(
            zh: "不能进入目录“\($0)”:\(reason.zh)", en: "cannot change to '\($0)': \(reason.en)")
        }
          ?? Phrase(zh: "当前目录已不存在", en: "the folder we are in is gone"))
    }
    defer { free(raw) }
    return FilePlace(
      bytes: Array(UnsafeBufferPointer(start: raw, count: strlen(raw))).map(UInt8.init(bitPattern:))
    )
  }
}

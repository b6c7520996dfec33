import ArgumentParser

/// The whole program, from arguments to exit code.
package enum Program {
  package static func main() async {
    await DubanGit.main(nil)
  }
}

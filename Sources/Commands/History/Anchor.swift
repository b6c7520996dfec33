import ArgumentParser
import CaseStore
import Git
import Messages
import Supervision

/// A commit that was noted outside the repository: on paper, in another office.
///
/// It is an object's id and never a name: a tag can be called like an id, and clones bring it along.
struct Anchor: ExpressibleByArgument {
  /// 12 to 40 hexadecimal digits, in small letters.
  let digits: String

  init?(argument: String) {
    let digits = argument.lowercased()
    guard (12...40).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isHexDigit) else {
      return nil
    }
    self.digits = digits
  }
}

extension Repository {
  /// What is to be said of the anchors that the history of `tips` does not prove.
  func unproved(_ anchors: [Anchor], in tips: [OID]) throws(GitError) -> [ProofFinding] {
    guard let tip = tips.first else { return [] }
    var found: [ProofFinding] = []
    for digits in anchors.map(\.digits) {
      guard let commit = try commit(beginning: digits, in: tips) else {
        let words = Phrase(
          zh: "历史中没有提交 \(digits)", en: "the history does not hold the commit \(digits)")
        found.append(try finding(.anchorMissing, tip, words))
        continue
      }
      let count = digits.utf8.count
      guard count < 40 else { continue }
      let words = Phrase(
        zh: "找到了提交 \(commit),但只凭前\(count)位不能证明",
        en: "found the commit \(commit), but not proved: \(count) digits are too few")
      found.append(try finding(.anchorNotProved, tip, words))
    }
    return found
  }

  /// The commit whose id begins so, if it leads to one of `tips`.
  private func commit(beginning digits: String, in tips: [OID]) throws(GitError) -> OID? {
    guard let id = try object(beginning: digits) else { return nil }
    do throws(GitError) {
      // A tag is an object of its own.
      guard try resolveCommit("\(id)") == id else { return nil }
    } catch {
      guard case .wrongKind = error else { throw error }
      return nil
    }
    for tip in tips where try isAncestor(id, of: tip) { return id }
    return nil
  }
}

extension UInt8 {
  var isHexDigit: Bool { Character(Unicode.Scalar(self)).isHexDigit }
}

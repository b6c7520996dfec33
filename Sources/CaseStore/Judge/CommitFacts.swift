import Git
import Messages
import Supervision

/// A commit as it is judged: who makes it and when, on what and by which rules, and what it does.
///
/// `verify` and the hooks of a push make it of a commit that is there, whatever records makes it of the
/// one that is to be: what one lets in, the other never refuses.
struct CommitFacts {
  /// One of the commits that it stands on.
  struct Parent: Hashable {
    let id: OID
    let time: Int64
  }

  let author, committer: Signature
  let parents: [Parent]
  /// The rules in force.
  let schema: Schema
  /// Whether the newer rules for histories (判规) are in force, on one side at least.
  let bindsNewerRules: Bool
  /// Whether the commit is there: of one that is not, 越权 decides by the first rules too.
  let isMade: Bool
  let people: ActingPeople

  var deed = CommitDeed()
  /// What its message says; nil where that is not judged, since it is written from what the commit does.
  var claim: MessageClaim?

  /// A commit that does nothing yet.
  init(
    by author: Signature, _ committer: Signature, after parents: [Parent], under schema: Schema,
    bindsNewerRules: Bool, isMade: Bool
  ) {
    (self.author, self.committer, self.parents) = (author, committer, parents)
    (self.schema, self.bindsNewerRules, self.isMade) = (schema, bindsNewerRules, isMade)
    // By a day that is not before that of any parent: who may no longer act does not come back by an
    // older date.
    var latest = committer
    latest.time = max(latest.time, parents.map(\.time).max() ?? latest.time)
    people = ActingPeople(author, committer, under: schema, on: latest.day)
  }
}

/// One thing that is wrong with a commit, or to be remarked on.
struct CommitFinding {
  /// At no place where it is about a file as a whole, or about none.
  var diagnostic: Diagnostic
  /// The case or the file of rules that it is about, if it is about one.
  let text: SourceText?
  /// Whether only the newer rules (判规) know it.
  let isNewer: Bool

  /// Whether it stands at a place in the file.
  var hasPlace: Bool { diagnostic.range != 0..<0 }

  init(_ diagnostic: Diagnostic, in text: SourceText? = nil, isNewer: Bool = false) {
    (self.diagnostic, self.text) = (diagnostic, text)
    self.isNewer = isNewer || diagnostic.rule.isNewerForHistories
  }

  init(_ rule: Rule, _ message: Phrase, in text: SourceText? = nil, isNewer: Bool = false) {
    self.init(Diagnostic(rule, message, at: 0..<0), in: text, isNewer: isNewer)
  }
}

/// What is wrong with a commit: with what it makes of cases and rules, with who makes it and when, and
/// with what it says.
///
/// What only the files of a tree show, such as links, stands beside it (`TreeFault`), and so does what
/// cases come to together (`HistoryProof`).
///
/// - Parameter known: what the people who act have recorded in the case before, by address.
func judge(_ commit: CommitFacts, knowing known: [String: ActedSteps] = [:]) -> [CommitFinding] {
  commit.caseFindings + commit.attachmentFindings + commit.ruleFindings
    + commit.deed.findings(claimedAs: commit.claim)
    + commit.peopleFindings + commit.separationFindings(known) + commit.timeFindings
}

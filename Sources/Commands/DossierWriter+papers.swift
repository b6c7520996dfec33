import CaseStore
import FrontMatter
import Git
import Supervision
import Views

extension DossierWriter {
  typealias Papers = [(path: GitPath, bytes: [UInt8])]

  /// The papers in the order of the list of contents, which comes first.
  func papers(letters form: PaperOptions.Format) async throws(Failure) -> Papers {
    var dossier = Dossier(of: state, office: schema.office.name, commit: "\(commit)")
    var papers: Papers = []
    let title = state.subject.header.shownTitle
    func add(
      _ path: String, _ bytes: [UInt8], _ title: String, number: String? = nil, by author: String,
      on day: Day?
    ) {
      dossier.add(
        Dossier.Paper(path: path, number: number, author: author, title: title, day: day))
      papers.append((GitPath(path), bytes))
    }
    let office = schema.office.name
    add(
      "案件/\(file.id).md", file.text.bytes, title, by: office, on: state.lastStep?.day)
    let course = ShowText(state, path: "\(file.path)", commits: [], language: .zh)
    add("案件/办理情况.txt", Array((course?.text ?? "").utf8), "办理情况", by: office, on: state.asOf)
    for (index, letter) in dossier.letters.enumerated() where !isSecret {
      let number = String(index + 1)
      let name = "\(number.count < 2 ? "0" : "")\(number)-\(letter.kind.name)-\(letter.step.day)"
      add(
        "函件/\(name).\(form.rawValue)", try bytes(of: letter.kind, letter.step, as: form),
        "\(letter.kind.name):\(title)", number: letter.step[.letterNumber], by: office,
        on: letter.step.day)
    }
    for attachment in try attachments() {
      add(
        "附件/\(attachment.path)", attachment.bytes, attachment.path.lastPart,
        by: attachment.author ?? office, on: attachment.day)
    }
    add("提交记录.tsv", try await commits(), "提交记录", by: office, on: state.asOf)
    papers.insert((GitPath("卷内目录.md"), Array(dossier.contents.utf8)), at: 0)
    return papers
  }

  private var isSecret: Bool { state.subject.header.classification.isSecret }

  /// A letter as it went out with its step.
  private func bytes(of kind: LetterKind, _ step: Step, as form: PaperOptions.Format)
    throws(Failure) -> [UInt8]
  {
    let state = CaseState(folding: file.subject, schema: schema, asOf: step.day)
    let occasion: LetterOccasion
    do throws(LetterOccasion.Refusal) {
      occasion = try LetterOccasion(kind, in: state, named: "\(step.number)")
    } catch {
      throw Failure(.usage, error.message, hint: error.hint)
    }
    return try session.bytes(
      of: try session.template(of: .letter(kind)).filled(
        with: LetterFacts(occasion, of: state, under: schema).data), head: kind.head,
      office: schema.office, day: step.day, as: form)
  }

  private struct Attachment {
    let path: String
    let bytes: [UInt8]
    let author: String?
    let day: Day?
  }

  /// The attachments of the header and the steps, as the commit has them.
  private func attachments() throws(Failure) -> [Attachment] {
    var found: [Attachment] = []
    let header = state.subject.header.attachments.map { (text: $0.value, step: Step?.none) }
    let steps = state.subject.steps.filter { $0.day <= state.asOf }.flatMap { step in
      step.texts(.attachments).map { (text: $0.value, step: Step?.some(step)) }
    }
    for (text, step) in header + steps where !found.contains(where: { $0.path == text }) {
      let path = file.path.parent.appending(Array(text.utf8)).normalised
      do throws(GitError) {
        guard let bytes = try repository.blob(at: path, in: commit) else {
          session.console.writeError(
            session(
              Phrase(
                zh: "duban-git: 警告: 附件 \(text) 没有提交,不在卷中",
                en: "duban-git: warning: the attachment \(text) is not committed, so it is left out"
              ))
              + "\n")
          continue
        }
        found.append(
          Attachment(
            path: path.nameInDossier(beside: file.path), bytes: bytes, author: step?[.unit],
            day: step?.day))
      } catch {
        throw Failure(error)
      }
    }
    return found
  }

  /// One line a commit, oldest first: id, date, author, subject.
  private func commits() async throws(Failure) -> [UInt8] {
    var lines: [String] = []
    do throws(GitError) {
      try await repository.recordedSteps(of: "\(commit)", cases: [file.id]) {
        recorded throws(GitError) in
        let commit = recorded.commit
        let fields = [
          "\(commit.id)", commit.author.dateText, commit.author.person, commit.subject,
        ]
        lines.append(fields.map { $0.replacing("\t", with: " ") }.joined(separator: "\t") + "\n")
        return true
      }
    } catch {
      throw Failure(error)
    }
    return Array(("提交\t时间\t提交人\t说明\n" + lines.reversed().joined()).utf8)
  }
}

extension GitPath {
  /// The path as it is written beside the case; one that leads elsewhere keeps its way from the top.
  fileprivate func nameInDossier(beside file: GitPath) -> String {
    isInside(file.parent)
      ? "\(GitPath(bytes: Array(bytes.dropFirst(file.parent.bytes.count + 1))))" : "\(self)"
  }
}

extension String {
  fileprivate var lastPart: String { split(separator: "/").last.map(String.init) ?? self }
}

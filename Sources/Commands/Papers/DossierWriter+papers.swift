import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

extension DossierWriter {
  typealias Papers = [(path: RelativePath, bytes: [UInt8])]

  /// The papers in the order of the list of contents, which comes first.
  func papers(letters form: PaperOptions.Format) async throws(Failure) -> Papers {
    var dossier = Dossier(
      of: state, id: file.id, office: schema.office.name, commit: "\(commit)")
    var papers: Papers = []
    func add(_ paper: Dossier.Paper, _ bytes: [UInt8]) {
      dossier.add(paper)
      papers.append((RelativePath(paper.path), bytes))
    }
    add(dossier.caseFile, file.text.bytes)
    let course = ShowText(state, path: "\(file.path)", commits: [], language: .zh)
    add(dossier.course, Array((course?.text ?? "").utf8))
    for (index, letter) in dossier.letters.enumerated() {
      let paper = dossier.letter(index, ending: form.rawValue)
      add(paper, try bytes(of: letter.kind, letter.step, in: form, at: paper.path))
    }
    for (attachment, bytes) in try attachments() {
      guard let bytes else {
        dossier.add(attachment)
        continue
      }
      let paper = dossier.add(attachment, at: path(of: attachment))
      papers.append((RelativePath(paper.path), bytes))
    }
    add(dossier.commits, try await commits())
    let path = dossier.contentsPath(ending: form.rawValue)
    let contents = try bytes(
      of: .contents, filledWith: dossier.contents, on: state.asOf, in: form, at: path)
    return [(RelativePath(path), contents)] + papers
  }

  /// A letter as it went out with its step.
  private func bytes(
    of kind: LetterKind, _ step: Step, in form: PaperOptions.Format, at path: String
  )
    throws(Failure) -> [UInt8]
  {
    let state = CaseState(folding: file.subject, schema: schema, asOf: step.day)
    let occasion: LetterOccasion
    do throws(LetterOccasion.Refusal) {
      occasion = try LetterOccasion(kind, in: state, named: "\(step.number)")
    } catch {
      throw Failure(.usage, error.message, hint: error.hint)
    }
    let facts = LetterFacts(occasion, of: state, under: schema)
    return try bytes(of: .letter(kind), filledWith: facts.data, on: step.day, in: form, at: path)
  }

  /// A paper by the template that the commit has.
  private func bytes(
    of kind: TemplateKind, filledWith data: [String: Template.Value], on day: Day,
    in form: PaperOptions.Format, at path: String
  ) throws(Failure) -> [UInt8] {
    let template = try session.template(of: kind, own: own)
    return try session.bytes(
      of: template.filled(with: data), as: kind, office: schema.office, day: day, in: form,
      own: own, stamp: stamp.of(page: path))
  }

  /// What the header and the steps attach, each file once, as the commit has it.
  private func attachments() throws(Failure) -> [(ShownAttachment, bytes: [UInt8]?)] {
    var contents: [String: [UInt8]] = [:]
    let reader = AttachmentReader(commit, in: repository)
    let all = try reader.attachments(of: file, upTo: state.asOf) { contents[$0.path] = $1 }
    var seen: Set<String> = []
    return all.filter { seen.insert($0.path).inserted }.map { attachment in
      let bytes = contents[attachment.path]
      if bytes == nil, attachment.keptAt == nil {
        session.warn(
          Phrase(
            zh: "附件 \(attachment.path) 没有提交,不在卷中",
            en: "the attachment \(attachment.path) is not committed, so it is left out"))
      }
      return (attachment, bytes)
    }
  }

  /// Where it lies in the dossier, below the folder of attachments.
  private func path(of attachment: ShownAttachment) -> String {
    file.path.parent.appending(attachment.path.utf8).normalised.nameInDossier(beside: file.path)
  }

  /// One line a commit, oldest first: id, date, author, subject.
  private func commits() async throws(Failure) -> [UInt8] {
    let lines = try await askingGit(await repository.linesOfCommits(of: file.id, upTo: commit))
    return Array((Dossier.commitsHead + lines.reversed().joined()).utf8)
  }
}

extension Repository {
  /// A line for each commit of a case, newest first.
  fileprivate func linesOfCommits(of id: String, upTo tip: OID) async throws(GitError) -> [String] {
    var lines: [String] = []
    try await recordedSteps(of: "\(tip)", cases: [id]) { recorded throws(GitError) in
      let commit = recorded.commit
      let fields = [
        "\(commit.id)", commit.author.dateText, commit.author.person, commit.subject,
      ]
      lines.append(fields.map { $0.replacing("\t", with: " ") }.joined(separator: "\t") + "\n")
      return true
    }
    return lines
  }
}

extension RelativePath {
  /// The path as it is written beside the case; one that leads elsewhere keeps its way from the top.
  fileprivate func nameInDossier(beside file: RelativePath) -> String {
    isInside(file.parent)
      ? "\(RelativePath(bytes: Array(bytes.dropFirst(file.parent.bytes.count + 1))))" : "\(self)"
  }
}

package import Supervision

/// 一案一档: the papers of one case as they go to the archive, and the list of them.
package struct Dossier: Sendable {
  /// One paper, a line of the 卷内目录.
  package struct Paper: Sendable, Hashable {
    /// From the top of the dossier; `/` between folders.
    package let path: String
    /// 文号
    package let number: String?
    /// 责任者: who wrote it.
    package let author: String
    /// 题名
    package let title: String
    package let day: Day?

    package init(path: String, number: String? = nil, author: String, title: String, day: Day?) {
      self.path = path
      self.number = number
      self.author = author
      self.title = title
      self.day = day
    }
  }

  package let state: CaseState
  package let office: String
  /// The commit that the papers are of.
  package let commit: String
  package private(set) var papers: [Paper] = []

  package init(of state: CaseState, office: String, commit: String) {
    self.state = state
    self.office = office
    self.commit = commit
  }

  package mutating func add(_ paper: Paper) { papers.append(paper) }

  /// 卷内目录, with the columns of GB/T 9705-2008 (文书档案案卷格式): a file's path stands for the page.
  package var contents: String {
    let header = state.subject.header
    let archived = state.milestones.archiveNumber ?? ""
    var lines = [
      "# 卷内目录", "",
      "- 案号:\(header.id?.value ?? "")", "- 题名:\(header.shownTitle)", "- 档号:\(archived)",
      "- 状态:\(state.state?.name ?? "")(截至\(state.asOf))", "- 立档单位:\(office)",
      "- 依据提交:\(commit)", "",
      "| 顺序号 | 文号 | 责任者 | 题名 | 日期 | 文件 |", "| --: | --- | --- | --- | --- | --- |",
    ]
    for (index, paper) in papers.enumerated() {
      let cells = [
        "\(index + 1)", paper.number ?? "", paper.author, paper.title,
        paper.day?.description ?? "", paper.path,
      ]
      lines.append("| " + cells.map(\.asCell).joined(separator: " | ") + " |")
    }
    lines += ["", "各文件的 SHA-256 见 SHA256SUMS,核对:`sha256sum -c SHA256SUMS`。"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The letters that went out in the course of the case, by the steps that they went out with, in
  /// their order. Forms are filled in by hand and come as attachments.
  package var letters: [(kind: LetterKind, step: Step)] {
    state.stepsInForce.compactMap { step in
      LetterKind.allCases.first { step.isOccasion(for: $0, unit: nil) }.map { ($0, step) }
    }
  }
}

extension String {
  /// In one cell of a Markdown table.
  fileprivate var asCell: String {
    oneLine.replacing("\\", with: "\\\\").replacing("|", with: "\\|")
  }
}

import Messages
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

    init(path: String, number: String? = nil, author: String, title: String, day: Day?) {
      self.path = path
      self.number = number
      self.author = author
      self.title = title
      self.day = day
    }
  }

  private let state: CaseState
  private let id: String
  private let office: String
  /// The commit that the papers are of.
  private let commit: String
  package private(set) var papers: [Paper] = []
  /// What the case attaches, each with where it lies in the dossier; nil where it is kept elsewhere.
  private var attachments: [(attachment: ShownAttachment, path: String?)] = []

  /// - Parameters:
  ///   - id: the case's number, as its file is named.
  ///   - office: the name of the one that files it.
  package init(of state: CaseState, id: String, office: String, commit: String) {
    self.state = state
    self.id = id
    self.office = office
    self.commit = commit
  }

  /// Adds a paper, as the next line of the list.
  package mutating func add(_ paper: Paper) { papers.append(paper) }

  /// Adds a file that the case attaches, as the next line of the list.
  ///
  /// - Parameter path: as it lies beside the case.
  /// - Returns: the paper that it is.
  package mutating func add(_ attachment: ShownAttachment, at path: String) -> Paper {
    let paper = Paper(
      path: "附件/\(path)", author: attachment.step?[.unit] ?? office,
      title: path.split(separator: "/").last.map(String.init) ?? path, day: attachment.step?.day)
    papers.append(paper)
    attachments.append((attachment, paper.path))
    return paper
  }

  /// Adds one that is not in the dossier: where it is kept is told.
  package mutating func add(_ attachment: ShownAttachment) { attachments.append((attachment, nil)) }

  private var title: String { state.subject.header.shownTitle }
}

// MARK: What lies where

extension Dossier {
  package var caseFile: Paper {
    Paper(path: "案件/\(id).md", author: office, title: title, day: state.lastStep?.day)
  }

  /// The case in words, as `show` has it.
  package var course: Paper {
    Paper(path: "案件/办理情况.txt", author: office, title: "办理情况", day: state.asOf)
  }

  /// The commits of the case; `commitsHead` is its first line.
  package var commits: Paper {
    Paper(path: "提交记录.tsv", author: office, title: "提交记录", day: state.asOf)
  }

  package static let commitsHead = "提交\t时间\t提交人\t说明\n"

  /// The letters that went out in the course of the case, by the steps that they went out with, in
  /// their order; none of a secret case. Forms are filled in by hand and come as attachments.
  package var letters: [(kind: LetterKind, step: Step)] {
    guard !state.subject.header.classification.isSecret else { return [] }
    return state.stepsInForce.compactMap { step in
      LetterKind.allCases.first { step.isOccasion(for: $0, unit: nil) }.map { ($0, step) }
    }
  }

  /// - Parameters:
  ///   - index: among `letters`.
  ///   - ending: of its file's name.
  package func letter(_ index: Int, ending: String) -> Paper {
    let (kind, step) = letters[index]
    let number = "\(index < 9 ? "0" : "")\(index + 1)"
    return Paper(
      path: "函件/\(number)-\(kind.name)-\(step.day).\(ending)", number: step[.letterNumber],
      author: office, title: "\(kind.name)：\(title)", day: step.day)
  }

  package func contentsPath(ending: String) -> String { "\(TemplateKind.contents.name).\(ending)" }

  /// What the 卷内目录 says (`Template.Vocabulary.contents`), with the columns of GB/T 9705-2008
  /// (文书档案案卷格式): a file's path stands for the page.
  package var contents: [String: Template.Value] {
    var data = Template.data(
      [
        "机关": office, "案号": state.subject.header.id?.value ?? "", "标题": title,
        "档号": state.milestones.archiveNumber ?? "", "状态": state.state?.name ?? "",
        "日期": state.asOf.spelled, "提交": commit,
      ], [:])
    // A path and the name of a file are what they are, punctuation and all.
    data["文件"] = .list(
      papers.enumerated().map { index, paper in
        [
          "序号": "\(index + 1)", "文号": paper.number ?? "", "责任者": paper.author.oneLine,
          "题名": paper.title.oneLine, "日期": paper.day?.description ?? "",
          "路径": paper.path.oneLine,
        ]
      })
    data["附件数"] = .text(attachments.isEmpty ? "" : "\(attachments.count)")
    data["附件"] = .list(
      attachments.map { one in
        [
          "路径": (one.path ?? one.attachment.path).oneLine,
          "大小": one.attachment.whereabouts(in: .zh), "步骤": one.attachment.origin(in: .zh),
          "校验": one.attachment.checksum?.description ?? "",
        ]
      })
    return data
  }
}

enum DossierText {
  static let contents = """
    # 卷内目录

    {{@表单}}
    | 案　　号 | {{案号}} | 档　　号 | {{档号}} |
    | :-----: | ------------- | :-----: | ------------- |
    | 状　　态 | {{状态}} | 截止日期 | {{日期}} |

    {{@表单}}
    | 题　　名 | {{标题}} |
    | :-----: | ------------------------------- |
    | 立档单位 | {{机关}} |
    | 依据提交 | {{提交}} |

    {{@附注}}
    下列文件的校验和见SHA256SUMS，可用sha256sum -c SHA256SUMS核对。

    | 序号 | 文号 | 责任者 | 题名 | 日期 | 文件 |
    | :----: | -------- | ------- | ---------- | :--------: | ---------- |
    {{#文件}}
    | {{序号}} | {{文号}} | {{责任者}} | {{题名}} | {{日期}} | {{路径}} |
    {{/文件}}
    {{#附件数}}

    {{@附注}}
    附件{{附件数}}件，其来源和校验和如下。

    | 附件 | 大小 | 步骤 | 校验和 |
    | ---------- | :----: | -------- | ------------ |
    {{#附件}}
    | {{路径}} | {{大小}} | {{步骤}} | {{校验}} |
    {{/附件}}
    {{/附件数}}

    """
}

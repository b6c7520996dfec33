import CaseStore
import Files
import Messages

extension Failure {
  init(_ error: CaseStoreError) {
    switch error {
    case .noCaseFolder(let path):
      self.init(
        .repository,
        Phrase(
          zh: "这里不是督办仓库:\(path) 及其上级都没有 cases/ 和 schema/",
          en: "not a case repository: no cases/ and schema/ at or above \(path)"),
        hint: Phrase(
          zh: "用 duban-git init 新建,或用 -C 指定目录",
          en: "make one with duban-git init, or name its folder with -C"))
    case .unknownCase(let name, let near):
      let listed = near.joined(separator: "、")
      self.init(
        .usage, Phrase(zh: "没有案件“\(name)”", en: "there is no case '\(name)'"),
        hint: near.isEmpty
          ? nil : Phrase(zh: "是不是 \(listed)?", en: "did you mean \(listed)?"))
    case .git(let error): self.init(error)
    case .file(let error): self.init(error)
    case .timeStamp(let fault): self.init(fault)
    case .notASeal(let fault): self = .notASeal(fault)
    case .notTheTop(let path, let top):
      self.init(
        .repository,
        Phrase(
          zh: "案件库 \(path) 不在 git 仓库的最上层(\(top))",
          en: "the case folder \(path) is not the top of its git repository (\(top))"))
    case .unrecordedEdits(let path):
      self.init(
        .input,
        Phrase(zh: "\(path) 有未记录的改动", en: "\(path) has edits that are not recorded"),
        hint: Phrase(
          zh: "先用 duban-git commit 记录;或放弃:git restore \(path)",
          en: "record them with duban-git commit, or drop them: git restore \(path)"))
    case .caseRemoved(let path):
      self.init(
        .input,
        Phrase(zh: "已记录的案件 \(path) 被删除", en: "the recorded case \(path) has been removed"),
        hint: Phrase(
          zh: "恢复:git restore \(path);不再办理的记“撤销”",
          en: "bring it back: git restore \(path); a case that is given up gets a step 撤销"))
    case .caseExists(let path):
      self.init(.input, Phrase(zh: "\(path) 已经存在", en: "\(path) exists already"))
    case .numberTaken(let number, let path):
      self.init(
        .input,
        Phrase(
          zh: "编号 \(number) 已被占用:\(path)", en: "the number \(number) is taken by \(path)"))
    case .numberNotLater(let number, let former):
      self.init(
        .usage,
        Phrase(
          zh: "新编号 \(number) 应与 \(former) 同年,并在它之后",
          en: "the new number \(number) must be of the year of \(former), and after it"))
    case .numberShared(let path):
      self.init(
        .input,
        Phrase(
          zh: "\(path) 别人已经有了,编号也没有与别的案件重号,不能改",
          en: "others have \(path) already, and no other case has its number: it stays"),
        hint: Phrase(
          zh: "重号由还没有推送的一方改号;先 git fetch 看看",
          en: "where two collide, the one that is not pushed yet gives way; git fetch shows it"))
    case .notAppendable(let file):
      let path = RelativePath(file.text.path)
      self.init(
        .input,
        Phrase(
          zh: "\(path) 的“过程”不是列表,不能添加步骤",
          en: "过程 of \(path) is not a list that a step can be added to"),
        hint: Phrase(
          zh: "先运行 duban-git check \(CaseFile.id(at: path))",
          en: "run duban-git check \(CaseFile.id(at: path)) first"))
    case .unread(let unread):
      let what = unread.finding
      self.init(
        .input,
        Phrase(
          zh: "\(unread.path):\(what.message.zh)", en: "\(unread.path): \(what.message.en)"),
        hint: what.help)
    case .impossibleClock(let who):
      let words = Phrase.timeOutOfRange(who)
      self.init(
        .input, Phrase(zh: "没有记录:\(words.zh)", en: "not recorded: \(words.en)"),
        hint: Phrase(
          zh: "先校准机器时钟;看看有没有设置 GIT_AUTHOR_DATE、GIT_COMMITTER_DATE",
          en: "set the clock right, and see whether GIT_AUTHOR_DATE or GIT_COMMITTER_DATE is set"))
    case .wrongInput(let files):
      let listed = files.map(\.text.path)
      self.init(
        .input,
        Phrase(
          zh: "内容有误,没有记录:\(listed.joined(separator: "、"))",
          en: "not recorded, for it is wrong: \(listed.joined(separator: ", "))"))
    }
  }
}

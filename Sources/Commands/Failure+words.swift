import CaseStore
import FrontMatter
import Git

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
    }
  }
}

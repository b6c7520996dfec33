import FrontMatter
import Messages
import Yams

extension SourceText {
  init(_ string: String) { self.init(path: "cases/2018/2018-0007.md", bytes: Array(string.utf8)) }
}

/// The structure and the texts of a document, whoever read it.
indirect enum Tree: Equatable, CustomStringConvertible {
  case text(String)
  case list([Tree])
  case mapping([[Tree]])

  init(_ node: FrontMatter.Node) {
    switch node.kind {
    case .scalar: self = .text(node.text)
    case .sequence: self = .list(node.items.map(Tree.init))
    case .mapping: self = .mapping(node.entries.map { [Tree($0.key), Tree($0.value)] })
    }
  }

  /// Scalars as strings: no tag is looked at.
  init(_ node: Yams.Node) {
    switch node {
    case .scalar(let scalar): self = .text(scalar.string)
    case .sequence(let sequence): self = .list(sequence.map(Tree.init))
    case .mapping(let mapping): self = .mapping(mapping.map { [Tree($0.key), Tree($0.value)] })
    case .alias: self = .text("an alias")
    }
  }

  var description: String {
    switch self {
    case .text(let text): text.debugDescription
    case .list(let items): "[\(items.map(\.description).joined(separator: ", "))]"
    case .mapping(let entries):
      "{\(entries.map { $0.map(\.description).joined(separator: ": ") }.joined(separator: ", "))}"
    }
  }

  /// What Yams reads; nil if it refuses. It takes a byte order mark for a column, so it gets none.
  static func yams(_ text: String) -> Tree? {
    let scalars = text.unicodeScalars
    let bare = scalars.first == "\u{FEFF}" ? String(scalars.dropFirst()) : text
    return (try? Yams.compose(yaml: bare)).flatMap { $0 }.map(Tree.init)
  }
}

let caseFile = """
  ---
  编号: 2018-0007
  标题: 疫苗处置和督导检查
  来文: 国家药监局关于疫苗案件的通告
  批示:
    领导: 省委主要领导
    日期: 2018-07-22
    类别: 批办性
    摘要: 立即核查,部署全省疫苗处置和督导检查   # the gist; the original stays on paper
  缓急: 特急
  密级: 内部
  牵头单位: 省食品药品监督管理局
  协办单位: [省卫生和计划生育委员会, 省疾病预防控制中心]
  任务:
    - 事项: 核查本省采购使用涉事批次情况
      单位: 省疾病预防控制中心
      时限: 5个工作日
      标志: 书面确认结果
    - 事项: 全省疫苗处置和督导检查
      单位: 省食品药品监督管理局
      时限: 2018-08-31
  反馈: 每周
  过程:
    - 日期: 2018-07-23
      步骤: 登记
    - 日期: 2018-07-23
      步骤: 研判
      意见: 中央领导同志要求,全省立即核查处置,建议特急立项
    # 发函之前先审定
    - 日期: 2018-07-24
      步骤: 发函
      文号: ×督函〔2018〕31号
      主送: [省食品药品监督管理局, 省卫生和计划生育委员会, 省疾病预防控制中心]
      说明: |
        第一段

        第二段
  ---

  ## 研判

  领导要求……

  ## 督办函

  ……

  """

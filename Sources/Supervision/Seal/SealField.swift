/// What a seal (封存) says, a line each of its text, in this order.
package enum SealField: String, CaseIterable, Sendable {
  /// The version of the form.
  case version = "版本"
  case office = "机关"
  case commit = "提交"
  case day = "日期"
  case commits = "提交数"
  case cases = "案件数"
  case steps = "步骤数"
  case attachments = "附件数"
  case filesSHA256 = "files-sha256"
  case commitsSHA256 = "commits-sha256"
  case filesSM3 = "files-sm3"
  case commitsSM3 = "commits-sm3"
  case findings = "问题数"
  case findingsSHA256 = "问题摘要"
  /// An earlier seal that no other names; the lines of each follow one another.
  case previous = "前次封存"
  case previousCommit = "前次提交"
  case previousSHA256 = "前次摘要"
  case note = "说明"

  /// Whether its value is hexadecimal digits, which paper has in groups.
  package var isDigits: Bool {
    switch self {
    case .commit, .filesSHA256, .commitsSHA256, .filesSM3, .commitsSM3, .findingsSHA256,
      .previousCommit, .previousSHA256:
      true
    default: false
    }
  }

  /// Whether a seal may be without it.
  var isOptional: Bool {
    switch self {
    case .filesSM3, .commitsSM3, .previous, .previousCommit, .previousSHA256, .note: true
    default: false
    }
  }

  /// Lines that only a tag or a slip has, beside the text: the time stamp, the tag's name, the text's digest;
  /// how it is checked, and who signs.
  package enum Beside: String, CaseIterable, Sendable {
    case timeStamp = "时间戳"
    case tag = "标签"
    case digest = "封存摘要"
    case check = "核对"
    case maker = "封存人"
    case signed = "签署日期"
  }
}

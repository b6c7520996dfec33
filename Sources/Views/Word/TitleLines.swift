extension Paper.Line {
  /// A title in lines of at most `most` characters, about as long as one another and broken on
  /// meaning: between what the office wrote and what the case says rather than within a word.
  package func titleLines(of most: Int) -> [String] {
    let text = Array<Character>(self.text)
    let total = text.width
    guard total > Double(most), text.count > 1 else { return [self.text] }
    let count = Int((total / Double(most)).rounded(.up))
    return Self.broken(text, joints: joints, into: count, of: Double(most))
      ?? Self.broken(text, joints: joints, into: count + 1, of: Double(most)) ?? [self.text]
  }

  /// The places where one run ends and the next starts.
  private var joints: Set<Int> {
    var places: Set<Int> = []
    var place = 0
    for run in self {
      place += run.text.count
      places.insert(place)
    }
    return places
  }

  /// The best way to break `text` into `count` lines; nil where some line would be too long.
  private static func broken(
    _ text: [Character], joints: Set<Int>, into count: Int, of most: Double
  ) -> [String]? {
    let ideal = text.width / Double(count)
    // The least cost of breaking the first `end` characters into so many lines, and the last break.
    var best: [Int: (cost: Double, from: Int)] = [0: (0, 0)]
    var steps: [[Int: (cost: Double, from: Int)]] = []
    for _ in 0..<count {
      var next: [Int: (cost: Double, from: Int)] = [:]
      // In their order: of two that cost alike the first is taken.
      for (start, reached) in best.sorted(by: { $0.key < $1.key }) {
        for end in (start + 1)..<(text.count + 1) where start < text.count {
          let width = text[start..<end].width
          if width > most { break }
          let cost =
            reached.cost + (width - ideal) * (width - ideal) + penalty(at: end, in: text, joints)
          if cost < next[end]?.cost ?? .infinity { next[end] = (cost, start) }
        }
      }
      steps.append(next)
      best = next
    }
    guard best[text.count] != nil else { return nil }
    var lines: [String] = []
    var end = text.count
    for step in steps.reversed() {
      guard let from = step[end]?.from else { return nil }
      lines.insert(String(text[from..<end]), at: 0)
      end = from
    }
    return lines
  }

  /// How bad it is to break before the character at `index`.
  private static func penalty(at index: Int, in text: [Character], _ joints: Set<Int>) -> Double {
    guard index < text.count else { return 0 }
    let (before, after) = (text[index - 1], text[index])
    if before.isASCII && after.isASCII || "、，。；：！？）》〉”’〕".contains(after)
      || "（《〈“‘〔".contains(before)
    {
      return 1000
    }
    if before.isNumeral && "年月日号件项个份期届轮次季处起批章条".contains(after) || before == "半" && after == "年"
      || "上下".contains(before) && after == "半"
    {
      return 800
    }
    if TitleWords.known.contains(String([before, after])) { return 400 }
    if "对和与及在将把的向为".contains(before) || "的等".contains(after) { return 60 }
    if joints.contains(index) || "、》”".contains(before) || "《“".contains(after) { return 0 }
    return 45
  }
}

private enum TitleWords {
  /// Words of two characters that titles of the trade are full of: a line does not end within one.
  static let known: Set<String> = Set(
    """
    关于 督促 办理 进一 一步 领导 书记 省长 市长 县长 主任 主席 厅长 局长 省委 市委 县委 政府 办公 公厅 党组 常委 同志 批示
    指示 报告 通报 通知 意见 建议 方案 情况 问题 工作 任务 安全 生产 食品 药品 农村 城市 城乡 农业 农田 饮水 环境 生态 教育
    学校 医疗 卫生 健康 住房 交通 水利 电力 消防 应急 防汛 抗旱 暗访 明察 督查 督办 检查 核查 排查 整治 整改 处置 处理 查处
    治理 管理 监管 监督 执法 保护 建设 改革 发展 推进 开展 落实 实施 加强 规范 完善 提升 解决 反映 群众 企业 项目 资金 专项
    全国 全省 全市 全县 重大 重点 突出 有关 部分 部门 单位 地区 事故 事件 事项 污染 大气 质量 脱贫 攻坚 扶贫 补贴 拖欠 工资
    信访 举报 投诉 违规 违法 服务 保障 供应 市场 价格 疫苗 疫情 防控 年度 季度 月份 上年 今年 去年 首次 多次
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension Character {
  fileprivate var isNumeral: Bool {
    isASCII && isNumber || "〇一二三四五六七八九十百千万两几".contains(self)
  }
}

extension Collection<Character> {
  fileprivate var width: Double { String(self).printedWidth }
}

import FrontMatter
import Messages
import Spreadsheet
import Supervision
import TestSupport
import Testing

/// Nine ledgers as offices keep them in a spreadsheet, imported without a mapping file.
@Suite struct LedgerWorkbookTests {
  struct Form: Sendable {
    let name: String
    /// Of cells, parted by `|`.
    let lines: [String]
    let merged: [String]
    let defaults: [String]
    /// `编号 标题 牵头单位 协办单位 时限 状态` of each case, as far as it has them.
    let cases: [String]
    let leftOut: Int
    /// Words that are in a case, wherever.
    var words: [String] = []
  }

  static let forms = [
    Form(
      name: "领导批示件台账",
      lines: [
        "2018年省委领导批示件督办台账(截至9月底)",
        "序号|批示日期|批示领导|督办事项|批示内容|责任单位|办理时限|办理情况|备注",
        "1|7月23日|省委主要领导|疫苗处置和督导检查|立即核查|省药监局、省卫健委|8月底前|8月20日,已排查完毕|",
        "2|8.27|省委分管领导|学校食堂蔬菜供应|查清情况|省教育厅|30日内|方案已印发|急",
      ], merged: ["A1:I1"], defaults: ["类别=批办性"],
      cases: [
        "2018-0001 疫苗处置和督导检查 省药监局 省卫健委 2018-08-31 办理中", "2018-0002 学校食堂蔬菜供应 省教育厅 30日 办理中",
      ],
      leftOut: 0, words: ["日期: 2018-08-20", "已排查完毕", "急"]),
    Form(
      name: "两行表头",
      lines: [
        "督办事项办理情况一览表", "(2018年第三季度)",
        "序号|批示||事项|承办单位||办理时限||状态", "|领导|时间||牵头|配合|原定|现行|",
        "1|省委主要领导|2018/7/23|饮水安全|省水利厅|省住建厅/省生态环境厅|2018/8/31|2018/9/30|在办",
        "2|省委主要领导|2018/7/25|河道采砂|省水利厅||2018/8/31|2018/8/31|已办结",
      ],
      merged: ["A1:I1", "A3:A4", "B3:C3", "D3:D4", "E3:F3", "G3:H3", "I3:I4"],
      defaults: ["类别=批办性"],
      cases: [
        "2018-0001 饮水安全 省水利厅 省住建厅 省生态环境厅 2018-08-31 办理中", "2018-0002 河道采砂 省水利厅 2018-08-31 已办结",
      ], leftOut: 0, words: ["新时限: 2018-09-30"]),
    Form(
      name: "一件几行",
      lines: [
        "序号|督办事项|批示领导|批示日期|工作任务|责任单位|责任人|完成时限|进展情况",
        "1|饮水安全|省委主要领导|2018-07-23|排查水源|省水利厅|分管副厅长|8月31日|已排查",
        "||||更换管道|省住建厅|分管副厅长|9月30日|已更换一半", "||||拨付资金|省财政厅||9月30日|",
        "2|学校食堂|省委主要领导|2018-08-27|排查食堂|省教育厅||9月30日|",
      ],
      merged: ["A2:A4", "B2:B4", "C2:C4", "D2:D4"], defaults: ["类别=批办性"],
      cases: ["2018-0001 饮水安全 省水利厅 省住建厅 省财政厅 办理中", "2018-0002 学校食堂 省教育厅 2018-09-30 办理中"],
      leftOut: 0, words: ["已更换一半", "事项: 拨付资金\n    单位: 省财政厅\n    时限: 2018-09-30"]),
    Form(
      name: "领导和日期合并",
      lines: [
        "序号|批示领导|批示时间|主要事项|牵头部门|协办单位|时限要求", "1|省委主要领导|2018年7月23日|防汛排涝|省水利厅|省应急厅|一个月",
        "2|||河道清障|省水利厅||二十日内", "3|||水库加固|省水利厅|省财政厅|年底前", "4|省委副书记|2018年8月1日|秸秆禁烧|省农业农村厅||三季度",
      ],
      merged: ["B2:B4", "C2:C4"], defaults: ["类别=批办性"],
      cases: [
        "2018-0001 防汛排涝 省水利厅 省应急厅 1个月 办理中", "2018-0002 河道清障 省水利厅 20日 办理中",
        "2018-0003 水库加固 省水利厅 省财政厅 2018-12-31 办理中", "2018-0004 秸秆禁烧 省农业农村厅 2018-09-30 办理中",
      ], leftOut: 0),
    Form(
      name: "分段、小计和落款",
      lines: [
        "省委督查室在办件统计", "填报单位:督查一处|||填报日期:2018年9月30日", "序号|事项|批示领导|批示日期|主办单位|办结时限|类别",
        "一、省委主要领导批示", "1|饮水安全|省委主要领导|2018-07-23|省水利厅|2018-08-31|批办性", "小计|1件",
        "二、省委副书记批示", "1|学校食堂|省委副书记|2018-08-27|省教育厅|2018-09-30|批办性", "小计|1件", "合计|2件",
        "填表人:王某||审核人:李某|||联系电话:略", "注:表中单位均为牵头单位。",
      ],
      merged: ["A1:G1", "A4:G4", "A7:G7", "A12:G12"], defaults: [],
      cases: ["2018-0001 饮水安全 省水利厅 2018-08-31 办理中", "2018-0002 学校食堂 省教育厅 2018-09-30 办理中"],
      leftOut: 7),
    Form(
      name: "长期事项",
      lines: [
        "序号|督办内容|批示领导|批示日期|责任单位|完成时限|最新进展", "1|大气污染防治|省委主要领导|2018-01-05|省生态环境厅|长期坚持|持续推进",
        "2|脱贫攻坚|省委主要领导|2018-01-05|省扶贫办|每月25日前|已报", "3|项目建设|省委主要领导|2018-01-05|省发展改革委|按节点推进|已开工",
      ], merged: [], defaults: ["类别=批办性"],
      cases: [
        "2018-0001 大气污染防治 省生态环境厅 办理中", "2018-0002 脱贫攻坚 省扶贫办 办理中", "2018-0003 项目建设 省发展改革委 办理中",
      ], leftOut: 0, words: ["关注: 长期", "反馈: 每月25日前", "现行时限:按节点推进"]),
    Form(
      name: "一函几件",
      lines: [
        "编号|督办文号|交办时间|交办事项|批示领导|批示日期|承办单位|办结时限",
        "1|×督函〔2018〕31号|2018.7.26|饮水安全|省委主要领导|2018.7.23|省水利厅|2018.8.31",
        "2|||河道采砂|省委主要领导|2018.7.23|省水利厅|2018.8.31",
        "3|×督函〔2018〕32号|2018.7.27|学校食堂|省委主要领导|2018.7.24|省教育厅|2018.8.31",
      ],
      merged: ["B2:B3", "C2:C3"], defaults: ["类别=批办性"],
      cases: [
        "2018-0001 饮水安全 省水利厅 2018-08-31 办理中", "2018-0002 河道采砂 省水利厅 2018-08-31 办理中",
        "2018-0003 学校食堂 省教育厅 2018-08-31 办理中",
      ], leftOut: 0, words: ["同函: [2018-0002]", "同函: [2018-0001]"]),
    Form(
      name: "销号台账",
      lines: [
        "序号|事项名称|领导同志|批示日期|责任单位|完成时限|完成情况|是否办结|销号时间",
        "1|饮水安全|省委主要领导|43304|省水利厅|43343|已全部完成|是|43340",
        "2|学校食堂|省委主要领导|43339|省教育厅|43373|正在整改|否|/",
      ], merged: [], defaults: ["类别=批办性"],
      cases: ["2018-0001 饮水安全 省水利厅 2018-08-31 已办结", "2018-0002 学校食堂 省教育厅 2018-09-30 办理中"],
      leftOut: 0, words: ["日期: 2018-08-28\n    步骤: 办结"]),
    Form(
      name: "重点工作台账",
      lines: [
        "2018年重点工作督办清单", "序 号|工作\n事项|具体任务|牵头单位|配合单位|完成时限\n(月/日)|进展情况",
        "1|营商环境|修订办事指南;压减时限|省政务办|各市|6月30日|已修订", "2|数字政府|建成平台|省大数据局|无|12月底|——",
      ], merged: ["A1:G1"], defaults: ["类别=指导性", "批示领导=省委主要领导", "批示日期=2018-01-05"],
      cases: [
        "2018-0001 营商环境 省政务办 各市 2018-06-30 办理中", "2018-0002 数字政府 省大数据局 2018-12-31 办理中",
      ], leftOut: 0, words: ["事项: 压减时限", "已修订"]),
  ]

  @Test(arguments: rows(forms, named: \.name))
  func aFormComesInWithoutAMap(form: Named<Form>) throws {
    let form = form.value
    let text = try WorkbookTable(Self.workbook(form), path: "台账.xlsx").text
    var mapping = ImportMapping()
    for given in form.defaults where !mapping.setDefault(given) { Issue.record("\(given)") }
    let ledger = ImportedLedger(
      text, mapping: mapping, schema: Schema(), today: Day("2026-11-24")!)  // a day
    let errors = ledger.findings.filter { $0.severity == .error }
    #expect(errors.map { "\(text.name(at: $0.range.lowerBound) ?? "") \($0.message.zh)" } == [])
    #expect(ledger.cases.map(Self.words) == form.cases)
    #expect(ledger.rows.leftOut == form.leftOut)
    #expect(
      ledger.rows.read == ledger.cases.count + ledger.rows.leftOut + ledger.continuingRows)
    #expect(ledger.findings.count { $0.rule.id == "row-left-out" } == form.leftOut)
    let all = ledger.cases.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    for word in form.words { #expect(all.contains(word), "\(word)\n\(all)") }
  }

  private static func words(of imported: ImportedCase) -> String {
    let document = Document(markdown: SourceText(path: "", bytes: imported.bytes))
    let state = CaseState(
      folding: Case(document), schema: Schema(), asOf: Day("2026-11-24")!)  // a day
    let header = state.subject.header
    let words =
      [header.id?.value, header.title?.value, header.lead?.value] + header.coUnits.map(\.value)
      + [header.limit?.value.wording, state.state?.name]
    return words.compactMap(\.self).joined(separator: " ")
  }

  private static func workbook(_ form: Form) -> [UInt8] {
    let rows = form.lines.enumerated().map { index, line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).enumerated().map {
        column, text in
        let place = "\(Character(Unicode.Scalar(UInt8(65 + column))))\(index + 1)"
        if text.isEmpty { return "" }
        // Days that lost their format are numbers.
        if text.count == 5, Int(text) != nil { return "<c r=\"\(place)\"><v>\(text)</v></c>" }
        return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }
      return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
    }
    let merged = form.merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    return WorkbookTableTests.workbook(
      rows.joined(), after: merged.isEmpty ? "" : "<mergeCells>\(merged)</mergeCells>")
  }
}

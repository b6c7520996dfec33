import Messages
import Supervision
import Testing
import TestSupport

@Suite struct SchemaTests {
  private func source(_ marked: MarkedText) -> SourceText {
    SourceText(path: "schema", bytes: Array(marked.text.utf8))
  }

  @Test(
    arguments: rows([
      ("文件: «督办/{编号}.md»\n", ["bad-file-pattern"]),
      ("文件: «cases/../{编号}.md»\n", ["bad-file-pattern"]),
      ("文件: cases/{年}/{编号}.md\n", []),
      ("级别: {«step-repeatd»: 关闭}\n", ["unknown-rule"]),
      ("级别: {«missing-key»: 警告}\n", ["severity-of-error"]),
      ("级别: {step-repeated: «关掉»}\n", ["bad-choice"]),
      ("级别: {step-repeated: 关闭}\n", []),
      ("时限:\n  立项: «''»\n", ["missing-key"]),
      ("时限:\n  签收: ''\n", []),
      ("时限:\n  立项: «2018-07-23»\n", ["bad-limit"]),
      ("时限:\n  «立顶»: 3日\n", ["unknown-key"]),
      ("办结时限: {特急: «五日内»}\n", ["bad-limit"]),
      ("回访: {重点: ''}\n", []),
      ("提醒: 3个工作日\n", []),
      ("提醒: [3个工作日, 当日]\n", []),
      ("提醒: ''\n", []),
      ("提醒: «提前三天»\n", ["bad-limit"]),
      ("提醒: [3日, «2018-07-23»]\n", ["bad-limit"]),
      ("提醒: «{早: 3日}»\n", ["wrong-shape"]),
      ("催报: [7个工作日, 当日]\n", []),
      ("催报: ''\n", []),
      ("催报: [«三次»]\n", ["bad-limit"]),
      ("催报: «2018-07-23»\n", ["bad-limit"]),
      ("消息标题: 内部\n", []),
      ("消息标题: «机密»\n", ["bad-choice"]),
      ("«起点»: 发函\n", ["unknown-key"]),
      ("起算: «收函»\n", ["bad-choice"]),
    ]))
  func officeFaultsAreFound(marked: String, ids: [String]) {
    let marked = MarkedText(marked)
    let file = Office.reading(source(marked))
    #expect(file.findings.map(\.rule.id) == ids)
    #expect(file.findings.map(\.range) == marked.ranges)
  }

  @Test(
    arguments: rows([
      ("", ["1个工作日"]), ("提醒: 5日\n", ["5日"]), ("提醒: [3个工作日, 当日]\n", ["3个工作日", "当日"]),
      ("提醒: ''\n", []), ("提醒: []\n", []), ("提醒: [3日, 提前三天]\n", ["1个工作日"]),
    ]))
  func remindersAreOneLimitOrSeveralOrNone(text: String, wordings: [String]) {
    let office = Office.reading(SourceText(path: "schema", bytes: Array(text.utf8))).value
    #expect(office.reminders.map(\.wording) == wordings)
  }

  @Test(
    arguments: rows([
      ("单位:\n  - 名称: 省教育厅\n  - 名称: «省教育厅»\n", ["duplicate-unit"]),
      ("单位:\n  - «简称: 教育厅»\n", ["missing-key"]),
      ("单位:\n  - 名称: 省教育厅\n    «简写»: 教育厅\n", ["unknown-key"]),
      ("单位:\n  - 名称: 省教育厅\n  - 名称: 省公安厅\n    简称: [公安厅, 公安]\n", []),
      ("单位: []\n", []),
    ]))
  func unitFaultsAreFound(marked: String, ids: [String]) {
    let marked = MarkedText(marked)
    let file = UnitDirectory.reading(source(marked))
    #expect(file.findings.map(\.rule.id) == ids)
    #expect(file.findings.map(\.range) == marked.ranges)
  }

  @Test(
    arguments: rows([
      (
        "人员:\n  - {邮箱: 甲@例.cn, 角色: 督查员}\n  - {邮箱: «甲@例.CN», 角色: 督查员}\n角色: {督查员: [登记]}\n",
        ["duplicate-person"]
      ),
      ("人员:\n  - {邮箱: 甲@例.cn, 角色: «督察员»}\n角色: {督查员: [登记]}\n", ["unknown-role"]),
      ("人员:\n  - «{邮箱: 甲@例.cn}»\n", ["missing-key"]),
      ("人员:\n  - {邮箱: 甲@例.cn, 角色: 督查员, «职务»: 主任}\n角色: {督查员: 登记}\n", ["unknown-key"]),
      ("人员: «甲»\n", ["wrong-shape"]),
      ("角色: {督查员: [登记, «签发»]}\n", ["bad-choice"]),
      ("代录: «可以»\n", ["bad-choice"]),
      ("分离:\n  - «[立项, 审定, 发函]»\n", ["bad-separation"]),
      ("分离:\n  - «[立项, 立项]»\n", ["bad-separation"]),
      ("分离:\n  - [立项, «审阅»]\n", ["bad-choice"]),
      ("«签名»: 是\n", ["unknown-key"]),
      ("代录: 是\n要求签名: 否\n分离:\n  - [立项, 审定]\n", []),
    ]))
  func roleFaultsAreFound(marked: String, ids: [String]) {
    let marked = MarkedText(marked)
    let file = Roles.reading(source(marked))
    #expect(file.findings.map(\.rule.id) == ids)
    #expect(file.findings.map(\.range) == marked.ranges)
  }

  @Test func rolesAreReadAsWritten() throws {
    let text = """
      人员:
        - {邮箱: 甲@例.cn, 角色: 督查员}
        - {邮箱: 乙@例.cn, 角色: 联络员, 单位: 省教育厅, 公钥: ssh-ed25519 AAAA}
      角色:
        督查员: [登记, 立项]
        联络员: 签收
      代录: 是
      分离:
        - [立项, 审定]
      要求签名: 是

      """
    let file = Roles.reading(SourceText(path: "schema/roles.yaml", bytes: Array(text.utf8)))
    #expect(file.findings == [])
    let roles = file.value
    #expect(roles.permitted == ["督查员": [.register, .docket], "联络员": [.acknowledge]])
    let day = Day(ordinal: 17_000)
    let person = try #require(roles.person("乙@例.CN", on: day))
    #expect(person.unit == "省教育厅" && person.keys(on: day) == ["ssh-ed25519 AAAA"])
    #expect(roles.person("丙@例.cn", on: day) == nil)
    #expect(roles.recordsForUnits && roles.requiresSignature)
    #expect(roles.partners(of: [.approve]).map(\.second) == [.docket])
    #expect(roles.partners(of: [.register]) == [])
  }

  @Test func aPersonHasDaysAddressesAndKeys() throws {
    let text = """
      人员:
        - 邮箱: 甲@例.cn
          曾用邮箱: [旧@例.cn, {邮箱: 更旧@例.cn, 止: 2020-12-31}]
          角色: 督查员
          公钥:
            - ssh-ed25519 AAAAOld
            - {公钥: 0123 4567 89AB CDEF, 起: 2022-01-01}
          起: 2020-01-01
          止: 2023-12-31
        - {邮箱: 甲@例.cn, 角色: 处长, 起: 2024-01-01}
      角色:
        督查员: [登记, 修订, 导入, 改号, 规则, 封存]
        处长: []
      平台: [NoReply@host.cn]

      """
    let file = Roles.reading(SourceText(path: "schema/roles.yaml", bytes: Array(text.utf8)))
    #expect(file.findings == [])
    let roles = file.value
    func role(_ email: String, _ day: String) throws -> String? {
      roles.person(email, on: try #require(Day(day)))?.role.value
    }
    #expect(try role("甲@例.cn", "2019-12-31") == nil)
    #expect(try role("旧@例.cn", "2020-01-01") == "督查员")
    #expect(try role("更旧@例.cn", "2021-01-01") == nil)
    #expect(try role("甲@例.cn", "2023-12-31") == "督查员")
    #expect(try role("甲@例.cn", "2024-01-01") == "处长")
    let person = try #require(roles.people.first)
    #expect(person.keys(on: try #require(Day("2021-06-01"))) == ["ssh-ed25519 AAAAOld"])
    #expect(person.keys(on: try #require(Day("2022-01-01"))).count == 2)
    #expect(roles.addresses(of: try #require(roles.people.last)).contains("旧@例.cn"))
    #expect(roles.rights["督查员"] == Set(Right.allCases) && roles.permitted["督查员"] == [.register])
    #expect(roles.platforms == ["noreply@host.cn"])
  }

  @Test(
    arguments: rows([
      ("date\tkind\n2018-10-01\tholiday\t国庆节\n«2018.10.2\tholiday\t国庆节»\n", ["bad-holiday"]),
      ("«2018-09-29\t补班\t国庆节»\n", ["bad-holiday"]),
      ("2018-10-01\tholiday\t国庆节\r\n2018-09-29\tworkday\t国庆节", []),
    ]))
  func calendarFaultsAreFound(marked: String, ids: [String]) throws {
    let marked = MarkedText(marked)
    let file = WorkingCalendar.reading(source(marked))
    #expect(file.findings.map(\.rule.id) == ids)
    #expect(file.findings.map(\.range) == marked.ranges)
    let makeUp = try #require(Day("2018-09-29"))
    #expect(file.value.isWorkingDay(makeUp) == ids.isEmpty)
  }
}

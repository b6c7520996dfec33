import Testing
import TestSupport

@testable import Supervision

/// What stands in a cell of units, and who of them leads.
@Suite struct NamedUnitsTests {
  @Test(
    arguments: rows([
      ("省水利厅", "省水利厅", ""), ("省水利厅、省公安厅", "省水利厅", "省公安厅"), ("省水利厅,省公安厅;省民政厅", "省水利厅", "省公安厅 省民政厅"),
      ("省水利厅，省公安厅；省民政厅", "省水利厅", "省公安厅 省民政厅"), ("省水利厅/省公安厅", "省水利厅", "省公安厅"),
      ("省水利厅 省公安厅", "省水利厅", "省公安厅"), ("省水利厅\n省公安厅", "省水利厅", "省公安厅"), ("省水利厅　省公安厅", "省水利厅", "省公安厅"),
      ("省 水 利 厅", "省水利厅", ""), ("牵头:省水利厅 配合:省公安厅、省民政厅", "省水利厅", "省公安厅 省民政厅"),
      ("牵头单位：省水利厅\n配合单位：省公安厅", "省水利厅", "省公安厅"), ("牵头:省水利厅配合:省公安厅", "省水利厅", "省公安厅"),
      ("省公安厅(配合)、省水利厅(牵头)", "省水利厅", "省公安厅"), ("省水利厅牵头，省公安厅、省民政厅配合", "省水利厅", "省公安厅 省民政厅"),
      ("省水利厅会同省公安厅", "省水利厅", "省公安厅"), ("会同县政府", "会同县政府", ""), ("省水利厅(省河长办)", "省水利厅(省河长办)", ""),
      ("甲县政府(水利局、公安局)、乙县政府", "甲县政府(水利局、公安局)", "乙县政府"), ("省水利厅、省公安厅等部门", "省水利厅", "省公安厅"),
      ("省水利厅、省水利厅", "省水利厅", ""), ("省卫生和计划生育委员会", "省卫生和计划生育委员会", ""),
      ("配合:省公安厅 牵头:省水利厅", "省水利厅", "省公安厅"),
    ]))
  func theFirstOrTheOneSaidToLeads(text: String, lead: String, others: String) {
    let named = NamedUnits(text, isLed: true)
    #expect(named.leads.joined(separator: " ") == lead)
    #expect(named.others.joined(separator: " ") == others)
  }

  @Test func inAColumnOfOthersNobodyLeads() {
    let named = NamedUnits("省公安厅、省民政厅", isLed: false)
    #expect(named.leads == [] && named.others == ["省公安厅", "省民政厅"])
  }
}

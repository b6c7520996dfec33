package import Messages

// What is wrong with a reply sheet (回执) that came back.
extension Rule {
  package static let replySheetChanged = Rule(
    "reply-sheet-changed", .error,
    title: Phrase(zh: "回执与发出时不同", en: "a reply sheet that is not as it was sent"),
    explanation: Phrase(
      zh:
        "回执交回时,灰色的格要与发出时一样,每一行凭“序”认出是哪一项;别的单位的行、另加的列、合并的格都不知道答的是什么。按所指的格改正后再接收,一处不对就一行也不记。",
      en:
        "In a reply sheet that comes back the locked cells are as they were sent, and each row is known by its number: nobody can tell what rows of another unit, columns that were added and merged cells answer. Mend the cell that is named and receive the file again; where one is wrong, no row is recorded."
    ))

  static let replyNotUnderstood = Rule(
    "reply-not-understood", .error,
    title: Phrase(zh: "回执里填的读不懂", en: "an answer that is not understood"),
    explanation: Phrase(
      zh:
        "“完成”写是、否或百分比(√、已完成、100% 也认得),“风险”写无、低、可控、不可控,“报结”写是,日期写作 2026-12-31(7月23日、2018.7.23 也认得);申请延期要写明日期和理由。填表的日期在发函以后、接收以前。",
      en:
        "完成 is 是, 否 or a share (√, 已完成, 100% are known too), 风险 one of 无, 低, 可控, 不可控, 报结 是, days are 2026-12-31 (or 7月23日, 2018.7.23); who asks for more time says until when and why. The day of filling in lies between the letter and the receiving."
    ))

  static let replyRules = [replySheetChanged, replyNotUnderstood]
}

import Testing
import TestSupport

/// What a unit owes, as a workbook that it fills in.
@Suite(.seeded) struct ReplySheetTests {
  private func sample<T>(_ body: (GitCLI, DubanCLI) async throws -> T) async throws -> T {
    try await withFolder { git in
      var duban = DubanCLI(git)
      duban.variables["DUBAN_TODAY"] = "2018-08-06"
      _ = try await duban("init", "--sample", "--no-hooks")
      return try await body(git, duban)
    }
  }

  @Test func everyUnitThatOwesSomethingGetsOne() async throws {
    try await sample { git, duban in
      let result = try await duban("reply-sheet", "-o", git.path("回执"))
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("回执-省农业厅-20180806.xlsx: 2 rows\n"), "\(result.output)")
      #expect(try git.names(in: "回执").count == 7)
    }
  }

  @Test func theSameCommitAndDayGiveTheSameBytes() async throws {
    try await sample { git, duban in
      for name in ["一.xlsx", "二.xlsx"] {
        let result = try await duban("reply-sheet", "--unit", "省农业厅", "-o", git.path(name))
        #expect(result.status == 0, "\(result.errors)")
      }
      #expect(try git.readBytes("一.xlsx") == git.readBytes("二.xlsx"))
    }
  }

  @Test(
    arguments: rows([
      (["--unit", "省民政厅厅"], 2, "there is no unit '省民政厅厅'"),
      (["-o", "回执.xlsx"], 2, "name the unit"), (["--unit", "省民政厅"], 0, "省民政厅 owes nothing"),
      (["--unit", "省农业厅", "--case", "2018-0099"], 2, "2018-0099"),
    ]))
  func whatCannotBeMadeIsSaid(arguments: [String], status: Int32, words: String) async throws {
    try await sample { _, duban in
      let result = try await duban(["reply-sheet"] + arguments)
      #expect(result.status == status)
      #expect((result.output + result.errors).contains(words), "\(result.output)\(result.errors)")
    }
  }

  /// As another library reads it: what is sent is locked, what is asked is not, what it is made of is hidden.
  @Test func anotherReaderFindsWhatIsLocked() async throws {
    try await sample { git, duban in
      let result = try await duban(
        "reply-sheet", "--unit", "省农业厅", "-o", git.path("回执.xlsx"))
      #expect(result.status == 0, "\(result.errors)")
      let script = """
        import sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        print([(s.title, s.sheet_state, s.protection.sheet, s.protection.password) for s in book])
        sheet = book["回执"]
        for row in sheet.iter_rows(min_row=2):
            print(",".join(c.column_letter for c in row if not c.protection.locked))
        print([(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation])
        """
      let read = try await Python.run(script, [git.path("回执.xlsx")])
      #expect(
        read == """
          [('回执', 'visible', True, None), ('说明', 'visible', True, None), ('来历', 'hidden', True, None)]

          I,J,K,L,M,N,O,P,R,S
          I,J,L,M,N,O,P,Q,R,S
          [('K3:K4', '"是,否"'), ('N3:N4', '"无,低,可控,不可控"'), ('Q3:Q4', '"是"')]

          """)
    }
  }
}

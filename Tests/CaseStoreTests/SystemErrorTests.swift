import CaseStore
import Glibc
import Messages
import Testing
import TestSupport

@Suite struct SystemErrorTests {
  @Test(
    arguments: rows([EACCES, ENOSPC, EROFS, ENOTDIR, EMFILE, EIO, ENOENT, EDQUOT, ENAMETOOLONG]))
  func theUsualOnesAreChinese(code: Int32) {
    let words = SystemError.words(code)
    #expect(words.en == String(cString: strerror(code)))
    #expect(words.zh.unicodeScalars.allSatisfy { !$0.isASCII }, "\(words.zh)")
  }

  @Test func wordsAreFoundInWhatOthersTellOn() {
    let words = SystemError.translated(
      "failed to open '/甲/index.lock' for writing: Permission denied")
    #expect(words.zh == "failed to open '/甲/index.lock' for writing: 没有权限")
    #expect(words.en.hasSuffix("Permission denied"))
  }
}

import Glibc
package import Messages

/// What the operating system says of a call that failed, in both languages: its own words are English.
package enum SystemError {
  /// The words for a number of `errno`.
  package static func words(_ code: Int32) -> Phrase {
    translated(String(cString: strerror(code)))
  }

  /// A text in which the system's words may stand, as libgit2 and programs tell them on.
  package static func translated(_ text: String) -> Phrase {
    let chinese = table.reduce(text) { text, entry in
      let (code, words) = entry
      return text.replacing(String(cString: strerror(code)), with: words)
    }
    return Phrase(zh: chinese, en: text)
  }

  private static let table: [(Int32, String)] = [
    (EPERM, "系统不允许"), (ENOENT, "没有这个文件或文件夹"), (EIO, "磁盘读写出错"),
    (ENOEXEC, "不是能运行的程序"), (ENOMEM, "内存不足"), (EACCES, "没有权限"), (EBUSY, "正被占用"),
    (EEXIST, "已经存在"), (EXDEV, "不在同一个文件系统中"), (ENOTDIR, "不是文件夹"), (EISDIR, "是文件夹"),
    (EINVAL, "参数无效"), (ENFILE, "系统中打开的文件太多"), (EMFILE, "打开的文件太多"),
    (ETXTBSY, "程序正在使用中"), (EFBIG, "文件太大"), (ENOSPC, "磁盘空间不足"), (EROFS, "文件系统是只读的"),
    (EPIPE, "管道另一端已关闭"), (ENAMETOOLONG, "名称太长"), (ENOTEMPTY, "文件夹里还有文件"),
    (ELOOP, "符号链接层层相套"), (EDQUOT, "超出磁盘配额"), (ESTALE, "网络上的文件已失效"),
    (EAGAIN, "暂时不可用"), (ENOTSUP, "不支持这样操作"),
  ]
}

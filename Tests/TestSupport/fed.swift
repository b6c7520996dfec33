import FoundationEssentials
import SystemPackage

/// A file without a name that holds `bytes`, open at its beginning, for a program to read.
///
/// Not a pipe: a program that ends before it has read everything would end the tests with a signal.
func fed(_ bytes: [UInt8]) throws -> FileDescriptor {
  guard !bytes.isEmpty else { return try FileDescriptor.open("/dev/null", .readOnly) }
  let path = "\(temporaryFolder)/duban-git-fed-\(UInt64.random(in: 0 ... .max))"
  let file = try FileDescriptor.open(
    FilePath(path), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
    permissions: .ownerReadWrite)
  try FileManager.default.removeItem(atPath: path)
  try file.writeAll(bytes)
  try file.seek(offset: 0, from: .start)
  return file
}

/// As git names it, which follows symbolic links.
let temporaryFolder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path

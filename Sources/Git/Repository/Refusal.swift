package import Files

/// Why we do not record in a repository, or at a path in it. Facts only: the words for people
/// are made where people are talked to.
package enum Refusal: Hashable, Sendable {
  /// A bare repository has no files to record.
  case bare
  /// `HEAD` is on no branch, so the commit would be lost with the next checkout.
  case detachedHead(OID)
  /// Git has begun something that the user must first finish or abort.
  case underWay(Operation)
  /// `filter=` sends the file through a program; `value` is its name.
  case filter(RelativePath, name: String)
  /// `working-tree-encoding`.
  case encoding(RelativePath, name: String)
  /// Git would store other line endings than the file has.
  case lineEndings(RelativePath)
  /// The path is absolute, or has an empty part, `.`, `..` or `.git`.
  case unsafePath(RelativePath)
  /// A part of the path is a symbolic link on disk or in `HEAD`.
  case symbolicLink(RelativePath)
  /// A part of the path is another repository.
  case submodule(RelativePath)
  /// A part of the path is not a folder, or the path itself is not a file.
  case notAFile(RelativePath)
  /// The path differs from one that exists only by case or by Unicode normalisation.
  case twin(RelativePath, of: RelativePath)
  /// The index has the path in several stages of a merge.
  case conflicted(RelativePath)
  /// The user has staged a version that is neither `HEAD`'s nor the one to be recorded.
  case stagedDifferently(RelativePath)
  /// A sparse checkout leaves the file out.
  case notCheckedOut(RelativePath)
  /// Commits are to be signed, in a `gpg.format` that git does not know.
  case unknownSignatureFormat(String)
  /// Commits are to be signed, and nothing names a key; the words of the command that should have.
  case noSigningKey(words: String)
  /// The program that signs could not, with these words.
  case notSigned(program: String, words: String)
  /// A hook said no, with these words.
  case byHook(name: String, words: String)
  /// A hook staged other contents for these files than are recorded.
  case stagedByHook(name: String, paths: [RelativePath])
  /// Git knows no name or address; its own words.
  case noIdentity(words: String)
  /// A folder that has to be written cannot be.
  case readOnly(path: String)
}

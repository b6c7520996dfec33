package import Messages

/// The findings of several files in the stable form of `check --format json`, version 1.
///
/// Offsets are in UTF-8 bytes from 0; lines and columns, in Unicode scalars, from 1.
///
/// - Parameters:
///   - findings: each file and what was found in it.
///   - texts: other files that notes point into, by path; a note in one that is missing has no range.
///   - files: how many files were looked at, those without findings included.
package func json(
  of findings: [(text: SourceText, diagnostics: [Diagnostic])], texts: [String: SourceText] = [:],
  files: Int, language: Language
) -> JSON {
  var known = texts
  for finding in findings { known[finding.text.path] = finding.text }
  let all = findings.flatMap(\.diagnostics)
  return [
    "version": 1,
    "diagnostics": .array(
      findings.flatMap { text, diagnostics in
        diagnostics.map { json($0, in: text, texts: known, language) }
      }),
    "summary": [
      "files": .int(files),
      "errors": .int(all.count { $0.severity == .error }),
      "warnings": .int(all.count { $0.severity == .warning }),
    ],
  ]
}

private func json(
  _ diagnostic: Diagnostic, in text: SourceText, texts: [String: SourceText], _ language: Language
) -> JSON {
  [
    "id": .string(diagnostic.rule.id),
    "severity": .string(diagnostic.severity.rawValue),
    "message": .string(diagnostic.message[language]),
    "path": .string(text.path),
    "range": json(diagnostic.range, in: text),
    "notes": .array(
      diagnostic.notes.map { note in
        let path = note.path ?? text.path
        return [
          "message": .string(note.message[language]),
          "path": .string(path),
          "range": (path == text.path ? text : texts[path]).map { json(note.range, in: $0) } ?? nil,
        ]
      }),
    "fixes": .array(
      diagnostic.fixes.map { fix in
        [
          "title": .string(fix.title[language]),
          "edits": .array(
            fix.edits.map {
              ["range": json($0.range, in: text), "replacement": .string($0.replacement)]
            }),
        ]
      }),
  ]
}

private func json(_ range: Range<Int>, in text: SourceText) -> JSON {
  func json(_ offset: Int) -> JSON {
    let location = text.location(of: offset)
    return [
      "line": .int(location.line), "column": .int(location.column), "offset": .int(offset),
    ]
  }
  return ["start": json(range.lowerBound), "end": json(range.upperBound)]
}

/// The judge of what our JSON Schema takes: the Python package `jsonschema` (Debian:
/// python3-jsonschema).
package enum JSONSchemaJudge {
  /// Whether `schema` takes each of the documents.
  ///
  /// - Throws: `Python.Failure` if the schema itself is wrong, or there is no judge to ask.
  package static func verdicts(of schema: String, on documents: [String]) async throws -> [Bool] {
    let script = """
      import json, sys
      try:
          from jsonschema import Draft202012Validator
      except ImportError:
          sys.exit("the tests need Debian's python3-jsonschema: apt-get install python3-jsonschema")
      schema, *documents = json.load(sys.stdin)
      Draft202012Validator.check_schema(schema)
      validator = Draft202012Validator(schema)
      print("".join("+" if validator.is_valid(document) else "-" for document in documents))
      """
    let all = "[" + ([schema] + documents).joined(separator: ",") + "]"
    return try await Python.run(script, input: Array(all.utf8)).filter { $0 != "\n" }
      .map { $0 == "+" }
  }
}

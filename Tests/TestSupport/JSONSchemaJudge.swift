/// Python's jsonschema, which is the judge of what our JSON Schema takes, where it is installed.
package enum JSONSchemaJudge {
  /// Whether `schema` takes each of the documents.
  ///
  /// - Returns: nil where there is no jsonschema to ask.
  /// - Throws: `Python.Failure` if the schema itself is wrong.
  package static func verdicts(of schema: String, on documents: [String]) async throws -> [Bool]? {
    let script = """
      import json, sys
      try:
          from jsonschema import Draft202012Validator
      except ImportError:
          sys.exit(0)
      schema, *documents = json.load(sys.stdin)
      Draft202012Validator.check_schema(schema)
      validator = Draft202012Validator(schema)
      print("".join("+" if validator.is_valid(document) else "-" for document in documents))
      """
    let all = "[" + ([schema] + documents).joined(separator: ",") + "]"
    let output = try await Python.run(script, input: Array(all.utf8))
    return output.isEmpty ? nil : output.filter { $0 != "\n" }.map { $0 == "+" }
  }
}

import ArgumentParser
import CatalogBuild

/// Writes what a new error shape begins with: its record, and a case for the whole answer.
struct NewError: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the record and a case of a new error shape, ready to be filled in.")

  @Argument(help: "The shape's id: lower-case words with hyphens, the service first, such as graph-role-list.")
  var id: String
  @Option(help: "The project's folder.") var project = "."

  func run() throws {
    for path in try ErrorSkeleton(id: RecordID(id)).write(to: project) { print("wrote \(path)") }
    print(ErrorSkeleton.nextSteps)
  }
}

/// The files that a new error shape begins with; what a person has to write stands in them as "TODO: …".
package struct ErrorSkeleton {
  package let id: RecordID

  package init(id: RecordID) { self.id = id }

  package static let nextSteps =
    "Next: replace every TODO, run `make generate`, record the case with SCOPEAUDIT_RECORD=1 swift test --filter "
    + "DiagnoseTests, and run the tests. .github/CONTRIBUTING.md has the recipe."

  /// The sentence that the skeleton knows, which no service says.
  package static let sentence = "TODO: the service's sentence, which asks for"

  /// Writes the files, none of which may exist.
  ///
  /// - Returns: the paths that were written, from the project's folder.
  package func write(to project: String) throws -> [String] {
    let body =
      #"{"error":{"code":"Forbidden","message":"\#(Self.sentence) DeviceManagementApps.Read.All"}}"#
    let files = [
      ("rules/errors/\(id.text).json", record(example: body)),
      ("fixtures/diagnose/\(id.text)/error.txt", body + "\n"), ("fixtures/diagnose/\(id.text)/arguments", ""),
    ]
    for (path, _) in files where Files.exists("\(project)/\(path)") {
      throw FactError(message: "\(path) exists already. An id is never used again; choose another one.")
    }
    for (path, text) in files { try Files.create(text, at: "\(project)/\(path)") }
    return files.map(\.0)
  }

  private func record(example: String) -> String {
    let escaped = example.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    return """
      {
        "id": "\(id.text)",
        "title": "TODO: what the service says, in a few words",
        "verdict": "missing-permission",
        "confidence": "possible",
        "seenWith": [
          403
        ],
        "when": [
          {
            "text": [
              "\(Self.sentence) {need:permissions}"
            ]
          }
        ],
        "summary": "TODO: what it means, in one sentence.",
        "steps": [],
        "unknowable": [
          "consent"
        ],
        "sources": [
          "TODO: the page or the issue that shows this answer"
        ],
        "examples": [
          {
            "text": "\(escaped)",
            "captures": {
              "need": [
                "DeviceManagementApps.Read.All"
              ]
            }
          }
        ],
        "counterexamples": [
          "TODO: an error that looks similar and is something else"
        ]
      }

      """
  }
}

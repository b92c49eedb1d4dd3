import Foundation
import Testing

/// A case of fixtures/diagnose: arguments, a token and an error where it has them, and the answer.
struct DiagnoseCase: CustomTestStringConvertible, Sendable {
  var name: String
  var testDescription: String { name }

  static let all: [DiagnoseCase] =
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(project)/fixtures/diagnose")) ?? []).sorted().map {
      DiagnoseCase(name: $0)
    }

  var folder: String { "fixtures/diagnose/\(name)" }

  var token: String? { try? String(contentsOfFile: "\(project)/\(folder)/token.txt", encoding: .utf8) }

  func arguments(format: String) throws -> [String] {
    var arguments = ["diagnose", "--format", format, "--now", "2026-08-24T10:00:00Z"]
    for name in ["token", "error"] where FileManager.default.fileExists(atPath: "\(project)/\(folder)/\(name).txt") {
      arguments += ["--\(name)", "\(folder)/\(name).txt"]
    }
    return arguments
      + (try String(contentsOfFile: "\(project)/\(folder)/arguments", encoding: .utf8)).split(separator: "\n").map(
        String.init)
  }
}

@Suite struct DiagnoseTests {
  @Test(arguments: DiagnoseCase.all)
  func answers(_ example: DiagnoseCase) throws {
    let run = try Binary.run(example.arguments(format: "json"))
    #expect(run.errors.isEmpty)
    var answer = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    // Version and digest of the catalog change with every refresh of its facts.
    answer["tool"] = nil
    let status: Int32 = ["permitted": 0, "undetermined": 4][answer["verdict"] as? String ?? ""] ?? 1
    #expect(run.status == status)
    let pretty = try JSONSerialization.data(
      withJSONObject: answer, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    try Golden.expect(String(decoding: pretty, as: UTF8.self) + "\n", in: "\(example.folder)/expected.json")
  }

  @Test(arguments: DiagnoseCase.all)
  func printsNoToken(_ example: DiagnoseCase) throws {
    guard let token = example.token else { return }
    for format in ["text", "json", "markdown", "junit", "junit:ant"] {
      let run = try Binary.run(example.arguments(format: format))
      for part in token.split(separator: ".") where part.count >= 24 {
        #expect(!(run.output + run.errors).contains(part.prefix(24)))
      }
      #expect(!run.output.contains("somebody@contoso.example"))
    }
  }

  /// Every verdict has a case.
  @Test func coversTheVerdicts() throws {
    let verdicts = try DiagnoseCase.all.map { example in
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(project)/\(example.folder)/expected.json"))
      return (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["verdict"] as? String ?? ""
    }
    #expect(Set(verdicts).count == 21)
  }

  @Test func looksAsIntended() throws {
    for (name, format, file) in [
      ("wipe-application", "text", "wipe.txt"), ("article", "text", "article.txt"),
      ("wipe-application", "markdown", "wipe.md"),
      ("wipe-application", "junit", "wipe.xml"),
    ] {
      let run = try Binary.run(DiagnoseCase(name: name).arguments(format: format))
      try Golden.expect(run.output, in: "fixtures/diagnose-reports/\(file)")
    }
  }

  @Test(arguments: [
    [], ["--flow", "delegated"], ["--token", "-", "--error", "-"], ["--request", "GET"], ["--request", ""],
    ["--tenant", "contoso"],
    ["--request", "GET /me", "--flow", "both"], ["--request", "GET /me", "--now", "today"], ["--error"],
  ])
  func refusesWrongUsage(_ arguments: [String]) throws {
    let run = try Binary.run(["diagnose"] + arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
  }

  /// A file that holds neither a token nor what people have in its place is a slip, and never a cause.
  @Test func refusesAFileThatHoldsNothing() throws {
    let run = try Binary.run(
      ["diagnose", "--request", "GET /users", "--token", "-"], input: Data("Dear support, see my other mail.".utf8))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("holds no token"))
  }

  /// A file is one by whatever path: from the root, through the folder above, or in the shape of a request.
  @Test func takesAFileByAnyPath() throws {
    let name = "fixtures/refusals/az-command.txt"
    let how = ["--format", "json", "--now", "2026-08-24T10:00:00Z"]
    let wanted = try Binary.run(["diagnose", "--error", name] + how).output
    #expect(!wanted.isEmpty)
    for path in [name, "./\(name)", "\(project)/\(name)", "\(project)/Tests/../\(name)"] {
      #expect(try Binary.run(["diagnose", path] + how).output == wanted, "\(path)")
    }
    #expect(try Binary.run(["diagnose", "/users"]).errors.contains("--request"))
  }

  @Test func saysWhichInputIsUnusable() throws {
    let missing = try Binary.run(["diagnose", "--error", "fixtures/no-such-file"])
    #expect(missing.status == 4 && missing.errors.contains("fixtures/no-such-file"))
    let empty = try Binary.run(["diagnose", "--error", "-"], input: Data(" \n".utf8))
    #expect(empty.status == 4 && empty.errors.contains("empty"))
  }
}

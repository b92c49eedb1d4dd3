import Foundation
import Testing

/// What the README, the pages of documentation and the templates tell people to type has to run, with every option that
/// they name.
@Suite struct ReadmeTests {
  private static let articles = "Sources/ScopeAuditKit/Documentation.docc"
  private static let pages = [
    "AWholeTenant", "ExitStatus", "FirstGate", "FirstRefusal", "FiveMinutes", "Formats", "HowVerdictsAreMade",
    "LeastPrivilege", "Limitations", "OtherTools", "Pipes", "Settings", "WhatCannotBeKnownOffline",
  ]

  /// Each command line of the README, the pages and the templates, in order, in one folder that holds what they name.
  @Test func everyCommandRuns() throws {
    let folder = try Self.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let commands = try Self.commands()
    #expect(commands.count > 25)
    for command in commands {
      let run = try Binary.run(
        ["-c", command], executable: "/bin/sh",
        environment: ["PATH": "\(folder)/programs:/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1780000000"], in: folder)
      #expect(run.status == 0 || run.status == 1, "\(command)\n\(run.errors)")
    }
  }

  @Test func everyOptionExists() throws {
    let help = try Binary.run("--experimental-dump-help").output
    let readme = try Self.text("README.md")
    let options = readme.matches(of: #/`--([a-z-]+)[^`]*`/#).map { String($0.1) }
    #expect(options.count > 3)
    for option in options { #expect(help.contains("\"name\" : \"\(option)\""), "--\(option)") }
  }

  /// What the README shows is what the program says, up to an ellipsis.
  @Test func everySessionIsReal() throws {
    let blocks = try Self.text("README.md").components(separatedBy: "\n```\n").filter { $0.hasPrefix("$ scopeaudit ") }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let arguments = lines[0].split(separator: " ").dropFirst(2).map(String.init)
      let shown = lines.dropFirst().prefix { $0 != "\u{2026}" }.joined(separator: "\n")
      let run = try Binary.run(arguments, environment: ["SOURCE_DATE_EPOCH": "1787565600"])
      #expect(run.output.hasPrefix(shown), "\(lines[0])")
    }
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(project)/\(path)", encoding: .utf8)
  }

  private static func commands() throws -> [String] {
    let folder = ".github/templates"
    let templates = try FileManager.default.contentsOfDirectory(atPath: "\(project)/\(folder)").sorted()
    return commands(inMarkdown: try text("README.md"))
      + (try pages.flatMap { commands(inMarkdown: try text("\(articles)/\($0).md")) })
      + (try templates.flatMap { try text("\(folder)/\($0)").split(separator: "\n").compactMap(step) })
  }

  /// Commands in fenced blocks by the block's language, and those in the running text.
  private static func commands(inMarkdown text: String) -> [String] {
    var found: [String] = []
    var language: Substring?
    var isSession = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        language = language == nil ? line.dropFirst(3) : nil
        isSession = false
        continue
      }
      switch language {
      case nil: found += line.matches(of: #/`(scopeaudit [^`]+)`/#).map { String($0.1) }
      case "yaml": if let command = step(line) { found.append(command) }
      case "python":
        // What Spark pipes in are paths.
        found += line.matches(of: #/"([^"]*\bscopeaudit [^"]+)"/#).map { "echo logs/PT1H.json | \($0.1)" }
      default:
        if line.hasPrefix("$ ") {
          isSession = true
          found.append(String(line.dropFirst(2)))
        } else if !isSession, line.contains(#/\bscopeaudit |^gzip /#) {
          found.append(String(line))
        }
      }
    }
    return found.map(withoutPlaceholders)
  }

  /// The command of a pipeline's step.
  private static func step(_ line: Substring) -> String? {
    guard let match = line.firstMatch(of: #/^[- ]*(?:(?:run|script): )?(scopeaudit .*)/#) else { return nil }
    return withoutPlaceholders(String(match.1))
  }

  private static func withoutPlaceholders(_ command: String) -> String {
    command.replacing("<app-id>", with: "6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2")
      .replacing("<fingerprint>", with: "0123456789abcdef0123456789abcdef")
      .replacing("$(Build.ArtifactStagingDirectory)", with: "staging")
  }

  /// A folder with every file that the commands name, and stand-ins for the programs beside scopeaudit.
  private static func makeFolder() throws -> String {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    for (fixture, names) in [
      ("samples/device-automation.json", ["apps.json", "app.json", "manifests/app.json", "fixtures/samples/app.json"]),
      ("samples/device-inventory.json", ["apps/app.json"]),
      ("diagnose/article/error.txt", ["body.json"]),
      ("tokens/application.txt", ["token.txt"]),
      ("sources/blocks.tf", ["infra/main.tf"]),
      ("scan/files/csharp-v5/New.cs", ["src/New.cs"]),
      ("tokens/json-azure-cli.txt", ["azure-cli-token.json"]),
      ("requests/lines.txt", ["calls.txt"]), ("usage/azurehound.json", ["azurehound.json"]),
      ("usage/context.txt", ["context.txt"]), ("dialects/powershell-mggraph.json", ["powershell.json"]),
      ("dialects/terraform-show-state.json", ["state.json"]), ("dialects/bicep-arm.json", ["template.json"]),
      ("usage/roadrecon.json", ["roadrecon.json"]),
      ("tokens/json-token-endpoint.txt", ["azd-token.json"]),
      ("rules/excess-permission/bad-write-for-reading.needs", ["needs.txt"]),
      ("tenant/export/service-principals.json", ["tenant/service-principals.json"]),
      (
        "activity/storage.json",
        ["logs/PT1H.json", "insights-logs-microsoftgraphactivitylogs/PT1H.json", "parts/0.json"]
      ),
    ] {
      for name in names {
        let target = "\(folder)/\(name)"
        try files.createDirectory(
          atPath: URL(fileURLWithPath: target).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try files.copyItem(atPath: "\(project)/fixtures/\(fixture)", toPath: target)
      }
    }
    let export = ZipFile([.init("apps.json", Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/apps.json"))))])
    try Data(export.bytes).write(to: URL(fileURLWithPath: "\(folder)/export.zip"))
    let report = try Binary.run("check", "fixtures/samples", "--format", "json")
    try Data(report.output.utf8).write(to: URL(fileURLWithPath: "\(folder)/report.json"))
    try files.createDirectory(atPath: "\(folder)/programs", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: "\(folder)/programs/scopeaudit", withDestinationPath: Binary.path)
    for (program, script) in [
      ("az", "case \"$*\" in *token*) cat azure-cli-token.json;; *) cat app.json;; esac"),
      ("jq", "cat > counts.json"), ("yq", "cat app.json"), ("sqlite3", "cat roadrecon.json"),
      ("m365", "cat app.json"), ("azd", "cat azd-token.json"), ("terraform", "cat state.json"),
      ("bicep", "cat template.json"),
      ("pwsh", "case \"$*\" in *Context*) cat context.txt;; *) cat powershell.json;; esac"),
      (
        "git",
        """
        case "$*" in
          *rev-parse*) echo 0123456789abcdef0123456789abcdef01234567;;
          *ls-tree*) printf '100644 blob 0123456789abcdef0123456789abcdef01234567\\tmanifests/app.json\\0';;
          *) cat apps/app.json;;
        esac
        """
      ),
    ] {
      let path = "\(folder)/programs/\(program)"
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return folder
  }
}

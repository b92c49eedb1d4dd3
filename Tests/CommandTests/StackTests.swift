import Foundation
import TestSupport
import Testing

/// Inputs that nest as deep as they may, and deeper, end no process, however small a stack the shell allows.
@Suite struct StackTests {
  private static let id = "a72b5885-fb71-4507-bb78-d73a1aa65282"

  private static func nested(_ opening: String, _ closing: String, _ depth: Int, inside: String = "") -> String {
    String(repeating: opening, count: depth) + inside + String(repeating: closing, count: depth)
  }

  private static func application(_ members: String) -> String {
    #"{"appId":"\#(id)","displayName":"x","requiredResourceAccess":[],\#(members)}"#
  }

  /// A file's name and its text.
  private static let inputs: [(String, String)] = [
    ("arrays.json", nested("[", "]", 511)), ("endless.json", nested("[", "", 100_000)),
    ("member.json", application(#""extra":\#(nested(#"{"a":"#, "}", 505, inside: "1"))"#)),
    ("list.json", application(#""requiredResourceAccess":\#(nested("[", "]", 505))"#)),
    ("pages.json", nested(#"{"value":"#, "}", 500, inside: application(#""tags":[]"#))),
    ("a.tf", "resource \"azuread_application\" \"a\" { display_name = \(nested("(", ")", 50_000, inside: "1")) }"),
    ("b.tf", nested("resource \"azuread_application\" \"a\" {", "}", 20_000)),
    ("a.bicep", "resource a 'Microsoft.Graph/applications@v1.0' = \(nested("{a:", "}", 50_000, inside: "1"))"),
    (
      "a.ps1",
      "New-MgApplication -DisplayName \(nested("$(", ")", 50_000)) -RequiredResourceAccess \(nested("@(", ")", 50_000))"
    ),
    ("a.sh", "az ad app create --display-name \(nested("$(", ")", 50_000, inside: "x"))"),
    ("a.py", "requests.get(\(nested("(", ")", 50_000, inside: "1")))"),
    ("a.cs", "class A { void F() { \(nested("{", "}", 50_000, inside: "graphClient.Users.GetAsync();")) } }"),
    ("a.ts", "const a = \(nested("[(", ")]", 50_000, inside: "1")); fetch('https://graph.microsoft.com/v1.0/users')"),
    ("a.go", "package a\nfunc f() { \(nested("(", ")", 50_000, inside: "http.Get(x)")) }"),
    ("a.java", "class A { void f() { \(nested("if (a) {", "}", 50_000)) } }"),
  ]

  /// Every command that reads such a file.
  private static func commands(_ name: String) -> [[String]] {
    if !name.hasSuffix(".json") { return [["check", name], ["scan", name]] }
    return [
      ["check", name, "--format", "html"], ["token", name], ["diagnose", "--error", name], ["convert", name],
      ["minimize", "--flow", "application", "--requests", name], ["activity", "fold", name],
      ["check", "app.json", "--suppressions", name], ["check", "app.json", "--config", name],
      ["check", "app.json", "--baseline", name], ["check", "app.json", "--needs", name],
    ]
  }

  @Test(arguments: inputs.map(\.0), [128, 1_024])
  func deepInputsEndNoProcess(name: String, kilobytes: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try #require(Self.inputs.first { $0.0 == name }).1
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    try Data(Self.application(#""tags":[]"#).utf8).write(to: URL(fileURLWithPath: "\(folder)/app.json"))
    for command in Self.commands(name) {
      let result = try Binary.run(
        ["-c", "ulimit -s \(kilobytes); exec \"$0\" \"$@\"", Binary.path] + command, executable: "/bin/sh", in: folder)
      #expect((0...4).contains(result.status), "\(command.joined(separator: " ")): \(result.status)")
    }
  }
}

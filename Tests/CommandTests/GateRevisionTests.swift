import Foundation
import Testing

/// A change cannot disarm the gate that it passes: what a revision says counts, not what the change makes of it.
@Suite struct GateRevisionTests {
  private static let dangerous = """
    {"appId": "0b6d1e52-94c7-4f3a-8d21-7a5c9e30b4f8", "displayName": "A", "signInAudience": "AzureADMyOrg",
     "requiredResourceAccess": [{"resourceAppId": "00000003-0000-0000-c000-000000000000",
       "resourceAccess": [{"id": "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "type": "Role"}]}]}
    """

  /// A repository whose first commit holds strict settings and whose second one loosens them.
  private static func repository() throws -> String {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: "\(root)/gate", withIntermediateDirectories: true)
    func write(_ path: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/\(path)"))
    }
    func git(_ arguments: String...) throws {
      let run = try Binary.run(
        ["-C", root, "-c", "user.name=a", "-c", "user.email=a@example.com"] + arguments, executable: "/usr/bin/git",
        environment: ["HOME": root])
      #expect(run.status == 0, "\(run.errors)")
    }
    try git("init", "-q")
    try write("app.json", dangerous)
    try write(".scopeaudit.json", "{\"failOn\": \"high\", \"suppressions\": \"gate/accepted.json\"}")
    try write("gate/accepted.json", "{\"suppressions\": []}")
    try git("add", "-A")
    try git("commit", "-qm", "base")
    try write(".scopeaudit.json", "{\"failOn\": \"never\", \"rules\": {\"tenant-takeover-permission\": \"off\"}}")
    try write(
      "gate/accepted.json",
      "{\"suppressions\": [{\"rule\": \"tenant-takeover-permission\", \"reason\": \"no reason at all is given here\"}]}"
    )
    try git("add", "-A")
    try git("commit", "-qm", "head")
    return root
  }

  @Test func settingsOfARevisionCount() throws {
    let root = try Self.repository()
    defer { try? FileManager.default.removeItem(atPath: root) }
    #expect(try Binary.run(["check", "app.json"], in: root).status == 0)
    let gated = try Binary.run(["check", "app.json", "--config", "git:HEAD~1:.scopeaudit.json"], in: root)
    #expect(gated.status == 1, "\(gated.errors)")
    #expect(gated.output.contains("tenant-takeover-permission"))
    // It says which of them the change touches, also one that only the settings name.
    for name in [".scopeaudit.json", "gate/accepted.json"] {
      #expect(gated.errors.contains("git:HEAD~1:\(name) is another file in what is checked out"))
    }
    let same = try Binary.run(["check", "app.json", "--config", "git:HEAD:.scopeaudit.json"], in: root)
    #expect(!same.errors.contains("another file"))
    let suppressed = try Binary.run(
      ["check", "app.json", "--no-config", "--suppressions", "git:HEAD~1:gate/accepted.json"], in: root)
    #expect(suppressed.status == 1, "\(suppressed.errors)")
  }

  @Test(arguments: ["git:HEAD~1:nowhere.json", "git:nowhere:.scopeaudit.json", "git:HEAD~1", "git:HEAD~1:../x"])
  func whatARevisionDoesNotHaveIsAnError(path: String) throws {
    let root = try Self.repository()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let run = try Binary.run(["check", "app.json", "--config", path], in: root)
    #expect(run.status == 2)
    #expect(!run.errors.isEmpty && run.output.isEmpty)
  }
}

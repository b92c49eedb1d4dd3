import Foundation
import ScopeValues
import TestSupport
import Testing

/// A catalog from a file takes the place of the one inside, and every report says which it was.
@Suite struct CatalogFileTests {
  private static let sample = "fixtures/samples/device-inventory.json"
  private static let compiled =
    (try? Data(contentsOf: URL(fileURLWithPath: "\(project)/Sources/CatalogData/catalog.bin"))).map { Array($0) } ?? []

  /// The catalog inside, made out to be of another day.
  private static func later() throws -> [UInt8] {
    var bytes = compiled
    let dates = Array("2026-08-20\n2026-08-07".utf8)
    let start = try #require(
      (0...(bytes.count - dates.count)).reversed().first { Array(bytes[$0..<$0 + dates.count]) == dates })
    bytes.replaceSubrange(start..<start + dates.count, with: Array("2026-10-02\n2026-09-30".utf8))
    return bytes
  }

  private static func file(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private static func signed(_ bytes: [UInt8]) -> [UInt8] { bytes + Array(SHA256.digest(of: bytes).utf8) }

  @Test func itsDatesAndDigestAreInForce() throws {
    let path = try Self.file(Self.signed(Self.later()))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let inside = try Binary.run("catalog")
    let shown = try Binary.run("catalog", "show", "--catalog", path)
    #expect(inside.output.contains("2026-08-20"))
    #expect(shown.output.contains("2026-10-02") && shown.output.contains("2026-09-30"))
    let digest = try #require(
      shown.output.split(separator: "\n").first { $0.hasPrefix("digest") }?.split(separator: " ").last)
    #expect(!inside.output.contains(digest))
    let report = try Binary.run("check", Self.sample, "--no-config", "--format", "json", "--catalog", path)
    #expect(report.output.contains("\"date\":\"2026-10-02\"") && report.output.contains(digest))
    let found = try Binary.run("lookup", "DeviceManagementApps.Read.All", "--catalog", path)
    #expect(found.status == 0)
  }

  /// Each byte of the catalog counts, be it the last one before the digest that it holds of itself.
  @Test func theLastByteCounts() throws {
    var bytes = Self.compiled
    bytes[bytes.count - 9] ^= 1
    let path = try Self.file(Self.signed(bytes))
    defer { try? FileManager.default.removeItem(atPath: path) }
    func digest(_ run: Binary) -> String? {
      run.output.split(separator: "\n").first { $0.hasPrefix("digest") }.map(String.init)
    }
    #expect(try digest(Binary.run("catalog", "show", "--catalog", path)) != digest(Binary.run("catalog")))
  }

  @Test func whatIsNoCatalogIsRefused() throws {
    var damaged = Self.signed(Self.compiled)
    damaged[damaged.count / 2] ^= 1
    var otherVersion = Self.compiled
    otherVersion[7] = 0x31
    for bytes in [
      damaged, Self.compiled, Self.signed(otherVersion), Array("{}".utf8), [],
      Self.signed(Array(Self.compiled.prefix(400))),
    ] {
      let path = try Self.file(bytes)
      defer { try? FileManager.default.removeItem(atPath: path) }
      let run = try Binary.run("check", Self.sample, "--no-config", "--catalog", path)
      #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty)
    }
    #expect(try Binary.run("check", Self.sample, "--catalog", "nowhere").status == 2)
  }

  @Test func aFolderWithoutUpstreamsFilesMakesNone() throws {
    let dates = ["--tenant-date", "2026-10-02", "--operations-date", "2026-09-30"]
    let run = try Binary.run(["catalog", "build", "fixtures/samples"] + dates)
    #expect(run.status == 2 && run.errors.contains("makes no catalog"))
    let undated = try Binary.run(["catalog", "build", "fixtures/samples", "--tenant-date", "today"] + dates.suffix(2))
    #expect(undated.status == 2)
  }

  /// Upstream's files that are damaged, cut or too small: what is wrong and where, in a sentence and no dump of values.
  @Test(
    arguments: [
      ("permissions.json", "{\"permissions\": {", "permissions.json:1:18: the text ends inside an object"),
      ("permissions.json", "[]", "permissions.json holds nothing"),
      ("permissions.json", "{\"permissions\": {}}", "not all of Microsoft Graph"),
      ("provisioningInfo.json", "{}", "has no member permissionDeployments"),
      ("GraphAppRoles.json", "", "GraphAppRoles.json:1:1: the input is empty"),
      ("GraphDelegateRoles.json", nil, "GraphDelegateRoles.json is not in it"),
    ] as [(String, String?, String)])
  func damagedFilesAreTold(name: String, text: String?, sentence: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String: String?] = [
      "permissions.json": "{\"permissions\": {}}", "provisioningInfo.json": "{\"permissionDeployments\": {}}",
      "GraphAppRoles.json": "[{}]", "GraphDelegateRoles.json": "[{}]",
    ]
    files[name] = .some(text)
    for (name, text) in files {
      guard let text else { continue }
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let dates = ["--tenant-date", "2026-10-02", "--operations-date", "2026-09-30"]
    let run = try Binary.run(["catalog", "build", folder.path] + dates)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains(sentence) && !run.errors.contains("Error("), "\(run.errors)")
  }
}

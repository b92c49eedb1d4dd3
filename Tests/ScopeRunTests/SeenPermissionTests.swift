import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues
import TestSupport
import Testing

@testable import ScopeRun

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Every id of a permission that occurs in the text of an input is in the report, or the audit is incomplete.
@Suite struct SeenPermissionTests {
  private static let auditor = Auditor(options: AuditOptions(now: .epoch))

  /// What a run of one input came to: the ids that it lists, and whether it says that it is incomplete.
  private static func run(_ bytes: [UInt8], name: String = "a.json") async -> (listed: Set<GUID>, isIncomplete: Bool) {
    let collector = PermissionCollector()
    var runner = AuditRunner(auditor: auditor, store: SectionStore([collector]))
    await runner.audit([RunInput(path: name, bytes: bytes)])
    var listed: Set<GUID> = []
    runner.store.sections(0).copy(0) { piece in
      for line in String(decoding: piece, as: UTF8.self).split(separator: "\n") {
        if let id = GUID(line) { listed.insert(id) }
      }
    }
    return (listed, !runner.run.failures.isEmpty)
  }

  /// Renders nothing but the ids of permissions.
  private struct PermissionCollector: CheckFormat {
    func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
      for held in result.permissions {
        for id in [held.id, held.identifier?.guid].compactMap({ $0 }) {
          fragment.sections[0] += Array("\(id)\n".utf8)
        }
      }
    }
    func render(_ findings: [Finding], into fragment: inout ReportFragment) {}
    func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {}
  }

  private static func isPermission(_ guid: GUID) -> Bool {
    var isKnown = false
    Catalog.shared.forEachPermission(with: (guid.high, guid.low)) { _ in isKnown = true }
    return isKnown
  }

  /// Ids of permissions as texts or names of members, but for what an application or a resource offers to others.
  private static func ids(in tree: JSONTree) -> Set<GUID> {
    switch tree {
    case .string(let text): return Set([GUID(spelling: text)].compactMap { $0 }.filter(isPermission))
    case .token: return []
    case .array(let elements): return elements.reduce(into: []) { $0.formUnion(ids(in: $1)) }
    case .object(let members):
      return members.reduce(into: []) { found, member in
        let name = member.name.lowercased().filter { $0 != "_" }
        guard !offers.contains(name) else { return }
        if let id = GUID(spelling: member.name), isPermission(id) { found.insert(id) }
        found.formUnion(ids(in: member.value))
      }
    }
  }

  private static let offers: Set<String> = [
    "approles", "approle", "oauth2permissionscopes", "oauth2permissionscope", "oauth2permissions",
    "preauthorizedapplications", "preauthorizedapplication", "approleids", "oauth2permissionscopeids",
    "publishedpermissionscopes",
  ]

  // MARK: Mutations

  /// Registrations in several dialects, each with permissions of its own.
  private static func original(_ random: inout SeededNumbers) -> JSONTree {
    let permissions = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let catalog = Catalog.shared
      while true {
        let permission = catalog.permission(Int.random(in: 0..<catalog.permissionCount, using: &random))
        guard permission.hasIdentifier else { continue }
        let id = GUID(high: permission.high, low: permission.low).description
        return JSONTree.object([
          .init("id", .string(id)), .init("type", .string(permission.flow == .application ? "Role" : "Scope")),
        ])
      }
    }
    let list = JSONTree.array([
      .object([
        .init("resourceAppId", .string("00000003-0000-0000-c000-000000000000")),
        .init("resourceAccess", .array(permissions)),
      ])
    ])
    var members: [JSONTree.Member] = [
      .init("appId", .string("a72b5885-fb71-4507-bb78-d73a1aa65282")), .init("displayName", .string("Godwit")),
      .init("signInAudience", .string("AzureADMyOrg")), .init("requiredResourceAccess", list),
      .init("web", .object([.init("redirectUris", .array([.string("https://a.example/cb")]))])),
      .init("passwordCredentials", .array([])), .init("tags", .array([])), .init("optionalClaims", .null),
    ]
    members.shuffle(using: &random)
    let application = JSONTree.object(members)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .array([application])
    case 1: return .object([.init("value", .array([application]))])
    default: return application
    }
  }

  private static func mutate(_ tree: inout JSONTree, _ random: inout SeededNumbers) {
    let paths = tree.paths
    let path = paths[Int.random(in: 0..<paths.count, using: &random)]
    let value = tree[path[...]]
    let names = NeverCleanTests.names
    func name() -> String { names[Int.random(in: 0..<names.count, using: &random)] }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: tree[path[...]] = .array([value])
    case 1: tree[path[...]] = .object([.init("value", value)])
    case 2: tree[path[...]] = .object([.init(name(), value)])
    case 3: tree[path[...]] = .object([.init("value", .array([value])), .init("Count", .token("1"))])
    case 4: tree[path[...]] = NeverCleanTests.values[Int.random(in: 0..<NeverCleanTests.values.count, using: &random)]
    case 5, 6:
      guard case .string(let text) = value, let id = GUID(spelling: text) else { fallthrough }
      let plain = id.description
      let bare = plain.filter { $0 != "-" }
      tree[path[...]] = .string(
        [plain.uppercased(), bare, "{\(plain)}", "(\(plain))", " \(plain) ", "urn:uuid:\(plain)"][
          Int.random(in: 0..<6, using: &random)])
    default:
      guard case .object(var members) = value, !members.isEmpty else { return }
      let index = Int.random(in: 0..<members.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: members.remove(at: index)
      case 1: members.append(members[index])
      case 2: members[index].name = name()
      case 3: members[index].name = String(members[index].name.dropLast())
      case 4: members[index].name = members[index].name.uppercased()
      default: members.insert(.init(name(), members[index].value), at: index)
      }
      tree[path[...]] = .object(members)
    }
  }

  /// With `SCOPEAUDIT_MUTATIONS` in the environment, so many.
  private static let count = ProcessInfo.processInfo.environment["SCOPEAUDIT_MUTATIONS"].flatMap { Int($0) } ?? 4_000

  @Test func mutatedRegistrations() async {
    var random = SeededNumbers(seed: 20_261_128)
    var failures = 0
    for _ in 0..<Self.count where failures < 10 {
      var tree = Self.original(&random)
      for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&tree, &random) }
      let text = tree.text
      let wanted = Self.ids(in: tree)
      let (listed, isIncomplete) = await Self.run(Array(text.utf8))
      guard !isIncomplete, !wanted.isSubset(of: listed) else { continue }
      failures += 1
      Issue.record("\(wanted.subtracting(listed)) is in no report: \(text)")
    }
  }

  // MARK: Fixtures

  private static let fixtures = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/fixtures"
  /// Further folders, separated by colons.
  private static let folders =
    [fixtures]
    + (ProcessInfo.processInfo.environment["SCOPEAUDIT_FOLDERS"]?.split(separator: ":").map(String.init) ?? [])

  @Test func fixturesOfAllKinds() async throws {
    var looked = 0
    for folder in Self.folders {
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      for name in names where name.hasSuffix(".json") || name.hasSuffix(".ndjson") || name.hasSuffix(".tfstate") {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")), data.count < 4 << 20 else {
          continue
        }
        let bytes = Array(data)
        let tree = JSONTree(String(decoding: bytes, as: UTF8.self))
        let wanted = Self.ids(in: tree)
        guard !wanted.isEmpty else { continue }
        looked += 1
        let (listed, isIncomplete) = await Self.run(bytes, name: name)
        #expect(isIncomplete || wanted.isSubset(of: listed), "\(folder)/\(name): \(wanted.subtracting(listed))")
      }
    }
    #expect(looked > 100)
  }
}

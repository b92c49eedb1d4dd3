import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeValues
import Testing

/// The same permission in a manifest and in a token has to be the same thing, and as bad.
@Suite struct TokenParityTests {
  private static let now = Timestamp(rfc3339: "2026-08-24T10:00:00Z") ?? .epoch
  private static let auditor = Auditor(options: AuditOptions(now: now))
  private static let application = "6f1c7a52-90ae-4d4c-8d3e-0b7c5f21a9e2"

  /// Permissions of one resource and flow, in manifests and tokens of up to so many at once.
  struct Batch: CustomTestStringConvertible, Sendable {
    var resource: Int
    var flow: Flow
    var size: Int
    var testDescription: String { "\(Catalog.shared.resourceName(resource)), \(flow.name), \(size) at once" }

    static let all: [Batch] = {
      let held = Set(
        (0..<Catalog.shared.permissionCount).map { Catalog.shared.permission($0) }.map {
          [$0.resource, $0.flow == .application ? 0 : 1]
        })
      return held.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.flatMap { key in
        [1, 7].map { Batch(resource: key[0], flow: key[1] == 0 ? .application : .delegated, size: $0) }
      }
    }()

    /// Those that have an id and whose name names nothing else of the resource, so that either side can hold them.
    var permissions: [[Permission]] {
      let catalog = Catalog.shared
      let all = (0..<catalog.permissionCount).map { catalog.permission($0) }.filter { permission in
        permission.resource == resource && permission.flow == flow && permission.hasIdentifier
          && catalog.permissions(named: catalog.name(permission.nameIndex)).count {
            $0.resource == resource && $0.flow == flow
          } == 1
      }
      return stride(from: 0, to: all.count, by: size).map { Array(all[$0..<min($0 + size, all.count)]) }
    }
  }

  @Test func thereAreManyPermissions() {
    let count = Batch.all.filter { $0.size == 1 }.reduce(0) { $0 + $1.permissions.count }
    #expect(count > 1_500)
  }

  @Test(arguments: Batch.all)
  func manifestAndTokenSayTheSame(_ batch: Batch) throws {
    let catalog = Catalog.shared
    for permissions in batch.permissions {
      let manifest = try Self.manifest(permissions)
      let token = try Self.token(permissions)
      let name = catalog.name(permissions[0].nameIndex)
      #expect(manifest.permissions.map(\.permission?.index) == token.permissions.map(\.permission?.index), "\(name)")
      #expect(manifest.permissions.map(\.status) == token.permissions.map(\.status), "\(name)")
      for (left, right) in zip(manifest.permissions, token.permissions) {
        guard let left = left.permission, let right = right.permission else { continue }
        #expect(catalog.entities(of: left) == catalog.entities(of: right), "\(name)")
      }
      #expect(Self.judgement(manifest) == Self.judgement(token.audit), "\(name)")
    }
  }

  /// What the rules about permissions say, which both kinds of input are judged by.
  private static func judgement(_ result: ApplicationResult) -> [String] {
    let shared = Set(auditor.tokenRules.map(\.id)).intersection(auditor.judgingRules[.application].map(\.id))
    return result.findings.filter { shared.contains($0.rule.id) }
      .map { "\($0.severity.name) \($0.rule.id): \($0.message)" }.sorted()
  }

  private static func guid(_ words: (high: UInt64, low: UInt64)) -> String {
    GUID(high: words.high, low: words.low).description
  }

  private static func manifest(_ permissions: [Permission]) throws -> ApplicationResult {
    let access = permissions.map {
      "{\"id\":\"\(guid(($0.high, $0.low)))\",\"type\":\"\($0.flow == .application ? "Role" : "Scope")\"}"
    }
    let resource = guid(Catalog.shared.resourceIdentifier(permissions[0].resource))
    let text = """
      {"appId":"\(application)","displayName":"Parity","requiredResourceAccess":[{"resourceAppId":"\(resource)","resourceAccess":[\(access.joined(separator: ","))]}]}
      """
    var rest = Array(text.utf8)[...]
    var reader = RegistrationStream { buffer throws(ReadFailure) in
      let piece = rest.prefix(buffer.count)
      buffer.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }
    let read = try #require(try reader.next()?.applications.first)
    return auditor.audit(read, path: "manifest.json")
  }

  private static func token(_ permissions: [Permission]) throws -> TokenResult {
    let names = permissions.map { Catalog.shared.name($0.nameIndex) }
    let carried =
      permissions[0].flow == .application
      ? "\"idtyp\":\"app\",\"roles\":[\(names.map { "\"\($0)\"" }.joined(separator: ","))]"
      : "\"idtyp\":\"user\",\"scp\":\"\(names.joined(separator: " "))\""
    let resource = guid(Catalog.shared.resourceIdentifier(permissions[0].resource))
    let claims =
      "{\"aud\":\"\(resource)\",\"appid\":\"\(application)\",\"iat\":1787562840,\"exp\":1787566740,\(carried)}"
    let text = [#"{"alg":"RS256"}"#, claims, "signature"].map { base64URL(Array($0.utf8)) }.joined(separator: ".")
    let token = try #require(TokenReader.read(Array(text.utf8)).first)
    return auditor.audit(token, path: "token.txt")
  }
}

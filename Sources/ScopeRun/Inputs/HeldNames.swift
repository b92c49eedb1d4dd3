import ScopeAudit
package import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues

/// Permissions of Microsoft Graph that somebody holds, by the catalog's name index.
package struct HeldNames {
  package private(set) var names: Set<Int> = []
  /// Names that Microsoft Graph does not have for the kind of caller, as written.
  package private(set) var unknown: [String] = []

  package init(_ texts: [String], flow: Flow, catalog: Catalog) {
    let graph = catalog.resource(named: "Microsoft Graph")
    for text in texts where !text.isEmpty {
      if let id = GUID(text) {
        let known = catalog.permissions(with: (id.high, id.low)).filter { $0.flow == flow && $0.resource == graph }
        if let permission = known.first {
          names.insert(permission.nameIndex)
        } else {
          unknown.append(ShownText.of(text))
        }
        continue
      }
      // A scope may carry its resource: https://graph.microsoft.com/User.Read.
      let name = text.split(separator: "/").last.map(String.init) ?? text
      let known = catalog.permissions(named: name).filter { $0.flow == flow && $0.resource == graph }
      if let permission = known.first { names.insert(permission.nameIndex) } else { unknown.append(ShownText.of(text)) }
    }
    unknown = Set(unknown).sorted()
  }

  /// Reads what is held as diagnose does: out of a token, its claims, the text of a viewer, Get-MgContext, grants, or
  /// else an app registration.
  ///
  /// - Throws: ``HeldProblem`` where it is none of these, or several registrations.
  package init(reading input: RunInput, flow: Flow, catalog: Catalog) throws(HeldProblem) {
    let path = input.path
    let bytes = try Self.bytes(input)
    let applications = Self.isJSON(bytes) ? Self.applications(bytes) : []
    // A registration that shows what it asks for is one, whatever else stands in the export.
    let asks = applications.contains { Holdings($0, catalog: catalog).obstacle == nil }
    if !asks, TokenReader.read(bytes).first?.claims != nil || applications.isEmpty {
      try self.init(token: bytes, path, flow, catalog)
    } else {
      try self.init(applications, path, flow, catalog)
    }
  }

  /// Whether a text begins as JSON does that holds objects.
  static func isJSON(_ bytes: [UInt8]) -> Bool {
    let start = bytes.first {
      ![ASCII.space, ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn, 0xEF, 0xBB, 0xBF].contains($0)
    }
    return start == ASCII.openBrace || start == ASCII.openBracket
  }

  /// The app registrations in a text, as far as it can be read.
  static func applications(_ bytes: [UInt8]) -> [Application] {
    var applications: [Application] = []
    var reader = JSONItemReader(keepsArrayWhole: RegistrationReader.isWholeList, read: readBytes(of: bytes))
    while let item = try? reader.next() { applications += RegistrationReader.read(item).applications }
    return applications
  }

  private init(_ applications: [Application], _ path: String, _ flow: Flow, _ catalog: Catalog) throws(HeldProblem) {
    guard applications.count == 1, let application = applications.first else {
      throw HeldProblem.notOne(path, applications.count)
    }
    let holdings = Holdings(application, catalog: catalog)
    if let obstacle = holdings.obstacle { throw HeldProblem.unreadable(path, obstacle) }
    let graph = catalog.resource(named: "Microsoft Graph")
    for held in holdings.permissions where held.flow == flow && held.resource == graph {
      guard let permission = held.permission else {
        if let identifier = held.identifier { unknown.append(ShownText.of(identifier.description)) }
        continue
      }
      // A mismatch names the permission that is meant; asking for it so gives nothing.
      if permission.resource == graph, held.status == .known || held.status == .unpublished {
        names.insert(permission.nameIndex)
      } else {
        unknown.append(catalog.name(permission.nameIndex))
      }
    }
    unknown = Set(unknown).sorted()
  }

  private init(token bytes: [UInt8], _ path: String, _ flow: Flow, _ catalog: Catalog) throws(HeldProblem) {
    guard let claims = TokenReader.read(bytes).first?.claims else {
      throw HeldProblem.unreadable(
        path,
        "neither a token whose claims can be read, nor claims, the text of a token viewer, Get-MgContext, grants or an app registration"
      )
    }
    self.init((flow == .application ? claims.roles : claims.scopes).map(\.name), flow: flow, catalog: catalog)
  }

  private static func bytes(_ input: RunInput) throws(HeldProblem) -> [UInt8] {
    do throws(ReadFailure) {
      guard let bytes = try wholeContent(of: input.open(), limit: 64 << 20) else {
        throw ReadFailure(reason: "larger than any app registration")
      }
      return bytes
    } catch {
      throw .unreadable(input.path, error.reason)
    }
  }
}

/// What is held, as the command line says it.
package enum HeldChoice {
  /// Names of permissions with commas between.
  case names(String)
  /// A manifest or a token.
  case file(RunInput)

  func names(_ flow: Flow, _ catalog: Catalog) throws(HeldProblem) -> HeldNames {
    switch self {
    case .names(let list):
      HeldNames(list.split(separator: ",").map { $0.filter { $0 != " " } }, flow: flow, catalog: catalog)
    case .file(let input): try HeldNames(reading: input, flow: flow, catalog: catalog)
    }
  }
}

/// Why what is held is not known.
package enum HeldProblem: Error, CustomStringConvertible {
  case notOne(String, Int)
  case unreadable(String, String)

  package var description: String {
    switch self {
    case .notOne(let path, let count):
      "\(SafeText.line(path)) holds \(count) app registrations: give --held-from one, or name the permissions with --held."
    case .unreadable(let path, let reason):
      "\(SafeText.line(path)): \(SafeText.line(reason)). Give --held-from one of these."
    }
  }
}

import ScopeAudit
import ScopeCatalog
import ScopeDiagnosis
import ScopeDocuments

/// What one application registration asks of Microsoft Graph.
enum HeldRegistration {
  /// The permissions by kind of caller; nil where the text holds no registration, or several.
  static func read(_ bytes: [UInt8], catalog: Catalog) -> AskedPermissions? {
    let start = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    guard start == 0x7B || start == 0x5B else { return nil }
    var applications: [Application] = []
    var reader = JSONItemReader(keepsArrayWhole: RegistrationReader.isResourceAccessList, read: readBytes(of: bytes))
    while let item = try? reader.next() { applications += RegistrationReader.read(item).applications }
    guard applications.count == 1, let application = applications.first else { return nil }
    let holdings = Holdings(application, catalog: catalog)
    guard holdings.obstacle == nil else { return nil }
    let graph = catalog.resource(named: "Microsoft Graph")
    var names: [Flow: [String]] = [:]
    for held in holdings.permissions where held.resource == graph {
      guard let flow = held.flow, let permission = held.permission, permission.resource == graph else { continue }
      names[flow, default: []].append(catalog.name(permission.nameIndex))
    }
    return AskedPermissions(application: names[.application] ?? [], delegated: names[.delegated] ?? [])
  }
}

package import CatalogBuild
package import ScopeAudit

/// The files that a new rule begins with. What a person has to write stands in them as "TODO: …"; a test refuses
/// records that still say so.
package struct RuleSkeleton {
  package let id: RecordID
  package let category: RuleCategory
  package let isCoded: Bool
  /// The permissions that the rule reports, each with its id in the application flow.
  private(set) var rated: [(name: String, id: String)] = []

  /// What is rated where nobody says which permission it is about.
  package static let placeholder = "Printer.ReadWrite.All"

  package static let nextSteps =
    "Next: replace every TODO, run `make generate`, record the fixtures with SCOPEAUDIT_RECORD=1 swift test --filter "
    + "fixtureSaysWhatIsExpected, and run the tests. .github/CONTRIBUTING.md has the recipe."

  /// The categories that have checks; rules of the others are judged by what compares states and reads suppressions.
  static let categories = RuleCategory.allCases.filter { places[$0] != nil }.map(\.rawValue).joined(separator: ", ")

  /// By category: the folder under Checks, the list in Checks.swift, and what its check is made with.
  static let places: [RuleCategory: (folder: String, list: String, subject: String)] = [
    .permissions: ("Permissions", "permissions", "permissions"), .audience: ("Audience", "audience", "application"),
    .redirects: ("Redirects", "redirects", "application"), .tokensIssued: ("TokensIssued", "tokens", "application"),
    .credentials: ("Credentials", "credentials", "application"), .exposedAPI: ("ExposedAPI", "exposed", "application"),
    .export: ("Export", "export", "application"), .tenant: ("Tenant", "tenant", "principal"),
    .token: ("Token", "tokenChecks", "token"),
  ]

  /// - Throws: ``FactError`` for a category that does not exist, has no checks, or cannot be a list of permissions.
  package init(id: RecordID, category: String, isCoded: Bool) throws(FactError) {
    guard let known = RuleCategory(rawValue: category), Self.places[known] != nil else {
      throw FactError(message: "\"\(category)\" is no category of checks. Use one of \(Self.categories).")
    }
    guard isCoded || known == .permissions else {
      throw FactError(
        message: "A rule of the category \(category) asks more than whether a permission is held. Pass --coded.")
    }
    self.id = id
    self.category = known
    self.isCoded = isCoded
  }

  /// Takes in the permissions that the rule reports.
  ///
  /// - Throws: ``FactError`` for a name that Microsoft Graph has no application permission of.
  package mutating func rate(_ names: [String], project: String) throws {
    let table = try Table(path: "\(project)/rules/catalog/permissions.tsv")
    for name in names {
      let row = table.rows.first {
        table.cell($0, "name") == name && table.cell($0, "flow") == "application" && !table.cell($0, "id").isEmpty
      }
      guard let row else {
        throw FactError(
          message: "Microsoft Graph has no application permission \"\(name)\". scopeaudit lookup finds names.")
      }
      rated.append((name, table.cell(row, "id")))
    }
  }

  /// Writes the files, none of which may exist.
  ///
  /// - Returns: the paths that were written or changed, from the project's folder.
  package func write(to project: String) throws -> [String] {
    var files: [(path: String, text: String)] = [("rules/checks/\(id.text).json", record)]
    if category != .token {
      let folder = "fixtures/rules/\(id.text)"
      files += [
        ("\(folder)/bad-one.json", manifest(isBad: true)), ("\(folder)/bad-one.expected", "\(id.text) high 1:1\n"),
        ("\(folder)/good-one.json", manifest(isBad: false)), ("\(folder)/good-one.expected", ""),
      ]
    }
    if isCoded, let place = Self.places[category] {
      files.append(("Sources/ScopeAudit/Checks/\(place.folder)/\(id.typeName).swift", source))
    }
    for file in files where Files.exists("\(project)/\(file.path)") {
      throw FactError(message: "\(file.path) exists already. An id is never used again; choose another one.")
    }
    var paths = files.map(\.path)
    // Before anything is written, because it is the one step that can still fail.
    let list = isCoded ? try registered(in: project) : nil
    for file in files { try Files.create(file.text, at: "\(project)/\(file.path)") }
    if let list {
      try Files.write(Array(list.utf8), to: "\(project)/\(Self.listPath)")
      paths.append(Self.listPath)
    }
    return paths
  }

  private static let listPath = "Sources/ScopeAudit/Checks/Checks.swift"

  /// Checks.swift with the new check at the end of its category's list.
  private func registered(in project: String) throws -> String {
    let text = try Files.text("\(project)/\(Self.listPath)")
    let name = Self.places[category]?.list ?? ""
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { $0.contains("static let \(name) = [") }),
      let end = lines[start...].firstIndex(where: { $0.hasSuffix("]") })
    else {
      throw FactError(
        message: "\(Self.listPath) has no list called \(name). Add .\(id.constantName) to its list by hand.")
    }
    if start == end {
      lines[end] = String(lines[end].dropLast()) + ", \(id.constantName)]"
    } else {
      lines.insert("    \(id.constantName),", at: end)
    }
    return lines.joined(separator: "\n")
  }
}

package import ScopeDocuments

extension AuditOptions {
  /// Takes over what a configuration says about rules and thresholds.
  ///
  /// - Throws: ``ConfigurationError`` at a name that does not exist.
  package mutating func apply(_ file: ConfigurationFile, book: RuleBook) throws(ConfigurationError) {
    rules = try RuleSettings(file, book: book)
    organization = try OrganizationPermissions(file)
    let names = Set(book.rules.flatMap { $0.options.map(\.name) })
    for (name, value) in file.thresholds {
      guard names.contains(name.value) else {
        throw file.error(
          at: name.position, "there is no threshold called \(ConfigurationError.quoted(name.value))",
          NearestName.remedy(for: name.value, among: names.sorted()))
      }
      thresholds[name.value] = value.value
    }
  }
}

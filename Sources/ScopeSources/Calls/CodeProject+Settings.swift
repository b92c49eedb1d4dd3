import ScopeValues

/// How the keys of settings are kept beside those that stand in the files.
package enum SettingKeys {
  /// Stands before the key of a setting that another service has as well.
  package static let shared = "other host: "
}

extension CodeProject {
  /// Values of settings beside the code and of fields, by a key's last part, that are addresses of Microsoft Graph.
  func setting(_ key: String) -> [String]? {
    if settings.isEmpty, fieldAddresses.isEmpty { return nil }
    let parts = key.split { $0 == ":" || $0 == "." }
    let last = parts.last.map { GraphPaths.normal($0) } ?? ""
    // The section that it stands in tells two settings of one key apart.
    if !settings.isEmpty, parts.count > 1,
      let values = settings[GraphPaths.normal(parts[parts.count - 2]) + last]
    {
      return values
    }
    return FunctionNames.mayHoldAddress(last) ? settings[last] ?? fieldAddresses[last] : nil
  }

  /// Whether a key alone does not say which service's setting is meant.
  func isShared(_ key: String) -> Bool {
    !settings.isEmpty && settings[GraphPaths.normal(SettingKeys.shared + key)] != nil
  }

  /// The value of a setting in the section that a type is named after: of `GraphProperties` the section `graph`.
  func setting(_ key: String, ofType type: String) -> String? {
    if settings.isEmpty { return nil }
    let name = GraphPaths.normal(type)
    for ending in ["properties", "options", "settings", "configuration", "config", ""] where name.hasSuffix(ending) {
      if let values = settings[name.dropLast(ending.count) + GraphPaths.normal(key)], let first = values.first,
        values.allSatisfy({ $0 == first })
      {
        return first
      }
    }
    return nil
  }
}

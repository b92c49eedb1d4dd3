import ScopeValues

/// How the keys of settings are kept beside those that stand in the files.
package enum SettingKeys {
  /// Stands before the key of a setting that another service has as well.
  package static let shared = "other host: "
}

extension CodeProject {
  /// Whether a key alone does not say which service's setting is meant.
  func isShared(_ key: String) -> Bool { settings[GraphPaths.normal(SettingKeys.shared + key)] != nil }

  /// The value of a setting in the section that a type is named after: of `GraphProperties` the section `graph`.
  func setting(_ key: String, ofType type: String) -> String? {
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

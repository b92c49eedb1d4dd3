import ScopeSources
import ScopeValues

/// Addresses in the settings beside the code: values that are hosts or addresses of Microsoft Graph, by their keys.
package enum CodeSettings {
  /// Whether a file holds settings.
  package static func isSettings(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name.hasPrefix("appsettings") && name.hasSuffix(".json") || name == "parameters.json" || name == ".env"
      || name.hasPrefix(".env.") || name.hasPrefix("application.") || name == "local.settings.json"
      || name == "config.json"
  }

  /// Reads lines of `key: value` or `key=value` in any of these formats, without regard to how they nest.
  package static func read(_ bytes: [UInt8], into settings: inout [String: [String]]) {
    guard bytes.mentions("graph"), bytes.mentions("http") else { return }
    for line in bytes.split(separator: ASCII.lineFeed) where line.count < 4_096 {
      let text = String(decoding: line, as: UTF8.self)
      guard text.lowercased().contains("graph") else { continue }
      // A line may hold a whole object.
      var rest = text[...]
      while let start = rest.range(of: "http") {
        let value = rest[start.lowerBound...].prefix { !"\"', \r".contains($0) }
        let before = rest[..<start.lowerBound].filter { !" \t\"'{".contains($0) }
        rest = rest[value.endIndex...]
        guard value.lowercased().contains("graph"), let end = before.lastIndex(where: { $0 == ":" || $0 == "=" }) else {
          continue
        }
        let key = before[..<end].split { $0 == "." || $0 == ":" || $0 == "," }.last.map { $0.lowercased() } ?? ""
        if !key.isEmpty { settings[key, default: []].append(String(value)) }
      }
    }
  }
}

extension Substring {
  /// The first place of another text.
  fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
}

import ScopeSources
import ScopeValues

/// Addresses in the settings beside the code: values that are hosts or addresses of Microsoft Graph, by their keys.
package enum CodeSettings {
  /// Whether a file holds settings.
  package static func isSettings(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name.hasPrefix("appsettings") && name.hasSuffix(".json") || name == "parameters.json" || name == ".env"
      || name.hasPrefix(".env.") || name.hasPrefix("application.") || name == "local.settings.json"
      || name == "config.json" || name.hasSuffix(".psd1")
  }

  /// Reads lines of `key: value` or `key=value` in any of these formats. A value of Microsoft Graph is kept by its key,
  /// and by the key of the section that it stands in together with its own; one of another host by the latter alone.
  package static func read(_ bytes: [UInt8], into settings: inout [String: [String]]) {
    guard bytes.mentions("graph"), bytes.mentions("http") else { return }
    var sections: [(indent: Int, key: String)] = []
    for line in bytes.split(separator: ASCII.lineFeed) where line.count < 4_096 {
      let indent = line.prefix { $0 == ASCII.space || $0 == ASCII.tab }.count
      let text = String(decoding: line, as: UTF8.self)
      let first = text.dropFirst(indent).first
      if first == "#" || first == nil || first == "\r" { continue }
      while let last = sections.last, last.indent >= indent { sections.removeLast() }
      read(text, in: sections.last?.key ?? "", into: &settings)
      if let key = section(text), sections.count < 64 { sections.append((indent, key)) }
    }
  }

  /// The key of a line that begins a section: `graph:`, `"Graph": {`.
  private static func section(_ text: String) -> String? {
    let bare = text.filter { !" \t\"',\r".contains($0) }
    guard let last = bare.last, last == ":" || last == "{" else { return nil }
    let key = bare.prefix { $0 != ":" && $0 != "=" && $0 != "{" }
    return key.isEmpty ? nil : key.lowercased()
  }

  private static func read(_ text: String, in section: String, into settings: inout [String: [String]]) {
    // A line may hold a whole object.
    var rest = text[...]
    while let start = rest.firstRange(of: "http") {
      let value = rest[start.lowerBound...].prefix { !"\"', \r".contains($0) }
      let before = rest[..<start.lowerBound].filter { !" \t\"'{".contains($0) }
      let inner = rest[..<start.lowerBound].lastIndex(of: "{").flatMap { Self.section(String(rest[...$0])) }
      rest = rest[value.endIndex...]
      guard value.contains("://"), let end = before.lastIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
      let parts = before[..<end].split { $0 == "." || $0 == ":" || $0 == "," }.map { $0.lowercased() }
      guard let key = parts.last, !key.isEmpty else { continue }
      let isGraph = value.lowercased().contains("graph")
      if isGraph { settings[key, default: []].append(String(value)) }
      let outer = parts.count > 1 ? parts[parts.count - 2] : inner ?? section
      guard !outer.isEmpty else { continue }
      settings[outer + "." + key, default: []].append(String(value))
      // Another service has a setting of the same key.
      if !isGraph { settings[SettingKeys.shared + key, default: []].append(String(value)) }
    }
  }
}

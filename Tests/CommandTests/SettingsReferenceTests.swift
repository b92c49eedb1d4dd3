import Foundation
import TestSupport
import Testing

/// The page on settings is what the schema of the settings says; recording writes it anew.
@Suite struct SettingsReferenceTests {
  private static let page = "Sources/ScopeAuditKit/Documentation.docc/Settings.md"

  @Test func isWhatTheSchemaSays() throws {
    let schema = try Binary.run("config", "schema").json().object("properties")
    var text = """
      # Settings

      Every key of `.scopeaudit.json`, and of the file of accepted findings.

      ## Overview

      Settings lie in a `.scopeaudit.json` in the input's folder or above it, up to the root of the repository; the nearest one counts, nothing
      is merged. The file is JSON with comments; paths in it start at its folder. An unknown key is an error. Where the command line says
      something else, it wins.

      ```
      scopeaudit config show
      scopeaudit config schema
      scopeaudit check manifests/ --no-config
      ```

      `config show` says what is in force and where each value comes from; `config schema` prints the schema for editors. `--config` names another
      file, or one of a revision, such as `git:origin/main:.scopeaudit.json`.

      ## Keys

      | key | |
      | --- | --- |

      """
    for (key, value) in schema.sorted(by: { $0.key < $1.key }) {
      let value = value as? [String: Any] ?? [:]
      text += "| `\(key)` | \(value.string("description"))\(Self.values(value)) |\n"
    }
    text += "\n## Thresholds\n\n| key | default | of the rule, and where the default comes from |\n"
    text += "| --- | --- | --- |\n"
    for (key, value) in schema.object("thresholds").object("properties").sorted(by: { $0.key < $1.key }) {
      let value = value as? [String: Any] ?? [:]
      let words = value.string("description").replacing(#/^Of ([a-z-]+)\./#) { "`\($0.1)`." }
      text += "| `\(key)` | \(value.integer("default")) | \(words) |\n"
    }
    for (key, title) in [("permissions", "Entries of permissions"), ("sinks", "Entries of sinks")] {
      let item = schema.object(key).object("items")
      let required = item["required"] as? [String] ?? []
      text += "\n## \(title)\n\n| key | |\n| --- | --- |\n"
      for (name, value) in item.object("properties").sorted(by: { $0.key < $1.key }) {
        let value = value as? [String: Any] ?? [:]
        let need = required.contains(name) ? " Required." : ""
        text += "| `\(name)` | \(value.string("description"))\(Self.values(value))\(need) |\n"
      }
    }
    text += """

      ## Accepted findings

      `scopeaudit.suppressions.json` beside the settings or the input is read by itself; `suppressions` in the settings and `--suppressions` name
      another file. `suppress` writes entries, and keeps comments:

      ```json
      {
        "suppressions": [
          { "fingerprint": "0123456789abcdef0123456789abcdef", "reason": "Wipes kiosks only", "expires": "2027-03-31" },
          { "rule": "client-secret", "appId": "6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2", "reason": "Until the certificate is there" }
        ]
      }
      ```

      An entry names a fingerprint, or a rule and an application; `subject` narrows it to one permission or address. `owner`, `ticket`,
      `approvedBy` and `created` are for people. After the day in `expires` the finding counts again, and the entry is a finding itself; so is
      one that nothing matches any more.

      ## See also

      - <doc:FirstGate>
      - <doc:Rules>

      """
    try Golden.expect(text, in: Self.page)
  }

  private static func values(_ value: [String: Any]) -> String {
    guard let values = value["enum"] as? [String] else { return "" }
    return " One of \(values.map { "`\($0)`" }.joined(separator: ", "))."
  }
}

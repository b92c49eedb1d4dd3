/// A baseline as it is written: the findings that were known on the day it was made.
package struct BaselineFile: Sendable {
  package struct Entry: Sendable {
    package var fingerprint: String
    package var rule: String
    package var application: String

    package init(fingerprint: String, rule: String, application: String) {
      self.fingerprint = fingerprint
      self.rule = rule
      self.application = application
    }
  }

  package var path: String
  /// The version of the program that wrote it.
  package var version: String
  /// The catalog that it was written with.
  package var digest: String
  package var entries: [Entry] = []

  /// - Throws: ``ConfigurationError`` at the first thing that is not understood.
  package init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
    self.path = path
    let object = try ObjectReader(bytes, path: path, names: ["schemaVersion", "tool", "findings"])
    guard try object.integer("schemaVersion") == 1 else {
      throw object.error(
        at: object["schemaVersion"] ?? object.place, "this is no baseline of schema version 1",
        "Write one with --write-baseline.")
    }
    guard let tool = object["tool"] else {
      throw object.error(
        at: object.place, "the key \u{201C}tool\u{201D} is missing", "Write the baseline again with --write-baseline.")
    }
    let writer = try ObjectReader(object.document, tool, path: path, names: ["name", "version", "catalog"])
    version = try writer.string("version") ?? ""
    digest = ""
    if let catalog = writer["catalog"] {
      digest =
        try ObjectReader(object.document, catalog, path: path, names: ["date", "digest"]).string("digest") ?? ""
    }
    for place in try object.elements("findings") {
      let entry = try ObjectReader(
        object.document, place, path: path, names: ["fingerprint", "rule", "application"])
      guard let fingerprint = try entry.string("fingerprint"), let rule = try entry.string("rule") else {
        throw entry.error(
          at: place, "an entry names a fingerprint and a rule", "Write the baseline again with --write-baseline.")
      }
      entries.append(
        Entry(fingerprint: fingerprint, rule: rule, application: try entry.string("application") ?? ""))
    }
  }
}

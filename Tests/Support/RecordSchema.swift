package import ScopeDocuments

/// A JSON Schema as far as those of rules/schemas go; a keyword that it does not know is an error, never passed over.
package struct RecordSchema: Sendable {
  private let document: JSONDocument

  /// What says something to readers alone.
  private static let remarks: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  package init(_ document: JSONDocument) { self.document = document }

  /// The values of the "enum" that a path of members leads to.
  package func values(at path: String...) -> [String] {
    var place = document.root
    for name in path + ["enum"] {
      guard let next = document.member(named: name, of: place) else { return [] }
      place = next
    }
    return document.elements(of: place).map(document.text)
  }

  /// What a document has that the schema does not allow, each with its place.
  package func faults(of record: JSONDocument) -> [String] { faults(of: record.root, in: record, document.root, "") }

  private func faults(of value: JSONPlace, in record: JSONDocument, _ schema: JSONPlace, _ path: String) -> [String] {
    document.members(of: schema).flatMap { key, argument -> [String] in
      let keyword = document.text(key)
      if let fault = plainFault(keyword, argument, value, record) { return fault.isEmpty ? [] : ["\(path): \(fault)"] }
      switch keyword {
      case "$ref":
        let name = document.text(argument).split(separator: "/").last.map(String.init) ?? ""
        let target = document.member("$defs", of: document.root).flatMap { document.member(named: name, of: $0) }
        guard let target else { return ["\(path): no definition \(name)"] }
        return faults(of: value, in: record, target, path)
      case "anyOf":
        let ways = document.elements(of: argument).map { faults(of: value, in: record, $0, path) }
        return ways.contains { $0.isEmpty } ? [] : ways.first ?? []
      case "items" where record.kind(value) == .array:
        return record.elements(of: value).enumerated().flatMap { index, element in
          faults(of: element, in: record, argument, "\(path)/\(index)")
        }
      case "properties" where record.kind(value) == .object, "additionalProperties" where record.kind(value) == .object:
        return members(keyword, argument, schema, value, record, path)
      case "items", "properties", "additionalProperties": return []
      default: return Self.remarks.contains(keyword) ? [] : ["\(path): the schema's \(keyword) is not understood"]
      }
    }
  }

  /// nil where the keyword is about what stands inside the value.
  private func plainFault(
    _ keyword: String, _ argument: JSONPlace, _ value: JSONPlace, _ record: JSONDocument
  ) -> String? {
    switch keyword {
    case "type":
      let kinds: [String: Bool] = [
        "object": record.kind(value) == .object, "array": record.kind(value) == .array,
        "string": record.string(value) != nil, "integer": record.integer(value) != nil,
        "boolean": record.boolean(value) != nil,
      ]
      return kinds[document.text(argument)] == true ? "" : "is no \(document.text(argument))"
    case "enum":
      let values = document.elements(of: argument).map(document.text)
      return values.contains(record.string(value) ?? "") ? "" : "\"\(record.text(value))\" is none of \(values)"
    case "const": return record.boolean(value) == document.boolean(argument) ? "" : "is not \(document.text(argument))"
    case "pattern":
      guard let pattern = try? Regex(document.text(argument)) else { return "the schema's pattern is not understood" }
      return (record.string(value) ?? "").contains(pattern)
        ? "" : "\"\(record.text(value))\" does not match \(document.text(argument))"
    case "minLength": return (record.string(value) ?? "").isEmpty ? "is empty" : ""
    case "minItems": return record.kind(value) == .array && record.elements(of: value).isEmpty ? "is empty" : ""
    case "minimum":
      return record.integer(value) ?? 0 < document.integer(argument) ?? 0 ? "is under \(document.text(argument))" : ""
    case "uniqueItems":
      guard record.kind(value) == .array else { return "" }
      let texts = record.elements(of: value).map(record.text)
      return Set(texts).count == texts.count ? "" : "says something twice"
    case "required":
      guard record.kind(value) == .object else { return "" }
      let names = document.elements(of: argument).map(document.text)
      let missing = names.filter { record.member(named: $0, of: value) == nil }
      return missing.isEmpty ? "" : "lacks \(missing.joined(separator: ", "))"
    default: return nil
    }
  }

  private func members(
    _ keyword: String, _ argument: JSONPlace, _ schema: JSONPlace, _ value: JSONPlace, _ record: JSONDocument,
    _ path: String
  ) -> [String] {
    let members = record.members(of: value)
    let known = document.member("properties", of: schema)
    var faults: [String] = []
    for (name, inside) in members {
      let text = record.text(name)
      let own = known.flatMap { document.member(named: text, of: $0) }
      if keyword == "properties", let own {
        faults += self.faults(of: inside, in: record, own, "\(path)/\(text)")
      } else if keyword == "additionalProperties", own == nil {
        faults +=
          document.boolean(argument) == false
          ? ["\(path): no record has a member \(text)"]
          : self.faults(of: inside, in: record, argument, "\(path)/\(text)")
      }
    }
    if keyword == "properties", Set(members.map { record.text($0.name) }).count != members.count {
      faults.append("\(path): a member stands twice")
    }
    return faults
  }
}

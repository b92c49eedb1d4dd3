import ScopeAudit
import ScopeDiagnosis
import ScopeDocuments
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// Every record is what its schema says, and the schemas know the words that the code knows.
@Suite struct RecordSchemaTests {
  private static func records(_ folder: String) -> [String] {
    ((try? Files.names(in: "\(project)/rules/\(folder)")) ?? []).filter { $0.hasSuffix(".json") }
  }

  static func schema(_ name: String) throws -> RecordSchema {
    RecordSchema(try Files.json("\(project)/rules/schemas/\(name).schema.json"))
  }

  @Test(arguments: records("checks"))
  func ruleIsWhatTheSchemaSays(_ file: String) throws { try expectSound("rule", "rules/checks/\(file)", file) }

  @Test(arguments: records("errors"))
  func errorIsWhatTheSchemaSays(_ file: String) throws { try expectSound("error", "rules/errors/\(file)", file) }

  private func expectSound(_ schema: String, _ path: String, _ file: String) throws {
    let record = try Files.json("\(project)/\(path)")
    let faults = try Self.schema(schema).faults(of: record)
    #expect(faults.isEmpty, "\(path)")
    // A list of records has a name of its own.
    let id = record.string(record.member("id", of: record.root))
    #expect(id.map { $0 + ".json" } == file || record.kind(record.root) == .array)
    #expect(try !Files.text("\(project)/\(path)").contains("TODO"), "\(path) still says TODO")
  }

  /// A word that a schema knows and the code does not is refused where the record is read.
  @Test func schemasKnowTheWordsOfTheCode() throws {
    let rule = try Self.schema("rule")
    let categories = rule.values(at: "properties", "category")
    #expect(Set(categories).isSuperset(of: RuleCategory.allCases.map(\.rawValue)))
    #expect(Set(rule.values(at: "$defs", "severity")) == Set(Severity.allCases.map(\.name)))
    let error = try Self.schema("error")
    let verdicts = Verdict.allCases.filter { $0 != .permitted && $0 != .undetermined }.map(\.rawValue)
    #expect(Set(error.values(at: "$defs", "verdict")).isSuperset(of: verdicts))
    #expect(Set(error.values(at: "$defs", "confidence")) == Set(Confidence.allCases.map(\.name)))
    let unknowable = error.values(at: "$defs", "shape", "properties", "unknowable", "items")
    #expect(Set(unknowable).isSuperset(of: Unknowable.allCases.map(\.rawValue)))
  }

  /// One change a line: what is put in the place of what, and a word of the fault that it makes.
  @Test(arguments: [
    (#""severity": "medium""#, #""severity": "middling""#, "middling"),
    (#""status": "stable","#, "", "lacks status"),
    (#""status": "stable","#, #""status": "stable", "colour": "red","#, "colour"),
    (#""status": "stable","#, #""status": "stable", "status": "stable","#, "twice"),
    (#""cwe": []"#, #""cwe": ["250"]"#, "does not match"),
    (#""options": []"#, #""options": {}"#, "is no array"),
    (#""options": []"#, #""options": [{ "name": "days", "default": -1, "source": "A page." }]"#, "under 0"),
    (#""options": []"#, #""options": [], "permissions": [{ "resource": "R", "name": "N", "effect": "E." }]"#, "lacks"),
    (#""line": 7"#, #""line": "7""#, "is no integer"),
  ])
  func refusesRecordsThatAreNot(part: String, other: String, word: String) throws {
    let text = try Files.text("\(project)/rules/checks/client-secret.json")
    let changed = text.replacingFirst(part, with: other)
    #expect(changed != text)
    var reader = JSONItemReader(read: readBytes(of: Array(changed.utf8)))
    let document = try #require(try reader.next()).document
    #expect(try Self.schema("rule").faults(of: document).contains { $0.contains(word) })
  }
}

extension RecordSchemaTests {
  /// A file may hold a list of shapes; a fault in one of them is a fault of the file.
  @Test(arguments: [("certain", true), ("sure", false)])
  func listsAreHeldToTheSchema(confidence: String, isSound: Bool) throws {
    let record = try Files.text("\(project)/rules/errors/licence-named.json")
    let changed = record.replacing(#""confidence": "likely""#, with: #""confidence": "\#(confidence)""#)
    var reader = JSONItemReader(
      keepsArrayWhole: { _ in true }, read: readBytes(of: Array("[\(record),\(changed)]".utf8)))
    let document = try #require(try reader.next()).document
    #expect(try Self.schema("error").faults(of: document).isEmpty == isSound)
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}

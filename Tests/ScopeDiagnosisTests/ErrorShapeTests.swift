import ScopeDocuments
import Testing

@testable import Maintenance
@testable import ScopeDiagnosis

/// An example in a record of rules/errors.
struct ShapeExample: CustomTestStringConvertible, Sendable {
  var shape: String
  var text: String
  var captures: [String: [String]]
  /// Whether the text shows the shape.
  var isOne: Bool
  var testDescription: String { "\(shape): \(isOne ? "" : "not ")\(text.prefix(80))" }

  static let names = ((try? Files.names(in: "\(project)/rules/errors")) ?? []).filter { $0.hasSuffix(".json") }

  static let all: [ShapeExample] = names.flatMap { name -> [ShapeExample] in
    guard let document = try? Files.json("\(project)/rules/errors/\(name)") else { return [] }
    let id = document.string(document.member("id", of: document.root)) ?? ""
    let examples = (document.member("examples", of: document.root).map(document.elements) ?? []).map { place in
      var captures: [String: [String]] = [:]
      for member in document.member("captures", of: place).map({ document.members(of: $0) }) ?? [] {
        captures[document.text(member.name)] = document.elements(of: member.value).map(document.text)
      }
      return ShapeExample(
        shape: id, text: document.string(document.member("text", of: place)) ?? "", captures: captures, isOne: true)
    }
    let others = (document.member("counterexamples", of: document.root).map(document.elements) ?? []).map {
      ShapeExample(shape: id, text: document.text($0), captures: [:], isOne: false)
    }
    return examples + others
  }
}

@Test(arguments: ShapeExample.all)
func shapeExampleBehaves(_ example: ShapeExample) throws {
  let matches = ErrorShapes.shared.matches(try ServiceErrorReader.read(Array(example.text.utf8)))
  guard example.isOne else {
    #expect(!matches.contains { $0.shape.id == example.shape })
    return
  }
  let first = try #require(matches.first)
  #expect(first.shape.id == example.shape)
  #expect(first.captures == example.captures)
}

@Test func everyRecordIsAShape() throws {
  #expect(ShapeExample.names.count >= 50)
  #expect(ErrorShapes.shared.shapes.map { "\($0.id).json" }.sorted() == ShapeExample.names.sorted())
  let ids = Set(ErrorShapes.shared.shapes.map(\.id))
  for shape in ErrorShapes.shared.shapes {
    #expect(ShapeExample.all.contains { $0.shape == shape.id && $0.isOne }, "\(shape.id) has no example")
    #expect(ids.isSuperset(of: shape.unless), "\(shape.id) yields to a shape that does not exist")
    #expect(shape.meaning.verdict != .undetermined && shape.meaning.verdict != .permitted)
    #expect(shape.meaning.summary.hasSuffix(".") && !shape.title.hasSuffix("."))
  }
}

@Test(arguments: [
  ("a {x:word} c", "zz A b-1 c", ["x": ["b-1"]]),
  ("need: {n:permissions} - end", "need: A.Read, B.Read - end", ["n": ["A.Read", "B.Read"]]),
  ("need: {n:permissions}", "need: A.Read.All,B.Read.All.", ["n": ["A.Read.All", "B.Read.All"]]),
  ("need: {n:permissions}", "need: A.Read - Operation", ["n": ["A.Read"]]),
  ("one*two", "one and two", [:]),
])
func patternMatches(pattern: String, text: String, captures: [String: [String]]) {
  #expect(TextPattern(pattern)?.match(Array(text.utf8)) == captures)
}

@Test(arguments: [("a {x:word}", "a "), ("one*two", "two one"), ("abc", "ab"), ("a{x:word}b", "a1c")])
func patternDoesNotMatch(pattern: String, text: String) {
  #expect(TextPattern(pattern)?.match(Array(text.utf8)) == nil)
}

@Test(arguments: ["{x:word}", "a {x}", "a {x:number}", "a {x:word", ""])
func patternIsRefused(text: String) { #expect(TextPattern(text) == nil) }

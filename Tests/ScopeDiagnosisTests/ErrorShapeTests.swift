import ScopeDocuments
import ScopeValues
import Testing

@testable import CatalogBuild
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

  /// A record of rules/errors, in the file that holds it: a file may hold several.
  struct Record: Sendable {
    var document: JSONDocument
    var place: JSONPlace
    var id: String { document.string(document.member("id", of: place)) ?? "" }
    func texts(_ name: String) -> [String] {
      (document.member(named: name, of: place).map(document.elements) ?? []).map(document.text)
    }
  }

  static let records: [Record] = names.flatMap { name -> [Record] in
    guard let document = try? Files.json("\(project)/rules/errors/\(name)") else { return [] }
    let places = document.kind(document.root) == .array ? document.elements(of: document.root) : [document.root]
    return places.map { Record(document: document, place: $0) }
  }

  static let all: [ShapeExample] = records.flatMap { record -> [ShapeExample] in
    let document = record.document
    let examples = (document.member("examples", of: record.place).map(document.elements) ?? []).map { place in
      var captures: [String: [String]] = [:]
      for member in document.member("captures", of: place).map({ document.members(of: $0) }) ?? [] {
        captures[document.text(member.name)] = document.elements(of: member.value).map(document.text)
      }
      return ShapeExample(
        shape: record.id, text: document.string(document.member("text", of: place)) ?? "", captures: captures,
        isOne: true)
    }
    let others = record.texts("counterexamples").map {
      ShapeExample(shape: record.id, text: $0, captures: [:], isOne: false)
    }
    return examples + others
  }
}

@Test(arguments: ShapeExample.all)
func shapeExampleBehaves(_ example: ShapeExample) throws {
  let error = try ServiceErrorReader.read(Array(example.text.utf8))
  let matches = ErrorShapes.shared.matches(error, address: error.request?.url)
  guard example.isOne else {
    #expect(!matches.contains { $0.shape.id == example.shape })
    return
  }
  let first = try #require(matches.first)
  #expect(first.shape.id == example.shape)
  #expect(first.captures == example.captures)
}

@Test func everyRecordIsAShape() throws {
  #expect(ShapeExample.records.count >= 150)
  #expect(ErrorShapes.shared.shapes.map(\.id).sorted() == ShapeExample.records.map(\.id).sorted())
  let ids = Set(ErrorShapes.shared.shapes.map(\.id))
  #expect(ids.count == ShapeExample.records.count, "an id stands twice")
  for shape in ErrorShapes.shared.shapes {
    #expect(ids.isSuperset(of: shape.unless), "\(shape.id) yields to a shape that does not exist")
    #expect(shape.meaning.verdict != .undetermined && shape.meaning.verdict != .permitted)
    #expect(shape.meaning.summary.hasSuffix(".") && !shape.title.hasSuffix("."))
  }
}

/// Where each fact is from, a text that shows it, and one that does not.
@Test func everyRecordHasASourceAndBothExamples() {
  for record in ShapeExample.records {
    #expect(!record.texts("sources").isEmpty, "\(record.id) has no source")
    #expect(ShapeExample.all.contains { $0.shape == record.id && $0.isOne }, "\(record.id) has no example")
    #expect(ShapeExample.all.contains { $0.shape == record.id && !$0.isOne }, "\(record.id) has no counterexample")
  }
}

/// What a record advises is advised: no step is lost for want of a value that none of its texts can show.
@Test func everyStepIsSaidForSomeText() throws {
  for shape in ErrorShapes.shared.shapes {
    var said: Set<String> = []
    var isShown = false
    for example in ShapeExample.all where example.shape == shape.id && example.isOne {
      let error = try ServiceErrorReader.read(Array(example.text.utf8))
      for match in ErrorShapes.shared.matches(error) where match.shape.id == shape.id {
        isShown = true
        for step in shape.meaning.steps
        where CapturedSentence.fill(step, match.captures.compactMapValues(\.first)) != nil { said.insert(step) }
      }
    }
    // Some are told by the request alone.
    guard isShown else { continue }
    let lost = shape.meaning.steps.filter { !said.contains($0) }
    #expect(lost.isEmpty, "\(shape.id): \(lost)")
  }
}

/// The codes of Microsoft Entra that people paste: each has a record, and a longer number that begins alike has not.
@Test func signInCodesAreKnown() throws {
  let codes = ErrorShapes.shared.shapes.flatMap(\.conditions).flatMap(\.codes).filter { $0.hasPrefix("AADSTS") }
  #expect(Set(codes).count >= 100)
  for code in Set(codes) {
    let error = try ServiceErrorReader.read(Array("\(code): refused. Trace ID: 1".utf8))
    #expect(ErrorShapes.shared.matches(error).first?.shape.isAboutSignIn == true, "\(code)")
    let longer = try ServiceErrorReader.read(Array("\(code)99: refused. Trace ID: 1".utf8))
    #expect(ErrorShapes.shared.matches(longer).first?.shape.id == "sign-in-refused", "\(code)99")
  }
}

@Test(arguments: [
  ("a {x}b", ["x": "1"], "a 1b"), ("a[ {x}]", [:], "a"), ("a[ {x}][ {y}].", ["y": "2"], "a 2."),
  ("[only {x}]", [:], nil),
  ("a {x}", [:], nil), ("plain", [:], "plain"), ("GET /users/{id}", [:], "GET /users/{id}"),
  ("GET /users/{id}[ of {x}]", ["x": "1"], "GET /users/{id} of 1"),
])
func capturedSentenceIsFilled(text: String, values: [String: String], filled: String?) {
  #expect(CapturedSentence.fill(text, values) == filled)
}

/// However a service joins the permissions of which one suffices, each is an entry.
@Test(arguments: [
  "A.Read, B.Read, C.Read", "A.Read,B.Read,C.Read", "A.Read or B.Read or C.Read", "A.Read, B.Read or C.Read",
  "A.Read, B.Read, or C.Read.", "A.Read OR B.Read, C.Read",
])
func alternativesAreEntries(list: String) throws {
  let pattern = try #require(TextPattern("need: {n:permissions}"))
  #expect(pattern.match(Array("need: \(list)".utf8)) == ["n": ["A.Read", "B.Read", "C.Read"]])
}

/// Permissions that a service joins by "and" are needed together; those that it joins otherwise are not.
@Test(arguments: [
  (
    "IdentityRiskyUser.Read.All and IdentityRiskEvent.Read.All",
    [["IdentityRiskyUser.Read.All", "IdentityRiskEvent.Read.All"]]
  ),
  (
    "IdentityRiskyUser.Read.All or IdentityRiskEvent.Read.All",
    [["IdentityRiskyUser.Read.All"], ["IdentityRiskEvent.Read.All"]]
  ),
  ("User.Read.All, Group.Read.All", [["User.Read.All"], ["Group.Read.All"]]), ("User.Read.All.", [["User.Read.All"]]),
])
func whatIsJoinedByAndIsNeededTogether(list: String, need: [[String]]) throws {
  let text = "Calling principal does not have required MSGraph permissions \(list)"
  let diagnosis = Diagnoser().diagnose(
    RefusedCall(error: try ServiceErrorReader.read(Array(text.utf8)), now: .epoch))
  #expect(diagnosis.need == need)
  #expect(Set(diagnosis.recommend.map(\.name)).isSuperset(of: need[0]))
}

/// The page on which a sign-in ends shows the number alone.
@Test func theNumberOfThePageIsACode() throws {
  let page = """
    You cannot access this right now
    Your sign-in was successful but does not meet the criteria to access this resource.
    Error Code: 53003
    Request Id: 1
    Correlation Id: 2
    """
  let error = try ServiceErrorReader.read(Array(page.utf8))
  #expect(ErrorShapes.shared.matches(error).first?.shape.id == "aadsts-53003")
  let other = try ServiceErrorReader.read(Array("The printer failed.\nError Code: 53003".utf8))
  #expect(!ErrorShapes.shared.matches(other).contains { $0.shape.isAboutSignIn })
}

@Test(arguments: [
  ("a {x:word} c", "zz A b-1 c", ["x": ["b-1"]]),
  ("need: {n:permissions} - end", "need: A.Read, B.Read - end", ["n": ["A.Read", "B.Read"]]),
  ("need: {n:permissions}", "need: A.Read.All,B.Read.All.", ["n": ["A.Read.All", "B.Read.All"]]),
  ("need: {n:permissions}", "need: A.Read - Operation", ["n": ["A.Read"]]),
  ("one*two", "one and two", [:]),
  ("id '{x:word}' named '{n:text}'", "id 'A.b.' named 'C d'", ["x": ["A.b"], "n": ["C d"]]),
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

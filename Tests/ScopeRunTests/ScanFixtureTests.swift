import Foundation
import ScopeAudit
import ScopeCatalog
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun
import ScopeSources
import Testing

/// The projects under fixtures/scan: each call on its line, nothing else, and what cannot be told listed.
@Suite struct ScanFixtureTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Call: Decodable, Sendable {
      var path: String
      var line: Int
      var lines: [Int]?
      var method: String
      var url: String
      /// Other addresses that are right.
      var or: [String]?
    }
    struct Place: Decodable, Sendable {
      var path: String
      var line: Int

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        path = try container.decode(String.self)
        line = try container.decode(Int.self)
      }
    }
    var `case`: String
    var files: [String]
    var calls: [Call]
    var may: [Call]?
    var unresolved: [Place]?
    var testDescription: String { self.case }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("fixtures/scan")
  static let cases: [Case] =
    ((try? String(contentsOf: root.appendingPathComponent("expected.jsonl"), encoding: .utf8)) ?? "")
    .split(separator: "\n").compactMap { try? JSONDecoder().decode(Case.self, from: Data($0.utf8)) }

  @Test func thereAreCases() { #expect(Self.cases.count > 30) }

  @Test(arguments: cases) func finds(_ example: Case) throws {
    let scan = try scan(example)
    var left = scan.calls.map { ($0.position.file, $0.position.line, $0.method + " " + Self.spelling($0.url)) }
    for call in example.calls {
      let wanted = ([call.url] + (call.or ?? [])).map { call.method + " " + Self.spelling($0) }
      let index = left.firstIndex {
        $0.0 == call.path && wanted.contains($0.2) && ([call.line] + (call.lines ?? [])).contains($0.1)
      }
      // What is listed on its line is not silent.
      let isListed = scan.unresolved.contains { $0.position.file == call.path && $0.position.line == call.line }
      #expect(index != nil || isListed, "\(call.path):\(call.line) \(wanted[0])")
      if let index { left.remove(at: index) }
    }
    let may = (example.may ?? []).map { $0.method + " " + Self.spelling($0.url) }
    // The same call with several queries is one.
    let known = Set(
      example.calls.flatMap { call in
        ([call.url] + (call.or ?? [])).map { "\(call.path):\(call.line) \(call.method) \(Self.spelling($0))" }
      })
    left.removeAll { may.contains($0.2) || known.contains("\($0.0):\($0.1) \($0.2)") }
    #expect(left.map { "\($0.0):\($0.1) \($0.2)" } == [])
    let listed = Set(scan.unresolved.map { "\($0.position.file):\($0.position.line)" })
    for place in example.unresolved ?? [] {
      #expect(listed.contains("\(place.path):\(place.line)"), "\(place.path):\(place.line) is not listed")
    }
  }

  private func scan(_ example: Case) throws -> CodeScan {
    let scanner = CodeScanner(
      catalog: .shared, advisor: LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared)),
      flows: [.application], sinks: CallSinks(rows: CodeFacts.sinks))
    var settings: [String: [String]] = [:]
    var inputs: [CodeInput] = []
    for name in example.files {
      let file = Self.root.appendingPathComponent("files/\(example.case)/\(name)")
      let bytes = [UInt8](try Data(contentsOf: file))
      if CodeSettings.isSettings(name) { CodeSettings.read(bytes, into: &settings) }
      if let input = CodeInput(path: name, bytes: bytes) { inputs.append(input) }
    }
    return scanner.scan(inputs, settings: settings)
  }

  /// One spelling: without host and query, every key alike.
  private static func spelling(_ url: String) -> String {
    var text = url.lowercased().prefix { $0 != "?" }
    if let host = text.firstRange(of: "://") { text = text[host.upperBound...].drop { $0 != "/" } }
    var result = ""
    var depth = 0
    for character in text {
      if character == "{" { depth += 1 }
      if depth == 0 { result.append(character) }
      if character == "}" {
        depth = max(depth - 1, 0)
        if depth == 0 { result += "{}" }
      }
    }
    return result
  }
}

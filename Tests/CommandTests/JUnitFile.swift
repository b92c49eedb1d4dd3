import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A JUnit file as a reader of CI systems understands it.
struct JUnitFile {
  struct Result {
    /// "failure", "error" or "skipped".
    var kind: String
    var attributes: [String: String]
    var text = ""
  }

  struct Case {
    var attributes: [String: String]
    var results: [Result] = []
    var name: String { attributes["name"] ?? "" }
    var className: String { attributes["classname"] ?? "" }
  }

  struct Suite {
    var attributes: [String: String]
    var cases: [Case] = []
    var name: String { attributes["name"] ?? "" }
  }

  struct NotWellFormed: Error, CustomStringConvertible {
    var description: String
  }

  var root: [String: String] = [:]
  var suites: [Suite] = []
  /// Every element with those around it, such as "testsuites/testsuite/testcase".
  var paths: [String] = []

  var cases: [Case] { suites.flatMap(\.cases) }
  var results: [Result] { cases.flatMap(\.results) }

  /// - Throws: ``NotWellFormed`` where a strict parser would stop.
  init(_ text: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    guard !text.isEmpty, parser.parse() else {
      throw NotWellFormed(description: "\(parser.parserError.debugDescription) at line \(parser.lineNumber)")
    }
    self = reader.file
  }

  private init() {}

  private final class Reader: NSObject, XMLParserDelegate {
    var file = JUnitFile()
    private var path: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      path.append(name)
      file.paths.append(path.joined(separator: "/"))
      switch name {
      case "testsuites": file.root = attributes
      case "testsuite": file.suites.append(Suite(attributes: attributes))
      case "testcase": file.suites[file.suites.count - 1].cases.append(Case(attributes: attributes))
      case "failure", "error", "skipped": update { $0.append(Result(kind: name, attributes: attributes)) }
      default: break
      }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      guard ["failure", "error", "skipped"].contains(path.last) else { return }
      update { $0[$0.count - 1].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      path.removeLast()
    }

    private func update(_ change: (inout [Result]) -> Void) {
      guard let suite = file.suites.indices.last, let test = file.suites[suite].cases.indices.last else { return }
      change(&file.suites[suite].cases[test].results)
    }
  }
}

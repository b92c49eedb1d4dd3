internal import ScopeAudit

/// The suites and cases of a JUnit file, as libxml2 writes them.
struct JUnitWriter {
  /// UTC without zone and fraction, as the schemas want it.
  let timestamp: String
  /// Whether the file has to validate against Ant's and Jenkins' schemas: these know no places.
  let isAnt: Bool

  enum Outcome {
    case pass
    /// - Parameter advice: what ends the body, as XML.
    case failure(message: String, body: String, advice: [UInt8], Severity)
    case skipped(String)
    case error(String)

    /// One byte a kind, to count by.
    var letter: UInt8 {
      switch self {
      case .pass: UInt8(ascii: "P")
      case .failure: UInt8(ascii: "F")
      case .skipped: UInt8(ascii: "S")
      case .error: UInt8(ascii: "E")
      }
    }

    var isFailure: Bool { letter == UInt8(ascii: "F") || letter == UInt8(ascii: "E") }
  }

  struct Suite {
    var name: String
    var identifier: Int
    var properties: [(String, String)]
    var counts: Counts
  }

  struct Counts {
    private(set) var tests = 0
    private(set) var failures = 0
    private(set) var errors = 0
    private(set) var skipped = 0

    /// - Parameter letters: one an outcome.
    init(_ letters: some Sequence<UInt8>) { for letter in letters { add(letter) } }

    mutating func add(_ letter: UInt8) {
      tests += 1
      switch letter {
      case UInt8(ascii: "F"): failures += 1
      case UInt8(ascii: "E"): errors += 1
      case UInt8(ascii: "S"): skipped += 1
      default: break
      }
    }
  }

  /// Appends a suite whose cases `body` writes.
  func append(_ suite: Suite, to bytes: inout [UInt8], _ body: (XMLWriter) -> Void) {
    let counts = suite.counts
    XMLWriter.append(to: &bytes) { xml in
      xml.element(
        "testsuite",
        [
          ("name", suite.name), ("package", "scopeaudit"), ("id", String(suite.identifier)), ("hostname", "localhost"),
          ("timestamp", timestamp), ("tests", String(counts.tests)), ("failures", String(counts.failures)),
          ("errors", String(counts.errors)), ("skipped", String(counts.skipped)), ("time", "0.000"),
        ]
      ) {
        xml.element("properties") {
          for (name, value) in suite.properties { xml.element("property", [("name", name), ("value", value)]) }
        }
        body(xml)
        xml.element("system-out")
        xml.element("system-err")
      }
    }
  }

  private static let noTime = XMLText("0.000")

  func write(
    _ name: XMLText, _ className: XMLText, _ path: XMLText, line: Int, _ outcome: Outcome, to xml: XMLWriter
  ) {
    xml.start("testcase")
    xml.attribute("name", name)
    xml.attribute("classname", className)
    xml.attribute("time", Self.noTime)
    if !isAnt, !path.isEmpty {
      xml.attribute("file", path)
      xml.attribute("line", XMLText(decimal: line))
    }
    switch outcome {
    case .pass: break
    case .failure(let message, let body, let advice, let severity):
      xml.element("failure", [("message", message), ("type", severity.name)], text: body) { xml.raw(advice) }
    case .skipped(let message): xml.element("skipped", [("message", message)], text: message)
    case .error(let message):
      let first = message.split(separator: "\n").first.map { String($0.prefix(300)) } ?? ""
      xml.element("error", [("message", first), ("type", "InputError")], text: message)
    }
    xml.end()
  }

  /// The passed cases of one application: they differ in the rule's id alone, so libxml2 writes and escapes one of
  /// them, and the others repeat its bytes.
  struct Passes {
    private static let opening = Array(" <testcase name=\"".utf8)
    /// What follows the rule's id, to the end of the line.
    private let rest: [UInt8]
    /// What is to be written next.
    private var pending: [UInt8] = []

    /// - Parameter suffix: follows the rule's id in the names.
    init(_ suffix: XMLText, _ className: XMLText, _ path: XMLText, line: Int, _ junit: JUnitWriter) {
      let pattern = XMLWriter.fragment { xml in junit.write(suffix, className, path, line: line, .pass, to: xml) }
      rest = Array(pattern.dropFirst(Self.opening.count - 1))
    }

    /// - Parameters:
    ///   - text: rules' ids, one after another; they need no escape.
    ///   - ends: where one id that passed begins, and where it and those after it end.
    mutating func add(_ text: [UInt8], _ ends: ArraySlice<Int>) {
      for (start, end) in zip(ends, ends.dropFirst()) {
        pending.append(contentsOf: Self.opening)
        pending.append(contentsOf: text[start..<end])
        pending.append(contentsOf: rest)
      }
    }

    /// Writes what was added.
    mutating func write(to xml: XMLWriter) {
      guard !pending.isEmpty else { return }
      xml.raw(pending)
      pending.removeAll(keepingCapacity: true)
    }
  }
}

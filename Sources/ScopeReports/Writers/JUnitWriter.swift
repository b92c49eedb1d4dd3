/// The suites and cases of a JUnit file, as libxml2 writes them.
struct JUnitWriter {
  /// UTC without zone and fraction, as the schemas want it.
  let timestamp: String
  /// Whether the file has to validate against Ant's and Jenkins' schemas: these know no places.
  let isAnt: Bool

  enum Outcome {
    case pass
    case failure(message: String, type: String, body: String)
    case skipped(String)
    case error(String)

    /// One byte a kind, to count by.
    var letter: UInt8 {
      switch self {
      case .pass: Letter.pass
      case .failure: Letter.failure
      case .skipped: Letter.skipped
      case .error: Letter.error
      }
    }
  }

  /// The kinds of outcomes.
  enum Letter {
    static let pass = UInt8(ascii: "P")
    static let failure = UInt8(ascii: "F")
    static let skipped = UInt8(ascii: "S")
    static let error = UInt8(ascii: "E")
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
    init(_ letters: [UInt8]) { for letter in letters { add(letter) } }

    mutating func add(_ letter: UInt8) {
      tests += 1
      switch letter {
      case Letter.failure: failures += 1
      case Letter.error: errors += 1
      case Letter.skipped: skipped += 1
      default: break
      }
    }
  }

  /// Appends a suite whose cases `body` writes.
  func append(_ suite: Suite, to bytes: inout [UInt8], _ body: (XMLWriter) -> Void) {
    let counts = suite.counts
    let numbers = (
      String(counts.tests), String(counts.failures), String(counts.errors), String(counts.skipped)
    )
    XMLWriter.append(to: &bytes) { xml in
      self.suite(suite.name, String(suite.identifier), numbers, suite.properties, to: xml) { body(xml) }
    }
  }

  private func suite(
    _ name: String, _ identifier: String, _ counts: (String, String, String, String), _ properties: [(String, String)],
    to xml: XMLWriter, _ body: () -> Void
  ) {
    xml.element(
      "testsuite",
      [
        ("name", name), ("package", "scopeaudit"), ("id", identifier), ("hostname", "localhost"),
        ("timestamp", timestamp), ("tests", counts.0), ("failures", counts.1), ("errors", counts.2),
        ("skipped", counts.3), ("time", "0.000"),
      ]
    ) {
      xml.element("properties") {
        for (name, value) in properties { xml.element("property", [("name", name), ("value", value)]) }
      }
      body()
      xml.element("system-out")
      xml.element("system-err")
    }
  }

  /// The pattern of a suite: its name, number and counts, the values of its properties and its cases are gaps.
  func pattern(properties: [String]) -> XMLPattern {
    let gap = XMLPattern.gap
    return XMLPattern { xml in
      suite(gap, gap, (gap, gap, gap, gap), properties.map { ($0, gap) }, to: xml) { xml.element(XMLPattern.child) }
    }
  }

  func write(
    _ name: String, className: String, path: String, line: String, _ outcome: Outcome, to xml: XMLWriter
  ) {
    var attributes: [(StaticString, String)] = [("name", name), ("classname", className), ("time", "0.000")]
    if !isAnt, !path.isEmpty { attributes += [("file", path), ("line", line)] }
    xml.element("testcase", attributes) {
      switch outcome {
      case .pass: break
      case .failure(let message, let type, let body):
        xml.element("failure", [("message", message), ("type", type)], text: body)
      case .skipped(let message): xml.element("skipped", [("message", message)], text: message)
      case .error(let message):
        let first = message.split(separator: "\n").first.map { String($0.prefix(300)) } ?? ""
        xml.element("error", [("message", first), ("type", "InputError")], text: message)
      }
    }
  }
}

internal import ScopeAudit

/// The suites and cases of a report, as libxml2 wrote them once.
struct JUnitPatterns: Sendable {
  let isAnt: Bool
  /// Of an application, and of what has no properties.
  let (application, other): (XMLPattern, XMLPattern)
  let (pass, failure, skipped): (Case, Case, Case)

  /// A case with its place, and one without.
  struct Case: Sendable {
    let (placed, unplaced): (XMLPattern, XMLPattern)

    init(_ junit: JUnitWriter, _ outcome: JUnitWriter.Outcome) {
      func pattern(_ path: String) -> XMLPattern {
        XMLPattern(isChild: true) { xml in
          junit.write(XMLPattern.gap, className: XMLPattern.gap, path: path, line: XMLPattern.gap, outcome, to: xml)
        }
      }
      placed = pattern(XMLPattern.gap)
      unplaced = pattern("")
    }
  }

  init(_ junit: JUnitWriter) {
    let gap = XMLPattern.gap
    isAnt = junit.isAnt
    application = junit.pattern(properties: ["appId", "displayName", "sourceFile"])
    other = junit.pattern(properties: [])
    pass = Case(junit, .pass)
    failure = Case(junit, .failure(message: gap, type: gap, body: gap))
    skipped = Case(junit, .skipped(gap))
  }
}

/// The cases of one suite.
struct JUnitCases: ~Copyable {
  private var bytes = ByteBuffer(capacity: 1 << 14)
  /// A byte of each kind of outcome a case.
  private(set) var letters: [UInt8] = []
  private let patterns: JUnitPatterns
  /// What follows the rule's id in the names, as XML has it.
  private let suffix: [UInt8]
  private let className: [UInt8]
  let home: (path: String, line: Int)
  /// What surrounds the rule's id in a case that passed.
  private let (opening, rest): ([UInt8], [UInt8])

  /// - Parameters:
  ///   - suffix: follows the rule's id in the names.
  ///   - home: where what has no place of its own stands.
  init(_ patterns: JUnitPatterns, suffix: String, className: String, home: (path: String, line: Int)) {
    self.patterns = patterns
    self.home = home
    var text = ByteBuffer()
    text.append(attribute: suffix)
    self.suffix = text.array
    text.removeAll()
    text.append(attribute: className)
    self.className = text.array
    text.removeAll()
    patterns.pass.unplaced.write(before: 0, to: &text)
    opening = text.array
    text.removeAll()
    text.append(self.suffix)
    let (pattern, next) = Self.place(patterns.pass, self.className, home, isAnt: patterns.isAnt, in: &text)
    pattern.write(before: next, to: &text)
    rest = text.array
  }

  /// Writes what stands between a case's name and its outcome.
  ///
  /// - Returns: the pattern that was followed, and its gap before which the outcome begins.
  private static func place(
    _ kind: JUnitPatterns.Case, _ className: [UInt8], _ place: (path: String, line: Int), isAnt: Bool,
    in bytes: inout ByteBuffer
  ) -> (XMLPattern, gap: Int) {
    let isPlaced = !isAnt && !place.path.isEmpty
    let pattern = isPlaced ? kind.placed : kind.unplaced
    pattern.write(before: 1, to: &bytes)
    bytes.append(className)
    guard isPlaced else { return (pattern, 2) }
    pattern.write(before: 2, to: &bytes)
    bytes.append(attribute: place.path)
    pattern.write(before: 3, to: &bytes)
    bytes.append(decimal: place.line)
    return (pattern, 4)
  }

  private mutating func begin(
    _ kind: JUnitPatterns.Case, _ id: String, at place: (path: String, line: Int)?
  ) -> (XMLPattern, gap: Int) {
    bytes.append(opening)
    bytes.append(attribute: id)
    bytes.append(suffix)
    return Self.place(kind, className, place ?? home, isAnt: patterns.isAnt, in: &bytes)
  }

  /// Adds cases that passed.
  ///
  /// - Parameters:
  ///   - ids: rules' ids, one after another; they need no escape.
  ///   - ends: where one id that passed begins, and where it and those after it end.
  mutating func addPasses(_ ids: [UInt8], _ ends: ArraySlice<Int>) {
    ids.withUnsafeBytes { ids in
      var (start, isFirst) = (0, true)
      for end in ends {
        if !isFirst {
          bytes.append(opening)
          bytes.append(UnsafeRawBufferPointer(rebasing: ids[start..<end]))
          bytes.append(rest)
          letters.append(JUnitWriter.Letter.pass)
        }
        (start, isFirst) = (end, false)
      }
    }
  }

  mutating func addPass(_ id: String, at place: (path: String, line: Int)) {
    let (pattern, gap) = begin(patterns.pass, id, at: place)
    pattern.write(before: gap, to: &bytes)
    letters.append(JUnitWriter.Letter.pass)
  }

  mutating func addSkipped(_ id: String, _ message: String, at place: (path: String, line: Int)?) {
    let (pattern, gap) = begin(patterns.skipped, id, at: place)
    pattern.write(before: gap, to: &bytes)
    bytes.append(attribute: message)
    pattern.write(before: gap + 1, to: &bytes)
    bytes.append(content: message)
    pattern.write(before: gap + 2, to: &bytes)
    letters.append(JUnitWriter.Letter.skipped)
  }

  /// - Parameters:
  ///   - message: appends the message as an attribute has it.
  ///   - body: appends the body as an element has it.
  mutating func addFailure(
    _ id: String, _ severity: Severity, at place: (path: String, line: Int)?,
    message: (inout ByteBuffer) -> Void, body: (inout ByteBuffer) -> Void
  ) {
    let (pattern, gap) = begin(patterns.failure, id, at: place)
    pattern.write(before: gap, to: &bytes)
    message(&bytes)
    pattern.write(before: gap + 1, to: &bytes)
    bytes.append(text: severity.name)
    pattern.write(before: gap + 2, to: &bytes)
    body(&bytes)
    pattern.write(before: gap + 3, to: &bytes)
    letters.append(JUnitWriter.Letter.failure)
  }

  /// Appends the suite of the cases, and their letters.
  ///
  /// - Parameter properties: as many as the suite's pattern has.
  borrowing func write(
    _ pattern: XMLPattern, name: String, identifier: Int, properties: [String], to sections: inout [[UInt8]]
  ) {
    let counts = JUnitWriter.Counts(letters)
    var head = ByteBuffer(capacity: 1 << 10)
    pattern.write(before: 0, to: &head)
    head.append(attribute: name)
    var gap = 1
    for number in [identifier, counts.tests, counts.failures, counts.errors, counts.skipped] {
      pattern.write(before: gap, to: &head)
      head.append(decimal: number)
      gap += 1
    }
    for property in properties {
      pattern.write(before: gap, to: &head)
      head.append(attribute: property)
      gap += 1
    }
    pattern.write(before: gap, to: &head)
    let length = head.count
    pattern.write(before: gap + 1, to: &head)
    head.write(0..<length, to: &sections[0])
    bytes.write(0..<bytes.count, to: &sections[0])
    head.write(length..<head.count, to: &sections[0])
    sections[1].append(contentsOf: letters)
  }
}

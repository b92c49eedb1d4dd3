package import ScopeAudit
import ScopeValues

/// A format in which `check` reports.
///
/// Applications are rendered one by one, on any thread, into byte sections; the sections of all applications
/// are joined in the input's order, and at the end put together into the report. So a report of any number of
/// applications needs no more memory than its sections' spools.
package protocol CheckFormat: Sendable {
  /// How many sections an application's part has.
  var sectionCount: Int { get }
  /// Whether findings should carry the line on which they stand.
  var wantsExcerpts: Bool { get }
  /// Whether findings should carry what would remove them from the input's text.
  var wantsEdits: Bool { get }
  /// Whether the run should name each input's SHA-256.
  var wantsDigests: Bool { get }
  /// Whether the run should carry the hashes of the inputs' lines.
  var wantsLineHashes: Bool { get }
  /// Whether a section takes no more, because what came next would never be shown; the worst findings stand in the
  /// first sections.
  func isFull(_ section: Int, _ kept: [SectionSize]) -> Bool
  /// Appends one application's part to each section.
  func render(_ result: ApplicationResult, into fragment: inout ReportFragment)
  /// Appends the part of a token that was given beside the applications; all tokens come after them.
  func render(_ token: TokenResult, into fragment: inout ReportFragment)
  /// Appends findings that belong to no application, such as expired suppressions; called once, at the end.
  func render(_ findings: [Finding], into fragment: inout ReportFragment)
  /// What stands before section 0 in a report that can be written while the audit runs; nil where the report
  /// needs all applications first. ``finish(_:_:to:)`` then finds section 0 written already, and empty.
  var opening: ReportOpening? { get }
  /// Writes the report.
  func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput)
  /// What whoever started the run should know about this report, one sentence each.
  func remarks(on run: CheckRun) -> [String]
}

extension CheckFormat {
  package var sectionCount: Int { 1 }
  package var wantsExcerpts: Bool { false }
  package var wantsEdits: Bool { false }
  package var wantsDigests: Bool { false }
  package var wantsLineHashes: Bool { false }
  package func isFull(_ section: Int, _ kept: [SectionSize]) -> Bool { false }
  package func remarks(on run: CheckRun) -> [String] { [] }
  /// The token's findings alone, as if it were an application.
  package func render(_ token: TokenResult, into fragment: inout ReportFragment) {
    render(token.audit, into: &fragment)
  }
  package var opening: ReportOpening? { nil }

  /// Writes the report from its beginning.
  package func write(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    if let opening {
      opening.bytes.write(to: output)
      sections.copy(0, dropping: opening.separatorLength, to: output)
    }
    finish(run, sections, to: output)
  }
}

/// The beginning of a report that is written while the audit runs.
package struct ReportOpening: Sendable {
  package var bytes: [UInt8]
  /// How many bytes to leave out where section 0 begins: a separator before the first element.
  package var separatorLength: Int
}

/// How much a section of a report holds.
package struct SectionSize: Sendable {
  package var bytes = 0
  /// What the format counts as one, where it counts.
  package var entries = 0

  package init() {}

  package mutating func add(_ other: SectionSize) {
    bytes += other.bytes
    entries += other.entries
  }
}

/// What some applications add to each section of a report.
package struct ReportFragment: Sendable {
  package var sections: [[UInt8]]
  /// What the format counts, by section.
  var entries: [Int]
  /// Sections to which nothing needs to be added.
  private var full: [Bool]

  package init(sectionCount: Int) { self.init(sizes: Array(repeating: 0, count: sectionCount)) }

  /// - Parameters:
  ///   - sizes: bytes that each section will hold, more or less, so that it need not grow.
  ///   - full: which sections take no more.
  package init(sizes: [Int], full: [Bool] = []) {
    self.full = full
    entries = Array(repeating: 0, count: sizes.count)
    sections = sizes.map { size in
      var section: [UInt8] = []
      section.reserveCapacity(size)
      return section
    }
  }

  func isFull(_ section: Int) -> Bool { full.indices.contains(section) && full[section] }

  /// What the fragment adds to a section.
  package func size(_ section: Int) -> SectionSize {
    var size = SectionSize()
    size.bytes = sections[section].count
    size.entries = entries[section]
    return size
  }
}

/// Takes the bytes of a report.
package typealias ReportOutput = (UnsafeRawBufferPointer) -> Void

/// The joined sections of a report, to be read in any order, as often as need be.
package struct ReportSections {
  private let read: (_ section: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Void

  /// - Parameter read: calls its second argument with the pieces of a section in order.
  package init(read: @escaping (_ section: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Void) {
    self.read = read
  }

  /// Copies a section; `dropping` takes bytes off its beginning.
  package func copy(_ section: Int, dropping: Int = 0, to output: ReportOutput) {
    var rest = dropping
    read(section) { piece in
      let skipped = min(rest, piece.count)
      rest -= skipped
      output(UnsafeRawBufferPointer(rebasing: piece[skipped...]))
    }
  }

  /// Calls `body` with each line of a section, without its line feed, until it answers false.
  package func forEachLine(_ section: Int, _ body: (ArraySlice<UInt8>) -> Bool) {
    var pending: [UInt8] = []
    var goesOn = true
    read(section) { piece in
      guard goesOn else { return }
      pending.append(contentsOf: piece)
      var start = 0
      while goesOn, let feed = pending[start...].firstIndex(of: ASCII.lineFeed) {
        goesOn = body(pending[start..<feed])
        start = feed + 1
      }
      pending.removeSubrange(..<start)
    }
  }
}

extension [UInt8] {
  func write(to output: ReportOutput) { withUnsafeBytes(output) }
}

package import ScopeReports

/// The sections of all reports of a run, joined in the order of its inputs.
///
/// The first section of the first report may go out at once, so that a report of any length need not wait.
package struct SectionStore {
  package let formats: [any CheckFormat]
  /// One for each format and section.
  private var spools: [[any SectionSpool]]
  private var sizes: [[SectionSize]]
  /// Takes section 0 of the first format while the run goes on.
  private let stream: ReportOutput?
  /// Bytes of the separator before the first element that are still to be left out.
  private var separatorLength = 0

  /// - Parameters:
  ///   - stream: takes the first report's first section at once where its format allows that.
  ///   - makeSpool: makes the store of one section.
  package init(
    _ formats: [any CheckFormat], streaming stream: ReportOutput? = nil,
    makeSpool: () -> any SectionSpool = { MemorySpool() }
  ) {
    self.formats = formats
    spools = formats.map { format in (0..<format.sectionCount).map { _ in makeSpool() } }
    sizes = formats.map { Array(repeating: SectionSize(), count: $0.sectionCount) }
    self.stream = formats.first?.opening == nil ? nil : stream
    guard let opening = formats.first?.opening, let stream else { return }
    opening.bytes.withUnsafeBytes(stream)
    separatorLength = opening.separatorLength
  }

  /// The joined sections of one report.
  package func sections(_ format: Int) -> ReportSections {
    let spools = spools[format]
    return ReportSections { section, body in spools[section].read(body) }
  }

  /// Which sections of each format take no more.
  package var full: [[Bool]] {
    zip(formats, sizes).map { format, kept in kept.indices.map { format.isFull($0, kept) } }
  }

  /// Renders something in every format and takes it in.
  package mutating func add(_ render: (any CheckFormat, inout ReportFragment) -> Void) {
    take(
      formats.map { format in
        var fragment = ReportFragment(sectionCount: format.sectionCount)
        render(format, &fragment)
        return fragment
      })
  }

  /// Takes in one fragment a format.
  package mutating func take(_ fragments: [ReportFragment]) {
    for (format, fragment) in fragments.enumerated() {
      for (section, bytes) in fragment.sections.enumerated() {
        if formats[format].isFull(section, sizes[format]) { continue }
        sizes[format][section].add(fragment.size(section))
        if format == 0, section == 0, let stream {
          let separator = min(separatorLength, bytes.count)
          separatorLength -= separator
          bytes.withUnsafeBytes { stream(UnsafeRawBufferPointer(rebasing: $0[separator...])) }
        } else {
          spools[format][section].append(bytes)
        }
      }
    }
  }
}

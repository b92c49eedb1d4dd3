package import ScopeAudit
internal import ScopeDocuments
import ScopeValues

/// SARIF 2.1.0 (OASIS) as GitHub code scanning takes it: every rule declared, one location a result, the worst
/// first, GitHub's own hash of the line beside our fingerprint, and suppressed findings left out, because
/// GitHub opens an alert for them all the same.
package struct SARIFReport: CheckFormat {
  /// GitHub refuses a run with more results.
  static let maximumResults = 25_000
  /// GitHub shows no more.
  static let shownResults = 5_000

  private let rules: [Rule]

  package init(rules: [Rule]) { self.rules = rules }

  /// Results by severity, one a line: what it is told apart by, then its JSON but for the end.
  package var sectionCount: Int { Severity.allCases.count }
  package var wantsDigests: Bool { true }
  package var wantsEdits: Bool { true }
  package var wantsLineHashes: Bool { true }

  package func isFull(_ section: Int, _ kept: [SectionSize]) -> Bool {
    kept[...section].reduce(0) { $0 + $1.entries } >= Self.maximumResults
  }

  package func render(_ result: ApplicationResult, into fragment: inout ReportFragment) {
    render(result.findings, of: result, into: &fragment)
  }

  package func render(_ findings: [Finding], into fragment: inout ReportFragment) {
    render(findings, of: nil, into: &fragment)
  }

  private func render(_ findings: [Finding], of application: ApplicationResult?, into fragment: inout ReportFragment) {
    for finding in findings where finding.state != .suppressed && !fragment.isFull(finding.severity.section) {
      fragment.entries[finding.severity.section] += 1
      let uri = ReportPath.uri(finding.location.path)
      var writer = JSONWriter()
      self.result(finding, of: application, uri, &writer)
      let head =
        "\(uri)\u{1}\(finding.location.range.start.line)\u{1}\(finding.rule.index)\u{1}\(finding.fingerprint)\u{1}"
      fragment.sections[finding.severity.section].append(text: head)
      fragment.sections[finding.severity.section].append(contentsOf: writer.bytes)
      fragment.sections[finding.severity.section].append(ASCII.lineFeed)
    }
  }

  package func remarks(on run: CheckRun) -> [String] {
    let count = run.tally.findings
    guard count > Self.shownResults else { return [] }
    return [
      "SARIF: \(count) findings; GitHub shows the \(Self.shownResults) worst"
        + (count > Self.maximumResults
          ? " and takes no more than \(Self.maximumResults), so \(count - Self.maximumResults) are left out." : ".")
    ]
  }

  // MARK: One result

  /// Writes the members of a result up to the open object of its fingerprints, which come last.
  private func result(
    _ finding: Finding, of application: ApplicationResult?, _ uri: String, _ writer: inout JSONWriter
  ) {
    writer.member("ruleId", finding.rule.id)
    writer.member("ruleIndex", finding.rule.index)
    writer.member("level", finding.severity.sarifLevel)
    writer.key("message")
    writer.object { $0.member("text", message(finding, of: application)) }
    writer.key("locations")
    writer.array { writer in
      writer.object { writer in
        location(uri, finding.location.range, &writer)
        writer.key("logicalLocations")
        writer.array { writer in
          writer.object { writer in
            let name = SafeText.line(application?.title ?? finding.location.path)
            writer.member("name", name)
            writer.member("fullyQualifiedName", name + SafeText.line(finding.location.pointer))
            writer.member("kind", "member")
          }
        }
      }
    }
    if !finding.related.isEmpty {
      writer.key("relatedLocations")
      writer.array { writer in
        for (index, related) in finding.related.enumerated() {
          writer.object { writer in
            writer.member("id", index + 1)
            location(ReportPath.uri(related.location.path), related.location.range, &writer)
            writer.key("message")
            writer.object { $0.member("text", plain(related.message)) }
          }
        }
      }
    }
    SARIFFixes.write(finding, uri, &writer)
    if finding.state == .unchanged { writer.member("baselineState", "unchanged") }
    writer.key("properties")
    writer.object { writer in
      writer.member("severity", finding.severity.name)
      if let application, !application.appId.isEmpty { writer.member("appId", SafeText.line(application.appId)) }
      writer.member("fix", SafeText.line(finding.fix))
    }
  }

  /// A viewer makes a link of "[text](address)"; nobody who names an application gets to write one.
  private func message(_ finding: Finding, of application: ApplicationResult?) -> String {
    plain(finding.sentence(about: application))
  }
  private func plain(_ text: String) -> String {
    let line = SafeText.line(text)
    guard line.utf8.contains(UInt8(ascii: "]")) else { return line }
    return line.split(separator: "](", omittingEmptySubsequences: false).joined(separator: "] (")
  }

  /// GitHub shows an alert in a pull request only if all its lines are changed: a region is one line long.
  private func location(_ uri: String, _ range: SourceRange, _ writer: inout JSONWriter) {
    writer.key("physicalLocation")
    writer.object { writer in
      SARIFRun.artifact("artifactLocation", uri, &writer)
      writer.key("region")
      writer.object { writer in
        writer.member("startLine", range.start.line)
        writer.member("startColumn", range.start.column)
        if range.end.line == range.start.line, range.end.column > range.start.column {
          writer.member("endLine", range.end.line)
          writer.member("endColumn", range.end.column)
        }
      }
    }
  }

  // MARK: The run

  package func finish(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var head = JSONWriter()
    head.member("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    head.member("version", "2.1.0")
    (Array("{".utf8) + head.bytes + Array(",\"runs\":[{".utf8)).write(to: output)
    var start = JSONWriter()
    SARIFRules.write(rules, &start)
    start.member("columnKind", "utf16CodeUnits")
    SARIFRun.write(run, &start)
    invocation(run, &start)
    artifacts(run, &start)
    (start.bytes + Array(",\"results\":[".utf8)).write(to: output)
    results(run, sections, to: output)
    Array("]}]}\n".utf8).write(to: output)
  }

  /// What tells results of one line apart.
  private struct Key: Hashable {
    var uri: String
    var line: Int
    var rule: Int
  }

  private struct Record {
    var key: Key
    var fingerprint: String
    var body: ArraySlice<UInt8>

    init?(_ line: ArraySlice<UInt8>) {
      let parts = line.split(separator: 1, maxSplits: 4, omittingEmptySubsequences: false)
      guard parts.count == 5 else { return nil }
      let texts = parts[..<4].map { String(decoding: $0, as: UTF8.self) }
      guard let line = Int(texts[1]), let rule = Int(texts[2]) else { return nil }
      key = Key(uri: texts[0], line: line, rule: rule)
      fingerprint = texts[3]
      body = parts[4]
    }
  }

  private func forEachResult(_ sections: ReportSections, _ body: (Record) -> Void) {
    var count = 0
    for section in 0..<sectionCount {
      sections.forEachLine(section) { line in
        guard count < Self.maximumResults else { return false }
        count += 1
        if let record = Record(line) { body(record) }
        return true
      }
    }
  }

  private func results(_ run: CheckRun, _ sections: ReportSections, to output: ReportOutput) {
    var lines: [String: Set<Int>] = [:]
    var counts: [Key: Int] = [:]
    forEachResult(sections) { record in
      counts[record.key, default: 0] += 1
      lines[record.key.uri, default: []].insert(record.key.line)
    }
    let hashes = Dictionary(
      run.lineHashes.map { (ReportPath.uri($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    var fingerprints: [String: [Int: String]] = [:]
    for (uri, lines) in lines { fingerprints[uri] = hashes[uri]?.fingerprints(of: lines) }
    var repeated: [String: Int] = [:]
    var isFirst = true
    forEachResult(sections) { record in
      var end: [UInt8] = Array(",\"partialFingerprints\":{\"primaryLocationLineHash\":".utf8)
      // Two alerts of one rule on one line would be one for GitHub.
      if counts[record.key] == 1, let hash = fingerprints[record.key.uri]?[record.key.line] {
        end.appendQuoted(hash)
      } else {
        repeated[record.fingerprint, default: 0] += 1
        end.appendQuoted("\(record.fingerprint):\(repeated[record.fingerprint, default: 1])")
      }
      end.append(text: ",\"scopeaudit/v1\":\"\(record.fingerprint)\"}}")
      (Array(isFirst ? "{".utf8 : ",{".utf8) + record.body + end).write(to: output)
      isFirst = false
    }
  }

  private func invocation(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("invocations")
    writer.array { writer in
      writer.object { writer in
        writer.member("executionSuccessful", run.failures.isEmpty)
        writer.key("toolExecutionNotifications")
        writer.array { writer in
          for failure in run.failures {
            notification("error", failure.sentence, failure.path, failure.position, &writer)
          }
          for notice in run.notices { notification("note", notice.message, notice.path, notice.position, &writer) }
          if let sentence = run.unshownSentence {
            writer.object { writer in
              writer.member("level", "warning")
              writer.key("message")
              writer.object { $0.member("text", sentence) }
            }
          }
          let left = run.tally.findings - Self.maximumResults
          if left > 0 {
            writer.object { writer in
              writer.member("level", "warning")
              writer.key("message")
              writer.object {
                $0.member(
                  "text",
                  "\(left) more findings are not in this file: \(Self.maximumResults) is the most that GitHub takes.")
              }
            }
          }
        }
      }
    }
  }

  private func notification(
    _ level: String, _ text: String, _ path: String, _ position: TextPosition, _ writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.member("level", level)
      writer.key("message")
      writer.object { $0.member("text", SafeText.line(text)) }
      writer.key("locations")
      writer.array { writer in
        writer.object { location(ReportPath.uri(path), SourceRange(start: position, end: position), &$0) }
      }
    }
  }

  private func artifacts(_ run: CheckRun, _ writer: inout JSONWriter) {
    writer.key("artifacts")
    writer.array { writer in
      for input in run.inputs {
        writer.object { writer in
          SARIFRun.artifact("location", ReportPath.uri(input.path), &writer)
          writer.strings("roles", ["analysisTarget"])
          if !input.sha256.isEmpty {
            writer.key("hashes")
            writer.object { $0.member("sha-256", input.sha256) }
          }
        }
      }
    }
  }
}

package import ScopeDocuments

/// The findings that were known before, to tell what is new and what has gone.
package struct Baseline: Sendable {
  private let file: BaselineFile
  private let byFingerprint: [String: Int]

  package init(_ file: BaselineFile) {
    self.file = file
    byFingerprint = Dictionary(
      file.entries.enumerated().map { ($1.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Marks the findings that were known; the entries that were met are needed at the end of the run.
  package func apply(to result: inout ApplicationResult) -> Set<Int> { apply(to: &result.findings) }

  /// Marks the findings that the baseline has; the entries that they met.
  package func apply(to findings: inout [Finding]) -> Set<Int> {
    var met: Set<Int> = []
    for index in findings.indices {
      guard let entry = byFingerprint[findings[index].fingerprint.description] else { continue }
      met.insert(entry)
      if findings[index].state == .new { findings[index].state = .unchanged }
    }
    return met
  }

  /// The entries that no finding met, in the file's order.
  package func absent(met: Set<Int>) -> [BaselineFile.Entry] {
    byFingerprint.values.sorted().filter { !met.contains($0) }.map { file.entries[$0] }
  }

  /// Why states may mislead: another program or catalog wrote the baseline. Nil where the same did.
  package func mismatch(version: String, digest: String) -> String? {
    if file.version != version {
      return
        "the baseline was written by version \(ConfigurationError.quoted(file.version)) of the program, this is \(version): new rules show as new findings"
    }
    if file.digest != digest {
      return "the baseline was written with another catalog: findings may differ for that reason alone"
    }
    return nil
  }
}

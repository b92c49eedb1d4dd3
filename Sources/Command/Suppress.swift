import ArgumentParser
import ScopeDocuments
import ScopeValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Accepts a finding, with a reason and a date, in the file of suppressions.
struct Suppress: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Accept a finding: write it into the file of suppressions, whose comments stay as they are.")

  @Argument(help: "The finding's fingerprint, from a JSON report.") var fingerprint: String
  @Option(help: "Why the finding is acceptable, in \(SuppressionFile.shortestReason) letters or more.") var reason:
    String
  @Option(help: "The last day on which that counts, such as 2026-12-31 (UTC).") var expires: String
  @Option(help: "Who answers for it.") var owner: String?
  @Option(help: "Where it was decided.") var ticket: String?
  @Option(help: "The file to write to.") var file = SuppressionFile.name
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions

  mutating func validate() throws {
    fingerprint = fingerprint.lowercased()
    guard fingerprint.utf8.count == 32, fingerprint.allSatisfy(\.isHexDigit) else {
      throw ValidationError("A fingerprint has 32 hexadecimal digits. Copy it from a JSON report.")
    }
    guard reason.count(where: { !$0.isWhitespace }) >= SuppressionFile.shortestReason else {
      throw ValidationError(
        "A reason has \(SuppressionFile.shortestReason) letters or more. Say why the finding is acceptable.")
    }
    let expiry = SuppressionEntry.Expiry(expires)
    if case .malformed = expiry { throw ValidationError("--expires is not a date. Write it as 2026-12-31.") }
    guard !expiry.isOver(at: clock.moment) else {
      throw ValidationError("--expires is over already. Give a day to come.")
    }
  }

  func run() throws {
    let lock = try FolderLock(of: file)
    defer { lock.release() }
    let edit = SuppressionEdit(
      fingerprint: fingerprint, reason: reason, expires: expires, created: String(clock.moment.description.prefix(10)),
      owner: owner, ticket: ticket)
    let bytes = access(file, F_OK) == 0 ? try edit.apply(to: WholeFile.read(file), path: file) : edit.newFile
    // What cannot be read again must not take the old file's place.
    _ = try SuppressionFile(bytes, path: file)
    if let staged = try OutputPath.stage(
      file, mayReplaceInput: true, { output in bytes.withUnsafeBytes { output($0) } })
    {
      try OutputPath.publish([staged])
    }
  }
}

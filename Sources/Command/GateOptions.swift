import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues

/// What a gate knows before it judges: settings, accepted findings, known findings.
struct GateOptions: ParsableArguments {
  @Option(
    help:
      "A file of settings, or git:REVISION:PATH; without it, the nearest \(ConfigurationFile.name) up to the root of the repository counts."
  )
  var config: String?
  @Flag(help: "Read no settings, not even those beside the input.")
  var noConfig = false
  @Option(help: "A file of accepted findings, each with its reason, or git:REVISION:PATH.")
  var suppressions: String?
  @Option(help: "A file of findings that are known already, or git:REVISION:PATH.")
  var baseline: String?
  @Option(help: "Write the findings to this file, to be known from now on.")
  var writeBaseline: String?

  mutating func validate() throws {
    if noConfig, config != nil {
      throw ValidationError("--config and --no-config exclude one another. Give one of them.")
    }
  }

  /// The settings in force; nil where there are none.
  ///
  /// - Parameter paths: what the command line names; where that is nothing, the working folder's settings count.
  func configuration(for paths: [String]) throws -> ConfigurationFile? {
    if noConfig { return nil }
    guard
      let path = try config ?? (paths.isEmpty ? ConfigurationFinder.findHere() : ConfigurationFinder.find(for: paths))
    else { return nil }
    return try ConfigurationFile(WholeFile.read(path), path: path)
  }

  /// What to audit: what the command line names, else what the settings name.
  func inputs(_ paths: [String], _ file: ConfigurationFile?) throws -> [String] {
    guard paths.isEmpty else { return paths }
    guard let file, !file.paths.isEmpty else {
      throw ValidationError(
        "Nothing is named that could be audited. Give files, folders or - for standard input, or put \u{201C}paths\u{201D} into \(ConfigurationFile.name)."
      )
    }
    let named = try file.paths.map { path in
      if path.value == "-" || path.value.isEmpty {
        throw file.error(
          at: path.position, "a path has to be a file or a folder", "Name it as it is called from this file's folder.")
      }
      return WholeFile.sibling(path.value, of: GitRevision.isNamed(by: file.path) ? "" : file.path)
    }
    if config == nil, let other = try ConfigurationFinder.find(for: named), other != file.path {
      throw file.error(
        at: file.paths[0].position, "the paths belong to the nearer \(SafeText.line(other))",
        "Audit them apart, or choose with --config.")
    }
    return named
  }

  /// The gate's own files, which are no app registrations wherever they lie.
  func files(_ file: ConfigurationFile?) -> [String] {
    [file?.path, suppressionsPath(file), baselinePath(file), writeBaseline].compactMap { $0 }
  }

  func suppressionsPath(_ file: ConfigurationFile?) -> String? {
    suppressions ?? file?.suppressions.map { WholeFile.sibling($0.value, of: file?.path ?? "") }
  }

  func baselinePath(_ file: ConfigurationFile?) -> String? {
    baseline ?? file?.baseline.map { WholeFile.sibling($0.value, of: file?.path ?? "") }
  }

  /// What is done with findings before they are reported.
  ///
  /// Paths on the command line start at the working folder, those in the settings at their file's folder.
  func review(_ file: ConfigurationFile?, now: Timestamp) throws -> Review {
    var review = Review()
    review.writesBaseline = writeBaseline != nil
    if let path = suppressionsPath(file) {
      review.suppressions = try Suppressions(
        SuppressionFile(WholeFile.read(path), path: path), now: now, book: .shared, catalog: .shared)
    }
    if let path = baselinePath(file) {
      let known = Baseline(try BaselineFile(WholeFile.read(path), path: path))
      if let mismatch = known.mismatch(version: Tool.version, digest: Catalog.shared.digest) {
        StandardError.print(["\(SafeText.line(path)): \(mismatch)."])
      }
      review.baseline = known
    }
    return review
  }

  /// Writes the new baseline where one is wanted; an incomplete audit is none to build upon.
  func write(_ reviewed: Review.Outcome, of run: CheckRun, _ file: ConfigurationFile?) throws {
    guard let writeBaseline, run.failures.isEmpty else { return }
    let bytes = BaselineReport.bytes(reviewed.entries, .shared)
    // A new baseline may take the old one's place; any other file that was read is kept.
    let replaces = baselinePath(file).map { OutputPath.identity(of: $0) } == OutputPath.identity(of: writeBaseline)
    if let staged = try OutputPath.stage(
      writeBaseline, mayReplaceInput: replaces, { output in bytes.withUnsafeBytes { output($0) } })
    {
      try OutputPath.publish([staged])
    }
  }

  /// The command line's word, then the settings', then high.
  func threshold(_ failOn: FailOn?, _ file: ConfigurationFile?) throws -> FailureThreshold {
    if let failOn { return failOn.threshold }
    guard let file, let written = file.failOn else { return FailOn.standard }
    guard let threshold = FailureThreshold(written.value) else {
      throw file.error(
        at: written.position, "there is no severity called \(ConfigurationError.quoted(written.value))",
        NearestName.remedy(for: written.value, among: FailOn.allValueStrings))
    }
    return threshold
  }
}

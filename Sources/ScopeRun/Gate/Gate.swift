import ScopeAudit
import ScopeCatalog
package import ScopeDocuments
import ScopeReports
import ScopeValues

/// What is known before anything is judged: what the command line says, and the settings in force.
package struct Gate: Sendable {
  /// What the command line says; nil where it says nothing.
  package struct Choices: Sendable {
    /// What to audit, as it was named.
    package var paths: [String] = []
    package var config: String?
    package var noConfig = false
    package var suppressions: String?
    /// Whether accepted findings are looked for where nothing names them.
    package var findsSuppressions = false
    package var baseline: String?
    package var writeBaseline: String?
    package var failOn: FailOn?
    package var format: FormatName?
    package var output: [ReportRequest] = []
    package var shown = ShownFindings()

    package init() {}
  }

  package let choices: Choices
  /// The settings in force; nil where there are none.
  let file: ConfigurationFile?
  /// The accepted findings that lie beside the settings or the inputs, where nothing names others.
  private(set) var foundSuppressions: String?

  /// The name of the file of settings.
  package static let fileName = ConfigurationFile.name

  /// The help of the option that names the settings.
  package static let configHelp =
    "A file of settings, or git:REVISION:PATH; without it, the nearest \(fileName) up to the root of the repository counts."

  /// No settings are in force.
  package init(_ choices: Choices) {
    self.choices = choices
    file = nil
  }

  /// The settings that the command line names, else those that the inputs belong to, or the working folder's where
  /// nothing is named.
  ///
  /// - Throws: where the settings cannot be read or understood, or inputs belong to different ones.
  package init(_ choices: Choices, in tree: FileTree, settingsOf paths: [String]) throws {
    self.choices = choices
    let search = SettingsSearch(in: tree)
    if !choices.noConfig,
      let path = try choices.config ?? (paths.isEmpty ? search.settingsHere() : search.settings(of: paths))
    {
      file = try ConfigurationFile(tree.text(path), path: path)
    } else {
      file = nil
    }
    foundSuppressions = try suppressions(in: tree, of: paths)
  }

  /// What to audit: what the command line names, else what the settings name, else what is piped in.
  ///
  /// - Parameter isInputTaken: whether standard input is something else already.
  /// - Throws: ``UsageProblem`` where nothing is named, ``ConfigurationError`` where the settings name what they may not.
  package func inputs(in tree: FileTree, isInputTaken: Bool = false) throws -> [String] {
    guard choices.paths.isEmpty else { return choices.paths }
    guard let file, !file.paths.isEmpty else {
      if tree.isPiped(), !isInputTaken { return ["-"] }
      throw UsageProblem(
        "Nothing is named that could be audited. Give files, folders or - for standard input, or put \u{201C}paths\u{201D} into \(ConfigurationFile.name)."
      )
    }
    let named = try file.paths.map { path throws(ConfigurationError) in
      if path.value == "-" || path.value.isEmpty {
        throw file.error(
          at: path.position, "a path has to be a file or a folder", "Name it as it is called from this file's folder.")
      }
      return GitAddress.sibling(path.value, of: GitAddress.isNamed(by: file.path) ? "" : file.path)
    }
    if choices.config == nil, let other = try SettingsSearch(in: tree).settings(of: named), other != file.path {
      throw file.error(
        at: file.paths[0].position, "the paths belong to the nearer \(SafeText.line(other))",
        "Audit them apart, or choose with --config.")
    }
    return named
  }

  /// The project's own functions around requests.
  package var sinks: [SinkSetting] { file?.sinks ?? [] }

  /// The gate's own files, which are no app registrations wherever they lie.
  package var ownFiles: [String] {
    [file?.path, suppressionsPath, baselinePath, choices.writeBaseline].compactMap { $0 }
  }

  /// The accepted findings beside the settings in force, else those that the inputs belong to.
  private func suppressions(in tree: FileTree, of paths: [String]) throws(UsageProblem) -> String? {
    guard choices.findsSuppressions, choices.suppressions == nil, file?.suppressions == nil, !choices.noConfig else {
      return nil
    }
    if let file {
      let path = GitAddress.sibling(SuppressionFile.name, of: file.path)
      let isThere = GitAddress.isNamed(by: path) ? (try? tree.text(path)) != nil : tree.kind(path) != nil
      return isThere ? path : nil
    }
    let search = SettingsSearch.suppressions(in: tree)
    return try paths.isEmpty ? search.settingsHere() : search.settings(of: paths)
  }

  /// Where a finding is accepted where nothing says another file.
  ///
  /// - Throws: ``UsageProblem`` where the settings are those of a revision, which nobody can write to.
  package func fileOfSuppressions() throws(UsageProblem) -> String {
    let path = suppressionsPath ?? GitAddress.sibling(SuppressionFile.name, of: file?.path ?? "")
    guard !GitAddress.isNamed(by: path) else {
      throw UsageProblem("\(SafeText.line(path)) is a revision's, and cannot be written to. Name a file with --file.")
    }
    return path
  }

  /// Paths on the command line start at the working folder, those in the settings at their file's folder.
  var suppressionsPath: String? {
    choices.suppressions ?? file?.suppressions.map { GitAddress.sibling($0.value, of: file?.path ?? "") }
      ?? foundSuppressions
  }

  package var baselinePath: String? {
    choices.baseline ?? file?.baseline.map { GitAddress.sibling($0.value, of: file?.path ?? "") }
  }

  /// The command line's word, then the settings', then high.
  func threshold() throws(ConfigurationError) -> FailureThreshold {
    if let failOn = choices.failOn { return failOn.threshold }
    guard let file, let written = file.failOn else { return FailOn.default }
    guard let threshold = FailureThreshold(written.value) else {
      throw file.error(
        at: written.position, "there is no severity called \(ConfigurationError.quoted(written.value))",
        NearestName.remedy(for: written.value, among: FailOn.names))
    }
    return threshold
  }

  /// Every report that was asked for, the one on standard output first.
  ///
  /// Standard output has the text report unless another is sent there: by --format, by a path of "-", or by the
  /// settings.
  ///
  /// - Parameter readsSettings: whether the settings may choose the report on standard output.
  /// - Throws: ``ConfigurationError`` where the settings name a format that does not exist.
  func requests(readsSettings: Bool = true) throws(ConfigurationError) -> [ReportRequest] {
    let preset = try readsSettings ? formatOfSettings() : nil
    let first =
      choices.output.first { $0.path == nil } ?? ReportRequest(format: choices.format ?? preset ?? .text, path: nil)
    return [first] + choices.output.filter { $0.path != nil }
  }

  private func formatOfSettings() throws(ConfigurationError) -> FormatName? {
    guard let file, let written = file.format else { return nil }
    guard let format = FormatName(rawValue: written.value), FormatName.ofAudits.contains(format) else {
      throw file.error(
        at: written.position, "there is no format called \(ConfigurationError.quoted(written.value))",
        NearestName.remedy(for: written.value, among: FormatName.ofAudits.map(\.rawValue)))
    }
    return format
  }

  /// What the rules are told.
  func options(now: Timestamp) throws(ConfigurationError) -> AuditOptions {
    var options = AuditOptions(now: now)
    if let file { try options.apply(file, book: .shared) }
    return options
  }

  /// What is done with findings before they are reported, and what there is to say about it.
  ///
  /// - Throws: ``FileProblem`` or ``ConfigurationError`` where a file cannot be used.
  func review(now: Timestamp, tree: FileTree) throws -> (review: Review, remarks: [String]) {
    var review = Review()
    var remarks: [String] = []
    review.writesBaseline = choices.writeBaseline != nil
    for path in [file?.path, suppressionsPath, baselinePath].compactMap({ $0 }) where tree.isChanged(path) {
      remarks.append("\(SafeText.line(path)) is another file in what is checked out; that of the revision counts.")
    }
    if let path = foundSuppressions { remarks.append("Accepted findings are read from \(SafeText.line(path)).") }
    if let path = suppressionsPath {
      review.suppressions = try Suppressions(
        SuppressionFile(tree.text(path), path: path), now: now, book: .shared, catalog: .shared)
    }
    if let path = baselinePath {
      let known = Baseline(try BaselineFile(tree.text(path), path: path))
      if let mismatch = known.mismatch(version: Tool.version, digest: Catalog.shared.digest) {
        remarks.append("\(SafeText.line(path)): \(mismatch).")
      }
      review.baseline = known
    }
    return (review, remarks)
  }
}

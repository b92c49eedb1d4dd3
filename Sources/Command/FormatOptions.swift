import ArgumentParser
import ScopeAuditKit

/// Which formats a command has.
protocol ReportKind: SendableMetatype { static var reader: FormatReader { get } }
enum AuditReports: ReportKind { static let reader = FormatReader.audit }
enum DiagnosisReports: ReportKind { static let reader = FormatReader.diagnose }
enum LookupReports: ReportKind { static let reader = FormatReader.lookup }
enum MinimizeReports: ReportKind { static let reader = FormatReader.minimize }
enum RuleReports: ReportKind { static let reader = FormatReader.rules }
enum ScanReports: ReportKind { static let reader = FormatReader.scan }

/// In which formats a command reports, and where each goes.
struct FormatOptions<Kind: ReportKind>: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp(stringLiteral: Kind.reader.help), completion: .formats(Kind.reader),
    transform: Kind.reader.read)
  var format: FormatName?
  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: .of("A further report in a file; may be given several times.", "format=path"),
    completion: .outputs(Kind.reader), transform: { try ReportRequest(argument: $0, Kind.reader) })
  var output: [ReportRequest] = []

  mutating func validate() throws {
    try ReportRequest.check(output, besides: format, identity: FileTree.system.identity)
  }

  /// Writes an answer in every format that is wanted, files first, and ends with its verdict.
  ///
  /// - Parameter answer: makes the answer in one format; called once for each.
  func deliver(_ setup: RunOptions, _ answer: (FormatName, Display) throws -> Answer) throws {
    var staged: [OutputPath.Staged] = []
    for request in output {
      guard let path = request.path else { continue }
      let bytes = try answer(request.format, Display(isVerbose: setup.verbose)).output
      if let file = try OutputPath.stage(path, { write in bytes.withUnsafeBytes { write($0) } }) { staged.append(file) }
    }
    let onScreen = output.first { $0.path == nil }?.format ?? format ?? FormatReader.initial
    let last = try answer(onScreen, setup.display)
    try OutputPath.publish(staged)
    try last.deliver(isQuiet: setup.quiet)
  }
}

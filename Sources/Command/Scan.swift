import ArgumentParser
import ScopeAuditKit

/// The calls to Microsoft Graph that source code makes, and the least permissions that they need.
struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", _superCommandName: "scopeaudit",
    abstract: "The calls to Microsoft Graph that source code makes, and the least permissions they need.",
    discussion: Explanations.scan)

  @Argument(help: "Files or folders; - for standard input, which needs --lang.", completion: .file())
  var paths: [String] = []
  @Option(help: "application or delegated; without it, both.") var flow: CallerFlow?
  @OptionGroup var report: FormatOptions<ScanReports>
  @Option(help: .of("The language of standard input.", "language")) var lang: String?
  @Flag(help: "Exit 4 where a call could not be resolved or the catalog does not know it.") var strict = false
  @Flag(help: "Exit 4 where a call could not be resolved.") var failOnUnresolved = false
  @Flag(help: "Scan nothing: list what counts as sending a request.") var listSinks = false
  @OptionGroup var setup: RunOptions

  func validate() throws {
    if listSinks { return }
    try FileTree.system.expect(paths, "to scan. Give files or folders, or pipe code in with --lang.")
    if paths.contains("-") || paths.isEmpty, lang == nil {
      throw ValidationError("Standard input needs --lang, such as --lang python.")
    }
  }

  // On a thread of the pool, whose stack has room for deep code whatever the shell allows the first one.
  func run() async throws {
    let gate = try setup.gate(near: paths.first ?? "-")
    if listSinks { return try Answer.sinks(gate).deliver() }
    var reading = CodeReading()
    reading.ownSinks = gate.sinks
    for path in paths.isEmpty ? ["-"] : paths { reading.read(path, in: .system, language: lang) }
    let strictness = ScanStrictness(isStrict: strict, failsOnUnresolved: failOnUnresolved)
    try report.deliver(setup) { .scan(reading, flow: flow?.flow, strictness, $0, $1) }
  }
}

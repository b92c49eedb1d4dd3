import ArgumentParser
import ScopeAuditKit

/// The Graph calls that source code makes, and the least permissions they need.
struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The calls to Microsoft Graph that source code makes, and the least permissions they need.",
    discussion: """
      Reads PowerShell, C#, Python, JavaScript, TypeScript, Java, Go and shell scripts. Every call is a witness of the \
      permission it needs, with its file and line. What cannot be resolved is listed with its place and its reason, and \
      counted beside every set.

        scopeaudit scan src/ --format requests | scopeaudit minimize --requests - --flow application
      """)

  @Argument(help: "Files or folders; - for standard input, which needs --lang.") var paths: [String] = []
  @Option(help: "application or delegated; without it, both.") var flow: CallerFlow?
  @Option(name: .shortAndLong, help: "The report on standard output: text, json, requests, sarif (default: text).")
  var format = ScanFormat.text
  @Option(help: ArgumentHelp("The language of standard input.", valueName: "language")) var lang: String?
  @Flag(help: "Exit 4 where a call could not be resolved or the catalog does not know it.") var strict = false
  @Flag(help: "Exit 4 where a call could not be resolved.") var failOnUnresolved = false
  @Flag(help: "Scan nothing: list what counts as sending a request.") var listSinks = false
  @Option(help: ArgumentHelp("Settings, in place of the .scopeaudit.json that the code belongs to.", valueName: "file"))
  var config: String?
  @Flag(help: "Read no settings.") var noConfig = false
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    guard listSinks || !paths.isEmpty else { throw ValidationError("Give files or folders to scan.") }
    if paths.contains("-"), lang == nil { throw ValidationError("Standard input needs --lang, such as --lang python.") }
  }

  // On a thread of the pool, whose stack has room for deep code whatever the shell allows the first one.
  func run() async throws {
    var choices = Gate.Choices()
    choices.config = config ?? SettingsSearch(in: .system).settings(near: paths.first ?? "-")
    choices.noConfig = noConfig || choices.config == nil
    let gate = try Gate(choices, in: .system, settingsOf: [])
    if listSinks { return try Answer.sinks(gate).deliver() }
    var reading = CodeReading()
    reading.ownSinks = gate.sinks
    for path in paths { reading.read(path, in: .system, language: lang) }
    let strictness = ScanStrictness(isStrict: strict, failsOnUnresolved: failOnUnresolved)
    try Answer.scan(reading, flow: flow?.flow, strictness, format, display.display).deliver()
  }
}

import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun

import struct ScopeSources.CallSinks

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The Graph calls that source code makes, and the least permissions they need.
struct Scan: ParsableCommand {
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
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    guard listSinks || !paths.isEmpty else { throw ValidationError("Give files or folders to scan.") }
    if paths.contains("-"), lang == nil { throw ValidationError("Standard input needs --lang, such as --lang python.") }
  }

  func run() throws {
    let sinks = CallSinks(rows: CodeFacts.sinks)
    if listSinks {
      for sink in sinks.all {
        print("\(sink.languages.joined(separator: ","))\t\(sink.call)\t\(sink.kind.rawValue)")
      }
      return
    }
    let advisor = LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared))
    let scanner = CodeScanner(
      catalog: .shared, advisor: advisor, flows: flow.map { [$0.flow] } ?? Flow.allCases, sinks: sinks)
    var reading = CodeReading()
    for path in paths { reading.read(path, language: lang) }
    var scan = scanner.scan(reading.inputs, settings: reading.settings)
    scan.skipped = reading.skipped
    scan.errors = reading.errors
    try write(scan)
    try end(scan)
  }

  private func write(_ scan: CodeScan) throws {
    let bytes: [UInt8] =
      switch format {
      case .text: Array(ScanText.text(scan, .shared, isVerbose: display.verbose).utf8)
      case .json: ScanJSON.bytes(scan, .shared)
      case .requests: Array(ScanText.requests(scan).utf8)
      case .sarif: ScanSARIF.bytes(scan, .shared)
      }
    let stream = OutputStream.standardOutput()
    bytes.withUnsafeBytes { stream.append($0) }
    try stream.finish()
  }

  private func end(_ scan: CodeScan) throws {
    if !scan.errors.isEmpty { throw ExitStatus.incomplete }
    if scan.calls.isEmpty, scan.unresolved.isEmpty { throw ExitStatus.nothingToAudit }
    if strict || failOnUnresolved, !scan.unresolved.isEmpty { throw ExitStatus.incomplete }
    if strict, scan.templates.contains(where: { $0 == nil }) { throw ExitStatus.incomplete }
  }
}

/// The formats of `scan`.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument { case text, json, requests, sarif }

import ArgumentParser
import ScopeCatalog
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun

/// Summaries of activity logs, and queries for engines that already hold them.
struct ActivityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity", abstract: "Fold activity logs into profiles that can be merged, here or inside an engine.",
    subcommands: [ActivityFoldCommand.self, ActivityQueryCommand.self])
}

/// Folds logs and profiles into one profile.
struct ActivityFoldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fold", abstract: "Fold activity logs, and profiles of their parts, into one small profile.")

  @Argument(help: "Logs, profiles, folders of them; - for standard input.") var paths: [String]
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write the profile (default: standard output).", valueName: "file")
  )
  var output: String?
  @Flag(help: "Exit 4 where anything could not be used.") var strict = false

  func run() async throws {
    let result = await ActivityRunner.fold(
      InputFile.expand(paths, endings: ActivityRunner.endings), catalog: .shared, workers: Environment.processors,
      open: InputFile.reader)
    func write(_ sink: (UnsafeRawBufferPointer) -> Void) {
      ActivityProfileReport.write(result.profile, .shared, to: sink)
    }
    if let output {
      if let staged = try OutputPath.stage(output, write) { try OutputPath.publish([staged]) }
    } else {
      let stream = OutputStream.standardOutput()
      write(stream.append)
      try stream.finish()
    }
    StandardError.print(result.problems.lines)
    try ExitStatus.end(result.verdict(isStrict: strict))
  }
}

/// Prints the query that makes the same reduction inside an engine.
struct ActivityQueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Print the query that reduces activity logs inside Log Analytics, Data Explorer or DuckDB.")

  @Option(help: "kql or duckdb.") var engine: ActivityEngine

  func run() throws {
    let query = ActivityQuery.text(engine)
    try OutputStream.write(Array(query.utf8))
  }
}

extension ActivityEngine: ExpressibleByArgument {}

extension ActivityRunner {
  /// Endings of files that are taken from folders.
  static let endings = [".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".log", ".gz"]
}

extension OutputStream {
  /// Writes a whole report to standard output.
  static func write(_ bytes: [UInt8]) throws {
    let stream = standardOutput()
    bytes.withUnsafeBytes { stream.append($0) }
    try stream.finish()
  }
}

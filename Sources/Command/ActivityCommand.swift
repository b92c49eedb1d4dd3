import ArgumentParser
import ScopeAuditKit

/// Summaries of activity logs, and queries for engines that already hold them.
struct ActivityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity", abstract: "Fold activity logs into profiles that can be merged, here or inside an engine.",
    subcommands: [Fold.self, Query.self])

  /// Folds logs and profiles into one profile.
  struct Fold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fold", _superCommandName: "scopeaudit activity",
      abstract: "Fold activity logs, and profiles of their parts, into one small profile.")

    @Argument(help: "Logs, profiles, folders of them; - for standard input.", completion: .file())
    var paths: [String] = []
    @Option(
      name: .shortAndLong,
      help: .of("Where to write the profile (default: standard output).", "file"),
      completion: .file())
    var output: String?
    @Flag(help: "Exit 4 where anything could not be used.") var strict = false

    func validate() throws {
      try FileTree.system.expect(paths, "to fold. Give logs, profiles or folders of them, or pipe one in.")
    }

    func run() async throws {
      let answer = Answer.profile(
        await ActivityRunner.fold(paths.isEmpty ? ["-"] : paths, in: .system, workers: Environment.processors),
        isStrict: strict)
      guard let output else { return try answer.deliver() }
      try OutputPath.write(answer.output, to: output)
      try answer.end()
    }
  }

  /// Prints the query that makes the same reduction inside an engine.
  struct Query: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "query",
      abstract: "Print the query that reduces activity logs inside Log Analytics, Data Explorer or DuckDB.")

    @Option(help: "kql or duckdb.") var engine: ActivityEngine
    @Option(
      help: .of("The table (kql), or the files (duckdb), such as 'logs/**/*.json'.", "name"),
      completion: .file())
    var logs: String?
    @Option(help: .of("How far back to look (kql; default: 90d).", "days")) var period: String?
    @Option(help: "How the files are stored (duckdb): json or parquet.") var source: ActivityStorage?
    @Option(
      name: .shortAndLong,
      help: .of("Where the engine writes the rows (duckdb; default: activity-rows.json).", "file"),
      completion: .file())
    var output: String?

    func run() throws {
      try Answer.query(engine, logs: logs, period: period, storage: source, output: output).deliver()
    }
  }
}

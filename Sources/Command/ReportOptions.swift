import ArgumentParser
import ScopeAuditKit

/// Where reports go and in which formats.
struct ReportOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: .format(.audit), completion: .formats(.audit), transform: FormatReader.audit.read)
  var format: FormatName?
  @Option(
    name: .shortAndLong, parsing: .singleValue,
    help: ArgumentHelp("A further report in a file; may be given several times.", valueName: "format=path"),
    completion: .outputs,
    transform: ReportRequest.init)
  var output: [ReportRequest] = []
  @Option(
    help:
      "The severity from which on the exit status is 1: critical, high, medium, low or never; new:high looks only at what the baseline does not know (default: high).",
    completion: .list(FailOn.names)
  )
  var failOn: FailOn?

  var choices: Gate.Choices {
    var choices = Gate.Choices()
    choices.format = format
    choices.output = output
    choices.failOn = failOn
    return choices
  }

  mutating func validate() throws {
    if output.count(where: { $0.path == nil }) + (format == nil ? 0 : 1) > 1 {
      throw ValidationError(
        "Standard output can take one report only. Give the others a path, as in --output json=report.json.")
    }
    var seen: Set<String> = []
    for path in output.compactMap(\.path) where !seen.insert(FileTree.system.identity(path)).inserted {
      throw ValidationError("Two reports would go to \(SafeText.line(path)). Give each a path of its own.")
    }
  }
}

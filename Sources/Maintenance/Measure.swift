import ArgumentParser

/// Times single stages in this process, for `make bench`; what whole commands take is measured from outside.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time one stage on one core, and print the figures as a line of JSON.",
    subcommands: [MeasureMatching.self, MeasureReport.self, MeasureSolver.self])
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

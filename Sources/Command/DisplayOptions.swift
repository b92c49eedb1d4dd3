import ArgumentParser
import ScopeReports

/// When to use colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}

/// How text is shown, and how much of it.
struct DisplayOptions: ParsableArguments {
  @Option(help: "Colours: auto, always or never (NO_COLOR and CLICOLOR_FORCE are honoured).")
  var color = ColorChoice.auto
  @Flag(name: .shortAndLong, help: "Say also what could not be judged, and why.")
  var verbose = false
  @Flag(name: .shortAndLong, help: "Print nothing where there is nothing to report.")
  var quiet = false

  var style: TextStyle {
    TextStyle(
      width: Environment.terminalWidth, hasColor: Environment.wantsColor(color), isVerbose: verbose)
  }
}

package import ScopeReports

/// How text is shown: the terminal that it goes to, and how much of it is wanted.
package struct Display: Sendable {
  /// Columns to wrap at.
  package var width: Int
  package var hasColor: Bool
  /// Whether what could not be judged is said as well.
  package var isVerbose: Bool
  /// Whether nothing is printed where there is nothing to report.
  package var isQuiet: Bool
  /// Lines of the terminal; nil where the text goes to none.
  package var height: Int?

  package init(
    width: Int = 100, hasColor: Bool = false, isVerbose: Bool = false, isQuiet: Bool = false, height: Int? = nil
  ) {
    self.height = height
    self.width = width
    self.hasColor = hasColor
    self.isVerbose = isVerbose
    self.isQuiet = isQuiet
  }

  package var style: TextStyle { TextStyle(width: width, hasColor: hasColor, isVerbose: isVerbose, height: height) }
}

/// When to use colours.
package enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// The choice itself, then NO_COLOR (no-color.org), then CLICOLOR_FORCE, then whether it is a terminal.
  package func isColored(isTerminal: Bool, variable: (String) -> String?) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if variable("NO_COLOR")?.isEmpty == false { return false }
      if let force = variable("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
      return isTerminal && variable("TERM") != "dumb" && variable("CLICOLOR") != "0"
    }
  }
}

import ScopeValues

/// What an interpreter of scripts tells about the commands that it comes across.
package protocol ScriptCommands {
  /// What a command answers that is no function of the script; nil where nothing is known of it.
  mutating func run(_ command: ScriptCommand, open: (SourceValue) -> SourceValue?) -> SourceValue?
  /// A block that declares something: a resource of Desired State Configuration.
  mutating func declare(_ type: String, _ label: String, _ value: SourceValue, at origin: SourceOrigin)
}

/// A command with what is known of its arguments.
package struct ScriptCommand: Sendable {
  package var name: String
  package var arguments: [EvaluatedArgument]
  /// What a pipeline gives it.
  package var input: SourceValue?
  package var origin: SourceOrigin

  /// The value of a labelled argument, by any of some names in lower case.
  package func argument(_ names: String...) -> SourceValue? {
    for name in names {
      if let found = arguments.last(where: { $0.label?.lowercased() == name }) { return found.value }
    }
    return nil
  }

  /// The arguments without a label.
  package var words: [SourceValue] { arguments.filter { $0.label == nil }.map(\.value) }
}

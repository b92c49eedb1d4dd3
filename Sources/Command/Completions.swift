import ArgumentParser
import ScopeAuditKit

// What a shell offers in a value's place. Files are offered where nothing else is known.
extension CompletionKind {
  /// The command's formats.
  static func formats(_ reader: FormatReader) -> CompletionKind { .list(CompletionWords.formats(reader)) }

  /// Whole values of --output.
  static func outputs(_ reader: FormatReader) -> CompletionKind { .list(CompletionWords.outputs(reader)) }
  static var rules: CompletionKind { .custom { _, _, _ in CompletionWords.rules } }
  static var permissions: CompletionKind { .custom { _, _, prefix in CompletionWords.permissions(prefix) } }
}

extension ArgumentHelp {
  /// What an option says, and what its value is called.
  static func of(_ text: String, _ valueName: String? = nil) -> ArgumentHelp {
    ArgumentHelp(text, valueName: valueName)
  }
}

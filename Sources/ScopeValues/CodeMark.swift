/// Something that code is looked through for: a library, a module, an endpoint.
package struct CodeMark: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// The beginning of an imported name.
    case `import`
    /// The name of a PowerShell module.
    case module
    /// The beginning of a cmdlet's noun.
    case cmdlet
    /// A part of a literal.
    case text
  }

  package var text: String
  package var kind: Kind
  /// What it is: of several marks of one thing only the first in a file is told.
  package var name: String

  package init(text: String, kind: Kind, name: String) {
    self.text = text
    self.kind = kind
    self.name = name
  }
}

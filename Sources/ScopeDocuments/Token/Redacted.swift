/// A text that must not be printed: a personal claim of a token.
///
/// It has no way into a string but ``reveal(_:)``, which asks for a ``RevealPermit``; interpolating, dumping
/// or mirroring it says only that something is there.
package struct Redacted: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let text: String

  init(_ text: String) { self.text = text }

  package var description: String { "(masked)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// The text itself.
  package func reveal(_ permit: RevealPermit) -> String { text }
}

/// Permission to print personal claims, which only the person who asked with --reveal can give.
package struct RevealPermit: Sendable {
  /// A permit where the person asked for it; nil otherwise.
  package init?(askedFor isAskedFor: Bool) {
    guard isAskedFor else { return nil }
  }
}

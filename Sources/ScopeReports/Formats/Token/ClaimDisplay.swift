package import ScopeDocuments

/// How much of a token's claims a report shows.
package enum ClaimDisplay: Sendable {
  case hidden
  /// Every claim, with what tells of a person masked.
  case masked
  /// Every claim as it stands, because the person asked for it.
  case revealed(RevealPermit)

  /// The text of a claim; nil where it is masked.
  func text(_ value: TokenClaim.Value) -> String? {
    switch (value, self) {
    case (.plain(let text), _): text
    case (.personal(_, let text), .revealed(let permit)): text.reveal(permit)
    case (.personal, _): nil
    }
  }
}

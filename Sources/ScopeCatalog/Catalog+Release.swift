import ScopeValues

extension Catalog {
  /// The day of the newest facts in the catalog, as YYYY-MM-DD.
  package var date: String { "2026-08-20" }

  /// What tells this catalog from others: a hash of its compiled form, as hexadecimal digits.
  package var digest: String { HexadecimalDigits.text(of: contentHash, width: 16) }
}

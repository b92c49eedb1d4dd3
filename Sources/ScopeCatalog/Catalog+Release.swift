extension Catalog {
  /// The day of the newest facts in the catalog, as YYYY-MM-DD.
  package var date: String { "2026-08-20" }

  /// What tells this catalog from others: a hash of its compiled form, as hexadecimal digits.
  package var digest: String {
    let digits = String(contentHash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

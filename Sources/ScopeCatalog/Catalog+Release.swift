import ScopeValues

extension Catalog {
  /// The day of the newest facts in the catalog, as YYYY-MM-DD.
  package var date: String { max(tenantDate, operationsDate) }

  /// The day of the ids that a live tenant publishes, as YYYY-MM-DD: by it an unknown id is judged.
  package var tenantDate: String { dates.first ?? "" }

  /// The day of the operations and of what opens them, as YYYY-MM-DD.
  package var operationsDate: String { dates.last ?? "" }

  private var dates: [String] { String(decoding: bytes(.dates), as: UTF8.self).split(separator: "\n").map(String.init) }

  /// What tells this catalog from others: a hash of its compiled form, as hexadecimal digits.
  ///
  /// The compiler writes it into the catalog, so that no command has to read four million bytes for it.
  package var digest: String { HexadecimalDigits.text(of: word64(.digest, 0), width: 16) }
}

internal import ScopeDocuments

/// One object of the rule book's JSON, read member by member.
struct RuleRecord: Sendable {
  let document: JSONDocument
  let place: JSONPlace

  /// The objects of a JSON array.
  static func list(_ json: UnsafeRawBufferPointer) -> [RuleRecord] {
    var reader = JSONItemReader(read: readBytes(of: json))
    var records: [RuleRecord] = []
    while let item = try? reader.next() {
      records.append(RuleRecord(document: item.document, place: item.document.root))
    }
    return records
  }

  private func member(_ name: StaticString) -> JSONPlace? { document.member(name, of: place) }

  func text(_ name: StaticString) -> String { document.string(member(name)) ?? "" }

  func integer(_ name: StaticString) -> Int { document.integer(member(name)) ?? 0 }

  func texts(_ name: StaticString) -> [String] {
    member(name).map { document.elements(of: $0).map(document.text) } ?? []
  }

  /// The objects in a list, or the one object that stands in its place.
  func records(_ name: StaticString) -> [RuleRecord] {
    guard let value = member(name) else { return [] }
    let places = document.kind(value) == .array ? document.elements(of: value) : [value]
    return places.map { RuleRecord(document: document, place: $0) }
  }
}

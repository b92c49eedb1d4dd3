import ScopeValues

/// The words of Microsoft Graph's addresses: what may be kept of an address without keeping anybody's data.
///
/// Whatever is none of these words is an id, a name or a text. Two addresses that differ in nothing else call the same
/// operation and ask for the same options, so that engines may count them together; ``masked(_:)`` is what their queries
/// do.
package struct AddressVocabulary: Sendable {
  /// The words of paths, in lower case.
  package let path: Set<String>
  /// The words of queries beside those of paths: properties that decide what a call needs, options and operators.
  package let query: Set<String>

  /// The vocabulary of a catalog.
  package init(_ catalog: Catalog) {
    var texts: Set<String> = ["v1.0", "beta", "me", "users"]
    var queries: Set<String> = []
    for tree in [catalog.tree, catalog.inferredTree] {
      tree.forEachLiteral { text, kind in
        let text = String(decoding: text, as: UTF8.self).lowercased()
        if kind == .query { queries.insert(text) } else { texts.insert(text) }
      }
    }
    path = Set(texts.flatMap(Self.words))
    let deciding = queries.flatMap { $0.split(separator: "&") }.compactMap { option in
      option.firstIndex(of: "=").map { String(option[..<$0].drop { "?$".contains($0) }) }
    }
    options = QueryText.options + Set(deciding).subtracting(QueryText.options).filter { !$0.isEmpty }.sorted()
    var words = Set(options).union(QueryText.operators)
    for operation in 0..<catalog.operationCount {
      for flow in Flow.allCases {
        for row in catalog.optionRows(of: operation, flow) { words.formUnion(row.properties.map(String.init)) }
      }
    }
    query = Set(words.union(queries).flatMap(Self.words)).subtracting(path)
  }

  /// Bytes that are the grammar of addresses; between them stand words.
  package static let structure = Array("/:(),='\"&$; ".utf8)

  /// The options of a query that matter, without their dollar sign: those whose values name properties, and those by which
  /// a query decides which operation is called.
  package let options: [String]

  /// In the place of a word of a path that is an id or a name; in the place of one in a query, which has to remain the
  /// name of a property; and in the place of a number or a date.
  package static let masks = (path: "{id}", property: "other", number: "0")

  /// The words of a text in lower case.
  private static func words(_ text: String) -> [String] {
    text.utf8.split { structure.contains($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// An address with nothing but the catalog's words, in lower case where it is masked.
  package func masked(_ url: String) -> String {
    let bytes = Array(url.utf8)
    let (start, end, query) = bytes.withUnsafeBytes { buffer in
      let cut = AddressCut(buffer)
      let end = cut.endOfPath(buffer)
      return (cut.start, end, Array(cut.query(buffer, after: end)))
    }
    var masked = Array(bytes[..<start]) + maskedPath(bytes[start..<end])
    var separator = ASCII.question
    for (name, value) in QueryText.options(query) where options.contains(name) {
      masked.append(separator)
      separator = ASCII.ampersand
      masked += "$\(name)=".utf8
      // An ampersand that was escaped is text.
      mask(value.utf8.map { $0 == ASCII.ampersand ? ASCII.space : $0 }[...], into: &masked) { word in
        if path.contains(word) || self.query.contains(word) || Self.isTypeName(word) { return nil }
        return Self.isName(word) ? Self.masks.property : Self.masks.number
      }
    }
    return String(decoding: masked, as: UTF8.self)
  }

  /// An address's path with nothing but the catalog's words, in lower case.
  package func path(of url: String) -> String {
    let bytes = Array(url.utf8)
    let path = bytes.withUnsafeBytes { buffer in
      let cut = AddressCut(buffer)
      return cut.start..<cut.endOfPath(buffer)
    }
    return String(decoding: maskedPath(bytes[path]).map(\.lowercased), as: UTF8.self)
  }

  private func maskedPath(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var masked: [UInt8] = []
    mask(Self.unescaped(bytes), into: &masked) { word in
      path.contains(word) || Self.isTypeName(word) ? nil : Self.masks.path
    }
    return masked
  }

  private func mask(_ text: ArraySlice<UInt8>, into masked: inout [UInt8], _ replacement: (String) -> String?) {
    var rest = text
    while let byte = rest.first {
      if Self.structure.contains(byte) {
        masked.append(byte)
        rest = rest.dropFirst()
        continue
      }
      let word = rest.prefix { !Self.structure.contains($0) }
      rest = rest[word.endIndex...]
      masked +=
        replacement(String(decoding: word.map(\.lowercased), as: UTF8.self)).map { Array($0.utf8) } ?? Array(word)
    }
  }

  /// Whether a word is the name of a type, which a cast has.
  private static func isTypeName(_ word: String) -> Bool {
    word.hasPrefix("microsoft.graph.") || word.hasPrefix("graph.")
  }

  private static func isName(_ word: String) -> Bool {
    word.utf8.first?.isASCIILetter == true && !word.utf8.contains(ASCII.hyphen)
  }

  /// A path whose grammar stands as it is; engines replace the same escapes.
  private static func unescaped(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var plain: [UInt8] = []
    plain.reserveCapacity(path.count)
    var rest = path
    while let byte = rest.first {
      if byte == ASCII.percent, let value = PercentEncoding.escape(rest.prefix(3)), value != ASCII.slash,
        structure.contains(value)
      {
        plain.append(value)
        rest = rest.dropFirst(3)
      } else {
        plain.append(byte)
        rest = rest.dropFirst()
      }
    }
    return plain[...]
  }
}

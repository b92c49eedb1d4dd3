import ScopeValues

extension Catalog {
  /// What of an address, beside its operation, decides what the call needs: whether it is about whoever is signed in, and
  /// which rows about options its query hits.
  ///
  /// Two addresses of one operation with the same answer need the same, so that logs may count them together.
  ///
  /// - Returns: nil where nothing of the address matters.
  package func asked(_ url: String, of operation: OperationIndex, flow: Flow) -> AskedAddress? {
    let bytes = Array(url.utf8)
    let (isMine, query) = bytes.withUnsafeBytes { buffer in
      let cut = AddressCut(buffer)
      let end = cut.endOfPath(buffer)
      return (Self.isMine(buffer[cut.start..<end]), Array(cut.query(buffer, after: end)))
    }
    let isOther = isMine != templateIsMine(operation)
    let options = query.isEmpty ? [] : hits(query, operation, flow)
    return isOther || !options.isEmpty ? AskedAddress(keepsPath: isOther, options: options) : nil
  }

  /// Whether something of a URL beside its operation may decide what the call needs. Most calls of a log are told by a few
  /// bytes that nothing does; only the others are worth ``asked(_:of:flow:)``.
  package func mayAsk(_ url: RawSpan, _ match: MatchedOperation) -> Bool {
    url.withUnsafeBytes { bytes in
      // Only a query, or another path than the template's, can decide anything.
      guard AddressCut.holdsQuestion(bytes) || !match.inferences.isDisjoint(with: Self.otherPaths) else { return false }
      let cut = AddressCut(bytes)
      let end = cut.endOfPath(bytes)
      if Self.isMine(bytes[cut.start..<end]) != templateIsMine(match.operation) { return true }
      let query = cut.query(bytes, after: end)
      return !query.isEmpty && (hasOptions(match.operation) || QueryText.mayExpand(query))
    }
  }

  /// By what another path than the template's was taken for it.
  private static let otherPaths = Inferences(.meAsUser).union(Inferences(.userAsMe)).union(Inferences(.alias))

  private func templateIsMine(_ operation: OperationIndex) -> Bool { Self.isMine(templateBytes(operation)[...]) }

  /// The options of a query, each property by the longest name that a row has for it; other properties are all alike.
  private func hits(_ query: [UInt8], _ operation: OperationIndex, _ flow: Flow) -> [String] {
    let rows = optionRows(of: operation, flow)
    let asked = rows.isEmpty ? [] : QueryText.properties(query)
    var properties: Set<String> = []
    // What only a narrow permission shows, and nothing else asks for, matters in no way but that something was asked.
    let plain = rows.filter(\.isLimit).map(\.properties).reduce(nil) { common, names -> Set<Substring> in
      common.map { $0.intersection(names) } ?? Set(names)
    }
    for property in asked {
      let names = rows.flatMap(\.properties).filter { property == $0 || property.hasPrefix($0 + "/") }
      properties.insert(names.max { $0.utf8.count < $1.utf8.count }.map(String.init) ?? Self.otherProperty)
    }
    let needed = properties.filter { property in
      plain?.contains(Substring(property)) != true
        || rows.contains { !$0.isLimit && $0.properties.contains(Substring(property)) }
    }
    // That anything was asked for is a fact by itself: what a narrow permission leaves out is said where nothing was.
    if !rows.isEmpty { properties = needed.isEmpty ? Set(properties.sorted().prefix(1)) : needed }
    let expanded = QueryText.expanded(query).compactMap { expandedName($0, rows, operation) }
    return (properties.isEmpty ? [] : ["$select=" + properties.sorted().joined(separator: ",")])
      + (expanded.isEmpty ? [] : ["$expand=" + Set(expanded).sorted().joined(separator: ",")])
  }

  /// Stands for every property that no row names.
  private static let otherProperty = "other"
}

/// What of an address decides what its call needs.
package struct AskedAddress: Hashable, Sendable {
  /// Whether the path is not its template's: /me where the template has a user's id, or the other way round.
  package var keepsPath: Bool
  /// Such as `$select=signinactivity`.
  package var options: [String]
}

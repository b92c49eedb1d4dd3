import ScopeValues

/// Where a text of at most 255 bytes stands among the catalog's texts, in 32 bits.
package struct PackedText: Sendable {
  package var rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }
  package init(offset: Int, length: Int) { rawValue = offset << 8 | min(length, 0xFF) }

  var offset: Int { rawValue >> 8 }
  var length: Int { rawValue & 0xFF }
}

/// That one permission of Microsoft Graph includes another of the same flow, as a sortable number of 32 bits.
package struct Inclusion: Sendable {
  package var rawValue: Int

  /// - Parameters: name indexes below 32,768.
  package init(wide: Int, narrow: Int, flow: Flow) { rawValue = Int(flow.rawValue) << 30 | narrow << 15 | wide }
}

extension Catalog {
  // MARK: Resources

  /// Whether every published permission of a resource is in the catalog, so that an id which is not there is unknown.
  package func resourceIsComplete(_ index: Int) -> Bool { word32(.resources, index * 40 + 36) == 1 }

  /// Microsoft Graph, which alone has operations in the catalog.
  package var graph: Int? { resource((0x0000_0003_0000_0000, 0xC000_0000_0000_0000)) }

  // MARK: Microsoft's applications

  package var applicationCount: Int { count(.applications, stride: 24) }

  package func applicationIdentifier(_ index: Int) -> Identifier {
    (word64(.applications, index * 24), word64(.applications, index * 24 + 8))
  }

  package func applicationName(_ index: Int) -> String {
    String(decoding: applicationNameBytes(index), as: UTF8.self)
  }

  private func applicationNameBytes(_ index: Int) -> UnsafeRawBufferPointer {
    let packed = PackedText(rawValue: word32(.applications, index * 24 + 16))
    return textBytes(packed.offset, packed.length)
  }

  /// Whether the list that names the application says that it is Microsoft's; the rest of that list is ids of any kind.
  package func applicationIsMicrosofts(_ index: Int) -> Bool { word32(.applications, index * 24 + 20) == 1 }

  /// The application of Microsoft's with an id; nil where the catalog knows none.
  package func application(_ identifier: Identifier) -> Int? {
    var (low, high) = (0, applicationCount)
    while low < high {
      let middle = (low + high) / 2
      if applicationIdentifier(middle) < identifier { low = middle + 1 } else { high = middle }
    }
    return low < applicationCount && applicationIdentifier(low) == identifier ? low : nil
  }

  /// The applications of Microsoft's with a name, in any letter case.
  package func applications(named name: String) -> [Int] {
    let wanted = name.lowercased()
    let letters = Array(wanted.utf8)
    return (0..<applicationCount).filter { index in
      let bytes = applicationNameBytes(index)
      // A text for each of thousands of names would cost more than all else that is looked up.
      guard bytes.contains(where: { $0 >= 0x80 }) else {
        return bytes.count == letters.count && zip(bytes, letters).allSatisfy { $0.lowercased == $1 }
      }
      return applicationName(index).lowercased() == wanted
    }
  }

  /// What Microsoft calls the resource or application with an id; nil where the catalog knows neither.
  package func name(ofApplication identifier: Identifier) -> String? {
    resource(identifier).map(resourceName) ?? application(identifier).map(applicationName)
  }

  // MARK: Ids that nobody publishes

  /// The permission of Microsoft Graph that a public list gives an id for which nobody publishes; nil for any other id.
  package func misprint(_ identifier: Identifier) -> (nameIndex: Int, list: String)? {
    let row = (0..<count(.misprintedIDs, stride: 28)).first { row in
      (word64(.misprintedIDs, row * 28), word64(.misprintedIDs, row * 28 + 8)) == identifier
    }
    guard let row else { return nil }
    return (
      word32(.misprintedIDs, row * 28 + 16),
      text(word32(.misprintedIDs, row * 28 + 20), word32(.misprintedIDs, row * 28 + 24))
    )
  }

  // MARK: Permissions that promise reading

  /// How many calls that change something a permission of Microsoft Graph opens, although its name promises reading.
  package func changingCalls(of permission: Permission) -> Int {
    let wanted = Int(permission.flow.rawValue) << 16 | permission.nameIndex
    let row = (0..<count(.changingReads, stride: 8)).first { word32(.changingReads, $0 * 8) == wanted }
    return row.map { word32(.changingReads, $0 * 8 + 4) } ?? 0
  }

  // MARK: Permissions that include others

  /// The permissions of Microsoft Graph, by their names, beside which whoever holds one has no use for another one;
  /// nearly always none or a few.
  ///
  /// Source: rules/catalog/inclusions.tsv, which says for each pair why.
  package func including(_ narrow: Int, flow: Flow) -> [Int] {
    let first = Inclusion(wide: 0, narrow: narrow, flow: flow).rawValue
    var names: [Int] = []
    for row in firstInclusion(from: first)..<count(.inclusions, stride: 4) {
      let wide = word32(.inclusions, row * 4) - first
      guard wide < 1 << 15 else { break }
      names.append(wide)
    }
    return names
  }

  /// The first row that does not stand before a number.
  private func firstInclusion(from wanted: Int) -> Int {
    let rows = bytes(.inclusions)
    var (low, high) = (0, rows.count / 4)
    while low < high {
      let middle = (low + high) / 2
      let row = UInt32(littleEndian: rows.loadUnaligned(fromByteOffset: middle * 4, as: UInt32.self))
      if Int(row) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

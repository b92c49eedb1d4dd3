internal import ScopeCatalog
import ScopeValues

/// The names of all permissions, for finding the one that somebody misspelled.
struct PermissionNames: Sendable {
  /// A name in lower case, and which letters occur in it.
  private struct Name {
    var letters: [UInt8]
    var occurring: UInt32 = 0

    init(_ text: UnsafeRawBufferPointer) {
      letters = text.prefix(128).map(\.lowercased)
      for letter in letters where letter.isASCIILetter { occurring |= 1 << UInt32(letter - 0x61) }
    }
  }

  private let catalog: Catalog

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// The index of the nearest name that `isWanted` accepts: two letters away at most, or longer or shorter by .All.
  func nearest(to text: String, where isWanted: (Int) -> Bool) -> Int? {
    let name = Array(text.utf8).withUnsafeBytes(Name.init)
    var best: (distance: Int, index: Int)?
    for index in 0..<catalog.nameCount {
      let bytes = catalog.nameBytes(index)
      // Two changes put in or take out two letters each at most.
      guard abs(min(bytes.count, 128) - name.letters.count) <= 4 else { continue }
      let candidate = Name(bytes)
      guard (candidate.occurring ^ name.occurring).nonzeroBitCount <= 4,
        let distance = distance(candidate.letters, name.letters), distance < best?.distance ?? .max, isWanted(index)
      else { continue }
      best = (distance, index)
    }
    return best?.index
  }

  private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    if left.count == right.count + 4, left.starts(with: right), left.suffix(4).elementsEqual(".all".utf8) { return 1 }
    if right.count == left.count + 4, right.starts(with: left), right.suffix(4).elementsEqual(".all".utf8) { return 1 }
    return EditDistance.between(left, right, limit: 2)
  }
}

internal import ScopeCatalog
import ScopeValues

/// The names of all permissions, made ready for finding the one that somebody misspelled.
struct PermissionNames: Sendable {
  /// A name in lower case, and which letters occur in it.
  struct Name: Sendable {
    var letters: [UInt8]
    var occurring: UInt32 = 0

    init(_ text: String) {
      letters = text.utf8.prefix(128).map(\.lowercased)
      for letter in letters where letter.isASCIILetter { occurring |= 1 << UInt32(letter - 0x61) }
    }
  }

  private let names: [Name]

  init(_ catalog: Catalog) { names = (0..<catalog.nameCount).map { Name(catalog.name($0)) } }

  /// The index of the nearest name that `isWanted` accepts: two letters away at most, or longer or shorter by .All.
  func nearest(to name: Name, where isWanted: (Int) -> Bool) -> Int? {
    var best: (distance: Int, index: Int)?
    for (index, candidate) in names.enumerated() {
      // Two changes put in or take out two letters each at most.
      guard abs(candidate.letters.count - name.letters.count) <= 4,
        (candidate.occurring ^ name.occurring).nonzeroBitCount <= 4,
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

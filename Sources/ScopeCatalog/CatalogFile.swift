import ScopeValues
import Synchronization

/// A catalog in a file of its own: its compiled form, and the SHA-256 of that.
package enum CatalogFile {
  /// The bytes of a file that holds a compiled catalog.
  package static func make(_ compiled: [UInt8]) -> [UInt8] { compiled + digest(of: compiled[...]) }

  /// Why a file is not taken.
  package enum Failure: Error, Equatable, Sendable {
    /// It is not what `scopeaudit catalog build` writes, or another version wrote it.
    case otherKind
    /// Bytes of it were changed or are missing.
    case damaged
    /// Its digest is right, but its numbers lead nowhere: no `catalog build` wrote it.
    case unsound
    /// The embedded catalog is in use already.
    case tooLate

    package var sentence: String {
      switch self {
      case .otherKind: "is no catalog of this version: make it with scopeaudit catalog build"
      case .damaged: "is damaged: its digest is not that of its content"
      case .unsound: "is no catalog that scopeaudit catalog build made: its parts do not fit together"
      case .tooLate: "comes too late: the catalog is in use"
      }
    }
  }

  /// Lets ``Catalog/shared`` be the catalog of a file; to be called before anything has asked for it.
  package static func replaceShared(with bytes: [UInt8]) throws(Failure) {
    guard bytes.starts(with: CatalogSection.magic), bytes.count > length else { throw .otherKind }
    let compiled = bytes.dropLast(length)
    guard digest(of: compiled) == Array(bytes.suffix(length)) else { throw .damaged }
    // It is in use until the process ends.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: compiled.count, alignment: 8)
    memory.copyBytes(from: compiled)
    // A file names itself by what it holds, whatever it says of itself.
    if compiled.count > 8 {
      let end = compiled.count - 8
      let hash = contentHash(UnsafeRawBufferPointer(rebasing: memory[..<end]))
      memory.storeBytes(of: hash.littleEndian, toByteOffset: end, as: UInt64.self)
    }
    guard let catalog = Catalog(UnsafeRawBufferPointer(memory)) else { throw .otherKind }
    guard CatalogCheck.isSound(catalog) else { throw .unsound }
    guard CatalogChoice.offer(catalog) else { throw .tooLate }
  }

  /// FNV-1a over a compiled catalog before its ``CatalogSection/digest``, eight bytes at a time.
  package static func contentHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = FNV1a()
    var offset = 0
    while offset + 8 <= bytes.count {
      hash.add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    return hash.value
  }

  /// Of the digest, in hexadecimal digits.
  private static let length = 64

  private static func digest(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    let hash = SHA256()
    bytes.withUnsafeBytes { hash.update($0) }
    return Array(hash.hexadecimal.utf8)
  }
}

/// The one moment in which it is decided which catalog a process uses.
enum CatalogChoice {
  private enum State: Sendable {
    case open(Catalog?)
    case made
  }

  private static let state = Mutex<State>(.open(nil))

  static func offer(_ catalog: Catalog) -> Bool {
    state.withLock { state in
      guard case .open = state else { return false }
      state = .open(catalog)
      return true
    }
  }

  static func take() -> Catalog? {
    state.withLock { state in
      defer { state = .made }
      if case .open(let catalog) = state { return catalog }
      return nil
    }
  }
}

/// The hash FNV-1a of 64 bits (IETF draft-eastlake-fnv), for identities that no attacker gains by forging.
package struct FNV1a: Hashable, Sendable {
  /// The offset basis that the draft names.
  package static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

  package private(set) var value: UInt64

  /// - Parameter basis: another beginning gives another hash.
  package init(basis: UInt64 = basis) { value = basis }

  /// Adds a byte, or a word at once where the hash is our own affair.
  package mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x0000_0100_0000_01B3 }
}

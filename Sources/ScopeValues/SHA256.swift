internal import CSHA256

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
///
/// The processor's own instructions do the work where it has them, at eight times the speed; the code here is for others.
package final class SHA256 {
  private static let initial: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  private var state = initial
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// Whether the code here does the work even where the processor could.
  private let isPortable: Bool

  /// - Parameter isPortable: for tests: not to use the processor's instructions.
  package init(isPortable: Bool = false) { self.isPortable = isPortable }

  package func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = min(64 - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(taken))
      rest = rest.dropFirst(taken)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { compress($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    if whole > 0 { compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole))) }
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The digest of bytes that are in memory: 64 lower-case digits.
  package static func digest(of bytes: [UInt8]) -> String {
    let sum = SHA256()
    bytes.withUnsafeBytes { sum.update($0) }
    return sum.hexadecimal
  }

  /// Bytes that the digest adds to a message at most.
  package static let padding = 72

  /// The first 16 bytes of the digest of bytes that are in memory, as two words.
  ///
  /// - Parameter bytes: nothing is allocated where they have room for ``padding`` more.
  package static func words(of bytes: consuming [UInt8]) -> (high: UInt64, low: UInt64) {
    var message = bytes
    let bits = UInt64(message.count) &* 8
    message.append(0x80)
    while message.count % 64 != 56 { message.append(0) }
    withUnsafeBytes(of: bits.bigEndian) { message.append(contentsOf: $0) }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8) { state in
      _ = state.initialize(from: initial)
      message.withUnsafeBytes { compress($0, into: state, isPortable: false) }
      return (UInt64(state[0]) << 32 | UInt64(state[1]), UInt64(state[2]) << 32 | UInt64(state[3]))
    }
  }

  /// 64 lower-case digits; nothing may be added after this.
  package var hexadecimal: String { HexadecimalDigits.text(of: bytes) }

  /// 32 bytes; nothing may be added after this.
  package var bytes: [UInt8] {
    finish().flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private func finish() -> [UInt32] {
    var tail = pending + [0x80]
    while tail.count % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: (length &* 8) >> UInt64(shift)))
    }
    tail.withUnsafeBytes { compress($0) }
    pending.removeAll()
    return state
  }

  private func compress(_ blocks: UnsafeRawBufferPointer) {
    state.withUnsafeMutableBufferPointer { Self.compress(blocks, into: $0, isPortable: isPortable) }
  }

  private static func compress(
    _ blocks: UnsafeRawBufferPointer, into state: UnsafeMutableBufferPointer<UInt32>, isPortable: Bool
  ) {
    if isPortable || scopeaudit_sha256_blocks(state.baseAddress, blocks.baseAddress, blocks.count / 64) == 0 {
      compressPortably(blocks, into: state)
    }
  }

  private static func compressPortably(
    _ blocks: UnsafeRawBufferPointer, into state: UnsafeMutableBufferPointer<UInt32>
  ) {
    var hash = Words(state)
    constants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { schedule in
        for block in stride(from: 0, to: blocks.count, by: 64) {
          for index in 0..<16 {
            let word = blocks.loadUnaligned(fromByteOffset: block &+ index &* 4, as: UInt32.self)
            schedule.initializeElement(at: index, to: UInt32(bigEndian: word))
          }
          var words = hash
          // Eight rounds a turn, so that the words take each other's places by name and never move.
          for index in stride(from: 0, to: 64, by: 8) {
            if index >= 16 { extend(schedule, from: index & 8) }
            words.mix(constants, schedule, index)
          }
          hash.add(words)
        }
      }
    }
    hash.store(in: state)
  }

  /// Replaces eight words of the schedule by those that follow sixteen words later.
  @inline(__always)
  private static func extend(_ schedule: UnsafeMutableBufferPointer<UInt32>, from start: Int) {
    for index in start..<start &+ 8 {
      let (x, y) = (schedule[(index &+ 1) & 15], schedule[(index &+ 14) & 15])
      let s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x &>> 3)
      let s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y &>> 10)
      schedule[index] = schedule[index] &+ s0 &+ schedule[(index &+ 9) & 15] &+ s1
    }
  }

  /// The working variables of FIPS 180-4, section 6.2.2.
  private struct Words {
    private var a, b, c, d, e, f, g, h: UInt32

    init(_ list: UnsafeMutableBufferPointer<UInt32>) {
      (a, b, c, d) = (list[0], list[1], list[2], list[3])
      (e, f, g, h) = (list[4], list[5], list[6], list[7])
    }

    func store(in list: UnsafeMutableBufferPointer<UInt32>) {
      (list[0], list[1], list[2], list[3]) = (a, b, c, d)
      (list[4], list[5], list[6], list[7]) = (e, f, g, h)
    }

    mutating func add(_ other: Words) {
      (a, b, c, d) = (a &+ other.a, b &+ other.b, c &+ other.c, d &+ other.d)
      (e, f, g, h) = (e &+ other.e, f &+ other.f, g &+ other.g, h &+ other.h)
    }

    @inline(__always)
    mutating func mix(
      _ constants: UnsafeBufferPointer<UInt32>, _ schedule: UnsafeMutableBufferPointer<UInt32>, _ index: Int
    ) {
      @inline(__always)
      func word(_ step: Int) -> UInt32 { constants[index &+ step] &+ schedule[(index &+ step) & 15] }
      SHA256.round(a, b, c, &d, e, f, g, &h, word(0))
      SHA256.round(h, a, b, &c, d, e, f, &g, word(1))
      SHA256.round(g, h, a, &b, c, d, e, &f, word(2))
      SHA256.round(f, g, h, &a, b, c, d, &e, word(3))
      SHA256.round(e, f, g, &h, a, b, c, &d, word(4))
      SHA256.round(d, e, f, &g, h, a, b, &c, word(5))
      SHA256.round(c, d, e, &f, g, h, a, &b, word(6))
      SHA256.round(b, c, d, &e, f, g, h, &a, word(7))
    }
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32
  ) {
    let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    h = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ word
    d = d &+ h
    let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    h = h &+ s0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}

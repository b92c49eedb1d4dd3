/// Eight hexadecimal digits in the eight bytes of a word, the first digit in the lowest byte: all are worked on at once.
enum HexadecimalWord {
  /// The lower-case digits of a number.
  @inline(__always)
  static func digits(of value: UInt32) -> UInt64 {
    var digits = UInt64(value)
    digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
    digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
    digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // Ten and more is a letter, 0x27 further on than a decimal digit would be.
    let letters = (digits &+ 0x0606_0606_0606_0606) >> 4 & .ones
    return (digits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).byteSwapped
  }

  /// The number that eight digits in any letter case make; nil where one of them is none.
  @inline(__always)
  static func value(of digits: UInt64) -> UInt32? {
    let highs = UInt64.highs
    // The high bit of a byte says whether it reaches a bound: no sum overflows, as no byte of ASCII has that bit.
    let decimals = (digits &+ 0x5050_5050_5050_5050) & ~(digits &+ 0x4646_4646_4646_4646)
    let small = digits | 0x2020_2020_2020_2020
    let letters = (small &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(small &+ 0x1919_1919_1919_1919) & highs
    guard digits & highs == 0, (decimals & highs) | letters == highs else { return nil }
    var value = ((digits & 0x0F0F_0F0F_0F0F_0F0F) &+ (letters >> 7) &* 9).byteSwapped
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: value | value >> 16)
  }
}

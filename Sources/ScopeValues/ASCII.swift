/// Bytes with a meaning in the formats that are read and written, by name.
///
/// Always inlined: readers ask for them at each byte, and a build without tests otherwise makes calls of them, which took
/// 8 % of `activity fold` in a profile.
package enum ASCII {
  @inlinable @inline(__always) package static var tab: UInt8 { UInt8(ascii: "\t") }
  @inlinable @inline(__always) package static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  @inlinable @inline(__always) package static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  @inlinable @inline(__always) package static var space: UInt8 { UInt8(ascii: " ") }
  @inlinable @inline(__always) package static var exclamation: UInt8 { UInt8(ascii: "!") }
  @inlinable @inline(__always) package static var quote: UInt8 { UInt8(ascii: "\"") }
  @inlinable @inline(__always) package static var apostrophe: UInt8 { UInt8(ascii: "'") }
  @inlinable @inline(__always) package static var number: UInt8 { UInt8(ascii: "#") }
  @inlinable @inline(__always) package static var dollar: UInt8 { UInt8(ascii: "$") }
  @inlinable @inline(__always) package static var percent: UInt8 { UInt8(ascii: "%") }
  @inlinable @inline(__always) package static var ampersand: UInt8 { UInt8(ascii: "&") }
  @inlinable @inline(__always) package static var asterisk: UInt8 { UInt8(ascii: "*") }
  @inlinable @inline(__always) package static var plus: UInt8 { UInt8(ascii: "+") }
  @inlinable @inline(__always) package static var comma: UInt8 { UInt8(ascii: ",") }
  @inlinable @inline(__always) package static var hyphen: UInt8 { UInt8(ascii: "-") }
  @inlinable @inline(__always) package static var point: UInt8 { UInt8(ascii: ".") }
  @inlinable @inline(__always) package static var slash: UInt8 { UInt8(ascii: "/") }
  @inlinable @inline(__always) package static var colon: UInt8 { UInt8(ascii: ":") }
  @inlinable @inline(__always) package static var semicolon: UInt8 { UInt8(ascii: ";") }
  @inlinable @inline(__always) package static var less: UInt8 { UInt8(ascii: "<") }
  @inlinable @inline(__always) package static var equals: UInt8 { UInt8(ascii: "=") }
  @inlinable @inline(__always) package static var greater: UInt8 { UInt8(ascii: ">") }
  @inlinable @inline(__always) package static var question: UInt8 { UInt8(ascii: "?") }
  @inlinable @inline(__always) package static var at: UInt8 { UInt8(ascii: "@") }
  @inlinable @inline(__always) package static var openBracket: UInt8 { UInt8(ascii: "[") }
  @inlinable @inline(__always) package static var backslash: UInt8 { UInt8(ascii: "\\") }
  @inlinable @inline(__always) package static var closeBracket: UInt8 { UInt8(ascii: "]") }
  @inlinable @inline(__always) package static var caret: UInt8 { UInt8(ascii: "^") }
  @inlinable @inline(__always) package static var underscore: UInt8 { UInt8(ascii: "_") }
  @inlinable @inline(__always) package static var backtick: UInt8 { UInt8(ascii: "`") }
  @inlinable @inline(__always) package static var tilde: UInt8 { UInt8(ascii: "~") }
  @inlinable @inline(__always) package static var openParenthesis: UInt8 { UInt8(ascii: "(") }
  @inlinable @inline(__always) package static var closeParenthesis: UInt8 { UInt8(ascii: ")") }
  @inlinable @inline(__always) package static var openBrace: UInt8 { UInt8(ascii: "{") }
  @inlinable @inline(__always) package static var bar: UInt8 { UInt8(ascii: "|") }
  @inlinable @inline(__always) package static var closeBrace: UInt8 { UInt8(ascii: "}") }

  @inlinable @inline(__always) package static var digits: ClosedRange<UInt8> { UInt8(ascii: "0")...UInt8(ascii: "9") }
  @inlinable @inline(__always) package static var capitals: ClosedRange<UInt8> { UInt8(ascii: "A")...UInt8(ascii: "Z") }
  @inlinable @inline(__always) package static var smallLetters: ClosedRange<UInt8> {
    UInt8(ascii: "a")...UInt8(ascii: "z")
  }

  /// The byte order mark of UTF-8.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension UInt8 {
  /// The byte with an ASCII capital turned into its small letter.
  @inlinable @inline(__always) package var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  @inlinable @inline(__always) package var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inlinable @inline(__always) package var isASCIIDigit: Bool { self &- 0x30 < 10 }
}

/// Bytes with a meaning in the formats that are read and written, by name.
///
/// Public, and so inlined where a reader asks for one at each byte: what is of the package alone is called in a release,
/// inlinable or not, unless it is built for tests.
public enum ASCII {
  @inlinable public static var tab: UInt8 { UInt8(ascii: "\t") }
  @inlinable public static var lineFeed: UInt8 { UInt8(ascii: "\n") }
  @inlinable public static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  @inlinable public static var space: UInt8 { UInt8(ascii: " ") }
  @inlinable public static var exclamation: UInt8 { UInt8(ascii: "!") }
  @inlinable public static var quote: UInt8 { UInt8(ascii: "\"") }
  @inlinable public static var apostrophe: UInt8 { UInt8(ascii: "'") }
  @inlinable public static var number: UInt8 { UInt8(ascii: "#") }
  @inlinable public static var dollar: UInt8 { UInt8(ascii: "$") }
  @inlinable public static var percent: UInt8 { UInt8(ascii: "%") }
  @inlinable public static var ampersand: UInt8 { UInt8(ascii: "&") }
  @inlinable public static var asterisk: UInt8 { UInt8(ascii: "*") }
  @inlinable public static var plus: UInt8 { UInt8(ascii: "+") }
  @inlinable public static var comma: UInt8 { UInt8(ascii: ",") }
  @inlinable public static var hyphen: UInt8 { UInt8(ascii: "-") }
  @inlinable public static var point: UInt8 { UInt8(ascii: ".") }
  @inlinable public static var slash: UInt8 { UInt8(ascii: "/") }
  @inlinable public static var colon: UInt8 { UInt8(ascii: ":") }
  @inlinable public static var semicolon: UInt8 { UInt8(ascii: ";") }
  @inlinable public static var less: UInt8 { UInt8(ascii: "<") }
  @inlinable public static var equals: UInt8 { UInt8(ascii: "=") }
  @inlinable public static var greater: UInt8 { UInt8(ascii: ">") }
  @inlinable public static var question: UInt8 { UInt8(ascii: "?") }
  @inlinable public static var at: UInt8 { UInt8(ascii: "@") }
  @inlinable public static var openBracket: UInt8 { UInt8(ascii: "[") }
  @inlinable public static var backslash: UInt8 { UInt8(ascii: "\\") }
  @inlinable public static var closeBracket: UInt8 { UInt8(ascii: "]") }
  @inlinable public static var caret: UInt8 { UInt8(ascii: "^") }
  @inlinable public static var underscore: UInt8 { UInt8(ascii: "_") }
  @inlinable public static var backtick: UInt8 { UInt8(ascii: "`") }
  @inlinable public static var tilde: UInt8 { UInt8(ascii: "~") }
  @inlinable public static var openParenthesis: UInt8 { UInt8(ascii: "(") }
  @inlinable public static var closeParenthesis: UInt8 { UInt8(ascii: ")") }
  @inlinable public static var openBrace: UInt8 { UInt8(ascii: "{") }
  @inlinable public static var bar: UInt8 { UInt8(ascii: "|") }
  @inlinable public static var closeBrace: UInt8 { UInt8(ascii: "}") }

  @inlinable public static var digits: ClosedRange<UInt8> { UInt8(ascii: "0")...UInt8(ascii: "9") }
  @inlinable public static var capitals: ClosedRange<UInt8> { UInt8(ascii: "A")...UInt8(ascii: "Z") }
  @inlinable public static var smallLetters: ClosedRange<UInt8> {
    UInt8(ascii: "a")...UInt8(ascii: "z")
  }

  /// The byte order mark of UTF-8.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension UInt8 {
  /// The byte with an ASCII capital turned into its small letter.
  @inlinable public var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  @inlinable public var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inlinable public var isASCIIDigit: Bool { self &- 0x30 < 10 }
}

import ScopeDocuments
import Testing

/// What RFC 8259 calls JSON is read, what it forbids is refused, and the exceptions are these: comments, trailing commas
/// and sequences of texts. The kinds are those of the JSONTestSuite (github.com/nst/JSONTestSuite); the texts are ours.
@Suite struct JSONGrammarTests {
  private static func isRead(_ text: [UInt8], window: Int) -> Bool {
    var limits = JSONItemReader.Limits()
    limits.window = window
    var reader = JSONItemReader(limits: limits, read: readBytes(of: text))
    var count = 0
    do {
      while try reader.next() != nil { count += 1 }
      return true
    } catch {
      return false
    }
  }

  private static let accepted: [String] = [
    "[]", "{}", " [ ] ", "\t{\r\n}\n", "[[[]]]", "[{},[],\"\",0,true,false,null]", "[\"\"]", "[\" \"]", "{\"\":0}",
    "{\"a\":{\"b\":{\"c\":[]}}}", "{\"a\":1,\"b\":2}", "{\"\\u0061\":1}", "{\"a\\u0000b\":1}",
    "{\"a\" :\n1 , \"b\"\t: 2}",
    "0", "-0", "1", "-1", "10", "0.5", "-0.5", "1.25e3", "1E3", "1e+3", "1e-3", "0e1", "0E+1", "-0e-1",
    "123456789012345678901234567890", "0.000000000000000000000000000000000001", "1e22", "20e1",
    "true", "false", "null", " true ", "\nnull", "\"\"", "\"a\"", " \"a\"\n",
    "[\"\\\"\"]", "[\"\\\\\"]", "[\"\\/\"]", "[\"\\b\\f\\n\\r\\t\"]", "[\"\\u0020\"]", "[\"\\u00e9\"]", "[\"\\uFFFF\"]",
    "[\"\\uD834\\uDD1E\"]", "[\"\\ud834\\udd1e\"]", "[\"\\u2028\\u2029\"]", "[\"\\\\u0041\"]", "[\"\\u0000\"]",
    "[\"é\"]", "[\"€\"]", "[\"🧀\"]", "[\"\u{7F}\"]", "[\"\u{2028}\"]", "[\"\u{FEFF}\"]", "[\"\u{10FFFF}\"]",
    "[\"a/*b*/c//d\"]", "[\"[{}]\"]", "[1,2,3]", "[1 ,2]", "[1\n]", "[ 1]", "[-1]", "[\"asd\" ]",
    "{\"a\":[1,{\"b\":null}],\"c\":\"\"}", "[0,-0,0.0,-0.0]", "[123e65]", "[123.456e78]", "[1E22]", "[1E-2]", "[1E+2]",
  ]

  private static let refused: [String] = [
    // Structure
    "[", "]", "{", "}", "[[]", "[]]", "{}}", "[}", "{]", "[{]}", ",", ":", "[,", "[,1]", "[1,,2]", "[,]", "[1 2]",
    "[\"a\" \"b\"]",
    "[1:2]", "[\"a\":1]", "{\"a\"}", "{\"a\":}", "{\"a\",1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{:1}", "{1:1}",
    "{a:1}", "{'a':1}",
    "{null:1}", "{[]:1}", "{\"a\"::1}", "{\"a\":1,,\"b\":2}", "{,\"a\":1}", "{\"a\":1", "{\"a\":", "{\"a\"", "{\"a",
    "[\"a\",\n4\n,1",
    "[1,", "[1", "[\"", "[\"a", "[\"\\", "[\"\\u", "[\"a\\", "{\"a\":\"b", "[{", "[{\"a\":", "{\"a\":[", "{\"a\":[1",
    // Numbers
    "[01]", "[-01]", "[00]", "[-]", "[+1]", "[++1]", "[-+1]", "[1.]", "[.5]", "[-.5]", "[1.e1]", "[1e]", "[1e+]",
    "[1e-]", "[1E]",
    "[1ee2]", "[1e1e1]", "[0e]", "[0E+]", "[1.2.3]", "[1+2]", "[1-2]", "[- 1]", "[1 000]", "[1_000]", "[0x1]", "[0xF]",
    "[1a]", "[1ea]",
    "[NaN]", "[nan]", "[Infinity]", "[-Infinity]", "[Inf]", "[-NaN]", "[0b1]", "[1.0e+]", "[2.e+3]", "[2.e-3]",
    "[9.e+]", "[１]",
    // Strings
    "['a']", "[a]", "[\"\\a\"]", "[\"\\x00\"]", "[\"\\0\"]", "[\"\\'\"]", "[\"\\U0041\"]", "[\"\\u00\"]",
    "[\"\\u00G0\"]", "[\"\\u 041\"]",
    "[\"\\ \"]", "[\"\\🧀\"]", "[\"\\u\"]", "[\"\n\"]", "[\"\t\"]", "[\"\u{0}\"]", "[\"\u{1F}\"]", "[\"\r\"]", "[`a`]",
    "[“a”]", "[\"a\\uD8\"]",
    // Literals
    "[True]", "[TRUE]", "[tru]", "[truee]", "[fals]", "[False]", "[nul]", "[Null]", "[nulL]", "[none]", "[undefined]",
    "[true1]",
    "truth", "nulls", "tru", "falsey",
    // White space and what stands around
    "[\u{0C}]", "[\u{0B}]", "[\u{A0}1]", "[1\u{A0}]", "[\u{2060}1]", "[\u{FEFF}]", "[1]x", "[1]]", "{}#", "{}}",
    "[1]\u{0}", "\u{0}[1]",
    "[\u{0}]", "[1]\u{A0}", "a", "<a>", "*", "[<null>]", "[*]", "#[1]", "'a'", "&", "[&]", "[\\n]", "[\\u0031]", "\\",
    "{\"a\":1}x", "{\"a\":b}", "{\"a\":'b'}", "[1;2]", "{\"a\":1;\"b\":2}", "{\"a\"=1}", "[/ 1]", "[1 /]", "[# 1\n]",
    "[--1]",
  ]

  private static let windows = [1, 3, 1 << 20]

  @Test(arguments: accepted) func jsonIsRead(text: String) {
    for window in Self.windows { #expect(Self.isRead(Array(text.utf8), window: window), "window \(window)") }
  }

  @Test(arguments: refused) func otherTextIsRefused(text: String) {
    for window in Self.windows { #expect(!Self.isRead(Array(text.utf8), window: window), "window \(window)") }
  }

  /// Bytes that are no UTF-8, wherever they stand.
  @Test(
    arguments: [
      [0xFF], [0x80], [0xC0, 0xAF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE0, 0x80, 0xAF],
    ] as [[UInt8]]) func otherBytesAreRefused(bytes: [UInt8])
  {
    let texts = [
      Array("[\"".utf8) + bytes + Array("\"]".utf8), Array("[".utf8) + bytes + Array("]".utf8),
      Array("[1]".utf8) + bytes, Array("{\"".utf8) + bytes + Array("\":1}".utf8),
      Array("[1".utf8) + bytes + Array("]".utf8),
    ]
    for text in texts {
      for window in Self.windows { #expect(!Self.isRead(text, window: window), "window \(window)") }
    }
  }

  /// What is read beside JSON, on purpose.
  @Test(arguments: ["[1,]", "{\"a\":1,}", "[1]//", "/**/[1]", "[1] [2]", "{}\n{}", "[1/* a */]", "\"a\" \"b\"", "[][]"])
  func exceptionsAreRead(text: String) {
    for window in Self.windows { #expect(Self.isRead(Array(text.utf8), window: window), "window \(window)") }
  }
}

import ScopeDocuments
import Testing

/// Escapes and comments, which the tape and the cursor of logs judge alike.
@Suite struct JSONLexingTests {
  private static func text(_ json: String, window: Int) throws -> String? {
    var limits = JSONItemReader.Limits()
    limits.window = window
    var reader = JSONItemReader(limits: limits, read: readBytes(of: Array(json.utf8)))
    var text: String?
    while let item = try reader.next() { text = text ?? item.document.text(item.document.root) }
    return text
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\uD83E\uDDC0""#, "é🧀"), (#""\uD83Ex""#, "\u{FFFD}x"),
  ])
  func escapesAreResolved(json: String, text: String) throws {
    for window in [1, 3, 1 << 20] { #expect(try Self.text(json, window: window) == text) }
  }

  @Test(arguments: [#""\x""#, #""\u12G4""#, #""\u 123""#, #""\""#, #""\u123""#, #""\U0041""#, #""\0""#])
  func otherEscapesAreErrors(json: String) {
    for window in [1, 3, 1 << 20] {
      #expect(throws: JSONError.self) { try Self.text(json, window: window) }
    }
    // The same string as a column of a log: the record is left out.
    let record =
      #"{"appId":"00000000-0000-0000-0000-000000000001","requestMethod":"GET","#
      + #""responseStatusCode":200,"requestUri":"# + json + "}\n"
    var reader = ActivityWindowReader(read: readBytes(of: Array(record.utf8)))
    #expect(throws: Never.self) {
      _ = try reader.open()
      var calls = 0
      while let window = try reader.next() { calls += ActivityScanner.scan(window).calls.count }
      #expect(calls == 0)
    }
  }

  @Test(arguments: ["// a\n1", "/* a */1", "/**/1", "/*/*/1", "1// a", "1/* a */", "//\n//\n1", "/* * / */1"])
  func commentsArePassedOver(json: String) throws {
    for window in [1, 3, 1 << 20] { #expect(try Self.text(json, window: window) == "1") }
  }

  @Test(arguments: ["/", "/1", "/* 1", "/* 1 *", "[1/]", "[1/* ]", "{/", "// 1"])
  func otherSlashesAreErrors(json: String) {
    for window in [1, 3, 1 << 20] {
      #expect(throws: JSONError.self) { try Self.text(json, window: window) }
    }
  }
}

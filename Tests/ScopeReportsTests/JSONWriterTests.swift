import Foundation
import ScopeValues
import Testing

@testable import ScopeReports

/// What is written as JSON is read back the same by a reader of other hands.
@Suite struct JSONWriterTests {
  @Test(arguments: Array(0...16))
  func everyScalarComesBack(plane: UInt32) throws {
    let last: UInt32 = plane == 0 ? 0xFFFF : 0x3FF
    let text = (0...last).compactMap { Unicode.Scalar(plane << 16 | $0) }.map { "a\($0)b" }.joined()
    var writer = JSONWriter()
    writer.array { $0.string(text) }
    #expect(!writer.text.unicodeScalars.contains { $0.isUnsafe })
    let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
    #expect(read.map { $0.count == 1 && $0[0].unicodeScalars.elementsEqual(text.unicodeScalars) } == true)
  }

  /// One byte of each value at each place of words of eight and what is left behind them.
  @Test func escapesAreFoundAtEveryPlace() {
    for length in [1, 7, 8, 9, 16, 19] {
      for index in 0..<length {
        for byte in UInt8.min...UInt8.max {
          var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
          bytes[index] = byte
          let isPlain = byte >= 0x20 && byte < 0x7F && !"\"#\\".utf8.contains(byte)
          #expect(bytes.withUnsafeBufferPointer(\.isPlainInJSON) == isPlain)
        }
      }
    }
  }

  /// Azure Pipelines runs `##vso[` and `##[` wherever they stand in a line that somebody prints.
  @Test func nothingBeginsACommand() throws {
    var texts = [""]
    for _ in 0..<5 { texts = texts + texts.flatMap { text in ["#", "[", "v", "\u{E9}"].map { text + $0 } } }
    for text in Set(texts) {
      var writer = JSONWriter()
      writer.array { $0.string(text) }
      #expect(!writer.text.contains("##[") && !writer.text.contains("##v"))
      #expect(try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String] == [text])
    }
  }

  @Test func valuesAreSetApart() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("a", 1)
      writer.key("b")
      writer.array { writer in
        writer.integer(-12)
        writer.boolean(true)
        writer.object { _ in }
        writer.array { _ in }
        writer.string("")
        writer.raw([])
        writer.raw(Array("7,8".utf8))
        writer.integer(.max)
      }
      writer.member("c", false)
      writer.strings("d", ["x", "y"])
      writer.member(named: "e\"", "\\")
    }
    #expect(
      writer.text
        == #"{"a":1,"b":[-12,true,{},[],"",7,8,9223372036854775807],"c":false,"d":["x","y"],"e\"":"\\"}"#)
  }

  @Test func goesOnAfterWhatIsThere() {
    var writer = JSONWriter(continuingWith: 16)
    writer.integer(2)
    #expect(writer.text == ",2")
  }

  @Test func handsOnWhatIsMuch() {
    var writer = JSONWriter()
    var handed = ""
    for number in 0..<10 {
      writer.integer(number)
      writer.drain(atLeast: 4) { handed += String(decoding: $0, as: UTF8.self) }
    }
    #expect(handed + writer.text == (0..<10).map(String.init).joined(separator: ","))
    #expect(writer.bytes.count < 4)
  }
}

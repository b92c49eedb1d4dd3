import ScopeDocuments
import ScopeValues
import Testing

/// What is packed comes back as it was, whatever the text and the sample beside it.
@Suite struct TextPackerTests {
  private static let sample = Array(#"{"appId":"6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2","displayName":"Sample"}"#.utf8)

  @Test(arguments: [0, 1, 70, 40_000])
  func returnsWhatWasPacked(sampleLength: Int) throws {
    var generator = SystemRandomNumberGenerator()
    let sample = (0..<sampleLength).map { Self.sample[$0 % Self.sample.count] }
    let packer = TextPacker(sample: sample[...])
    for length in [1, 2, 60, 3_000, 70_000] {
      let text = (0..<length).map { Self.sample[($0 * $0 + length) % Self.sample.count] }
      if let packed = packer.pack(text[...]) {
        #expect(packed.count < text.count + 64)
        #expect(packer.unpack(packed, count: text.count) == text)
        #expect(packer.unpack(packed, count: text.count - 1) == nil)
        #expect(packer.unpack(Array(packed.dropLast()), count: text.count) == nil)
      } else {
        // Only a text that would not become shorter is refused.
        #expect(length <= 70)
      }
      let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if let packed = packer.pack(noise[...]) { #expect(packer.unpack(packed, count: noise.count) == noise) }
    }
    #expect(packer.pack([]) == nil)
  }

  @Test func unpacksInAnotherPacker() throws {
    let text = Self.sample + Self.sample
    let packed = try #require(TextPacker(sample: Self.sample[...]).pack(text[...]))
    #expect(TextPacker(sample: Self.sample[...]).unpack(packed, count: text.count) == text)
    #expect(packed.count < 24)
  }
}

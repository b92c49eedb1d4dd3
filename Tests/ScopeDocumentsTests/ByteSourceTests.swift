import CZlib
import ScopeDocuments
import ScopeValues
import Testing

/// Whatever wraps a text, the text is the same, and what cannot be read to its end says so.
@Suite struct ByteSourceTests {
  private static let text = #"{"displayName":"Käse 🧀","appId":"00000000-0000-0000-0000-000000000001"}"# + "\n"
  private static let texts = [text, String(repeating: text, count: 600)]

  private static func utf16(_ text: String, isBigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  /// Every way in which a text may come.
  private static func forms(of text: String) throws -> [[UInt8]] {
    var forms = [Array(text.utf8)]
    for isBigEndian in [false, true] {
      for mark in [false, true] { forms.append(utf16(text, isBigEndian: isBigEndian, mark: mark)) }
    }
    let packed = try forms.map { try Archive.gzip($0) }
    let middle = forms[0].count / 2
    let members =
      try Archive.gzip(Array(forms[0][..<middle])) + Archive.gzip([]) + Archive.gzip(Array(forms[0][middle...]))
    let stored = try Archive.gzip(forms[0], level: 0)
    return forms + packed + [members, stored]
  }

  @Test(arguments: texts, [1, 7, 1_000, Int.max])
  func everyFormHoldsTheSameText(text: String, piece: Int) throws {
    for form in try Self.forms(of: text) where piece > 1 || form.count < 10_000 {
      var source = ByteSource(readBytes(of: form, atMost: piece))
      #expect(try source.text(upTo: .max >> 1) == Array(text.utf8))
    }
  }

  @Test func stopsWhereItIsTold() throws {
    for form in try Self.forms(of: Self.texts[1]) {
      var source = ByteSource(readBytes(of: form))
      #expect(try source.text(upTo: 1_000) == Array(Self.texts[1].utf8.prefix(1_000)))
    }
  }

  @Test func tapsSeeTheFileAndTheText() throws {
    let packed = try Archive.gzip(Array(Self.texts[1].utf8))
    let (raw, unpacked) = (SHA256(), SHA256())
    var source = ByteSource(
      readBytes(of: packed, atMost: 99), raw: { raw.update($0) }, unpacked: { unpacked.update($0) })
    _ = try source.text(upTo: .max >> 1)
    #expect(raw.hexadecimal == SHA256.digest(of: packed))
    #expect(unpacked.hexadecimal == SHA256.digest(of: Array(Self.texts[1].utf8)))
  }

  /// No cut, no changed byte and nothing behind an archive passes for the whole text.
  @Test func damageIsNeverTheWholeText() throws {
    let whole = Array(Self.text.utf8)
    let archive = try Archive.gzip(whole)
    for length in 1..<archive.count {
      // Less than the two bytes of its signature is no archive.
      guard length > 1 else { continue }
      #expect(throws: ReadFailure.self, "cut to \(length)") { try Self.text(archive[..<length]) }
    }
    for index in 10..<archive.count {
      var damaged = archive
      damaged[index] ^= 0x10
      // The bits that fill up the last byte of the packed text say nothing.
      if let text = try? Self.text(damaged[...]) { #expect(text == whole, "byte \(index)") }
    }
    for tail in [[0], [UInt8](repeating: 0, count: 512), Array("\n".utf8), [0x1F], [0x1F, 0x8B], [0x1F, 0]] as [[UInt8]]
    {
      #expect(throws: ReadFailure.self, "\(tail.count) bytes behind") { try Self.text((archive + tail)[...]) }
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) throws -> [UInt8] {
    var source = ByteSource(readBytes(of: bytes))
    return try source.text(upTo: .max >> 1)
  }

  /// What came before the damage is read, and then the damage is named.
  @Test func valuesBeforeTheDamageComeFirst() throws {
    let first = Array("{\"a\":1}\n".utf8)
    let archive = try Archive.gzip(first) + Archive.gzip(Array("{\"a\":2}\n".utf8)).dropLast(3)
    for window in [1, 8, 1 << 20] {
      var limits = JSONItemReader.Limits()
      limits.window = window
      var reader = JSONItemReader(limits: limits, read: readBytes(of: archive))
      #expect(try reader.next() != nil)
      _ = try? reader.next()
      var problems: [JSONError] = []
      var calls = 0
      reader = JSONItemReader(limits: limits, read: readBytes(of: archive))
      while calls < 9 {
        calls += 1
        do {
          guard try reader.next() != nil else { break }
        } catch {
          problems.append(error)
        }
      }
      #expect(problems.map(\.problem.sentence) == ["the gzip archive is cut off"])
      #expect(problems.first?.problem.remedy.contains("gzip -t") == true)
    }
  }

  /// An archive of a terabyte costs no memory: the reader asks for pieces.
  @Test func unpacksInPieces() throws {
    let zeros = try Archive.gzip([UInt8](repeating: 0x20, count: 32 << 20))
    var source = ByteSource(readBytes(of: zeros))
    var total = 0
    while !source.isExhausted {
      let piece = source.bytes(after: [], upTo: 100_000)
      #expect(piece.bytes.count <= 100_000)
      total += piece.count
    }
    #expect(total == 32 << 20)
    #expect(source.failure == nil)
  }
}

/// Archives written by zlib.
enum Archive {
  struct Failure: Error {}

  /// One member; level 0 stores, 9 packs best.
  static func gzip(_ bytes: [UInt8], level: Int32 = 6) throws -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard deflateInit2_(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
      throw Failure()
    }
    defer { deflateEnd(&stream) }
    var input = bytes
    let room = Int(deflateBound(&stream, UInt(bytes.count))) + 32
    return try input.withUnsafeMutableBufferPointer { input in
      try [UInt8](unsafeUninitializedCapacity: room) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { throw Failure() }
        count = output.count - Int(stream.avail_out)
      }
    }
  }
}

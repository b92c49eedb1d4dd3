import ScopeDocuments
import Testing

/// A zip archive hands out what it holds, or says why not.
@Suite struct ZipArchiveTests {
  private static let text = Array(String(repeating: #"{"displayName":"Käse"}"#, count: 5_000).utf8)

  private static func deflated(_ name: String, _ content: [UInt8]) throws -> ZipFile.Member {
    // Between the ten bytes before and the eight behind, gzip holds what zip does (RFC 1952).
    ZipFile.Member(name, content, method: 8, packed: Array(try Archive.gzip(content).dropFirst(10).dropLast(8)))
  }

  private static func content(_ bytes: [UInt8], piece: Int = 1 << 16) throws -> [[UInt8]] {
    let archive = try ZipArchive(bytes)
    return try archive.members.map { member in
      let read = archive.open(member)
      var content: [UInt8] = []
      while true {
        let got = try [UInt8](unsafeUninitializedCapacity: piece) { buffer, count in
          count = try read(UnsafeMutableRawBufferPointer(buffer))
        }
        if got.isEmpty { return content }
        content += got
      }
    }
  }

  @Test(arguments: [1, 7, 1_000, 1 << 16])
  func handsOutWhatItHolds(piece: Int) throws {
    let members = [ZipFile.Member("a", Self.text), try Self.deflated("b", Self.text), ZipFile.Member("c", [])]
    var zip = ZipFile(members)
    #expect(try Self.content(zip.bytes, piece: piece) == [Self.text, Self.text, []])
    zip.comment = Array(repeating: UInt8(ascii: "P"), count: 60_000)
    #expect(try Self.content(zip.bytes, piece: piece) == [Self.text, Self.text, []])
  }

  @Test(arguments: [
    ("a/b.json", "a/b.json"), ("a\\b.json", "a/b.json"), ("../../a.json", "a.json"), ("/etc/a.json", "etc/a.json"),
    ("./a//b.json", "a/b.json"), ("Käse.json", "Käse.json"),
  ])
  func noPathLeadsOutOfIt(name: String, path: String) throws {
    let archive = try ZipArchive(ZipFile([.init(name, []), .init("folder/", []), .init("folder\\", [])]).bytes)
    #expect(archive.members.map(\.path) == [path])
  }

  private static func changed(_ change: (inout ZipFile.Member) throws -> Void) throws -> [UInt8] {
    var member = try deflated("a", text)
    try change(&member)
    return ZipFile([member]).bytes
  }

  @Test func saysWhatIsWrong() throws {
    let whole = try Self.changed { _ in }
    let cases: [(bytes: [UInt8], word: String)] = [
      ([], "no end"), (Array(whole.dropLast()), "no end"), (whole + [0], "no end"),
      (try Self.changed { $0.flags = 1 }, "password"), (try Self.changed { $0.method = 14 }, "packed in a way"),
      (try Self.changed { $0.method = 0 }, "damaged"), (try Self.changed { $0.size += 1 }, "damaged"),
      (try Self.changed { $0.size -= 1 }, "damaged"), (try Self.changed { $0.checksum ^= 1 }, "checksum"),
      (try Self.changed { $0.packed.removeLast(4) }, "damaged"), (try Self.changed { $0.packed[9] ^= 0xFF }, ""),
      (try Self.changed { $0.size = Int(UInt32.max) }, "4 GB"),
    ]
    for (bytes, word) in cases {
      let failure = #expect(throws: ReadFailure.self) { try Self.content(bytes) }
      #expect(failure?.reason.contains(word) == true || word.isEmpty, "\(failure?.reason ?? "")")
      #expect(failure?.remedy.isEmpty == false)
    }
  }

  /// Files that share their packed bytes would unpack to far more than an archive of the size can hold.
  @Test func filesDoNotShareTheirBytes() throws {
    let member = try Self.deflated("a", Self.text)
    var bytes = ZipFile(Array(repeating: member, count: 4)).bytes
    // Each entry of 47 bytes in the directory, before the 22 of the end, names the first file as its own.
    for entry in 1...4 {
      let offset = bytes.count - 22 - 47 * entry + 42
      bytes.replaceSubrange(offset..<offset + 4, with: [0, 0, 0, 0])
    }
    #expect(try Self.content(bytes).count == 4)
    bytes.removeSubrange(0..<3 * (31 + member.packed.count))
    let start = bytes.count - 6
    let shorter = 31 + member.packed.count
    bytes.replaceSubrange(start..<start + 4, with: (0..<4).map { UInt8(truncatingIfNeeded: shorter >> (8 * $0)) })
    #expect(throws: ReadFailure.self) { try Self.content(bytes) }
  }
}

/// A file that holds others, or one other.
package enum Archive: Hashable, Sendable {
  case zip, sevenZip, tar, xz, bzip2, zstandard

  /// Recognises an archive by the bytes that it begins with.
  package static func recognise(_ bytes: ArraySlice<UInt8>) -> Archive? {
    let magic: [(Archive, [UInt8])] = [
      (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]),
      (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
      (.bzip2, [0x42, 0x5A, 0x68]), (.zstandard, [0x28, 0xB5, 0x2F, 0xFD]),
    ]
    if let known = magic.first(where: { bytes.starts(with: $0.1) }) { return known.0 }
    // POSIX.1-1988 on: the name comes first, and this mark behind 257 bytes.
    return bytes.dropFirst(257).starts(with: Array("ustar".utf8)) && bytes.prefix(257).contains(0) ? .tar : nil
  }

  package var phrase: String {
    switch self {
    case .zip: "a zip archive"
    case .sevenZip: "a 7z archive"
    case .tar: "a tar archive"
    case .xz: "an xz archive"
    case .bzip2: "a bzip2 archive"
    case .zstandard: "a zstd archive"
    }
  }

  /// What somebody runs to have it read.
  package var remedy: String {
    switch self {
    case .zip: "Unpack it and check the folder: unzip FILE -d export && scopeaudit check export"
    case .sevenZip: "Unpack it and check the folder: 7z x FILE -oexport && scopeaudit check export"
    case .tar: "Unpack it and check the folder: mkdir export && tar -xf FILE -C export && scopeaudit check export"
    case .xz: "Pipe what it holds in: xz -dc FILE | scopeaudit check -"
    case .bzip2: "Pipe what it holds in: bzip2 -dc FILE | scopeaudit check -"
    case .zstandard: "Pipe what it holds in: zstd -dc FILE | scopeaudit check -"
    }
  }

  /// Whether it holds one file, whose name is its own without the ending.
  package var holdsOne: Bool {
    switch self {
    case .zip, .sevenZip, .tar: false
    case .xz, .bzip2, .zstandard: true
    }
  }

  /// The names of the files in it; nil where they cannot be told from its bytes.
  ///
  /// - Parameter bytes: the whole archive.
  package func names(in bytes: [UInt8]) -> [String]? {
    switch self {
    case .zip: (try? ZipArchive(bytes))?.members.map(\.path)
    case .tar: Self.tarNames(bytes)
    case .sevenZip, .xz, .bzip2, .zstandard: nil
    }
  }

  /// By the headers of 512 bytes (POSIX ustar): the name first, the size in octal digits behind 124 bytes.
  private static func tarNames(_ bytes: [UInt8]) -> [String] {
    var names: [String] = []
    var index = 0
    while index + 512 <= bytes.count, bytes[index] != 0 {
      names.append(String(decoding: bytes[index..<index + 100].prefix { $0 != 0 }, as: UTF8.self))
      var size = 0
      for digit in bytes[index + 124..<index + 135] where (0x30...0x37).contains(digit) {
        size = size << 3 | Int(digit - 0x30)
      }
      index += 512 + (size + 511) / 512 * 512
    }
    return names
  }
}

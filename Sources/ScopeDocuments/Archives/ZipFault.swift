/// What can be wrong with a zip archive.
enum ZipFault: CaseIterable {
  case cut, damaged, encrypted, large, method, spanned, checksum

  var failure: ReadFailure { ReadFailure(reason: sentence, remedy: remedy) }

  private var sentence: String {
    switch self {
    case .cut: "the zip archive has no end: it is cut off, or something follows it"
    case .damaged: "the zip archive is damaged"
    case .encrypted: "the zip archive is protected by a password"
    case .large: "the zip archive is of the kind for more than 4 GB or 65,534 files, which is not read"
    case .method: "the zip archive is packed in a way that is not read"
    case .spanned: "the zip archive is one of several parts"
    case .checksum: "this file of the zip archive is damaged: its checksum differs"
    }
  }

  private var remedy: String {
    switch self {
    case .cut, .damaged, .checksum: "Copy or export it again; \u{2018}unzip -t\u{2019} tells whether it is whole."
    case .encrypted, .large, .method, .spanned: Archive.zip.remedy
    }
  }
}

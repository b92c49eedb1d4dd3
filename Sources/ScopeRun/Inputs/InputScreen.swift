import ScopeDocuments
import ScopeSources
import ScopeValues

/// Tells what a file is that was found in a folder and cannot be read as JSON: visibly something else, or a reason to
/// say that the audit is incomplete.
struct InputScreen {
  private let input: RunInput
  /// The file's name without its folders, in lower case.
  private let name: String

  enum Outcome {
    /// What it visibly is.
    case other(String)
    case failure(message: String, remedy: String)
  }

  init(_ input: RunInput) {
    self.input = input
    name = input.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
  }

  /// - Returns: nil where what reading it came to is all there is to say.
  func outcome(of error: JSONError) -> Outcome? {
    switch error.problem {
    case .unreadable: return nil
    case .empty: return .other("this is empty")
    case .foreign(.archive(let archive)): return mayHold(archive) ? nil : .other("this is an archive")
    case .foreign(.gzip): return isNamedAsJSON(inner) ? nil : .other("this is an archive")
    default: break
    }
    let content = look()
    if content.isDeclaration {
      // What is called JSON, and begins as it, says best itself where it is broken.
      var isForeign = false
      if case .foreign = error.problem { isForeign = true }
      if isNamedAsJSON(name), !isForeign { return nil }
      return .failure(
        message: "this speaks of app registrations or their permissions in a form that is not read",
        remedy: remedy(for: error))
    }
    if content.isBinary { return .other("this is no text") }
    guard isNamedAsJSON(name), !input.path.contains("/node_modules/") else { return .other(sentence(for: error)) }
    return input.isIgnored() ? .other("this is not JSON, and git ignores it") : nil
  }

  /// Whether an input is source by its name, which was read as such and declared nothing.
  static func isCode(_ input: RunInput) -> Bool {
    switch SourceReader.kind(of: input.path) {
    case .terraform, .terraformValues, .bicep, .bicepParameters, .powerShell, .shell: true
    case .pipeline, .prose, nil: false
    }
  }

  private func sentence(for error: JSONError) -> String {
    if Self.isCode(input) { return "this source declares no application and no grant" }
    if case .foreign(let text) = error.problem { return text.sentence }
    return "this is not JSON"
  }

  private func remedy(for error: JSONError) -> String {
    switch error.problem {
    case .foreign(.terraform), .foreign(.bicep), .foreign(.powerShell):
      Self.isCode(input) ? Self.deployed : error.problem.remedy
    default: Self.deployed
    }
  }

  private static let deployed = "Audit the application as it is deployed: az ad app show --id <app-id>."

  /// The name without the endings of what packs one file.
  private var inner: String {
    var inner = name[...]
    while let ending = [".gz", ".xz", ".bz2", ".zst"].first(where: inner.hasSuffix) {
      inner.removeLast(ending.utf8.count)
    }
    return String(inner)
  }

  /// Bytes of an archive whose names are looked through; a larger one may hold anything.
  private static let largestArchive = 64 << 20

  /// Whether an archive may hold registrations, by the names in it: then nobody may take it for something else.
  private func mayHold(_ archive: Archive) -> Bool {
    if isNamedAsJSON(inner) { return true }
    if archive.holdsOne { return false }
    // Office documents, packages and libraries are archives as well, of whose insides nobody exports anything.
    guard Self.archives.contains(where: name.hasSuffix) else { return false }
    let bytes = try? wholeContent(of: input.open(), limit: Self.largestArchive)
    guard let names = bytes.flatMap({ archive.names(in: $0) }) else { return true }
    return names.contains { path in
      let name = path.lowercased()
      return !name.contains("node_modules/") && !name.hasSuffix("package.json") && !name.hasSuffix("package-lock.json")
        && (isNamedAsJSON(name) || Self.declarations.contains { name.hasSuffix($0) })
    }
  }

  /// Endings of archives that people make.
  private static let archives = [".zip", ".tar", ".tgz", ".tar.gz", ".7z"]
  /// Endings of source that declares registrations.
  private static let declarations = [".tf", ".bicep"]

  private func isNamedAsJSON(_ name: String) -> Bool { Self.endings.contains { name.hasSuffix($0) } }

  /// Endings of files that hold JSON or nothing.
  private static let endings = [".json", ".jsonc", ".json5", ".ndjson", ".jsonl", ".tfstate"]
  /// Endings of texts for people, which name commands without running them.
  private static let prose = [".md", ".markdown", ".txt", ".rst", ".adoc", ".html", ".htm", ".xml", ".log", ".csv"]

  private struct Content {
    var isDeclaration = false
    var isBinary = false
  }

  /// Looks through the whole text; what has a zero byte early on and no byte order mark is no text.
  private func look() -> Content {
    let isProse = Self.prose.contains { name.hasSuffix($0) }
    var marks = RegistrationMarks(isProse ? .permissionLists : .declarations)
    var content = Content()
    let read = input.open()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var isFirst = true
    while let count = try? read(buffer), count > 0 {
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      if isFirst {
        isFirst = false
        let isUTF16 = piece.starts(with: [0xFF, 0xFE]) || piece.starts(with: [0xFE, 0xFF])
        content.isBinary = !isUTF16 && piece.prefix(8_192).contains(0)
        if content.isBinary { return content }
      }
      if marks.scan(piece) {
        content.isDeclaration = true
        return content
      }
    }
    return content
  }
}

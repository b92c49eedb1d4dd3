import ScopeCatalog
import ScopeDocuments
import ScopeReports
import ScopeValues

/// Looks like a token; nobody signed it.
private let token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkiLCJhdWQiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ"

extension FuzzTarget {
  /// Identifiers, times, encodings, and what is shown of texts.
  static let values = FuzzTarget("values", seeds: ["urls", "requests"]) { input in
    if let id = GUID(input.bytes[...]) {
      expect(GUID(id.description) == id, "an identifier is read back as another one")
    }
    let text = input.text
    if let time = Timestamp(rfc3339: text) ?? Timestamp(exported: text) {
      expect(Timestamp(rfc3339: time.description) == time, "a time is read back as another one")
    }
    _ = try? Base64URL.decode(input.bytes[...])
    _ = PercentEncoding.decode(text)
    let line = SafeText.line(text)
    expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a line holds a control character")
    expect(SafeText.line(line) == line, "a line is changed when it is shown again")
    let shown = ShownText.of("\(text)\n\(token)\n\(text)")
    expect(!shown.contains("c2lnbmF0dXJl"), "a token is shown")
    _ = ShownAddress.of(text)
  }

  /// A method and a URL against the catalog.
  static let addresses = FuzzTarget("addresses", seeds: ["urls"]) { input in
    let methods = ["GET", "POST", "PATCH", "PUT", "DELETE"]
    let method = methods[input.choice(methods.count)]
    if case .operation(let match) = Catalog.shared.match(method: method, url: input.text) {
      expect(match.operation < Catalog.shared.operationCount, "a call of the catalog that does not exist")
      expect(!Catalog.shared.template(of: match.operation).isEmpty, "a call without a template")
    }
  }

  /// JSON in windows of every length, and the place of each of its values.
  static let json = FuzzTarget("json", seeds: ["dialects", "errors"]) { input in
    var reader = JSONItemReader(read: readBytes(of: input.bytes, atMost: 1 + input.choice(64)))
    for _ in 0..<1_000 {
      do {
        guard let item = try reader.next() else { return }
        let document = item.document
        var places = [document.root]
        for _ in 0..<200 {
          guard let place = places.popLast() else { break }
          expect(document.position(of: place).line >= 1, "a value without a line")
          expect(place == document.root || document.pointer(to: place).first == "/", "a value without a pointer")
          _ = document.excerpt(around: place)
          places += document.elements(of: place) + document.members(of: place).map(\.value)
        }
      } catch {
        expect(!"\(error)".isEmpty, "an error without a sentence")
      }
    }
  }

  /// Texts that are packed, in another encoding, or both.
  static let archives = FuzzTarget("archives", seeds: ["activity"]) { input in
    var source = ByteSource(readBytes(of: input.bytes, atMost: 1 + 7 * input.choice(64)))
    _ = try? source.text(upTo: 1 << 20)
    guard let zip = try? ZipArchive(input.bytes) else { return }
    for member in zip.members.prefix(100) {
      expect(!member.path.split(separator: "/").contains(".."), "a path leads out of an archive")
      let content = try? wholeContent(of: zip.open(member), limit: 1 << 20)
      if let content {
        expect(content.count == member.size || content.isEmpty, "a file of another length than its archive says")
      }
    }
  }

  /// What `lookup` is asked.
  static let questions = FuzzTarget("questions", seeds: ["urls"]) { input in
    let items = LookupItem.find(input.text, .shared)
    let report = LookupReport(catalog: .shared, style: TextStyle(), listsOperations: input.choice(2) == 1)
    _ = report.text(items)
    _ = LookupItem.refusal(input.text, items, .shared)
  }
}

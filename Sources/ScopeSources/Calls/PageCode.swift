import ScopeValues

/// The scripts of a page of HTML, each where it stands; all else as spaces and ends of lines. What only holds data or a
/// template is no script.
package enum PageCode {
  package static func code(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.mentions("graph"), bytes.mentions("<script") else { return [] }
    var result = bytes.map { $0 == ASCII.lineFeed ? $0 : ASCII.space }
    var index = 0
    while let open = bytes[index...].firstIndex(of: ASCII.less) {
      index = open + 1
      if begins("<!--", bytes, open) {
        index = place(of: "-->", bytes, from: open) ?? bytes.count
      } else if begins("<script", bytes, open) {
        guard let head = bytes[open...].firstIndex(of: ASCII.greater) else { break }
        let end = place(of: "</script", bytes, from: head) ?? bytes.count
        let attributes = Array(bytes[open..<head])
        let isData = ["json", "template", "text/x-", "text/html"].contains { (word: StaticString) in
          attributes.mentions(word)
        }
        if !isData { result.replaceSubrange((head + 1)..<end, with: bytes[(head + 1)..<end]) }
        index = end
      }
    }
    return result
  }

  private static func begins(_ word: StaticString, _ bytes: [UInt8], _ index: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return (0..<count).allSatisfy {
      bytes[index + $0] == word.utf8Start[$0] || bytes[index + $0] | 0x20 == word.utf8Start[$0]
    }
  }

  private static func place(of word: StaticString, _ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if begins(word, bytes, index) { return index }
      index += 1
    }
    return nil
  }
}

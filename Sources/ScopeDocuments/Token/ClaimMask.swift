import ScopeValues

/// Overwrites what a claims document tells of a person, so that the document can be handed on.
enum ClaimMask {
  /// The same document, shape and places, with asterisks for the texts and zeros for the numbers of every
  /// claim that is not known to be impersonal.
  static func masked(_ document: JSONDocument) -> JSONDocument {
    var bytes = document.bytes
    for (name, value) in document.members(of: document.root)
    where TokenClaim.plainText(value, of: document, named: document.text(name)) == nil {
      for node in document.nodes[Int(value.node)..<Int(document.nodes[Int(value.node)].next)] {
        let range = Int(node.start)..<Int(node.end)
        switch node.kind {
        case .string, .key: overwrite(range.dropFirst().dropLast(), with: ASCII.asterisk)
        case .number: overwrite(range, with: UInt8(ascii: "0"))
        case .object, .array, .true, .false, .null: break
        }
      }
    }
    for comment in document.comments { overwrite(Int(comment.lowerBound)..<Int(comment.upperBound), with: ASCII.space) }
    func overwrite(_ range: Range<Int>, with byte: UInt8) {
      for index in range { bytes[index] = byte }
    }
    return JSONDocument(
      bytes: bytes, nodes: document.nodes, comments: document.comments, originOffset: document.originOffset,
      origin: document.origin, pointerPrefix: document.pointerPrefix)
  }
}

/// Fills a buffer with the next bytes of an input and tells how many; zero at the end.
package typealias ReadBytes = (_ buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int

/// Why an input could not be read.
package struct ReadFailure: Error, Hashable, Sendable {
  /// What can be done about a file that does not open.
  package static let checkPath = "Check the path and the permissions of the file."

  /// What is wrong, without a full stop; where the operating system said it, in its words.
  package var reason: String
  /// What the user can do about it.
  package var remedy: String

  package init(reason: String, remedy: String = checkPath) {
    self.reason = reason
    self.remedy = remedy
  }

  /// Whether a message is about a path of which no byte was read, so that no line of it can be named.
  package static func isOfPath(_ message: String) -> Bool {
    message.hasPrefix("cannot be opened") || message.hasPrefix("names a revision")
  }
}

/// Hands out bytes that are in memory already, as an input would hand out its own.
///
/// - Parameter most: how many bytes to give at a time at most.
package func readBytes<Bytes: Collection<UInt8>>(of bytes: Bytes, atMost most: Int = .max) -> ReadBytes {
  var rest = bytes[...]
  return { buffer throws(ReadFailure) in
    let piece = rest.prefix(min(buffer.count, most))
    buffer.copyBytes(from: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }
}

/// Hands out some bytes and then what `read` has.
func readBytes(of head: [UInt8], before read: @escaping ReadBytes) -> ReadBytes {
  var rest = head[...]
  return { buffer throws(ReadFailure) in
    if rest.isEmpty { return try read(buffer) }
    let piece = rest.prefix(buffer.count)
    buffer.copyBytes(from: piece)
    rest = rest.dropFirst(piece.count)
    return piece.count
  }
}

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

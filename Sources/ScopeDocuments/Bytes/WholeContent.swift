/// The whole text of an input; nil where it is longer than `limit` bytes.
package func wholeContent(of read: @escaping ReadBytes, limit: Int) throws(ReadFailure) -> [UInt8]? {
  var source = ByteSource(read)
  let text = try source.text(upTo: limit + 1)
  guard text.count <= limit else { return nil }
  // A hundred thousand small files are kept, and each would take the room of a large one.
  return text.capacity > 2 * text.count + 64 ? text.withUnsafeBufferPointer { Array($0) } : text
}

/// The whole text of an input; nil where it is longer than `limit` bytes.
package func wholeContent(of read: @escaping ReadBytes, limit: Int) throws(ReadFailure) -> [UInt8]? {
  var source = ByteSource(read)
  let text = try source.text(upTo: limit + 1)
  return text.count <= limit ? text : nil
}

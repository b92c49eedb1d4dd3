/// Everything that an input holds; nil where that is more than `limit` bytes.
package func wholeContent(of read: ReadBytes, limit: Int) throws(ReadFailure) -> [UInt8]? {
  var bytes: [UInt8] = []
  var window = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    var count = 0
    var failure: ReadFailure?
    window.withUnsafeMutableBytes { buffer in
      do throws(ReadFailure) { count = try read(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    if count == 0 { return bytes }
    guard bytes.count + count <= limit else { return nil }
    bytes += window[..<count]
  }
}

package import ScopeAudit
package import ScopeDocuments
import ScopeValues

/// Writes JSON as UTF-8 bytes in the order in which it is told to.
package struct JSONWriter: ~Copyable {
  private var buffer: ByteBuffer
  private var needsComma = false

  package init() { buffer = ByteBuffer() }

  /// Goes on after other values: the first one is set off from them by a comma.
  ///
  /// - Parameter capacity: how many bytes are likely to come.
  init(continuingWith capacity: Int) {
    buffer = ByteBuffer(capacity: capacity)
    needsComma = true
  }

  /// Hands on what has been written, once it is much, and goes on after it.
  mutating func drain(atLeast count: Int = 1 << 18, to sink: (UnsafeRawBufferPointer) -> Void) {
    guard buffer.count >= count else { return }
    sink(buffer.bytes)
    buffer.removeAll()
  }

  /// Sets the next value off by a comma and begins a line with it.
  mutating func line() {
    buffer.append(ASCII.comma)
    buffer.append(ASCII.lineFeed)
    needsComma = false
  }

  /// What has been written.
  package var bytes: [UInt8] { Array(buffer.bytes) }

  /// What has been written, as text.
  package var text: String { String(decoding: buffer.bytes, as: UTF8.self) }

  @inline(__always)
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    container(ASCII.openBrace, ASCII.closeBrace, body)
  }

  @inline(__always)
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    container(ASCII.openBracket, ASCII.closeBracket, body)
  }

  @inline(__always)
  private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    buffer.append(open)
    needsComma = false
    body(&self)
    buffer.append(close)
    needsComma = true
  }

  /// Begins a member whose name is one of our own, so that nothing in it needs an escape.
  @inline(__always)
  package mutating func key(_ name: StaticString) {
    buffer.append(key: name, afterComma: needsComma)
    needsComma = false
  }

  /// Begins a member whose name is made when the program runs.
  package mutating func key(named name: String) {
    separate()
    buffer.append(quoted: name)
    buffer.append(ASCII.colon)
    needsComma = false
  }

  package mutating func string(_ value: String) {
    separate()
    buffer.append(quoted: value)
    needsComma = true
  }

  package mutating func member(_ name: StaticString, _ value: Identifier) {
    key(name)
    switch value {
    case .name(let name): string(name)
    case .guid(let guid):
      buffer.append(quoted: guid)
      needsComma = true
    }
  }

  /// Writes a text that stands in memory as UTF-8, such as a name of the catalog.
  mutating func member(_ name: StaticString, _ value: UnsafeRawBufferPointer) {
    key(name)
    buffer.append(quoted: value)
    needsComma = true
  }

  package mutating func member(_ name: StaticString, _ value: Fingerprint) {
    key(name)
    buffer.append(quoted: value.words)
    needsComma = true
  }

  package mutating func integer(_ value: Int) {
    separate()
    buffer.append(decimal: value)
    needsComma = true
  }

  package mutating func boolean(_ value: Bool) {
    separate()
    buffer.append(text: value ? "true" : "false")
    needsComma = true
  }

  /// Writes members or elements that were rendered before, without the commas around them.
  package mutating func raw(_ rendered: [UInt8]) {
    guard !rendered.isEmpty else { return }
    separate()
    rendered.withUnsafeBytes { buffer.append($0) }
    needsComma = true
  }

  package mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    integer(value)
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    boolean(value)
  }

  package mutating func strings(_ name: StaticString, _ values: [String]) {
    key(name)
    array { writer in for value in values { writer.string(value) } }
  }

  package mutating func member(named name: String, _ value: String) {
    key(named: name)
    string(value)
  }

  package mutating func member(named name: String, _ value: Int) {
    key(named: name)
    integer(value)
  }

  package mutating func strings(named name: String, _ values: [String]) {
    key(named: name)
    array { writer in for value in values { writer.string(value) } }
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { buffer.append(ASCII.comma) }
  }
}

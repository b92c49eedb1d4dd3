package import ScopeDocuments
import ScopeValues

/// Writes JSON as UTF-8 bytes in the order in which it is told to.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  /// Goes on where `bytes` end; the first value is set off from them by a comma.
  init(after bytes: consuming [UInt8]) {
    self.bytes = bytes
    needsComma = true
  }

  /// Hands on what has been written, once it is much, and goes on after it.
  mutating func drain(atLeast count: Int = 1 << 18, to sink: (UnsafeRawBufferPointer) -> Void) {
    guard bytes.count >= count else { return }
    bytes.withUnsafeBytes(sink)
    bytes.removeAll(keepingCapacity: true)
  }

  /// What has been written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  @inline(__always)
  package mutating func object(_ body: (inout JSONWriter) -> Void) { container(0x7B, 0x7D, body) }

  @inline(__always)
  package mutating func array(_ body: (inout JSONWriter) -> Void) { container(0x5B, 0x5D, body) }

  @inline(__always)
  private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  package mutating func key(_ name: String) {
    separate()
    bytes.appendQuoted(name)
    bytes.append(0x3A)
    needsComma = false
  }

  package mutating func string(_ value: String) {
    separate()
    bytes.appendQuoted(value)
    needsComma = true
  }

  package mutating func member(_ name: String, _ value: Identifier) {
    key(name)
    switch value {
    case .name(let name): string(name)
    case .guid(let guid):
      bytes.append(0x22)
      guid.forEachDigit { bytes.append($0) }
      bytes.append(0x22)
      needsComma = true
    }
  }

  package mutating func integer(_ value: Int) {
    separate()
    bytes.append(decimal: value)
    needsComma = true
  }

  package mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
    needsComma = true
  }

  /// Writes members or elements that were rendered before, without the commas around them.
  package mutating func raw(_ rendered: [UInt8]) {
    guard !rendered.isEmpty else { return }
    separate()
    bytes.append(contentsOf: rendered)
    needsComma = true
  }

  package mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    boolean(value)
  }

  package mutating func strings(_ name: String, _ values: [String]) {
    key(name)
    array { writer in for value in values { writer.string(value) } }
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { bytes.append(0x2C) }
  }
}

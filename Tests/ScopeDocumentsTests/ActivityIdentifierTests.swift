import ScopeValues
import Testing

@testable import ScopeDocuments

/// The reader of eight digits at a time has to agree with the one of single characters, whatever stands in an id.
@Test(arguments: 0..<36)
func identifiersAreReadAlike(place: Int) {
  for id in [
    "00000000-0000-0000-0000-000000000000", "7D0C1A2B-9f3e-4000-8000-abcdefABCDEF",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
  ] {
    for byte in UInt8.min...UInt8.max {
      var text = Array(id.utf8)
      text[place] = byte
      let padded = text + [UInt8](repeating: 0, count: JSONByteCursor.padding)
      let read = padded.withUnsafeBufferPointer { JSONByteCursor($0, count: 36).guid(at: 0) }
      #expect(read == GUID(text[...]), "byte \(byte) at \(place) of \(id)")
    }
  }
}

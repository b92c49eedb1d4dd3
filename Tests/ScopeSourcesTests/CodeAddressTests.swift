import Testing

@testable import ScopeSources

/// Most addresses are told by their bytes alone; what they are must not depend on it.
@Suite struct CodeAddressTests {
  private static let parts = [
    "", " ", "\"", "'", "https://", "HTTP://", "graph.microsoft.com", "/v1.0", "/beta/", "users", "://", ":", "/", "//",
    "?", "{+baseurl}", "{", "mailto:", "API:", "\r\n", "\r", "\n", "\u{E9}", "\u{301}", "\u{FFFC}", "@", "x.y",
  ]

  @Test func bytesTellWhatCharactersTell() {
    for first in Self.parts {
      for second in Self.parts {
        for third in Self.parts {
          for address in [first + second + third, first + second + third + "me/" + first] {
            let (told, whole) = (CodeAddress.target(address), CodeAddress.whole(address))
            #expect(String(describing: told) == String(describing: whole), "\(address.debugDescription)")
          }
        }
      }
    }
  }
}

import Foundation
import ScopeValues
import TestSupport
import Testing

@testable import ScopeSources

/// A sink that names its type is found however a language spells the type's name.
@Suite struct SinkTests {
  private static let sinks = try? CallSinks(
    rows: [UInt8](Data(contentsOf: URL(fileURLWithPath: project + "/Sources/CatalogData/sinks.tsv"))))

  @Test func typesAreKnownByEverySpelling() throws {
    let sinks = try #require(Self.sinks)
    var asked = 0
    for sink in sinks.all where sink.languages.contains("powershell") && !sink.call.hasPrefix("*") {
      let parts = sink.call.split(separator: ".").map(String.init)
      guard parts.count == 2 else { continue }
      asked += 1
      for type in [parts[0], "[\(parts[0])]", "[System.Net.\(parts[0])]", "[Net.\(parts[0].lowercased())]"] {
        #expect(sinks.sink([type, parts[1]], language: "powershell")?.call == sink.call, "\(type)::\(parts[1])")
      }
      #expect(sinks.sink(["[Other\(parts[0])]", parts[1]], language: "powershell")?.call != sink.call)
    }
    #expect(asked >= 2)
  }
}

import ArgumentParser
import ScopeCatalog
import ScopeDocuments
import ScopeValues

/// Times the match of one URL, over every operation of the catalog.
struct MeasureMatching: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matching",
    abstract: "Time the match of one URL: every method and template, made concrete, in random order.")

  @Option(help: "Times that every URL is matched.") var rounds = 20

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("--rounds is at least 1.") }
  }

  func run() {
    let requests = Self.requests()
    var times: [Double] = []
    var matched = 0
    let clock = ContinuousClock()
    // The first round brings the tree into the caches and counts for nothing.
    for _ in 0...rounds {
      matched = 0
      let elapsed = clock.measure {
        for (method, url) in requests {
          if case .operation = Catalog.shared.match(method: method, url: url.span.bytes) { matched += 1 }
        }
      }
      times.append(elapsed.inSeconds * 1e9 / Double(requests.count))
    }
    let sorted = times.dropFirst().sorted()
    print(#"{"requests":\#(requests.count),"matched":\#(matched),"nanoseconds":\#(sorted[sorted.count / 2])}"#)
  }

  /// A request of every operation, an id in each placeholder's place, in an order that no cache foresees.
  private static func requests() -> [(method: HTTPMethod, url: [UInt8])] {
    let catalog = Catalog.shared
    var generator = SeededGenerator(seed: 20_261_124)
    return (0..<catalog.statedOperationCount).map { operation in
      var url = Array("https://graph.microsoft.com/v1.0".utf8)
      var depth = 0
      for byte in catalog.template(of: operation).utf8 {
        if byte == UInt8(ascii: "{") {
          if depth == 0 { url += identifier(&generator).utf8 }
          depth += 1
        }
        if depth == 0 { url.append(byte) }
        if byte == UInt8(ascii: "}"), depth > 0 { depth -= 1 }
      }
      return (catalog.method(of: operation), url)
    }.shuffled(using: &generator)
  }

  private static func identifier(_ generator: inout SeededGenerator) -> String {
    GUID(high: generator.next(), low: generator.next()).description
  }
}

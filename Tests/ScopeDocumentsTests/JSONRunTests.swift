import Testing

@testable import ScopeDocuments

/// Values that are cut apart and read elsewhere are the same values, and what is wrong is said of the same places.
@Suite struct JSONRunTests {
  /// What a value is known by: its text, where it stands and where its first member does.
  private static func description(_ item: JSONItem) -> String {
    let document = item.document
    let members = document.members(of: document.root)
    let last = members.last.map { "\(document.pointer(to: $0.value)) \(document.range(of: $0.value))" } ?? ""
    return "\(document.text(document.root)) \(document.range(of: document.root)) \(last) \(item.isElement)"
  }

  /// Reads a text to its end, by runs of `size` values where there are any; with 0 one value after another.
  private static func read(_ text: [UInt8], window: Int, size: Int) -> [String] {
    var limits = JSONItemReader.Limits()
    limits.window = window
    limits.depth = 8
    var reader = JSONItemReader(limits: limits, read: readBytes(of: text))
    var seen: [String] = []
    while seen.count < 100 {
      do throws(JSONError) {
        guard let item = try reader.next() else { break }
        seen.append(description(item))
      } catch {
        seen.append("\(error.problem) \(error.position)")
      }
      guard size > 0 else { continue }
      var runs: [JSONRun] = []
      while let run = reader.run(upTo: size) { runs.append(run) }
      for run in runs {
        let count = run.read { item in
          seen.append(description(item))
          return true
        }
        guard count == run.ranges.count else {
          reader.goBack(to: run, from: count)
          break
        }
      }
    }
    return seen + reader.leniencies.map { "\($0.key) \($0.value)" }.sorted()
  }

  private static let elements = [
    #"{"a":1}"#, #"{"é😀":"}\"]\\"}"#, "{ }", "{\"b\":\n[{\"c\":[1,{}]},\"[\"],\"d\":null}", #"{"u":"\u00e9{"}"#,
  ]

  @Test(arguments: [1, 16, 40, 1 << 20])
  func runsHoldTheSameValues(window: Int) {
    for joint in [",", " ,\n ", "\r\n,\t"] {
      let text = Array("[\(Self.elements.joined(separator: joint))]\n{\"z\":1}".utf8)
      let expected = Self.read(text, window: window, size: 0)
      for size in [1, 2, 7] { #expect(Self.read(text, window: window, size: size) == expected) }
    }
  }

  /// Comments, trailing commas, other values and torn text among the values, each in every place between two bytes.
  @Test(arguments: ["/* } */", "//\n", ",", "]", "}", "{", "\"", "\\", "5,", "\u{1}", "\u{1E}", "[[[[[[[[[", " x"])
  func whateverStandsBetweenThem(intruder: String) {
    let text = Array("[\(Self.elements.joined(separator: ","))]".utf8)
    for index in 0...text.count {
      let torn = text[..<index] + Array(intruder.utf8) + text[index...]
      for window in [24, 1 << 20] {
        let expected = Self.read(Array(torn), window: window, size: 0)
        #expect(Self.read(Array(torn), window: window, size: 3) == expected, "\(intruder) at \(index)")
      }
    }
  }

  @Test func textThatEndsTooSoon() {
    let text = Array("[\(Self.elements.joined(separator: ","))]".utf8)
    for count in 0...text.count {
      let cut = Array(text[..<count])
      let expected = Self.read(cut, window: 1 << 20, size: 0)
      #expect(Self.read(cut, window: 1 << 20, size: 2) == expected, "\(count)")
    }
  }
}

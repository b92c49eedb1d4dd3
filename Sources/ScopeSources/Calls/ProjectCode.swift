import ScopeValues

/// What a project file of .NET says to every C# file of the project, as C#: `<Using Include="X" />` is a `global using`,
/// each on its line of the file. A reference to the beta library alone says whose client is meant.
///
/// Source: learn.microsoft.com/dotnet/core/project-sdk/msbuild-props (Using).
package enum ProjectCode {
  private struct Item {
    var element: String
    var name: String
    var line: Int
  }

  /// Whether a file is one of a project, or what all projects below its folder share.
  package static func isProject(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name.hasSuffix(".csproj") || name == "directory.build.props"
  }

  package static func code(_ bytes: [UInt8]) -> [UInt8] {
    let items = items(in: bytes)
    let packages = items.filter { $0.element == "PackageReference" }
    let isBetaAlone = !packages.contains { $0.name == "Microsoft.Graph" }
    var result: [UInt8] = []
    var line = 0
    for item in items where item.element == "Using" || isBetaAlone && item.name == "Microsoft.Graph.Beta" {
      result += Array(repeating: ASCII.lineFeed, count: item.line - line) + "global using \(item.name);".utf8
      line = item.line
    }
    return result + [ASCII.lineFeed]
  }

  /// The elements that include a name of .NET, in the order of the text; what a comment holds is none.
  private static func items(in bytes: [UInt8]) -> [Item] {
    var items: [Item] = []
    var line = 0
    var index = 0
    func skip(to end: Int) {
      while index < end {
        line += bytes[index] == ASCII.lineFeed ? 1 : 0
        index += 1
      }
    }
    while index < bytes.count {
      guard bytes[index] == ASCII.less else {
        skip(to: index + 1)
        continue
      }
      if bytes[index...].starts(with: "<!--".utf8) {
        skip(to: end(of: "-->", in: bytes, from: index + 4) ?? bytes.count)
        continue
      }
      // What no bracket closes before the next one opens is no element.
      let inner = bytes[(index + 1)...].prefix { $0 != ASCII.greater && $0 != ASCII.less }
      let element = inner.prefix { $0.isASCIILetter }
      for name in ["Using", "PackageReference"] where element.elementsEqual(name.utf8) {
        if let value = included(in: inner[element.endIndex...]) {
          items.append(Item(element: name, name: value, line: line))
        }
      }
      skip(to: inner.endIndex)
    }
    return items
  }

  private static func end(of mark: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    let length = mark.utf8CodeUnitCount
    var index = start
    while index + length <= bytes.count {
      if (0..<length).allSatisfy({ bytes[index + $0] == mark.utf8Start[$0] }) { return index + length }
      index += 1
    }
    return nil
  }

  /// What the attribute `Include` of an element names.
  private static func included(in attributes: ArraySlice<UInt8>) -> String? {
    var rest = attributes
    while let equals = rest.firstIndex(of: ASCII.equals) {
      let name = rest[..<equals].reversed().drop { $0 <= ASCII.space }.prefix { $0.isASCIILetter }.reversed()
      let value = rest[(equals + 1)...].drop { $0 <= ASCII.space }
      guard let quote = value.first, quote == ASCII.quote || quote == ASCII.apostrophe else { return nil }
      let text = value.dropFirst().prefix { $0 != quote }
      if name.elementsEqual("Include".utf8) {
        let isName = text.allSatisfy {
          $0.isASCIILetter || $0.isASCIIDigit || $0 == ASCII.point || $0 == ASCII.underscore
        }
        return isName && !text.isEmpty ? String(decoding: text, as: UTF8.self) : nil
      }
      rest = rest[text.endIndex...].dropFirst()
    }
    return nil
  }
}

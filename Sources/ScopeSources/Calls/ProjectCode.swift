import ScopeValues

/// What a project file of .NET says to every C# file of the project, as C#: `<Using Include="X" />` is a `global using`,
/// each where it stands in the file. A reference to the beta library alone says whose client is meant.
///
/// Source: learn.microsoft.com/dotnet/core/project-sdk/msbuild-props (Using).
package enum ProjectCode {
  /// Whether a file is one of a project, or what all projects below its folder share.
  package static func isProject(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name.hasSuffix(".csproj") || name == "directory.build.props"
  }

  package static func code(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let packages = elements("<PackageReference", in: text)
    let isBetaAlone = packages.contains("Microsoft.Graph.Beta") && !packages.contains("Microsoft.Graph")
    var result = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for name in elements("<Using", in: line) { result += "global using \(name);" }
      if isBetaAlone, elements("<PackageReference", in: line).contains("Microsoft.Graph.Beta") {
        result += "global using Microsoft.Graph.Beta;"
      }
      result += "\n"
    }
    return Array(result.utf8)
  }

  /// What the elements of a name include.
  private static func elements(_ start: String, in text: some StringProtocol) -> [String] {
    var names: [String] = []
    var rest = Substring(text)
    while let found = rest.firstRange(of: start) {
      rest = rest[found.upperBound...]
      guard rest.first.map({ $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }) ?? false else { continue }
      let attributes = rest.prefix { $0 != ">" }
      guard let include = attributes.firstRange(of: "Include=\"") else { continue }
      let name = attributes[include.upperBound...].prefix { $0 != "\"" }
      if !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }) {
        names.append(String(name))
      }
    }
    return names
  }
}

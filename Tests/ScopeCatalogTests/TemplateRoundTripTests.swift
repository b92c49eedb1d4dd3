import ScopeCatalog
import ScopeValues
import TestSupport
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// Every method and path of operations.tsv.
private let templates: [(method: String, path: String)] = {
  guard let table = try? Table(path: "\(project)/rules/catalog/operations.tsv") else { return [] }
  return table.rows.flatMap { row in
    table.cell(row, "methods").split(separator: ",").map { (String($0), table.cell(row, "path")) }
  }
}()

/// A template with something in each placeholder's place.
private func concrete(_ template: String, _ value: (Int) -> String) -> String {
  var result = ""
  var depth = 0
  var count = 0
  for character in template {
    if character == "{" {
      depth += 1
      if depth == 1 { result += value(count) }
      count += 1
    }
    if depth == 0 { result.append(character) }
    if character == "}", depth > 0 { depth -= 1 }
  }
  return result
}

private func key(_ match: RequestMatch) -> String? {
  guard case .operation(let match) = match else { return nil }
  return TemplatePath(Catalog.shared.template(of: match.operation)).key
}

@Test func everyTemplateComesBackToItself() {
  #expect(templates.count > 11_000)
  for (method, path) in templates {
    let url = "https://graph.microsoft.com/v1.0" + concrete(path) { _ in "7d0c1a2b-0000-4000-8000-000000000001" }
    #expect(key(Catalog.shared.match(method: method, url: url)) == TemplatePath(path).key, "\(method) \(path)")
  }
}

/// Spelled otherwise, but the same request: case, escapes, slashes, version, host, query.
@Test func everyTemplateSurvivesOtherSpellings() {
  var generator = SeededNumbers(seed: 20_260_824)
  let hosts = [
    "https://graph.microsoft.com", "https://graph.microsoft.us", "https://dod-graph.microsoft.us:443",
    "HTTPS://MicrosoftGraph.chinacloudapi.cn", "",
  ]
  for (method, path) in templates where !path.contains("?") {
    let words = ["a@contoso.example", "19:abc_def@thread.v2", "0d3c-x", "AAMk=="]
    let plain = concrete(path) { words[$0 % words.count] }
    var spelled = ""
    for byte in plain.utf8 {
      let character = Character(UnicodeScalar(byte))
      switch generator.next() % 8 {
      case 0 where character != "/": spelled += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      case 1: spelled += character.uppercased()
      case 2 where character == "/": spelled += "//"
      default: spelled.append(character)
      }
    }
    let host = hosts[Int(generator.next() % UInt64(hosts.count))]
    let url =
      host + (generator.next() % 2 == 0 ? "/beta" : "/v1.0") + spelled + (generator.next() % 2 == 0 ? "/" : "")
      + "?$top=5"
    #expect(
      key(Catalog.shared.match(method: method.lowercased(), url: url)) == TemplatePath(path).key, "\(method) \(url)")
  }
}

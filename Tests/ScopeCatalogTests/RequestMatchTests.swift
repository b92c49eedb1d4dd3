import ScopeCatalog
import ScopeValues
import Testing

@testable import CatalogBuild
@testable import Maintenance

/// fixtures/urls/forms.tsv, by its columns.
private let forms: [[String]] = {
  guard let table = try? Table(path: "\(project)/fixtures/urls/forms.tsv") else { return [] }
  return table.rows.map { row in
    ["method", "url", "match", "template", "version", "inferred"].map { table.cell(row, $0) }
  }
}()

@Test func thereAreForms() { #expect(forms.count > 30) }

@Test(arguments: forms) func urlsAreTakenForWhatTheyAre(form: [String]) {
  let catalog = Catalog.shared
  var found = ["", "", "", ""]
  switch catalog.match(method: form[0], url: form[1]) {
  case .operation(let match):
    found = [
      "operation", catalog.template(of: match.operation), match.address.version?.name ?? "",
      match.inferences.list.map { "\($0)" }.joined(separator: ","),
    ]
  case .otherMethods(let other):
    found = ["otherMethods", catalog.template(of: other.operation), other.address.version?.name ?? "", ""]
  case .unknownPath(let address): found = ["unknownPath", "", address.version?.name ?? "", ""]
  case .notGraph(let reason): found = ["\(reason)", "", "", ""]
  }
  #expect(found == Array(form[2...]))
}

@Test(arguments: Cloud.allCases) func everyCloudIsKnown(cloud: Cloud) {
  let url = "https://\(cloud.graphHost)/beta/users"
  guard case .operation(let match) = Catalog.shared.match(method: "GET", url: url) else {
    Issue.record("no match")
    return
  }
  #expect(match.address == RequestAddress(cloud: cloud, version: .beta))
}

/// Nothing that comes in may crash or hang; a path that is too long or too deep is unknown.
@Test(arguments: [
  "", " ", "/", "//", "?", "#", "%", "%2", "%zz", "'", "(", ")", "((((", "x(", "x()", "x('')", "/users('')", "/users('",
  "/users(=)", "/users(a=",
  "https://", "https:///", "https://@", "https://graph.microsoft.com", "https://graph.microsoft.com?", ":", "root:",
  "/me/drive/root:", "/me/drive/root::",
  "/me/drive/root:/:/:/:", "/users/\u{0}", "/users/\u{202E}x", "/microsoft.graph.", "/graph.", "/$value",
  "/users/$ref/$ref", "/{", "/users/{", "/`",
]) func hostileURLsAreHarmless(url: String) {
  for method in ["GET", "", "\u{0}"] {
    let match = Catalog.shared.match(method: method, url: url)
    if case .operation(let match) = match { #expect(match.operation < Catalog.shared.operationCount) }
  }
}

@Test func longURLsAreBounded() {
  let million = 1_000_000
  let urls = [
    "/users/" + String(repeating: "a", count: million), String(repeating: "/", count: million),
    String(repeating: "/a", count: million / 2),
    "/" + String(repeating: "(", count: million), String(repeating: "(/", count: million / 2),
    "/me/drive/root:" + String(repeating: "/a:", count: million / 3),
    "/users/" + String(repeating: "%41", count: million / 3),
    "/users?" + String(repeating: "&$select=a", count: million / 10),
    "/me/mailfolders/x/childfolders" + String(repeating: "/y/childfolders", count: 30) + "/z",
    "/users/x/f(" + String(repeating: "a=1,", count: million / 4) + ")",
  ]
  for url in urls {
    if case .operation(let match) = Catalog.shared.match(method: "GET", url: url) {
      _ = Catalog.shared.requirement(of: match.operation, flow: .delegated, url: url)
    }
  }
}

import ScopeReports
import Testing

@testable import ScopeRun

/// Lists of permissions that a deployment template puts together: what the template tells is decided, the rest is said.
@Suite struct TemplateListTests {
  private static let graph = "00000003-0000-0000-c000-000000000000"
  private static let harmless = "e1fe6dd8-ba31-4d61-89e7-88639da4683d"
  private static let dangerous = NeverCleanTests.dangerous

  /// Variables and parameters of the templates; a template declares those alone that it names, as a list that nothing
  /// uses makes an audit incomplete.
  private static let variables = [
    "graph": "\"\(graph)\"", "head": "\"9e3f62cf-ca93-4989\"", "none": "[]", "ring": "[\"[variables('ring')]\"]",
    "good": "[{\"resourceAppId\": \"\(graph)\", \"resourceAccess\": [{\"id\": \"\(harmless)\", \"type\": \"Scope\"}]}]",
    "bad": "[{\"resourceAppId\": \"\(graph)\", \"resourceAccess\": [{\"id\": \"\(dangerous)\", \"type\": \"Role\"}]}]",
    "roles": "[\"\(dangerous)\"]", "scopes": "[\"\(harmless)\", \"14dad69e-099b-42c9-810b-d002981feec1\"]",
    "table": "[{\"value\": \"User.Read\", \"id\": \"\(dangerous)\"}]",
    "apis":
      "[{\"app\": \"\(graph)\", \"ids\": [\"\(harmless)\"]}, {\"app\": \"\(graph)\", \"ids\": [\"\(dangerous)\"]}]",
  ]
  private static let parameters = [
    "on": "\"type\": \"bool\", \"defaultValue\": true", "off": "\"type\": \"bool\", \"defaultValue\": false",
    "open": "\"type\": \"array\"", "role": "\"type\": \"string\", \"defaultValue\": \"\(dangerous)\"",
    "preset": "\"type\": \"array\", \"defaultValue\": [{\"id\": \"\(dangerous)\", \"type\": \"Role\"}]",
  ]

  /// - Parameter list: the member of the application that tells its permissions.
  private static func template(_ list: String) -> String {
    func used(_ function: String, _ all: [String: String], _ write: (String) -> String) -> String {
      all.filter { list.contains("\(function)('\($0.key)')") }.sorted { $0.key < $1.key }
        .map { "\"\($0.key)\": \(write($0.value))" }.joined(separator: ", ")
    }
    return """
      {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
       "languageVersion": "2.0", "contentVersion": "1.0.0.0",
       "parameters": {\(used("parameters", parameters) { "{\($0)}" })},
       "variables": {\(used("variables", variables) { $0 })},
       "resources": {"a": {"type": "Microsoft.Graph/applications@v1.0", "properties": {
         "displayName": "Godwit", "uniqueName": "godwit", "signInAudience": "AzureADMyOrg", \(list)}}}}
      """
  }

  private static func entry(_ id: String, _ type: String) -> String {
    "createObject('resourceAppId', variables('graph'), 'resourceAccess', createArray(createObject('id', \(id), 'type', '\(type)')))"
  }

  private static let bad = entry("'\(dangerous)'", "Role")
  private static let good = entry("'\(harmless)'", "Scope")

  /// Expressions for the whole list that the template decides.
  @Test(arguments: [
    ("variables('bad')", true), ("variables('good')", false), ("concat(variables('good'), variables('bad'))", true),
    ("union(variables('good'), variables('bad'))", true), ("union(variables('good'), variables('good'))", false),
    ("concat(variables('good'), createArray(\(bad)))", true), ("createArray(\(good))", false),
    ("createArray(\(entry("concat(variables('head'), '-b6ce-bf83c28f9fe8')", "Role")))", true),
    ("createArray(\(entry("parameters('role')", "Role")))", true),
    ("createArray(\(entry("toLower('\(dangerous.uppercased())')", "Role")))", true),
    ("if(true(), variables('bad'), createArray(\(good)))", true),
    ("if(false(), createArray(\(bad)), variables('good'))", false),
    ("if(equals(variables('graph'), '\(graph)'), variables('good'), createArray(\(bad)))", false),
    ("if(not(empty(variables('none'))), createArray(\(good)), variables('bad'))", true),
    // A deployment chooses, so that either may be asked for.
    ("if(parameters('on'), variables('good'), variables('bad'))", true),
    ("if(parameters('off'), variables('bad'), variables('good'))", true),
    ("if(and(parameters('off'), true()), variables('good'), variables('good'))", false),
    ("flatten(createArray(variables('good'), variables('bad')))", true),
    ("map(variables('roles'), lambda('r', \(entry("lambdaVariables('r')", "Role"))))", true),
    ("map(variables('scopes'), lambda('r', \(entry("lambdaVariables('r')", "Scope"))))", false),
    (
      "createArray(\(entry("filter(variables('table'), lambda('p', equals(lambdaVariables('p').value, 'User.Read')))[0].id", "Role")))",
      true
    ),
    ("createArray(first(variables('bad')))", true), ("array(variables('bad')[0])", true),
  ])
  func decided(expression: String, isDangerous: Bool) async {
    let text = Self.template("\"requiredResourceAccess\": \"[\(expression)]\"")
    #expect(await NeverCleanTests.verdict(text, as: "main.json") == (isDangerous ? .findings : .clean))
  }

  /// Members that tell the list in parts.
  @Test(arguments: [
    (
      "'resourceAccess': '[concat(createArray(), variables(`none`), parameters(`preset`))]'", true
    ),
    ("'copy': [{'name': 'resourceAccess', 'count': 1, 'input': {'id': '\(dangerous)', 'type': 'Role'}}]", true),
    (
      "'copy': [{'name': 'resourceAccess', 'count': '[length(variables(`scopes`))]', 'input': {'id': '[variables(`scopes`)[copyIndex(`resourceAccess`)]]', 'type': 'Scope'}}]",
      false
    ),
    (
      "'copy': [{'name': 'resourceAccess', 'count': '[length(variables(`roles`))]', 'input': {'id': '[variables(`roles`)[copyIndex(`resourceAccess`)]]', 'type': 'Role'}}]",
      true
    ),
  ])
  func decidedInPart(member: String, isDangerous: Bool) async {
    let json = member.replacing("'", with: "\"").replacing("`", with: "'")
    let text = Self.template("\"requiredResourceAccess\": [{\"resourceAppId\": \"\(Self.graph)\", \(json)}]")
    #expect(await NeverCleanTests.verdict(text, as: "main.json") == (isDangerous ? .findings : .clean))
  }

  /// A loop over a list of APIs, and in it one over their permissions, as Bicep compiles them.
  @Test func loopsInLoops() async {
    func list(_ count: String) -> String {
      """
      "copy": [{"name": "requiredResourceAccess", "count": "\(count)", "input": {
        "resourceAppId": "[variables('apis')[copyIndex('requiredResourceAccess')].app]",
        "copy": [{"name": "resourceAccess",
          "count": "[length(variables('apis')[copyIndex('requiredResourceAccess')].ids)]", "input": {
            "id": "[variables('apis')[copyIndex('requiredResourceAccess')].ids[copyIndex('resourceAccess')]]",
            "type": "[if(equals(copyIndex('requiredResourceAccess'), 0), 'Scope', 'Role')]"}}]}}]
      """
    }
    let whole = Self.template(list("[length(variables('apis'))]"))
    #expect(await NeverCleanTests.verdict(whole, as: "main.json") == .findings)
    // Only the first of the two.
    #expect(await NeverCleanTests.verdict(Self.template(list("[1]")), as: "main.json") == .clean)
    #expect(await NeverCleanTests.verdict(Self.template(list("[length(parameters('open'))]"))) == .incomplete)
  }

  /// What a loop writes out is read once for each turn.
  @Test(arguments: [(dangerous, "Role", AuditVerdict.findings), (harmless, "Scope", .clean)])
  func loopsOverWholeEntries(id: String, type: String, verdict: AuditVerdict) async {
    let text = Self.template(
      """
      "copy": [{"name": "requiredResourceAccess", "count": 1, "input": {
        "resourceAppId": "\(Self.graph)", "resourceAccess": [{"id": "\(id)", "type": "\(type)"}]}}]
      """)
    #expect(await NeverCleanTests.verdict(text, as: "main.json") == verdict)
  }

  /// What only the deployment tells makes the audit incomplete, whatever stands beside it.
  @Test(arguments: [
    "parameters('open')", "concat(variables('good'), parameters('open'))",
    "union(parameters('open'), variables('good'))",
    "if(parameters('on'), variables('good'), parameters('open'))",
    "if(contains(parameters('open'), 'x'), variables('good'), variables('good'))x",
    "createArray(\(entry("parameters('nowhere')", "Role")))", "createArray(parameters('open')[0])",
    "createArray(\(entry("if(parameters('on'), '\(harmless)', '\(dangerous)')", "Scope")))",
    "createArray(\(entry("filter(parameters('open'), lambda('p', equals(lambdaVariables('p').value, 'User.Read')))[0].id", "Scope")))",
    "variables('ring')", "concat(variables('ring'), variables('good'))", "createArray('x')", "createArray(1)",
    "map(parameters('open'), lambda('r', lambdaVariables('r')))", "createObject('a', variables('good'))",
    "createArray(createObject('resourceAppId', variables('graph')))", "json('[]')", "variables('nowhere')",
    "createArray(createObject('resourceAppId', variables('graph'), 'resourceAccess', null()))",
    "createArray(createObject('resourceAppId', variables('graph'), 'resourceAccess', variables('none'), 'more', variables('roles')))",
  ])
  func undecided(expression: String) async {
    let text = Self.template("\"requiredResourceAccess\": \"[\(expression)]\"")
    #expect(await NeverCleanTests.verdict(text, as: "main.json") == .incomplete)
  }

  /// Names that double a list each time cost no more than the template's size, and are said.
  @Test func doublingIsBounded() async {
    let doubled = (1...40).map { "\"d\($0)\": \"[concat(variables('d\($0 - 1)'), variables('d\($0 - 1)'))]\"" }
    let text = Self.template("\"requiredResourceAccess\": \"[variables('d14')]\"")
      .replacing("\"variables\": {", with: "\"variables\": {\"d0\": [{}], \(doubled.joined(separator: ", "))")
    #expect(await NeverCleanTests.verdict(text, as: "main.json") == .incomplete)
    let loop = Self.template(
      "\"copy\": [{\"name\": \"requiredResourceAccess\", \"count\": 1000000000, \"input\": {}}]")
    #expect(await NeverCleanTests.verdict(loop, as: "main.json") == .incomplete)
  }

  /// A loop over applications makes each of them.
  @Test func loopsOverApplications() async {
    let text = Self.template(
      "\"requiredResourceAccess\": [{\"resourceAppId\": \"\(Self.graph)\", \"resourceAccess\": [{\"id\": \"[variables('table')[copyIndex()].id]\", \"type\": \"Role\"}]}]"
    ).replacing(
      "\"properties\": {",
      with: "\"copy\": {\"name\": \"x\", \"count\": \"[length(variables('table'))]\"}, \"properties\": {")
    #expect(await NeverCleanTests.verdict(text, as: "main.json") == .findings)
  }
}

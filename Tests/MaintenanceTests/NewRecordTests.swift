import ScopeAudit
import ScopeDocuments
import ScopeValues
import Testing

@testable import CatalogBuild
@testable import Maintenance
@testable import ScopeDiagnosis

/// What new-rule and new-error write: complete but for what a person has to say, and never over something that exists.
@Suite struct NewRecordTests {
  private static let parts = ["rules", "Sources/ScopeAudit/Checks"]

  @Test func ruleByListWorksAtOnce() throws {
    let copy = try ProjectCopy(of: Self.parts)
    var skeleton = try RuleSkeleton(id: RecordID("printer-permission"), category: "permissions", isCoded: false)
    try skeleton.rate(["Printer.ReadWrite.All"], project: copy.folder)
    let paths = try skeleton.write(to: copy.folder)
    #expect(Set(paths).isSubset(of: Set(copy.files)))
    let faults = try RecordSchemaTests.schema("rule").faults(of: Files.json("\(copy.folder)/\(paths[0])"))
    #expect(faults.allSatisfy { $0.contains("TODO") }, "only what a person has to write is missing")

    let book = try GeneratedFiles.records(in: "\(copy.folder)/rules/checks").withUnsafeBytes(RuleBook.init(json:))
    let auditor = Auditor(book: book, options: AuditOptions(now: .epoch))
    for (name, expected) in [("bad-one", 1), ("good-one", 0)] {
      let text = try Files.read("\(copy.folder)/fixtures/rules/printer-permission/\(name).json")
      var stream = RegistrationStream(read: readBytes(of: text))
      let application = try #require(try stream.next()?.applications.first)
      let findings = auditor.audit(application, path: "\(name).json").findings
      #expect(findings.map(\.rule.id) == Array(repeating: "printer-permission", count: expected), "\(name)")
    }
    let example = try #require(book.rule("printer-permission")?.examples.first)
    #expect(example.lines[example.expectedLines[0] - 1].contains("f5b3f73d-6247-44df-a74c-866173fddab0"))
  }

  @Test(arguments: RuleSkeleton.places.keys.map(\.rawValue).sorted())
  func codedRuleIsListed(category: String) throws {
    let copy = try ProjectCopy(of: Self.parts)
    let id = try RecordID("open-door-uri")
    let paths = try RuleSkeleton(id: id, category: category, isCoded: true).write(to: copy.folder)
    let source = try #require(paths.first { $0.hasSuffix("/OpenDoorURI.swift") })
    #expect(try copy.text(source).contains(#": "open-door-uri") {"#))
    #expect(source.hasPrefix("Sources/ScopeAudit/Checks/"))
    #expect(
      Files.exists("\(project)/\(source.prefix { $0 != "." }.split(separator: "/").dropLast().joined(separator: "/"))"))
    let before = try Files.text("\(project)/Sources/ScopeAudit/Checks/Checks.swift")
    let after = try copy.text("Sources/ScopeAudit/Checks/Checks.swift")
    #expect(after.count > before.count && after.contains("openDoorURI"))
    #expect(after.filter { $0 == "[" }.count == before.filter { $0 == "[" }.count)
  }

  /// The names of today's files are those that the ids make.
  @Test func typeNamesFollowIDs() throws {
    let names = try Set(
      Files.names(in: "\(project)/Sources/ScopeAudit/Checks").filter { !$0.hasSuffix(".swift") }.flatMap {
        try Files.names(in: "\(project)/Sources/ScopeAudit/Checks/\($0)")
      })
    for check in Checks.all {
      #expect(try names.contains("\(RecordID(check.id).typeName).swift"), "\(check.id)")
    }
  }

  @Test func errorWorksAtOnce() throws {
    let copy = try ProjectCopy(of: ["rules/errors"])
    let paths = try ErrorSkeleton(id: RecordID("graph-open-door")).write(to: copy.folder)
    #expect(Set(paths).isSubset(of: Set(copy.files)))
    let document = try Files.json("\(copy.folder)/rules/errors/graph-open-door.json")
    #expect(try RecordSchemaTests.schema("error").faults(of: document).isEmpty)
    let shape = try #require(ErrorShape(document))
    let error = try ServiceErrorReader.read(Files.read("\(copy.folder)/fixtures/diagnose/graph-open-door/error.txt"))
    let captures = shape.conditions.first?.match(error, error.fields.map { ErrorField($0) }, address: "")?.captures
    #expect(captures == ["need": ["DeviceManagementApps.Read.All"]])
  }

  @Test func nothingThatExistsIsWrittenOver() throws {
    let copy = try ProjectCopy(of: Self.parts)
    let before = copy.files
    #expect(throws: FactError.self) {
      try RuleSkeleton(id: RecordID("client-secret"), category: "credentials", isCoded: true).write(to: copy.folder)
    }
    #expect(throws: FactError.self) { try ErrorSkeleton(id: RecordID("licence-named")).write(to: copy.folder) }
    #expect(copy.files == before)
  }

  @Test(arguments: [
    "", "secret", "Client-Secret", "client_secret", "-secret", "client--secret", "../../x-y", "a-b-c-d-e-f-g",
  ])
  func refusesWhatIsNoID(text: String) { #expect(throws: FactError.self) { try RecordID(text) } }

  @Test(arguments: [("weather", true), ("change", true), ("suppressions", true), ("redirects", false)])
  func refusesOtherCategories(category: String, isCoded: Bool) throws {
    let id = try RecordID("open-door")
    #expect(throws: FactError.self) { try RuleSkeleton(id: id, category: category, isCoded: isCoded) }
  }

  @Test func refusesPermissionsThatDoNotExist() throws {
    var skeleton = try RuleSkeleton(id: RecordID("open-door"), category: "permissions", isCoded: false)
    #expect(throws: FactError.self) { try skeleton.rate(["Printer.OpenDoor.All"], project: project) }
  }
}

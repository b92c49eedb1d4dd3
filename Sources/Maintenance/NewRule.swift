import ArgumentParser
import ScopeAudit

/// Writes what a new rule begins with: its record, its fixtures and, for a coded rule, its Swift file.
struct NewRule: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the record and the fixtures of a new rule, ready to be filled in.")

  @Argument(help: "The rule's id: lower-case words with hyphens that name what is wrong, such as client-secret.")
  var id: String
  @Option(help: "What the rule looks at: \(RuleSkeleton.categories).") var category = RuleCategory.permissions.rawValue
  @Option(help: "A Microsoft Graph permission that the rule reports; may stand several times.")
  var permission: [String] = []
  @Flag(help: "Write a Swift file as well, for a rule that is more than a list of permissions.") var coded = false
  @Option(help: "The project's folder.") var project = "."

  func run() throws {
    var skeleton = try RuleSkeleton(id: RecordID(id), category: category, isCoded: coded)
    if !coded { try skeleton.rate(permission.isEmpty ? [RuleSkeleton.placeholder] : permission, project: project) }
    for path in try skeleton.write(to: project) { print("wrote \(path)") }
    print(RuleSkeleton.nextSteps)
  }
}

import ArgumentParser
import ScopeAuditKit

/// Says why a call was refused.
struct Diagnose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose", _superCommandName: "scopeaudit",
    abstract: "Why was this call refused: from a token, a request, an error, or any of them.",
    discussion: Explanations.diagnose)

  @Argument(help: "What was pasted: the error, a token or a request; - for standard input.", completion: .file())
  var pasted: String?
  @Option(help: .of(Explanations.sentToken, "file"), completion: .file()) var token: String?
  @Option(help: .of("What was called, such as 'GET /deviceManagement/managedDevices'.", "method url"))
  var request: String?
  @Option(
    help: .of("The refused response: its body, or a transcript with headers; - for standard input.", "file"),
    completion: .file())
  var error: String?
  @Option(help: "Who called, where no token says it: application or delegated.") var flow: CallerFlow?
  @Option(help: .of("The id of the tenant that is meant, a GUID: tenantId in az account show.", "id"))
  var tenant: TenantID?
  @OptionGroup var report: FormatOptions<DiagnosisReports>
  @OptionGroup var setup: RunOptions

  func validate() throws {
    try RefusalQuestion.check(pasted, token: token, request: request, error: error, .system)
  }

  func run() throws {
    var question = RefusalQuestion(now: setup.moment)
    question.token = token.map { FileTree.system.reopenable($0) }
    question.request = request
    question.error = error.map { FileTree.system.reopenable($0) }
    question.take(sole: RefusalQuestion.sole(pasted, token, request, error), of: .system)
    question.flow = flow?.flow
    question.tenant = tenant?.id
    try report.deliver(setup) { try question.answer($0, $1) }
  }
}

import ArgumentParser
import ScopeAuditKit

/// Says why a call was refused.
struct Diagnose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Why was this call refused: from a token, a request, an error, or any of them.",
    discussion: """
      The token and the error are read from files or standard input, never from the command line. The exit status is 1 \
      where a cause was found, 0 where the call is permitted, and 4 where nothing decides.
      """)

  @Option(
    help: ArgumentHelp(
      "The token that was sent, or what is held in its place: claims, a viewer's text, Get-MgContext, grants, a registration; - for standard input.",
      valueName: "file"),
    completion: .file())
  var token: String?
  @Option(
    help: ArgumentHelp("What was called, such as 'GET /deviceManagement/managedDevices'.", valueName: "method url"))
  var request: String?
  @Option(
    help: ArgumentHelp(
      "The refused response: its body, or a transcript with headers; - for standard input.", valueName: "file"),
    completion: .file())
  var error: String?
  @Option(help: "Who called, where no token says it: application or delegated.") var flow: CallerFlow?
  @Option(help: ArgumentHelp("The id of the tenant that is meant.", valueName: "id")) var tenant: TenantID?
  @Option(
    name: .shortAndLong, help: .format(.diagnose), completion: .formats(.diagnose),
    transform: FormatReader.diagnose.read)
  var format = FormatReader.initial
  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    guard token != nil || request != nil || error != nil else {
      throw ValidationError("Give at least one of --token, --request and --error.")
    }
    guard token != "-" || error != "-" else {
      throw ValidationError("Only one of --token and --error can be standard input.")
    }
    if let request, !RefusalQuestion.isRequest(request) {
      throw ValidationError("--request takes a method and a URL, such as 'GET /deviceManagement/managedDevices'.")
    }
  }

  func run() throws {
    var question = RefusalQuestion(now: clock.moment)
    question.token = token.map { FileTree.system.input($0) }
    question.request = request
    question.error = error.map { FileTree.system.input($0) }
    question.flow = flow?.flow
    question.tenant = tenant?.id
    try question.answer(format, display.display).deliver()
  }
}

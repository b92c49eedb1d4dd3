import ArgumentParser
import ScopeAudit
import ScopeCatalog
import ScopeDiagnosis
import ScopeDocuments
import ScopeReports
import ScopeRun
import ScopeValues

/// Says why a call was refused.
struct Diagnose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Why was this call refused: from a token, a request, an error, or any of them.",
    discussion: """
      The token and the error are read from files or standard input, never from the command line. The exit status is 1 \
      where a cause was found, 0 where the call is permitted, and 4 where nothing decides.
      """)

  @Option(help: ArgumentHelp("The token that was sent; - for standard input.", valueName: "file")) var token: String?
  @Option(
    help: ArgumentHelp("What was called, such as 'GET /deviceManagement/managedDevices'.", valueName: "method url"))
  var request: String?
  @Option(
    help: ArgumentHelp(
      "The refused response: its body, or a transcript with headers; - for standard input.", valueName: "file"))
  var error: String?
  @Option(help: "Who called, where no token says it: application or delegated.") var flow: CallerFlow?
  @Option(help: ArgumentHelp("The id of the tenant that is meant.", valueName: "id")) var tenant: TenantID?
  @Option(name: .shortAndLong, help: FormatOption.help(.diagnose), transform: FormatOption.read(.diagnose))
  var format = FormatName.text
  @OptionGroup var clock: ClockOptions
  @OptionGroup var display: DisplayOptions

  /// A tenant's id.
  struct TenantID: ExpressibleByArgument {
    var id: GUID
    init?(argument: String) {
      guard let id = GUID(argument) else { return nil }
      self.id = id
    }
  }

  func validate() throws {
    guard token != nil || request != nil || error != nil else {
      throw ValidationError("Give at least one of --token, --request and --error.")
    }
    guard token != "-" || error != "-" else {
      throw ValidationError("Only one of --token and --error can be standard input.")
    }
    if let request, Self.parse(request) == nil {
      throw ValidationError("--request takes a method and a URL, such as 'GET /deviceManagement/managedDevices'.")
    }
  }

  func run() throws {
    let diagnosis = Doctor().diagnose(try call())
    let text =
      switch format {
      case .json: DiagnosisJSON.render(diagnosis, catalog: .shared)
      case .markdown: DiagnosisMarkdown.render(diagnosis)
      case .junit, .junitAnt:
        DiagnosisJUnit.render(diagnosis, timestamp: clock.moment.withoutZone, isAnt: format == .junitAnt)
      default: DiagnosisText(style: display.style).render(diagnosis)
      }
    let output = OutputStream.standardOutput()
    Array(text.utf8).withUnsafeBytes { output.append($0) }
    try output.finish()
    switch diagnosis.verdict {
    case .permitted: return
    case .undetermined: throw ExitStatus.incomplete
    default: throw ExitStatus.findings
    }
  }

  private func call() throws -> RefusedCall {
    var call = RefusedCall(flow: flow?.flow, tenant: tenant?.id, now: clock.moment)
    call.request = request.flatMap(Self.parse)
    if let path = token {
      let input = TokenInput(RunInput(file: path))
      if let failure = input.failure { throw unusable(path, "It \(failure.message).") }
      if input.tokens.count > 1 {
        StandardError.print([
          "\(SafeText.line(path)) holds \(input.tokens.count) tokens: the first is taken for the one that was sent."
        ])
      }
      call.token = input.tokens.first
    }
    if let path = error {
      let bytes = try bytes(of: path, limit: ServiceErrorReader.largest)
      do throws(ServiceErrorProblem) {
        call.error = try ServiceErrorReader.read(bytes)
      } catch {
        throw unusable(path, "\(error)")
      }
    }
    return call
  }

  /// The method may be left out where only the address is known.
  private static func parse(_ text: String) -> StatedRequest? {
    let words = text.split(maxSplits: 1) { $0 == " " }.map(String.init)
    guard let first = words.first else { return nil }
    if words.count == 2, first.allSatisfy(\.isLetter) {
      return StatedRequest(method: first.uppercased(), url: words[1])
    }
    return first.hasPrefix("/") || first.hasPrefix("https://") ? StatedRequest(method: nil, url: text) : nil
  }

  /// The input's bytes, and one more than the limit where it is too large.
  private func bytes(of path: String, limit: Int) throws -> [UInt8] {
    let read = InputFile.reader(path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count: Int
      do {
        count = try buffer.withUnsafeMutableBytes { try read($0) }
      } catch let failure as ReadFailure {
        throw unusable(path, "It \(failure.reason).")
      }
      guard count > 0 else { break }
      bytes += buffer.prefix(min(count, limit + 1 - bytes.count))
    }
    return bytes
  }

  /// Says what is wrong with an input; an answer without it would be another one.
  private func unusable(_ path: String, _ reason: String) -> ExitCode {
    StandardError.print(["\(SafeText.line(path)): \(reason)"])
    return ExitStatus.incomplete
  }
}

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

  @Option(
    help: ArgumentHelp(
      "The token that was sent, or what is held in its place: claims, a viewer's text, Get-MgContext, grants, a registration; - for standard input.",
      valueName: "file"))
  var token: String?
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
  @OptionGroup var catalog: CatalogOptions
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
    let diagnosis = Diagnoser().diagnose(try call())
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
    if let path = token { try hold(path, in: &call) }
    if let path = error {
      let bytes = try bytes(of: path, limit: ServiceErrorReader.largest)
      do throws(ServiceErrorProblem) {
        call.error = try ServiceErrorReader.read(bytes)
      } catch {
        throw unusable(path, "\(error)")
      }
      // A recording or a transcript may hold the very token that was sent.
      if token == nil { call.token = ServiceErrorReader.sentToken(in: bytes) }
    }
    return call
  }

  /// Reads what is held: a token, its claims, what a viewer or Get-MgContext shows, or a registration.
  private func hold(_ path: String, in call: inout RefusedCall) throws {
    let bytes = try bytes(of: path, limit: TokenReader.inputLimit)
    let tokens = TokenReader.read(bytes)
    guard let first = tokens.first, !first.isNoToken else {
      if let requested = HeldRegistration.read(bytes, catalog: .shared) {
        call.requested = requested
        return
      }
      throw ValidationError(
        "\(SafeText.line(path)) holds no token, nor claims, the text of a token viewer, Get-MgContext, grants or an application registration: \(tokens.first?.fault?.sentence ?? "nothing can be read"). Give --token one of these, or leave it out."
      )
    }
    if tokens.count > 1 {
      StandardError.print([
        "\(SafeText.line(path)) holds \(tokens.count) tokens: the first is taken for the one that was sent."
      ])
    }
    call.token = first
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
    var source = ByteSource(InputFile.reader(path))
    do throws(ReadFailure) { return try source.text(upTo: limit + 1) } catch {
      throw unusable(path, "It \(error.reason).")
    }
  }

  /// Says what is wrong with an input; an answer without it would be another one.
  private func unusable(_ path: String, _ reason: String) -> ExitCode {
    StandardError.print(["\(SafeText.line(path)): \(reason)"])
    return ExitStatus.incomplete
  }
}

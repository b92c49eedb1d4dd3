package import ScopeCatalog
import ScopeDiagnosis
import ScopeDocuments
import ScopeReports
package import ScopeValues

/// What is told of a call that was refused; any part may be missing.
package struct RefusalQuestion {
  /// The token that was sent, or what is held in its place.
  package var token: RunInput?
  /// METHOD URL, or the address alone.
  package var request: String?
  /// The refused response.
  package var error: RunInput?
  /// Who called, where no token says it.
  package var flow: Flow?
  /// The tenant that is meant.
  package var tenant: GUID?
  package var now: Timestamp

  package init(now: Timestamp) { self.now = now }

  /// What was pasted without a word of what it is: the file that is named, or standard input where nothing else is.
  package static func sole(_ pasted: String?, _ token: String?, _ request: String?, _ error: String?) -> String? {
    pasted ?? (token == nil && request == nil && error == nil ? "-" : nil)
  }

  /// - Parameters:
  ///   - pasted: a file of which nothing says what it is.
  ///   - tree: where it lies, and whether something is piped in.
  /// - Throws: ``UsageProblem`` where nothing tells of a call, or two things want standard input.
  package static func check(
    _ pasted: String? = nil, token: String?, request: String?, error: String?, _ tree: FileTree
  ) throws(UsageProblem) {
    if let pasted {
      guard error == nil, pasted != "-" || token != "-" else {
        throw UsageProblem(
          "Both \(SafeText.line(String(pasted.prefix(80)))) and \(error == nil ? "--token" : "--error") are given. Leave one of them out."
        )
      }
      // The path of a file may be one of Microsoft Graph as well: /users.
      guard pasted == "-" || tree.kind(pasted) != nil || !isRequest(pasted) else {
        throw UsageProblem("A request is given with --request, such as --request 'GET /users'.")
      }
    }
    guard pasted != nil || token != nil || request != nil || error != nil || tree.isPiped() else {
      throw UsageProblem(
        "Nothing is named that tells of a call. Give --token, --request or --error, or pipe a token or an error in.")
    }
    guard token != "-" || error != "-" else {
      throw UsageProblem("Only one of --token and --error can be standard input. Put the other one into a file.")
    }
    guard let request, !isRequest(request) else { return }
    let words = request.split(separator: " ")
    guard words.count == 2, words[0].allSatisfy(\.isLetter) else {
      throw UsageProblem("--request takes a method and a URL, such as 'GET /deviceManagement/managedDevices'.")
    }
    throw UsageProblem(
      "--request: \(SafeText.line(String(words[0].prefix(40)))) is no method of HTTP. Give one, such as GET or PATCH, or the address alone."
    )
  }

  /// Takes what a file holds, or standard input, without a word of what it is; nothing where none is named.
  package mutating func take(sole path: String?, of tree: FileTree) {
    if let path { take(tree.reopenable(path)) }
  }

  /// Takes what was piped in without a word of what it is: a request, a token, or else the refused response.
  package mutating func take(_ input: RunInput) {
    guard let bytes = try? Self.bytes(of: input, limit: ServiceErrorReader.largest) else {
      error = input
      return
    }
    let text = String(decoding: bytes.prefix(8_192), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    if bytes.count < 8_192, lines.count == 1, Self.isRequest(String(lines[0])) {
      request = String(lines[0])
    } else if TokenReader.read(bytes).first.map({ !$0.isNoToken }) == true,
      !Self.tellsRefusal(bytes)
    {
      token = RunInput(path: input.path, bytes: bytes)
    } else {
      error = RunInput(path: input.path, bytes: bytes)
    }
  }

  /// Whether a text tells of a refusal: a recording or a transcript holds the token that was sent besides.
  private static func tellsRefusal(_ bytes: [UInt8]) -> Bool {
    guard let error = try? ServiceErrorReader.read(bytes) else { return false }
    return !error.codes.isEmpty || error.status.map { $0 >= 400 } == true || !ErrorShapes.shared.matches(error).isEmpty
  }

  /// Whether a text is a request that can be asked about.
  package static func isRequest(_ text: String) -> Bool { stated(text) != nil }

  /// Says why the call was refused.
  ///
  /// - Throws: ``UsageProblem`` where what is given as held is nothing of the kind.
  package func answer(
    _ format: FormatName, _ display: Display, catalog: Catalog = .shared
  ) throws(UsageProblem) -> Answer {
    let call: RefusedCall
    var remarks: [String] = []
    do throws(Obstacle) {
      call = try self.call(&remarks, catalog)
    } catch {
      switch error {
      case .unusable(let sentence): return Answer([], remarks: remarks + [sentence], verdict: .incomplete)
      case .usage(let problem): throw problem
      }
    }
    let diagnosis = Diagnoser(catalog: catalog).diagnose(call)
    let text =
      switch format {
      case .json: DiagnosisJSON.render(diagnosis, catalog: catalog)
      case .markdown: DiagnosisMarkdown.render(diagnosis)
      case .junit, .junitAnt, .junitFailures:
        DiagnosisJUnit.render(diagnosis, timestamp: now.withoutZone, isAnt: format == .junitAnt)
      default: DiagnosisText(style: display.style).render(diagnosis)
      }
    let verdict: AuditVerdict =
      switch diagnosis.verdict {
      case .permitted: .clean
      case .undetermined: .incomplete
      default: .findings
      }
    return Answer(text, remarks: remarks, verdict: verdict)
  }

  // MARK: Inputs

  private enum Obstacle: Error {
    /// An answer without the input would be another one.
    case unusable(String)
    case usage(UsageProblem)
  }

  private func call(_ remarks: inout [String], _ catalog: Catalog) throws(Obstacle) -> RefusedCall {
    var call = RefusedCall(flow: flow, tenant: tenant, now: now)
    call.request = request.flatMap(Self.stated)
    if let token { try hold(token, in: &call, &remarks, catalog) }
    if let error {
      let bytes = try Self.bytes(of: error, limit: ServiceErrorReader.largest)
      do throws(ServiceErrorProblem) {
        call.error = try ServiceErrorReader.read(bytes)
      } catch let problem {
        throw .unusable("\(SafeText.line(error.path)): \(problem)")
      }
      // A recording or a transcript may hold the very token that was sent.
      if token == nil { call.token = ServiceErrorReader.sentToken(in: bytes) }
    }
    return call
  }

  /// Reads what is held: a token, its claims, what a viewer or Get-MgContext shows, or a registration.
  private func hold(
    _ input: RunInput, in call: inout RefusedCall, _ remarks: inout [String], _ catalog: Catalog
  ) throws(Obstacle) {
    let bytes = try Self.bytes(of: input, limit: TokenReader.inputLimit)
    let tokens = TokenReader.read(bytes)
    guard let first = tokens.first, !first.isNoToken else {
      call.requested = AskedPermissions(registration: bytes, catalog: catalog)
      guard call.requested == nil else { return }
      throw .usage(
        UsageProblem(
          "\(SafeText.line(input.path)) holds no token, nor claims, the text of a token viewer, Get-MgContext, grants or an application registration: \(tokens.first?.fault?.sentence ?? "nothing can be read"). Give --token one of these, or leave it out."
        ))
    }
    if tokens.count > 1 {
      remarks.append(
        "\(SafeText.line(input.path)) holds \(tokens.count) tokens: the first is taken for the one that was sent.")
    }
    call.token = first
  }

  /// The method may be left out where only the address is known.
  private static func stated(_ text: String) -> StatedRequest? {
    let words = text.split(maxSplits: 1) { $0 == " " }.map(String.init)
    guard let first = words.first else { return nil }
    if words.count == 2, let method = RequestReader.method(first) {
      return StatedRequest(method: method, url: words[1])
    }
    return first.hasPrefix("/") || first.hasPrefix("https://") ? StatedRequest(method: nil, url: text) : nil
  }

  /// The input's bytes, and one more than the limit where it is too large.
  private static func bytes(of input: RunInput, limit: Int) throws(Obstacle) -> [UInt8] {
    var source = ByteSource(input.open())
    do throws(ReadFailure) { return try source.text(upTo: limit + 1) } catch {
      throw .unusable("\(SafeText.line(input.path)): \(error.reason). \(error.remedy)")
    }
  }
}

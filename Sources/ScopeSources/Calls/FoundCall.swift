/// A call as a chain or a command makes it, before its address is worked out.
struct FoundCall {
  enum Target {
    /// Addresses and methods as values.
    case raw(addresses: [CodeValue], methods: [CodeValue])
    /// A path that a client library's chain spelled.
    case path(CodeBuilder, method: String)
    case cmdlet(name: String, ids: Int, labels: Set<String>)
    /// Something that cannot be followed, and why.
    case open(UnresolvedCall.Reason)
  }

  var target: Target
  var kind: CallSinks.Sink.Kind
  /// What the sink is called, for people.
  var name: String
  var file: Int
  var span: SourceSpan
  var scope: Int
  var base: [CodePiece] = []
  var version: String?
  /// Where the wrapped request itself stands, outermost first.
  var via: [CodeOrigin] = []
  var how: CodeCall.How = .rest
  var query: [String] = []
  /// The request object that is sent, where it is made.
  var request: CodeOrigin?
  /// Whether this is only the making of a request, which counts where nothing is seen to send it.
  var isMaking = false
  /// Whether its address, as it is given, is one way of two: the other puts a base before it.
  var hasBasedTwin = false
  /// Whether what a shell's function is given behind its own arguments goes to the command as well.
  var handsOnRest = false
  /// The method where nobody says one.
  var usualMethod: String?
  /// Whether it counts only where the whole path is one of Microsoft Graph.
  var wantsKnownPath = false
}

struct CodeOrigin: Hashable {
  var file: Int
  var span: SourceSpan
}

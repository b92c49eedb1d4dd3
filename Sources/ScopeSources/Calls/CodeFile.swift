import ScopeValues

/// One file's outline, made ready for questions: which functions, bindings and calls there are, and in which block.
///
/// A class, as the evaluator asks one file again and again; nothing changes once it is made.
final class CodeFile {
  struct Scope {
    var parent: Int
    /// The function whose body this is; nil for the file and for a type.
    var function: Int?
    /// The type whose members these are, or whose method this is.
    var type: String?
    var start: UInt32
  }

  /// A class, so that what it comes to is remembered where it stands.
  final class Binding {
    enum Value {
      case expression(Expression)
      /// One element of a sequence.
      case element(of: Expression)
      /// One part of such an element: of a pair the first or the second.
      case part(Int, of: Expression)
      case none
    }

    let position: UInt32
    let end: UInt32
    let value: Value
    let mode: Assignment.Mode
    let block: Int
    let scope: Int
    let type: String?
    /// What it comes to; what the name comes to before it, where it adds to that.
    var known = KnownAnswers()
    var knownBefore = KnownAnswers()

    init(
      position: UInt32, end: UInt32, value: Value, mode: Assignment.Mode, block: Int, scope: Int, type: String? = nil
    ) {
      self.position = position
      self.end = end
      self.value = value
      self.mode = mode
      self.block = block
      self.scope = scope
      self.type = type
    }
  }

  struct Key: Hashable {
    var scope: Int
    var name: String
  }

  struct FunctionRecord {
    var name: String
    var parameters: [Parameter]
    var scope: Int
    var type: String?
    var span: SourceSpan
    var results: [(value: Expression, scope: Int, block: Int)] = []
    /// Of a lambda that is called with each element of a sequence: the sequence.
    var input: Input? {
      get { inputs.first }
      set { inputs = newValue.map { [$0] } ?? [] }
    }
    /// One at most; a list, as few functions have one.
    private var inputs: [Input] = []
    /// The variable that holds the object whose member this is: a call names it.
    var holder: String?

    typealias Input = (sequence: Expression, scope: Int, block: Int)

    init(name: String, parameters: [Parameter], scope: Int, type: String?, span: SourceSpan) {
      self.name = name
      self.parameters = parameters
      self.scope = scope
      self.type = type
      self.span = span
    }
  }

  struct CallSite {
    var expression: Expression
    var scope: Int
    var block: Int
    /// What stands before it in a pipeline.
    var input: Expression? { inputs.first }
    /// One at most; a list, as few calls have one.
    private var inputs: [Expression] = []

    init(expression: Expression, scope: Int, block: Int, input: Expression? = nil) {
      self.expression = expression
      self.scope = scope
      self.block = block
      if let input { inputs = [input] }
    }
  }

  struct ObjectSite {
    var members: [ObjectMember]
    var span: SourceSpan
    var scope: Int
    var block: Int
  }

  /// A text that may be the body of a batch.
  struct TextSite {
    var parts: [TextPart]
    var span: SourceSpan
    var scope: Int
    var block: Int
  }

  let source: SourceText
  let language: String
  let isShell: Bool
  let isPowerShell: Bool
  /// JavaScript or TypeScript.
  let isScript: Bool
  var scopes: [Scope] = [Scope(parent: -1, function: nil, type: nil, start: 0)]
  /// Each block's parent.
  var blocks: [Int] = [-1]
  /// Of each block that is one of several of which one runs: their common number; -1 of any other.
  var choices: [Int] = [-1]
  /// Of each such number: how many bodies have to bind a name so that it is bound on every way; 0 where none has to run.
  var choiceSizes: [Int] = []
  var bindings: [Key: [Binding]] = [:]
  /// Fields by type: bindings whose key's scope is the type's number here.
  var fields: [String: [String: [Binding]]] = [:]
  var bases: [String: [String]] = [:]
  var functions: [FunctionRecord] = []
  /// Functions by the lambda's or declaration's first byte.
  var functionAt: [UInt32: Int] = [:]
  var calls: [CallSite] = []
  /// The scopes that calls stand in.
  var callingScopes: Set<Int> = []
  var objects: [ObjectSite] = []
  /// By scope: where a shell takes away its first arguments, and how many.
  var shifts: [Int: [(position: UInt32, count: Int)]] = [:]
  var batchTexts: [TextSite] = []
  /// Whether the text speaks of batches.
  let mentionsBatch: Bool
  var attributes: [CallSite] = []
  /// Attributes of methods, each with the type whose method it is; attributes of types.
  var annotated: [(site: CallSite, type: String)] = []
  var typeAttributes: [String: [CallSite]] = [:]
  var imports: [String] = []
  var importSites: [(text: String, span: SourceSpan)] = []
  /// Literals that are addresses.
  var addresses: [(text: String, span: SourceSpan)] = []
  /// Literals that may be paths.
  var pathTexts: [(text: String, span: SourceSpan)] = []
  /// Whether a client library of Microsoft Graph is named in an import.
  var importsGraph = false
  var importsBeta = false
  /// Whether the library is imported whose paths are called themselves.
  var usesInvokedPaths = false
  /// Whether it describes endpoints to Redux Toolkit's queries.
  var usesQueryBase = false
  /// Commands of PowerShell by the other names that the file gives them, in small letters.
  var aliases: [String: String] = [:]
  /// Variables and fields that are called and are no functions by name: `getattr(requests, verb)`, `methods[verb]`,
  /// `axios.create()`.
  var pickedFunctions: Set<String> = []
  /// Whether the path of an address is assigned anywhere.
  var assignsPaths = false
  /// Whether the text speaks of graphs at all.
  var mentionsGraph = false
  /// Whether a type's method assigns to a member of a field: `http.BaseAddress = x`.
  var givesMembers = false
  /// The members of variables that are assigned anywhere: most questions about members end here.
  private(set) lazy var assignedMembers: Set<String> = {
    var result: Set<String> = []
    for key in bindings.keys {
      if let dot = key.name.utf8.lastIndex(of: ASCII.point) {
        result.insert(String(key.name[key.name.index(after: dot)...]))
      }
    }
    return result
  }()
  /// The words of all imports, and each import by its first word.
  private(set) lazy var importedWords = Set(imports.flatMap(Self.words))
  private(set) lazy var importsByFirstWord = Dictionary(grouping: imports) { Self.words($0).first ?? "" }

  init(_ outline: Outline, language: String) {
    source = outline.source
    self.language = language
    isShell = language == "shell"
    isPowerShell = language == "powershell"
    isScript = language.hasSuffix("script")
    mentionsBatch = outline.source.mentionsBatch
    walk(outline.statements, scope: 0, block: 0)
    let text = imports.joined(separator: " ").lowercased()
    importsGraph = ["microsoft.graph", "msgraph", "microsoft-graph", "microsoftgraph", "microsoft/graph"].contains {
      text.holds($0)
    }
    usesInvokedPaths = text.holds("@pnp/graph")
    usesQueryBase = text.holds("toolkit/query") || text.holds("toolkit/dist/query")
    mentionsGraph = outline.source.mentions("graph")
    importsBeta = ["graph.beta", "msgraph-beta", "msgraph_beta", "msgraphbeta"].contains { text.holds($0) }
  }

  /// Whether the text speaks of Microsoft Graph, and not of GraphQL or of a drawing.
  private(set) lazy var speaksOfMicrosoftGraph: Bool = {
    guard mentionsGraph else { return false }
    let words: [StaticString] = [
      "graph.microsoft", "microsoft.graph", "microsoft graph", "msgraph", "ms graph", "mtgraph", "mggraph",
      "graphclient", "graphapi", "graph api", "graphurl", "graphbase", "graphendpoint", "graphrequest", "graphservice",
      "graphuri", "graphroot", "graphapiversion", "graph_", "callgraph", "/v1.0",
    ]
    return words.contains { source.mentions($0) }
  }()

  private(set) lazy var modulesByName = namedModules()
  private(set) lazy var standInNames = namesOfStandIns()

  /// A path of names with the module's own in place of what the file calls it.
  func canonical(_ path: [String]) -> [String] {
    guard !modulesByName.isEmpty, let first = path.first, let module = modulesByName[first] else { return path }
    return module + path.dropFirst()
  }

  /// Whether a bare name may mean a member of the object whose method this is.
  var meansOwnMembers: Bool { language == "csharp" || language == "java" }

  /// When it was asked for last, by the clock of ``CodeFiles``.
  var lastUse = 0
  /// The calls of each name that is called.
  private(set) lazy var callsByName: [String: [Int]] = {
    var result: [String: [Int]] = [:]
    for (number, call) in calls.enumerated() {
      Self.eachCalledName(call.expression) { result[key($0), default: []].append(number) }
    }
    return result
  }()

  /// The numbers of the calls by where they begin.
  private lazy var callsByStart = calls.indices.sorted {
    (calls[$0].expression.span.start, $0) < (calls[$1].expression.span.start, $1)
  }

  /// The calls that stand within a span, in their order.
  func calls(within span: SourceSpan) -> [CallSite] {
    var low = 0
    var high = callsByStart.count
    while low < high {
      let middle = (low + high) / 2
      if calls[callsByStart[middle]].expression.span.start < span.start { low = middle + 1 } else { high = middle }
    }
    return callsByStart[low...].prefix { calls[$0].expression.span.start <= span.end }
      .filter { span.contains(calls[$0].expression.span) }.sorted().map { calls[$0] }
  }

  /// Whether a member of this name is assigned to any variable.
  func mayAssign(_ member: String) -> Bool {
    if assignedMembers.isEmpty { return false }
    guard let dot = member.utf8.lastIndex(of: ASCII.point) else { return assignedMembers.contains(key(member)) }
    return assignedMembers.contains(key(String(member[member.index(after: dot)...])))
  }

  func key(_ name: String) -> String { isPowerShell ? name.lowercased() : name }
}

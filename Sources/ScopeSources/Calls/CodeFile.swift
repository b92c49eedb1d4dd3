import ScopeValues

/// One file's outline, made ready for questions: which functions, bindings and calls there are, and in which block.
struct CodeFile {
  struct Scope {
    var parent: Int
    /// The function whose body this is; nil for the file and for a type.
    var function: Int?
    /// The type whose members these are, or whose method this is.
    var type: String?
    var start: UInt32
  }

  struct Binding {
    enum Value {
      case expression(Expression)
      /// One element of a sequence.
      case element(of: Expression)
      /// One part of such an element: of a pair the first or the second.
      case part(Int, of: Expression)
      case none
    }

    var position: UInt32
    var end: UInt32
    var value: Value
    var mode: Assignment.Mode
    var block: Int
    var scope: Int
    var type: String?
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
    var input: (sequence: Expression, scope: Int, block: Int)?
    /// The variable that holds the object whose member this is: a call names it.
    var holder: String?
  }

  struct CallSite {
    var expression: Expression
    var scope: Int
    var block: Int
    /// What stands before it in a pipeline.
    var input: Expression?
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
  var isShell: Bool { language == "shell" }
  var isPowerShell: Bool { language == "powershell" }
  var scopes: [Scope] = [Scope(parent: -1, function: nil, type: nil, start: 0)]
  /// Each block's parent.
  var blocks: [Int] = [-1]
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
  /// Variables and fields that are called and are no functions by name: `getattr(requests, verb)`, `methods[verb]`,
  /// `axios.create()`.
  var pickedFunctions: Set<String> = []
  /// Whether the path of an address is assigned anywhere.
  var assignsPaths = false
  /// Whether the text speaks of graphs at all.
  var mentionsGraph = false

  func key(_ name: String) -> String { isPowerShell ? name.lowercased() : name }
}

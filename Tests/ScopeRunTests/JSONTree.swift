import ScopeDocuments

/// A JSON value that tests take apart and change.
indirect enum JSONTree: Hashable, Sendable {
  case object([Member])
  case array([JSONTree])
  case string(String)
  /// A number, a boolean or null, as it is written.
  case token(String)

  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONTree

    init(_ name: String, _ value: JSONTree) {
      self.name = name
      self.value = value
    }
  }

  static let null = JSONTree.token("null")

  init(_ document: JSONDocument, _ place: JSONPlace) {
    switch document.kind(place) {
    case .object:
      self = .object(
        document.members(of: place).map { Member(document.text($0.name), JSONTree(document, $0.value)) })
    case .array: self = .array(document.elements(of: place).map { JSONTree(document, $0) })
    case .string, .key: self = .string(document.text(place))
    default: self = .token(document.text(place))
    }
  }

  /// The first value of a text; null where it is none.
  init(_ text: String) {
    var reader = JSONItemReader(keepsArrayWhole: { _ in true }, read: readBytes(of: Array(text.utf8)))
    self = (try? reader.next()).map { $0.map { JSONTree($0.document, $0.document.root) } ?? .null } ?? .null
  }

  var text: String {
    switch self {
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.name)): \($0.value.text)" }.joined(separator: ", ") + "}"
    case .array(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .string(let text): Self.quoted(text)
    case .token(let text): text
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Places

  /// Every value in it, by the indexes that lead there; itself first.
  var paths: [[Int]] {
    [[]]
      + children.enumerated().flatMap { index, child in child.paths.map { [index] + $0 } }
  }

  private var children: [JSONTree] {
    switch self {
    case .object(let members): members.map(\.value)
    case .array(let elements): elements
    case .string, .token: []
    }
  }

  subscript(path: ArraySlice<Int>) -> JSONTree {
    get { path.first.map { children[$0][path.dropFirst()] } ?? self }
    set {
      guard let index = path.first else { return self = newValue }
      switch self {
      case .object(var members):
        members[index].value[path.dropFirst()] = newValue
        self = .object(members)
      case .array(var elements):
        elements[index][path.dropFirst()] = newValue
        self = .array(elements)
      case .string, .token: break
      }
    }
  }

  var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}

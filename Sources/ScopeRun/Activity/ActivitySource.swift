import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege

/// Hands out what the paths hold, piece by piece, to whichever worker asks.
actor ActivitySource {
  /// One piece, with its place in the order of the input.
  struct Piece: Sendable {
    var ordinal: Int
    var path: String
    /// Whether it is the first piece of its path, so that lines count anew.
    var isFirst: Bool
    var content: Content
  }

  enum Content: Sendable {
    case window(ActivityWindow)
    case profile(ActivityProfile)
    case failure(String, line: Int?)
    /// Nothing more to say about the path.
    case end
  }

  private var paths: ArraySlice<String>
  private let opening: @Sendable (String) -> ReadBytes
  private let catalog: Catalog
  private var reader: ActivityWindowReader?
  private var path = ""
  private var ordinal = 0
  private var isFirst = true

  init(paths: [String], catalog: Catalog, open: @escaping @Sendable (String) -> ReadBytes) {
    opening = open
    self.paths = paths[...]
    self.catalog = catalog
  }

  /// The next piece; nil at the end of the last path.
  func next() -> Piece? {
    while true {
      if reader == nil {
        guard let path = paths.popFirst() else { return nil }
        self.path = path
        isFirst = true
        if let content = open() { return piece(content) }
      }
      do throws(ReadFailure) {
        if let window = try reader?.next() { return piece(.window(window)) }
        reader = nil
      } catch {
        reader = nil
        return piece(.failure(error.reason, line: nil))
      }
    }
  }

  private func piece(_ content: Content) -> Piece {
    defer {
      ordinal += 1
      isFirst = false
    }
    return Piece(ordinal: ordinal, path: path, isFirst: isFirst, content: content)
  }

  /// Opens the path; what is no log is answered at once.
  private func open() -> Content? {
    var reader = ActivityWindowReader(read: opening(path))
    do throws(ReadFailure) {
      switch try reader.open() {
      case .log:
        self.reader = reader
        return nil
      case .nothing: return .end
      case .profile:
        guard let text = try reader.wholeText(limit: ActivityProfileReader.maximumSize) else {
          return .failure("the profile is larger than any that this program writes", line: nil)
        }
        return profile(text)
      }
    } catch {
      return .failure(error.reason, line: nil)
    }
  }

  private func profile(_ text: [UInt8]) -> Content {
    do throws(ActivityProfileReader.Problem) {
      return .profile(try ActivityProfileReader.read(text, catalog: catalog))
    } catch {
      return .failure(error.message, line: error.position.line)
    }
  }
}

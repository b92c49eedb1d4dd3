import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a file is, whatever it is called: links and spellings of one file have the same identity.
struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// Nil where nothing stands at the path, or no regular file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Nil where the descriptor is no regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// The files that this process has read: no output takes the place of one of them.
enum ReadFiles {
  private static let known = Mutex<Set<FileIdentity>>([])

  /// Remembers the file behind a descriptor.
  static func add(_ descriptor: Int32) {
    guard let identity = FileIdentity(descriptor: descriptor) else { return }
    known.withLock { _ = $0.insert(identity) }
  }

  /// Whether the file at a path was read.
  static func contain(_ path: String) -> Bool {
    guard let identity = FileIdentity(path: path) else { return false }
    return known.withLock { $0.contains(identity) }
  }
}

import ProcessStart
import ScopeAuditKit
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileTree {
  /// The files of this machine.
  static let system = FileTree(
    status: { path, followsLinks in
      var status = stat()
      guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
      return FileStatus(status)
    },
    names: names,
    resolved: { path in
      guard let real = realpath(path, nil) else { return path }
      defer { free(real) }
      return String(cString: real)
    },
    open: opened, git: GitProcess.output, isPiped: isPiped, progress: ProgressLine.counts)

  /// The names in a folder as they stand there; one that is no UTF-8 is repaired, and so leads nowhere.
  @Sendable
  private static func names(_ folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = String(cString: scopeaudit_name(entry))
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// A pipe that ends without a byte is nothing that was piped in; whoever writes may need a while.
  @Sendable
  private static func isPiped() -> Bool {
    var status = stat()
    guard fstat(0, &status) == 0 else { return false }
    if status.st_mode & S_IFMT == S_IFREG { return status.st_size > 0 }
    guard [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) else { return false }
    var wanted = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    var waiting: Int32 = 0
    return poll(&wanted, 1, -1) > 0 && ioctl(0, UInt(FIONREAD), &waiting) == 0 && waiting > 0
  }

  /// Opens a path, or standard input for "-", for reading in pieces.
  @Sendable
  private static func opened(_ path: String) -> ReadBytes {
    let descriptor = path == "-" ? 0 : openForReading(path)
    let reason = descriptor < 0 ? String(cString: strerror(errno)) : ""
    ReadFiles.add(descriptor)
    var isAtEnd = false
    return { buffer throws(ReadFailure) in
      // The number of a closed descriptor may be another file's by now.
      if isAtEnd { return 0 }
      guard descriptor >= 0 else { throw ReadFailure(because: "cannot be opened: \(reason)", path: path) }
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 { throw ReadFailure(because: "cannot be read: \(String(cString: strerror(errno)))") }
      if count == 0 {
        isAtEnd = true
        if descriptor != 0 { close(descriptor) }
      }
      return count
    }
  }
}

/// Opens a file for reading; negative where that fails. Outside of ``FileTree``, which has an `open` of its own.
private func openForReading(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }

extension FileStatus {
  fileprivate init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      case S_IFLNK: .link
      default: .device
      }
    self.init(
      kind: kind,
      identity: Identity(
        device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino)),
      size: Int(status.st_size))
  }
}

/// The files that this process has read: no output takes the place of one of them.
enum ReadFiles {
  private static let known = Mutex<Set<FileStatus.Identity>>([])

  /// Remembers the file behind a descriptor.
  static func add(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    known.withLock { _ = $0.insert(FileStatus(status).identity) }
  }

  /// Whether the file at a path was read.
  static func contain(_ path: String) -> Bool {
    guard let status = FileTree.system.status(path, true), status.kind == .file else { return false }
    return known.withLock { $0.contains(status.identity) }
  }
}

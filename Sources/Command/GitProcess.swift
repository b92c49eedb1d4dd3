import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One run of git, started without a shell, whose output is read in pieces.
final class GitProcess {
  /// Starts git when the first piece is asked for.
  @Sendable
  static func output(_ arguments: [String]) -> ReadBytes {
    var process: GitProcess?
    return { buffer throws(ReadFailure) in
      let running: GitProcess
      if let process { running = process } else { running = try GitProcess(arguments) }
      process = running
      return try running.next(buffer)
    }
  }

  private var descriptor: Int32 = -1
  private var process: pid_t = 0

  /// - Throws: ``ReadFailure`` where git cannot be started.
  private init(_ arguments: [String]) throws(ReadFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ReadFailure(because: "cannot be read: \(String(cString: strerror(errno)))") }
    defer { close(ends[1]) }
    descriptor = ends[0]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let texts = ["git"] + arguments
    let words = texts.map { strdup($0) } + [nil]
    let variables = Self.environment.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    let status = posix_spawnp(&process, "git", &actions, nil, words, variables)
    guard status == 0 else {
      process = 0
      throw ReadFailure(because: "cannot be read: git does not start (\(String(cString: strerror(status))))")
    }
  }

  /// Names are taken literally, nothing is asked and nothing is fetched: an audit stays offline.
  private static var environment: [String] {
    let own = [
      "GIT_LITERAL_PATHSPECS=1", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0",
      "GIT_OPTIONAL_LOCKS=0",
    ]
    let names = own.map { $0.prefix { $0 != "=" } }
    return own + Environment.variables.filter { line in !names.contains(line.prefix { $0 != "=" }) }
  }

  /// Reads the next piece; 0 at the end of an output that is whole.
  private func next(_ buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    guard descriptor >= 0 else { return 0 }
    var count: Int
    repeat { count = read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
    if count < 0 { throw ReadFailure(because: "cannot be read: \(String(cString: strerror(errno)))") }
    if count == 0, finish() != 0 { throw ReadFailure(because: "cannot be read: git failed") }
    return count
  }

  /// Waits for git to end and tells its status.
  private func finish() -> Int32 {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    guard process > 0 else { return 0 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    process = 0
    return status
  }

  deinit { _ = finish() }
}

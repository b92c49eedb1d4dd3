import ScopeAuditKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lock on the folder of a file that is read, changed and replaced, so that of several processes none is lost.
///
/// The file itself cannot be locked, since every change puts another file in its place.
struct FolderLock {
  private let descriptor: Int32

  /// Waits until no other process holds the lock.
  ///
  /// - Throws: ``OutputProblem`` where the folder cannot be opened.
  init(of path: String) throws {
    let folder = SettingsSearch.parent(of: path) ?? "."
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputProblem.cannotCreate(path, because: String(cString: strerror(errno))) }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  func release() { close(descriptor) }
}

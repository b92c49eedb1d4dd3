import ScopeDocuments
import ScopeValues

/// Why a file that was asked for cannot be read.
package struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  /// What is wrong, without a full stop.
  package var reason: String
  package var remedy: String

  package var description: String { "\(SafeText.line(path)) \(reason). \(remedy)" }
}

extension FileTree {
  /// The text of a small file that is read at once, such as settings, suppressions and baselines: of a file, of standard
  /// input for "-", or of a file as a revision has it for git:REVISION:PATH.
  ///
  /// - Throws: ``FileProblem`` where it cannot be read or is larger than `limit` bytes.
  package func text(_ path: String, limit: Int = 512 << 20) throws(FileProblem) -> [UInt8] {
    do throws(ReadFailure) {
      let read = try GitAddress.isNamed(by: path) ? reader(of: GitAddress(path)) : open(path)
      if let text = try wholeContent(of: read, limit: limit) { return text }
    } catch {
      throw FileProblem(path: path, reason: error.reason, remedy: error.remedy)
    }
    throw FileProblem(path: path, reason: "is larger than \(limit >> 20) MiB", remedy: "Check where it comes from.")
  }

  /// The inputs of one of the states that are compared: a file, a folder, a revision, or standard input.
  ///
  /// - Parameter excluded: files that are not meant where a folder is given.
  package func state(
    _ name: String, excluding excluded: [String], isRead: (String) -> Bool = { _ in true }
  ) -> [RunInput] {
    guard GitAddress.isNamed(by: name) else { return FolderWalk([name], in: self, excluding: excluded).inputs }
    do throws(ReadFailure) {
      let address = try GitAddress(name)
      return try address.files(among: entries(of: address), isRead: isRead) { entry in bytes(of: entry) }
    } catch {
      return [RunInput(path: name, failure: error)]
    }
  }

  // MARK: Revisions

  /// Whether a file of a revision is another one, or none, in what is checked out; false for a path that names no
  /// revision, and where git does not say.
  func isChanged(_ path: String) -> Bool {
    guard GitAddress.isNamed(by: path), let address = try? GitAddress(path) else { return false }
    guard let then = try? address.file(among: entries(of: address)) else { return false }
    let head = address.atHead
    guard let entries = try? entries(of: head) else { return false }
    return (try? head.file(among: entries))?.object != then.object
  }

  private func reader(of address: GitAddress) throws(ReadFailure) -> ReadBytes {
    bytes(of: try address.file(among: entries(of: address)))
  }

  private func bytes(of entry: GitAddress.Entry) -> ReadBytes { git(["cat-file", "blob", entry.object]) }

  private func entries(of address: GitAddress) throws(ReadFailure) -> [GitAddress.Entry] {
    let commit: [UInt8]
    do throws(ReadFailure) { commit = try list(address.commitQuestion) } catch { throw GitAddress.noCommit(error) }
    return GitAddress.entries(try list(address.listQuestion(commit: commit)))
  }

  private func list(_ arguments: [String]) throws(ReadFailure) -> [UInt8] {
    guard let text = try wholeContent(of: git(arguments), limit: 64 << 20) else {
      throw ReadFailure(because: "cannot be read: it names too many files")
    }
    return text
  }
}

import ScopeDocuments

/// Finds every file that paths lead to, each once, also in zip archives, and accounts for what it does not open.
package struct FolderWalk {
  package private(set) var inputs: [RunInput] = []
  package private(set) var skipped: [(path: String, why: String)] = []
  private var seen: Set<FileStatus.Identity> = []
  private let tree: FileTree
  private let excluded: Set<String>

  /// - Parameters:
  ///   - paths: files, folders and "-"; hidden folders and linked ones are walked as any other.
  ///   - excluded: the gate's own files, which are not meant where a folder is given.
  package init(_ paths: [String], in tree: FileTree, excluding excluded: [String] = []) {
    self.tree = tree
    self.excluded = Set(excluded.filter { !GitAddress.isNamed(by: $0) }.map(tree.identity))
    for path in paths { take(path) }
  }

  private mutating func take(_ path: String) {
    guard path != "-", let status = tree.status(path, true) else { return inputs.append(tree.input(path)) }
    guard status.kind == .folder else {
      // A pipe that somebody names is meant to be read.
      if status.kind == .file, !seen.insert(status.identity).inserted { return }
      return add(path, status, relative: "", isFound: false)
    }
    let below = inputs.count
    let before = skipped.count
    walk(FileTree.folder(path), status, relative: "")
    inputs[below...].sort { $0.relativePath < $1.relativePath }
    skipped[before...].sort { $0.path < $1.path }
  }

  private mutating func walk(_ folder: String, _ status: FileStatus, relative: String) {
    guard seen.insert(status.identity).inserted else { return }
    guard let names = tree.names(folder)?.sorted() else {
      let failure = ReadFailure(because: "cannot be listed: check the permissions of the folder")
      return inputs.append(RunInput(path: folder, relativePath: relative, failure: failure))
    }
    // What a link leads to is called by its own path where it has one below.
    var links: [String] = []
    for name in names {
      let isLink = tree.status("\(folder)/\(name)", false)?.kind == .link
      if isLink { links.append(name) } else { visit(name, in: folder, relative) }
    }
    for name in links { visit(name, in: folder, relative) }
  }

  private mutating func visit(_ name: String, in folder: String, _ relative: String) {
    let path = "\(folder)/\(name)"
    let below = relative.isEmpty ? name : "\(relative)/\(name)"
    let status = tree.status(path, true)
    switch FolderEntry(status?.kind, name: name) {
    case .skip(let why): skipped.append((path, why))
    case .descend: if let status { walk(path, status, relative: below) }
    case .read:
      guard let status, seen.insert(status.identity).inserted else { return }
      if !excluded.isEmpty, excluded.contains(tree.identity(path)) {
        skipped.append((path, FolderEntry.ownFile))
      } else {
        add(path, status, relative: below, isFound: true)
      }
    }
  }

  private mutating func add(_ path: String, _ status: FileStatus, relative: String, isFound: Bool) {
    tree.expect(path, status)
    guard status.kind == .file, ArchivedFiles.isNamed(path), let archive = ArchivedFiles(path, in: tree) else {
      return inputs.append(tree.input(path, relativePath: relative, isFound: isFound))
    }
    let files = archive.inputs(relativePath: relative)
    if files.isEmpty { skipped.append((path, "this archive is empty")) }
    inputs += files
  }
}

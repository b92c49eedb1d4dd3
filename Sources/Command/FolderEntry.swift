/// What is done with something that stands in a folder, told by its kind and name alone.
enum FolderEntry: Equatable {
  case read, descend
  /// Why it is passed over, as a sentence without a full stop.
  case skip(String)

  /// What the file system says it is, links followed.
  enum Kind { case file, folder, pipe, socket, device, nothing }

  init(_ kind: Kind, name: String) {
    self =
      switch kind {
      case .file: .read
      case .folder: name == ".git" ? .skip("git's own folder") : .descend
      case .pipe: .skip("this is a pipe, which is never opened")
      case .socket: .skip("this is a socket, which is never opened")
      case .device: .skip("this is a device, which is never opened")
      case .nothing: .skip("this link leads nowhere")
      }
  }
}

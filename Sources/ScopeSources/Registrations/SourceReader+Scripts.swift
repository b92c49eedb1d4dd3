import ScopeValues

// Scripts of PowerShell and of shells.
extension SourceReader {
  mutating func script(
    _ file: SourceText, _ language: SourceLanguage, _ comments: inout SourceComments, _ open: (String) -> [UInt8]?
  ) -> Declarations {
    let isShell = language == .shell
    guard (isShell ? SourceMarks.shell : SourceMarks.powerShell).found(in: file.bytes) else { return Declarations() }
    let outline = isShell ? ShellParser.outline(file) : PowerShellParser.outline(file)
    comments.add(outline)
    let folder = Self.folder(of: file.path)
    var found = withoutActuallyEscaping(open) { open in
      ScriptInterpreter(outline, isShell ? .shell : .powerShell, RegistrationCommands(language)) { name in
        guard let path = Self.path(name, in: folder), let bytes = open(path) else { return nil }
        return SourceText(path: path, bytes: bytes)
      }.commands.declarations
    }
    found.usedFiles = Set(found.usedFiles.compactMap { Self.path($0, in: folder) })
    if !found.isEmpty { paths.insert(file.path) }
    return found
  }
}

import Dispatch

/// A file of a scan as it is read: its outlines, of which a file with several scripts has more than one; nil where it
/// cannot be read any more.
package struct CodeSources: Sendable {
  package var count: Int
  package var read: @Sendable (_ number: Int) -> [(outline: Outline, language: String)]?
  /// About how many bytes a file has.
  package var size: @Sendable (_ number: Int) -> Int
  /// Bytes of source whose outlines are kept: each takes about six times its length.
  package var room: Int

  package init(
    count: Int, room: Int = 16 << 20, size: @escaping @Sendable (_ number: Int) -> Int = { _ in 1 << 14 },
    read: @escaping @Sendable (_ number: Int) -> [(outline: Outline, language: String)]?
  ) {
    self.count = count
    self.room = room
    self.size = size
    self.read = read
  }
}

/// The files of a scan. As many are in memory as there is room for, the others are read again when something asks for
/// them: so a scan takes memory for what it needs at a time, and not for the whole project.
final class CodeFiles {
  /// What must stay in range although a file was changed between two readings.
  private struct Extent {
    var input: Int
    /// The number of the outline within the file.
    var number: Int
    var length: Int
    var scopes: Int
    var blocks: Int
    var functions: Int
    var calls: Int
    var language: String
    var facts: Facts
    /// Whether the text speaks of Microsoft Graph, once that was asked.
    var speaksOfMicrosoftGraph: Bool?
    /// Whether it stays in memory.
    var stays = false
  }

  /// What is asked of files so often that none is read again for it.
  private struct Facts {
    var mentionsGraph: Bool
    var importsGraph: Bool
    var importsBeta: Bool

    init(_ file: CodeFile) {
      mentionsGraph = file.mentionsGraph
      importsGraph = file.importsGraph
      importsBeta = file.importsBeta
    }
  }

  private let sources: CodeSources
  private var extents: [Extent] = []
  private var held: [CodeFile?] = []
  /// Those that are held until there is no more room.
  private var holders: [Int] = []
  private var heldLength = 0
  /// How much room those have that stay, and how much they take.
  private let roomToStay: Int
  private var stayingLength = 0
  private let room: Int
  private var clock = 0
  /// The inputs that could not be read, or had changed when they were read again.
  private(set) var lost: Set<Int> = []

  init(_ sources: CodeSources) {
    self.sources = sources
    // What is kept of each file, held or not, takes some room as well.
    room = sources.room == .max ? .max : max(sources.room - 64 * sources.count, sources.room / 3)
    roomToStay = room / 4 * 3
  }

  var count: Int { extents.count }

  /// Bytes and files that are read at a time, on all cores, before they are taken in one by one.
  private static let window = (bytes: 1 << 20, files: 64)

  private typealias Reading = [(file: CodeFile, outline: Outline)]

  /// Reads all files once, and hands them over in their order.
  ///
  /// - Parameter take: says whether a file will be asked for again. As many of those as there is room for stay in memory:
  ///   to go through all files in order and give up the one that was not used longest would give up each before its turn.
  func readAll(_ take: (_ index: Int, _ file: CodeFile, _ outline: Outline) -> Bool) {
    var start = 0
    while start < sources.count {
      var end = start
      var length = 0
      repeat {
        length += sources.size(end)
        end += 1
      } while end < sources.count && end - start < Self.window.files && length + sources.size(end) <= Self.window.bytes
      for (offset, reading) in readings(of: start..<end).enumerated() { add(reading, start + offset, take) }
      start = end
    }
  }

  private func readings(of inputs: Range<Int>) -> [Reading?] {
    let sources = sources
    var readings = [Reading?](repeating: nil, count: inputs.count)
    readings.withUnsafeMutableBufferPointer { buffer in
      // Each run writes its own place.
      nonisolated(unsafe) let places = buffer
      DispatchQueue.concurrentPerform(iterations: inputs.count) { number in
        places[number] = sources.read(inputs.lowerBound + number)?.map { outline, language in
          (CodeFile(outline, language: language), outline)
        }
      }
    }
    return readings
  }

  private func add(
    _ reading: Reading?, _ input: Int, _ take: (_ index: Int, _ file: CodeFile, _ outline: Outline) -> Bool
  ) {
    guard let reading else {
      lost.insert(input)
      return
    }
    for (number, (file, outline)) in reading.enumerated() {
      let language = file.language
      let index = extents.count
      extents.append(
        Extent(
          input: input, number: number, length: outline.source.bytes.count, scopes: file.scopes.count,
          blocks: file.blocks.count, functions: file.functions.count, calls: file.calls.count, language: language,
          facts: Facts(file)))
      held.append(nil)
      let length = extents[index].length + Self.least
      if take(index, file, outline), stayingLength <= roomToStay - length {
        stayingLength += length
        extents[index].stays = true
      }
      hold(file, index)
    }
  }

  func language(_ index: Int) -> String { extents[index].language }

  func isPowerShell(_ index: Int) -> Bool { language(index) == "powershell" }

  func isShell(_ index: Int) -> Bool { language(index) == "shell" }

  func mentionsGraph(_ index: Int) -> Bool { extents[index].facts.mentionsGraph }

  func importsGraph(_ index: Int) -> Bool { extents[index].facts.importsGraph }

  func importsBeta(_ index: Int) -> Bool { extents[index].facts.importsBeta }

  func speaksOfMicrosoftGraph(_ index: Int) -> Bool {
    guard mentionsGraph(index) else { return false }
    if let known = extents[index].speaksOfMicrosoftGraph { return known }
    let speaks = self[index].speaksOfMicrosoftGraph
    extents[index].speaksOfMicrosoftGraph = speaks
    return speaks
  }

  subscript(index: Int) -> CodeFile {
    clock += 1
    if let file = held[index] {
      file.lastUse = clock
      return file
    }
    let file = readAgain(index)
    hold(file, index)
    return file
  }

  private func readAgain(_ index: Int) -> CodeFile {
    let extent = extents[index]
    let outlines = sources.read(extent.input) ?? []
    if extent.number < outlines.count {
      let (outline, language) = outlines[extent.number]
      let file = CodeFile(outline, language: language)
      if outline.source.bytes.count == extent.length, file.scopes.count == extent.scopes,
        file.blocks.count == extent.blocks, file.functions.count == extent.functions, file.calls.count == extent.calls
      {
        return file
      }
    }
    lost.insert(extent.input)
    let nothing = Outline(source: SourceText(path: "", bytes: []), statements: [], comments: [])
    let file = CodeFile(nothing, language: extent.language)
    file.pad(scopes: extent.scopes, blocks: extent.blocks, functions: extent.functions, calls: extent.calls)
    return file
  }

  /// What a file takes however short it is, as bytes of source.
  private static let least = 1 << 10

  private func hold(_ file: CodeFile, _ index: Int) {
    file.lastUse = clock
    held[index] = file
    guard !extents[index].stays else { return }
    holders.append(index)
    heldLength += extents[index].length + Self.least
    let room = room - stayingLength
    guard heldLength > room, holders.count > 2 else { return }
    // Half of the room at a time, the longest unused first, and never what was just read.
    holders.sort { (held[$0]?.lastUse ?? 0, $0) < (held[$1]?.lastUse ?? 0, $1) }
    var gone = 0
    while heldLength > room / 2, gone < holders.count - 1, holders[gone] != index {
      held[holders[gone]] = nil
      heldLength -= extents[holders[gone]].length + Self.least
      gone += 1
    }
    holders.removeFirst(gone)
  }
}

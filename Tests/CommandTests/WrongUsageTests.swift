import Foundation
import TestSupport
import Testing

/// What is said to somebody who called the program in a way that cannot be: what is wrong, where, and what to do.
///
/// fixtures/usage/wrong.txt has one command a line; what each of them says stands beside it, to be read in review.
@Suite struct WrongUsageTests {
  static let commands =
    (try? String(contentsOfFile: "\(project)/fixtures/usage/wrong.txt", encoding: .utf8))?
    .split(separator: "\n").map(String.init) ?? []

  @Test func thereAreManyKinds() {
    #expect(Self.commands.count >= 100)
    #expect(Set(Self.commands).count == Self.commands.count)
  }

  @Test func eachIsToldWhatToDo() throws {
    var text = ""
    for command in Self.commands {
      let run = try Binary.run(Self.words(command) + Self.clock(command))
      // What usage says of all options, at whatever length, is the help's business.
      let lines = run.errors.split(separator: "\n").filter {
        !$0.hasPrefix("Usage: ") && !$0.hasPrefix("  See ")
      }
      text += "$ scopeaudit \(command)\n\(lines.joined(separator: "\n"))\n"
      if run.status == 4 { text += Self.errors(of: run.output) }
      text += "exit \(run.status)\n\n"
      #expect(run.status != 0, "\(command)")
      #expect(!run.errors.isEmpty || run.status == 4, "\(command)")
      #expect(run.status == 4 || run.status == 1 || run.output.isEmpty || run.status == 3, "\(command)")
    }
    try Golden.expect(text, in: "fixtures/usage/wrong.expected")
  }

  /// Words as a shell reads them, with quotes around words alone.
  private static func words(_ command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for letter in command {
      if letter == "'" {
        isQuoted.toggle()
        word = word ?? ""
      } else if letter == " ", !isQuoted {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(letter)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  private static func clock(_ command: String) -> [String] {
    command.hasPrefix("suppress 0") ? ["--now", "2026-08-24"] : []
  }

  /// The errors of a text report.
  private static func errors(of output: String) -> String {
    var lines: [Substring] = []
    var isInside = false
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      isInside = line.hasPrefix("error") || isInside && line.hasPrefix(" ")
      if isInside { lines.append(line) }
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }
}

import ScopeReports
import Testing

@testable import ScopeRun

/// What is said of words that are no command, and what a shell is offered.
@Suite struct ArgumentWordTests {
  private static let commands = ["check", "diff", "lookup", "rules", "version"].map { (name: $0, below: [String]()) }

  @Test(arguments: [
    ("chek", "Did you mean \u{201C}check\u{201D}?"), ("-V", "scopeaudit --version"), ("audit", "scopeaudit check"),
    ("apps.json", "scopeaudit check apps.json"), ("frobnicate", "Known are check, diff"),
  ])
  func saysWhatWasMeant(word: String, meant: String) throws {
    let sentence = MistakenWord.sentence([word], commands: Self.commands) { $0 == "apps.json" }
    #expect(try #require(sentence).contains(meant))
  }

  @Test(arguments: [["check", "x"], ["--help"], ["--version"], ["help"], ["help", "check"], [], ["---completion"]])
  func leavesCommandsAlone(arguments: [String]) {
    #expect(MistakenWord.sentence(arguments, commands: Self.commands) { _ in true } == nil)
  }

  @Test func saysThatHelpHasNoSuchPage() throws {
    let sentence = MistakenWord.sentence(["help", "nonsense"], commands: Self.commands) { _ in false }
    #expect(try #require(sentence).contains("nonsense"))
  }

  /// Escapes in a word never reach the terminal.
  @Test func neutralisesWhatWasTyped() throws {
    let sentence = MistakenWord.sentence(["\u{1B}[31mx"], commands: Self.commands) { _ in false }
    #expect(try !#require(sentence).contains("\u{1B}"))
  }

  @Test(arguments: [
    ("https://graph.microsoft.com/v1.0/applications", "opens no connection"),
    ("6f1c2a90-3b47-4d58-9e61-0a7d5c84b1e2", "az ad app show --id 6f1c2a90"), ("a.json", "Check the path"),
  ])
  func saysWhatToDoAboutAPath(path: String, remedy: String) {
    #expect(NoSuchPath.remedy(path).contains(remedy))
  }

  @Test func offersEveryFormatAsAnOutput() {
    #expect(CompletionWords.outputs().count == FormatName.ofAudits.count)
    for output in CompletionWords.outputs() { #expect(throws: Never.self) { try ReportRequest(argument: output) } }
  }

  @Test func offersPermissionsInEitherLetterCase() {
    #expect(CompletionWords.permissions("mail.sen").contains("Mail.Send"))
    #expect(CompletionWords.permissions("no such").isEmpty)
    #expect(CompletionWords.permissions("").count > 500)
  }
}

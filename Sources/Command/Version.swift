import ArgumentParser
import ScopeAuditKit

/// Says which version this is, as --version does.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Say which version this is.")

  func run() throws { try Answer("\(Tool.version)\n").deliver() }
}

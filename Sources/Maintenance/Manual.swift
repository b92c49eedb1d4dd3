import ArgumentParser
import CatalogBuild

/// Prints the manual page that `make install` installs.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the manual page, made of what the command line says about itself.")

  @Argument(help: "A file with what scopeaudit --experimental-dump-help prints.") var dump: String

  func run() throws {
    var page = ManualPage(try Files.json(dump))
    print(try page.text(), terminator: "")
  }
}

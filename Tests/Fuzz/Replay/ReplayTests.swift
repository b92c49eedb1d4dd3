import FuzzTargets
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What fuzzing starts from, and what it found, goes through its target in every run of the tests.
@Suite struct ReplayTests {
  @Test func namesAreUnique() { #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count) }

  @Test(arguments: FuzzTarget.all.map(\.name)) func seedsExist(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    #expect(target.seeds.allSatisfy { FileManager.default.fileExists(atPath: "\(project)/fixtures/\($0)") })
  }

  /// Inputs that once crashed a target, took too long, or broke what must hold.
  @Test(arguments: FuzzTarget.all.map(\.name)) func findingsStayMended(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    for file in Fixture.names(in: "fuzz/\(name)", ending: "") { target.run(try Fixture.bytes("fuzz/\(name)/\(file)")) }
  }
}

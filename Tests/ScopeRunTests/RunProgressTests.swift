import ScopeDocuments
import Testing

@testable import ScopeRun

/// The line that says how far a run is.
@Suite struct RunProgressTests {
  private func progress(total: [Int], read: Int, applications: Int = 0, findings: Int = 0) throws -> RunProgress {
    let progress = RunProgress()
    for (index, bytes) in total.enumerated() { progress.expect("\(index).json", bytes: bytes) }
    var rest = read
    let reader = progress.counting("0.json") { _ throws(ReadFailure) in
      defer { rest = 0 }
      return rest
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
    defer { buffer.deallocate() }
    _ = try reader(buffer)
    if applications > 0 { progress.found(applications: applications, findings: findings) }
    return progress
  }

  @Test func saysWhatIsDoneAndWhatIsLeft() throws {
    let some = try progress(total: [334_000_000], read: 83_500_000, applications: 41_000, findings: 3_210)
    #expect(
      some.line(width: 100, seconds: 4)
        == "25 % of 334 MB \u{B7} 41,000 applications \u{B7} 3,210 findings \u{B7} about 12 s left")
    let all = try progress(total: [2_000], read: 2_000)
    #expect(all.line(width: 100, seconds: 4) == "2 kB read, working")
    let files = try progress(total: [1_000_000_000, 500_000_000], read: 15_000_000)
    #expect(files.line(width: 100, seconds: 4) == "1 % of 1.5 GB \u{B7} 0 of 2 files")
  }

  @Test func saysWhatIsReadWhereNobodyKnowsHowMuchThereIs() throws {
    #expect(try progress(total: [], read: 3_400_000).line(width: 100, seconds: 2) == "3 MB read")
    // What a person types is not counted.
    #expect(try progress(total: [], read: 40).line(width: 100, seconds: 2) == nil)
  }

  @Test(arguments: [1, 10, 20, 40, 80]) func fitsTheTerminal(_ width: Int) throws {
    let some = try progress(total: [334_000_000], read: 83_500_000, applications: 41_000, findings: 3_210)
    #expect(try #require(some.line(width: width, seconds: 4)).count < width)
  }

  @Test func countsAFileOnce() throws {
    let progress = try progress(total: [4_000], read: 1_000)
    let again = progress.counting("0.json") { _ throws(ReadFailure) in 1_000 }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
    defer { buffer.deallocate() }
    _ = try again(buffer)
    #expect(progress.line(width: 100, seconds: 1)?.hasPrefix("25 %") == true)
  }

  @Test func isWantedByWhoWatchesATerminal() {
    func wanted(_ isTerminal: Bool, _ variables: [String: String]) -> Bool {
      RunProgress.isWanted(isTerminal: isTerminal) { variables[$0] }
    }
    #expect(wanted(true, ["TERM": "xterm-256color"]))
    #expect(wanted(true, ["TERM": "xterm", "NO_COLOR": ""]))
    #expect(!wanted(false, ["TERM": "xterm"]))
    #expect(!wanted(true, ["TERM": "dumb"]))
    #expect(!wanted(true, [:]))
    #expect(!wanted(true, ["TERM": "xterm", "NO_COLOR": "1"]))
  }
}

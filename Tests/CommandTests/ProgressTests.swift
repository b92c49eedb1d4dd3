import Foundation
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

#if os(Linux)
  /// The binary with its standard error on a pseudo-terminal, while something slow is piped in.
  @Suite struct ProgressTests {
    private static let erase = "\r\u{1B}[K"

    /// - Parameters:
    ///   - options: of check.
    ///   - waitsForText: whether what is piped in goes on only once the terminal got something.
    ///   - isInterrupted: whether the process is interrupted then.
    /// - Returns: what the terminal got, and the status, negative for a signal.
    private func run(
      _ options: [String] = [], term: String = "xterm", variables: [String: String] = [:], waitsForText: Bool = false,
      isInterrupted: Bool = false
    ) throws -> (text: String, status: Int32) {
      let application = try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/samples/device-automation.json"))
      let (terminal, name) = try #require(Self.terminal())
      let line = FileHandle(fileDescriptor: open(name, O_RDWR | O_NOCTTY), closeOnDealloc: true)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Binary.path)
      process.arguments = ["check", "-", "--now", "2026-08-24"] + options
      process.environment = ["PATH": "/usr/bin:/bin", "TERM": term].merging(variables) { $1 }
      let input = Pipe()
      process.standardInput = input
      process.standardOutput = FileHandle.nullDevice
      process.standardError = line
      try process.run()
      try line.close()
      defer { close(terminal) }
      // A line that nobody reads would stop who writes it. A thread of its own: the tests' few are all waiting.
      let done = DispatchSemaphore(value: 0)
      let terminalText = TerminalText()
      Thread.detachNewThread {
        var piece = [UInt8](repeating: 0, count: 4_096)
        while case let count = read(terminal, &piece, piece.count), count > 0 { terminalText.add(piece[..<count]) }
        done.signal()
      }
      try input.fileHandleForWriting.write(contentsOf: Data(repeating: 0x20, count: 1_100_000))
      // A machine that others use may need a while to begin.
      let end = Date(timeIntervalSinceNow: waitsForText ? 60 : 2)
      while Date() < end, !waitsForText || terminalText.text.isEmpty { Thread.sleep(forTimeInterval: 0.05) }
      // The input stays open until the signal has ended the process, which would end by itself where it closes.
      if isInterrupted {
        process.interrupt()
        process.waitUntilExit()
      } else {
        try? input.fileHandleForWriting.write(contentsOf: application)
      }
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
      let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
      done.wait()
      return (terminalText.text, status)
    }

    /// What a terminal got so far.
    private final class TerminalText: Sendable {
      private let data = Mutex<[UInt8]>([])

      func add(_ piece: ArraySlice<UInt8>) { data.withLock { $0 += piece } }

      var text: String { data.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    /// A pseudo-terminal: its own end, and the path of the other (pty(7), ioctl_tty(2)).
    private static func terminal() -> (Int32, String)? {
      let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var isLocked: Int32 = 0
      var number: UInt32 = 0
      guard terminal >= 0, ioctl(terminal, 0x4004_5431, &isLocked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0
      else { return nil }
      return (terminal, "/dev/pts/\(number)")
    }

    @Test func saysHowFarItIsAndCleansUp() throws {
      let run = try run(waitsForText: true)
      #expect(run.status == 1)
      #expect(run.text.contains("\(Self.erase)1 MB read"))
      #expect(run.text.hasSuffix(Self.erase))
    }

    @Test func cleansUpWhereASignalEndsIt() throws {
      let run = try run(waitsForText: true, isInterrupted: true)
      #expect(run.status == -SIGINT)
      #expect(run.text.contains("1 MB read"))
      #expect(run.text.hasSuffix(Self.erase))
    }

    @Test(arguments: ["quiet", "dumb", "without colours"]) func saysNothing(_ why: String) throws {
      let run =
        switch why {
        case "quiet": try run(["--quiet"])
        case "dumb": try run(term: "dumb")
        default: try run(variables: ["NO_COLOR": "1"])
        }
      #expect(run.text == "")
    }
  }
#endif

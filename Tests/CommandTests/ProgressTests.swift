import Foundation
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
    ///   - interrupted: seconds after which the process is interrupted.
    /// - Returns: what the terminal got, and the status, negative for a signal.
    private func run(
      _ options: [String] = [], term: String = "xterm", variables: [String: String] = [:], interrupted: Double? = nil
    ) throws -> (text: String, status: Int32) {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let file = folder.appendingPathComponent("apps.json")
      let application = try Data(contentsOf: URL(fileURLWithPath: "\(project)/fixtures/samples/device-automation.json"))
      try Data(repeating: 0x20, count: 1_100_000).write(to: file)
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
      let reader = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
      // An answer that nobody reads would stop who writes it. A thread of its own: the tests' few are all waiting.
      let done = DispatchSemaphore(value: 0)
      nonisolated(unsafe) var data = Data()
      Thread.detachNewThread {
        while let piece = try? reader.read(upToCount: 4_096), !piece.isEmpty { data += piece }
        done.signal()
      }
      try input.fileHandleForWriting.write(contentsOf: Data(contentsOf: file))
      Thread.sleep(forTimeInterval: interrupted ?? 1.6)
      if interrupted != nil { process.interrupt() }
      try? input.fileHandleForWriting.write(contentsOf: application)
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
      let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
      done.wait()
      return (String(decoding: data, as: UTF8.self), status)
    }

    /// A pseudo-terminal: its own end, and the path of the other (pty(7), ioctl_tty(2)).
    private static func terminal() -> (Int32, String)? {
      let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var isLocked: Int32 = 0
      var number: UInt32 = 0
      guard terminal >= 0, ioctl(terminal, 0x4004_5431, &isLocked) == 0, ioctl(terminal, 0x8004_5430, &number) == 0
      else {
        return nil
      }
      return (terminal, "/dev/pts/\(number)")
    }

    @Test func saysHowFarItIsAndCleansUp() throws {
      let run = try run()
      #expect(run.status == 1)
      #expect(run.text.contains("\(Self.erase)1 MB read"))
      #expect(run.text.hasSuffix(Self.erase))
    }

    @Test func cleansUpWhereASignalEndsIt() throws {
      let run = try run(interrupted: 1.6)
      #expect(run.status == -SIGINT)
      #expect(run.text.contains("1 MB read"))
      #expect(run.text.hasSuffix(Self.erase))
    }

    @Test(arguments: ["quiet", "dumb", "without colours", "short"]) func saysNothing(_ why: String) throws {
      let run =
        switch why {
        case "quiet": try run(["--quiet"])
        case "dumb": try run(term: "dumb")
        case "without colours": try run(variables: ["NO_COLOR": "1"])
        default: try run(interrupted: 0.3)
        }
      #expect(run.text == "")
    }
  }
#endif

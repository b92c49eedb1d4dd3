package import Foundation

/// The real binary, run in the project's folder as a user would.
package struct Binary {
  /// The exit status; negative where a signal ended the process.
  package var status: Int32
  /// What stood on standard output.
  package var output: String
  /// What stood on standard error.
  package var errors: String

  /// The executable beside the test bundle, wherever the build put both.
  package static let path: String = {
    if let given = ProcessInfo.processInfo.environment["SCOPEAUDIT_BINARY"] { return given }
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    let beside = "\(bundle)/scopeaudit"
    return FileManager.default.isExecutableFile(atPath: beside) ? beside : "\(project)/.build/debug/scopeaudit"
  }()

  /// - Parameters:
  ///   - executable: another program, such as a shell that runs the binary.
  ///   - input: what stands on standard input; nothing stands there by default.
  ///   - environment: variables beside an otherwise fixed environment.
  package static func run(
    _ arguments: [String], executable: String = path, input: Data = Data(), environment: [String: String] = [:],
    in folder: String = project
  ) throws -> Binary {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "COLUMNS": "100"].merging(environment) { $1 }
    // Files, because a pipe that nobody empties while the other one is read would stop the process.
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let files = ["in", "out", "err"].map { place.appendingPathComponent($0) }
    try input.write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Binary(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  package static func run(_ arguments: String...) throws -> Binary { try run(arguments) }

  /// Standard output as JSON.
  package func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
  }
}

/// Members of a JSON object, empty or -1 where they are absent or of another kind.
extension [String: Any] {
  package func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }
  package func object(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }
  package func string(_ key: String) -> String { self[key] as? String ?? "" }
  package func integer(_ key: String) -> Int { self[key] as? Int ?? -1 }
}

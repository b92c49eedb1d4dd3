import ScopeAudit
import ScopeCatalog
import ScopeDocuments
import ScopeLeastPrivilege
import ScopeReports
import ScopeRun

import struct ScopeSources.CallSinks

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds and reads the source files that a scan is about.
struct CodeReading {
  /// Whether the paths that are shown begin with the folder that was named.
  private var namesRoot = false
  private(set) var inputs: [CodeInput] = []
  private(set) var settings: [String: [String]] = [:]
  private(set) var skipped: [CodeScan.Skipped] = []
  private(set) var errors: [(path: String, message: String)] = []

  /// Folders of what others wrote or a build made.
  private static let leftOut: Set<String> = [
    "node_modules", "bin", "obj", "vendor", "dist", ".venv", "venv", "__pycache__", ".git", "site-packages",
    ".terraform",
    ".next", "bower_components",
  ]

  /// A scanner with the functions that send requests.
  static func scanner(flows: [Flow]) -> CodeScanner {
    let advisor = LeastPrivilegeAdvisor(catalog: .shared, takeover: TakeoverClass.names(.shared))
    return CodeScanner(catalog: .shared, advisor: advisor, flows: flows, sinks: CallSinks(rows: CodeFacts.sinks))
  }

  /// What files and folders of code call, with paths as they are from here, so that reports can point at them.
  static func scan(_ paths: [String], _ scanner: CodeScanner) -> CodeScan {
    var reading = CodeReading()
    reading.namesRoot = true
    for path in paths { reading.read(path, language: nil) }
    var scan = scanner.scan(reading.inputs, settings: reading.settings)
    scan.skipped = reading.skipped
    scan.errors = reading.errors
    return scan
  }

  mutating func read(_ path: String, language: String?) {
    var isFolder: Bool {
      (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
    }
    guard path != "-", isFolder else { return readFile(path, as: path, language) }
    walk(path, "")
  }

  private mutating func walk(_ root: String, _ below: String) {
    let folder = below.isEmpty ? root : "\(root)/\(below)"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      errors.append((below.isEmpty ? root : below, "The folder cannot be read."))
      return
    }
    for name in names.sorted() {
      let path = below.isEmpty ? name : "\(below)/\(name)"
      let type = (try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")[.type]) as? FileAttributeType
      if type == .typeDirectory {
        if Self.leftOut.contains(name) { skipped.append(.init(path: path, why: "excluded")) } else { walk(root, path) }
      } else if type == .typeRegular, CodeInput.language(of: name) != nil || CodeSettings.isSettings(name) {
        let whole = (root.hasSuffix("/") ? String(root.dropLast()) : root) + "/" + path
        readFile(whole, as: namesRoot ? whole.hasPrefix("./") ? String(whole.dropFirst(2)) : whole : path, nil)
      }
    }
  }

  private mutating func readFile(_ path: String, as shown: String, _ language: String?) {
    var bytes: [UInt8] = []
    do {
      bytes = try WholeFile.read(path)
    } catch {
      errors.append((shown, (error as? WholeFile.Failure)?.reason ?? "cannot be read"))
      return
    }
    if CodeSettings.isSettings(shown) {
      CodeSettings.read(bytes, into: &settings)
      if CodeInput.language(of: shown) == nil { return }
    }
    guard let input = CodeInput(path: shown, bytes: bytes, language: language) else {
      errors.append((shown, "The language is not known by the file's name; name it with --lang."))
      return
    }
    inputs.append(input)
  }
}

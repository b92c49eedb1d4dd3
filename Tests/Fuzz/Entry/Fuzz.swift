import FuzzTargets

/// Lets libFuzzer drive one target: `scopeaudit-fuzz NAME [libFuzzer's arguments]`; without a name, lists the targets.
///
/// libFuzzer brings a `main` of its own, which is left alone: the Swift driver names that of an executable itself.
@main struct Fuzz {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let target = FuzzTarget.all.first(where: { $0.name == arguments[1] }) else {
      for target in FuzzTarget.all { print(target.name, target.seeds.joined(separator: ",")) }
      return
    }
    chosen = target
    // libFuzzer keeps the pointers, so they live as long as the process.
    var words: [UnsafeMutablePointer<CChar>?] = ([arguments[0]] + arguments[2...]).map { copy($0) } + [nil]
    words.withUnsafeMutableBufferPointer { buffer in
      var count = Int32(buffer.count - 1)
      var base = buffer.baseAddress
      _ = runDriver(&count, &base) { data, size in
        Fuzz.chosen?.run(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
      }
    }
  }

  private nonisolated(unsafe) static var chosen: FuzzTarget?

  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let bytes = Array(text.utf8CString)
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    place.initialize(from: bytes, count: bytes.count)
    return place
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

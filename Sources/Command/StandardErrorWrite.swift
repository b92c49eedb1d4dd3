#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes to standard error; what cannot be written there is lost.
func unsafeWrite(_ bytes: UnsafeRawBufferPointer) -> Int { write(2, bytes.baseAddress, bytes.count) }

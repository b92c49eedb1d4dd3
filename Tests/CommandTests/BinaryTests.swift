import Testing

/// The real binary, end to end.
@Suite struct BinaryTests {}

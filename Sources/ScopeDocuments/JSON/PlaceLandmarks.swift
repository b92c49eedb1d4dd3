import ScopeValues
import Synchronization

/// Places of a large document at regular distances, worked out once, so that whoever asks for one of many places need not
/// count from the beginning: each application in a plan or a template is judged by itself.
final class PlaceLandmarks: Sendable {
  /// Bytes between two positions that are kept.
  static let distance = 16 << 10
  /// Children of a container between two that are kept.
  static let step = 64
  /// Documents of fewer bytes have none.
  fileprivate static let least = 4 * distance

  private let originOffset: Int
  /// The position at every ``distance`` from the document's origin on.
  private let positions: [TextPosition]
  /// By container with many children, every so-manieth of them: elements, or names of members.
  private let children: [UInt32: [UInt32]]

  init(_ document: JSONDocument) {
    let bytes = document.bytes
    originOffset = document.originOffset
    var positions = [document.origin]
    let end = Int(document.nodes[0].end)
    for start in stride(from: originOffset, to: end - Self.distance, by: Self.distance) {
      positions.append(positions[positions.count - 1].advanced(over: bytes[start..<start + Self.distance]))
    }
    self.positions = positions
    children = Self.children(document.nodes)
  }

  private static func children(_ nodes: [JSONNode]) -> [UInt32: [UInt32]] {
    var children: [UInt32: [UInt32]] = [:]
    for index in nodes.indices where nodes[index].kind == .array || nodes[index].kind == .object {
      let container = UInt32(truncatingIfNeeded: index)
      let isObject = nodes[index].kind == .object
      var kept: [UInt32] = []
      var child = container &+ 1
      var ordinal = 0
      while child < nodes[index].next {
        if ordinal % step == 0, ordinal > 0 { kept.append(child) }
        child = nodes[Int(isObject ? child &+ 1 : child)].next
        ordinal += 1
      }
      if !kept.isEmpty { children[container] = kept }
    }
    return children
  }

  /// The last position that is kept at an offset or before it.
  func position(before offset: Int) -> (offset: Int, position: TextPosition) {
    let index = min(max(offset - originOffset, 0) / Self.distance, positions.count - 1)
    return (originOffset + index * Self.distance, positions[index])
  }

  /// The last child of a container that is kept and is a node or stands before it, and how many stand before the child;
  /// nil where none is kept.
  func child(of container: UInt32, before node: UInt32) -> (child: UInt32, ordinal: Int)? {
    guard let kept = children[container] else { return nil }
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if kept[middle] <= node { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : (kept[low - 1], low * Self.step)
  }
}

extension JSONDocument {
  /// The document's landmarks; nil where it is small, whatever window of the input it stands in.
  var landmarks: PlaceLandmarks? {
    guard nodes[0].end - nodes[0].start >= PlaceLandmarks.least else { return nil }
    return knownLandmarks.withLock { known in
      if let known { return known }
      let landmarks = PlaceLandmarks(self)
      known = landmarks
      return landmarks
    }
  }
}

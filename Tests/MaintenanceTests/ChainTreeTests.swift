import Testing

@testable import Maintenance

/// The tree of request paths that chains are read with.
@Suite struct ChainTreeTests {
  private static let sdk: [Substring] = [
    "1\tdrives\tG\tG", "2\t{}\tG\tG", "3\titems\tG\tG", "4\t{}\tG\tG",
    "1\tsites\tG\tG", "2\t{}\tG\tG", "3\toffers\tG\tG", "4\t{}\tG\tG", "4\tdelta()\tG\tG",
    "1\tusers\tG\tG", "2\t{}\tG\tG", "3\tdrive\tG\tG",
  ]

  private func added(_ paths: String...) -> [String] {
    let known = Set(Self.sdk.map(String.init))
    return ChainTree.rows(Self.sdk, adding: [paths.map { Substring($0) }]).filter { !known.contains($0) }
  }

  @Test func rowsOfTheSDKStay() {
    #expect(ChainTree.rows(Self.sdk, adding: []) == Self.sdk.map(String.init))
    #expect(added("GET\t/sites/{id}/offers/delta\t-\t-", "GET\t/SITES/{siteId}/Offers\t-\t-").isEmpty)
  }

  @Test func listedRequestsComeBehind() {
    #expect(added("POST\t/sites/{id}/offers/{id}/approve\t-\t-") == ["5\tapprove\tP\tP"])
    #expect(added("GET,PATCH\t/sites/{id}/view(kind={value})\t-\t-") == ["3\tview(kind='{}')\tAG\tAG"])
    #expect(
      added("GET\t/sites/{id}/things/{id}/offers\t-\t-") == ["3\tthings\t-\t-", "4\t{}\t-\t-", "5\toffers\tG\tG"])
  }

  @Test func drivesAreOneTree() {
    let wanted = ["5\tchildren\tG\tG"]
    for path in [
      "/me/drive/items/{id}/children", "/users/{id}/drive/items/{id}/children", "/drive/items/{id}/children",
    ] {
      #expect(added("GET\t\(path)\t-\t-") == wanted)
    }
    #expect(added("GET\t/me/drive/root:/{id}:/children\t-\t-").isEmpty)
  }

  @Test func keysAreNoNames() {
    // A site, and an offer by another key.
    #expect(added("GET\t/sites/root\t-\t-", "GET\t/sites/{id}/offers(name={value})\t-\t-").isEmpty)
    #expect(added("GET\t/sites/root/pages\t-\t-") == ["3\tpages\tG\tG"])
    #expect(added("GET\t/sites/getAll\t-\t-") == ["2\tgetAll\tG\tG"])
    #expect(added("GET\t/unknown/things\t-\t-").isEmpty)
  }
}

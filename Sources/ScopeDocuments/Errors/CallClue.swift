/// What in a text tells which call was made without being its address.
package enum CallClue: Hashable, Sendable {
  /// A cmdlet or the words of a command line, and the options that stand behind it, in lower case without dashes.
  case command(name: String, options: [String])
  /// A path that a class of a client library stands for, with `{id}` for keys.
  case path(String, method: String?)
  /// A path that stands in the text without its host; prose holds others, so that only a known one tells anything.
  case written(String, method: String?)
  /// A request class of the older libraries, such as UserMessagesCollectionRequest.
  case requestClass(String, method: String?)
  /// A resource of Terraform's azuread provider, or the client inside it that called.
  case terraform(resource: String?, client: String?, method: String?)
}

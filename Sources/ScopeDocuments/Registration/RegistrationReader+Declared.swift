// Registrations that are declared in source, as documents that were made out of it.
extension RegistrationReader {
  /// The application that a document in Microsoft Graph's or Terraform's names describes.
  ///
  /// - Parameter isPartial: whether what the source leaves out may be declared elsewhere.
  package static func application(
    declaredIn document: JSONDocument, dialect: Dialect, isPartial: Bool
  ) -> Application {
    let decoder = ApplicationDecoder(RegistrationValues(document, faults: DecodingFaults()), envelopeDialect: dialect)
    var application = decoder.decode(document.root, leavesNothingOut: !isPartial)
    application.isPartial = isPartial
    // A name that is only partly known is better than none.
    if case .unresolved(let place) = application.displayName {
      application.displayName = .value(document.text(place), place)
    }
    return application
  }
}

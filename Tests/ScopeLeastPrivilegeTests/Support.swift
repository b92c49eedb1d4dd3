// What all tests share is visible in every file of this target.
@_exported public import TestSupport

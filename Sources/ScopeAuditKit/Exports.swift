// What the command needs beside the public names: the run in memory and the values that it takes. All of it has package
// access, so that a program which depends on this library sees none of it; .ci/structure holds what may stand here.
@_exported public import ScopeRun
@_exported public import ScopeValues

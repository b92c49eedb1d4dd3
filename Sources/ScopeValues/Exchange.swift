/// Puts `replacement` in the place of a value and gives the value back, so that it is moved, not copied.
package func exchange<Value>(_ value: inout Value, with replacement: Value) -> Value {
  let old = value
  value = replacement
  return old
}

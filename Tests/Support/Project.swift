/// The project's folder, found from this file's own path.
package let project = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

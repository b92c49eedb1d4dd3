/// The scripts of a pipeline's or workflow's YAML file, with their lines where they are in the file.
package enum PipelineCode {
  package static func outlines(_ source: SourceText) -> [(outline: Outline, language: String)] {
    PipelineScripts.all(source).map { script in
      script.language == .powerShell
        ? (PowerShellParser.outline(script.text), "powershell") : (ShellParser.outline(script.text), "shell")
    }
  }
}

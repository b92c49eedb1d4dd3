"""Each kind of fault, made in a small tree: .ci/structure has to name it, and to keep silent without it."""

import contextlib
import importlib.machinery
import importlib.util
import io
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
FOLDER = os.path.dirname(os.path.abspath(__file__))
LOADER = importlib.machinery.SourceFileLoader("structure", os.path.join(FOLDER, "structure"))
structure = importlib.util.module_from_spec(importlib.util.spec_from_loader("structure", LOADER))
LOADER.exec_module(structure)

SOUND = {
    "Sources/ScopeValues/GUID.swift": "package struct GUID {}\n",
    "Sources/ScopeDocuments/JSON/Parser.swift": "import ScopeValues\n\nstruct Parser { var id: GUID }\n",
    "Sources/ScopeDocuments/Token/Token.swift": "struct Token { var parser: Parser }\n",
}


def keys(files):
    """What is broken in a tree of these files."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        paths = structure.tracked(root)
        return {failure.key for failure in structure.failures(root, paths, structure.read(root, paths))}


def status(files):
    """How a run over a tree ends, and what it prints."""
    with tempfile.TemporaryDirectory() as root, contextlib.redirect_stdout(io.StringIO()) as output:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        return structure.main([], root), output.getvalue()


class Faults(unittest.TestCase):
    def expect(self, expected, **changes):
        files = {path.replace("__", "/") + ".swift": text for path, text in changes.items()}
        self.assertEqual(keys(SOUND | files), expected)

    def test_sound(self):
        self.expect(set())

    def test_arrow_up(self):
        self.expect({"arrow ScopeValues ScopeDocuments"}, Sources__ScopeValues__Up="package import ScopeDocuments\n")

    def test_inlinable_of_the_package(self):
        text = "package enum ASCII { @inlinable package static var tab: UInt8 { 9 } }\n"
        self.expect({"inlinable Sources/ScopeValues/ASCII.swift"}, Sources__ScopeValues__ASCII=text)
        self.expect(set(), Sources__ScopeValues__ASCII=text.replace("package", "public"))

    def test_arrow_beside(self):
        self.expect({"arrow ScopeDocuments ScopeCatalog"}, Sources__ScopeDocuments__Side="internal import ScopeCatalog\n")

    def test_command_beside_the_kit(self):
        self.expect({"arrow Command ScopeRun"}, Sources__Command__Main="import ScopeAuditKit\nimport ScopeRun\n")

    def test_export(self):
        self.expect(
            {"export ScopeAuditKit ScopeAudit"},
            Sources__ScopeAuditKit__Face="@_exported public import ScopeAudit\n@_exported public import ScopeRun\n")

    def test_foreign_package(self):
        self.expect({"arrow ScopeValues ArgumentParser"}, Sources__ScopeValues__Up="import ArgumentParser\n")

    def test_import_in_a_comment(self):
        self.expect(set(), Sources__ScopeValues__Up="/*\nimport ScopeDocuments\n*/\n// import ScopeDocuments\n")

    def test_unknown_module(self):
        self.expect({"module ScopeOther"}, Sources__ScopeOther__One="struct One {}\n")

    def test_circle_by_type(self):
        self.expect(
            {"circle Sources/ScopeDocuments/JSON", "circle Sources/ScopeDocuments/Token"},
            Sources__ScopeDocuments__JSON__Back="struct Back { var token: Token? }\n")

    def test_circle_of_three(self):
        self.expect(
            {f"circle Sources/ScopeDocuments/{name}" for name in ("JSON", "Token", "Errors")},
            Sources__ScopeDocuments__JSON__Back="struct Back { var error: Refusal? }\n",
            Sources__ScopeDocuments__Errors__Refusal="struct Refusal { var token: Token? }\n")

    def test_circle_by_member_of_an_extension(self):
        self.expect(
            {"circle Sources/ScopeDocuments/JSON", "circle Sources/ScopeDocuments/Token"},
            Sources__ScopeDocuments__Token__Added="extension Parser {\n  var asToken: Int { 1 }\n}\n",
            Sources__ScopeDocuments__JSON__Back="func back(_ parser: Parser) -> Int { parser.asToken }\n")

    def test_circle_inside_an_interpolation(self):
        self.expect(
            {"circle Sources/ScopeDocuments/JSON", "circle Sources/ScopeDocuments/Token"},
            Sources__ScopeDocuments__JSON__Back='let text = "a \\(Token.self) b"\n')

    def test_words_are_no_references(self):
        self.expect(
            set(), Sources__ScopeDocuments__JSON__Back=
            '// Token\n/* Token */\nlet text = "Token"\nlet raw = #"\\(Token)"#\nlet long = """\n  Token \\\n  Token\n  """\n')

    def test_private_and_nested_types_are_their_own(self):
        self.expect(
            set(), Sources__ScopeDocuments__JSON__Back="private struct Token {}\nprivate let token: Token? = nil\n",
            Sources__ScopeDocuments__JSON__Nested="struct Outer {\n  struct Token {}\n  var token: Token?\n}\n")

    def test_long_file(self):
        self.expect({"long Sources/ScopeValues/Long.swift"}, Sources__ScopeValues__Long="\n" * 301)
        self.expect(set(), Sources__ScopeValues__Long="\n" * 300)

    def test_large_command(self):
        files = {f"Sources__Command__C{number}": "\n" * 250 for number in range(6)}
        self.expect(set(), **files)
        self.expect({"command"}, **files, Sources__Command__C7="\n")

    def test_names_that_say_nothing(self):
        for name in ("TextUtils", "Helpers", "ScopeCommon", "Shared", "TokenManager", "GUID+Helpers"):
            self.expect({f"name Sources/ScopeValues/{name}.swift"}, **{f"Sources__ScopeValues__{name}": "\n"})
        self.expect(set(), Sources__ScopeValues__SharedMailbox="\n")

    @unittest.skipUnless(os.path.exists(FOLDER) and not os.path.exists(FOLDER.upper()), "this disk has no letter case")
    def test_letter_case(self):
        self.assertEqual(keys(SOUND | {"Sources/scopevalues/One.txt": ""}), {"case Sources/ScopeValues", "module scopevalues"})


class KnownOnes(unittest.TestCase):
    broken = SOUND | {"Sources/ScopeValues/Utils.swift": "\n"}

    def test_unlisted(self):
        code, output = status(self.broken)
        self.assertEqual(code, 1)
        self.assertIn("broken: Sources/ScopeValues/Utils.swift has a name that says nothing", output)

    def test_listed(self):
        code, output = status(self.broken | {".ci/structure-known": "# why\nname Sources/ScopeValues/Utils.swift\n"})
        self.assertEqual(code, 0)
        self.assertIn("known:  Sources/ScopeValues/Utils.swift", output)

    def test_listed_and_mended(self):
        code, output = status(SOUND | {".ci/structure-known": "name Sources/ScopeValues/Utils.swift\n"})
        self.assertEqual(code, 1)
        self.assertIn("Remove that line", output)


if __name__ == "__main__":
    unittest.main()

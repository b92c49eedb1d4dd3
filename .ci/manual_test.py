"""The manual page of a small command line, and of what is none."""

import contextlib
import importlib.machinery
import importlib.util
import io
import json
import os
import sys
import unittest

sys.dont_write_bytecode = True
FOLDER = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(os.path.dirname(FOLDER), "fixtures", "manual")
LOADER = importlib.machinery.SourceFileLoader("manual", os.path.join(FOLDER, "manual"))
manual = importlib.util.module_from_spec(importlib.util.spec_from_loader("manual", LOADER))
LOADER.exec_module(manual)


class ManualTests(unittest.TestCase):
    def test_describes_every_command_and_option(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            manual.main([os.path.join(FIXTURES, "help.json")])
        with open(os.path.join(FIXTURES, "help.1"), encoding="utf-8") as file:
            expected = file.read()
        # What stands after the commands is the same for every program.
        self.assertEqual(out.getvalue().split(".SH EXAMPLES")[0], expected)

    def test_refuses_what_is_no_command_line(self):
        with self.assertRaises(KeyError):
            manual.page(json.loads("{}"))

    def test_commands_to_copy_stay_lines(self):
        lines = manual.paragraphs("Reads a file.\n\n  tool look a.json\n\nThen more.")
        self.assertEqual(lines, [".PP", "Reads a file.", ".PP", ".RS", ".nf", "tool look a.json", ".fi", ".RE", ".PP",
                                 "Then more."])


if __name__ == "__main__":
    unittest.main()

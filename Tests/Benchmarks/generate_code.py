#!/usr/bin/env python3
"""Writes a project of source code as a team has it: mostly code that calls nothing, and some that calls Microsoft Graph.

  generate_code.py FOLDER FILES     FILES files of some 4 KB in Python, TypeScript, C#, Java, Go and PowerShell
  generate_code.py FOLDER FILES py  the same in one language, by its file ending

The same arguments write the same bytes. One file in forty calls Microsoft Graph: by its address, through a function of
another file, or with a client library.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

NOUNS = ("order", "invoice", "customer", "report", "device", "ticket", "shipment", "account", "policy", "session", "batch", "item")
VERBS = ("load", "store", "merge", "check", "render", "parse", "collect", "update", "remove", "find", "sort", "count")
PATHS = ("users", "groups", "me/messages", "deviceManagement/managedDevices", "applications", "sites", "me/drive/root/children")

# One function of ordinary code, by language; {v} a verb, {n} a noun, {i} a number.
ORDINARY = {
    "py": '''
    def {v}_{n}_{i}(self, values, limit={i}):
        """Goes through the {n}s and keeps those that are wanted."""
        result = {{}}
        for key, value in sorted(values.items()):
            if value is None or len(result) >= limit:
                continue
            name = f"{n}-{{key}}-{{self.prefix}}"
            result[name] = self.{n}s.get(key, value) + {i}
        self.log.info("%d {n}s of %d", len(result), len(values))
        return result
''',
    "ts": '''
  {v}{N}{i}(values: Map<string, number>, limit = {i}): Record<string, number> {{
    const result: Record<string, number> = {{}};
    for (const [key, value] of values) {{
      if (value === undefined || Object.keys(result).length >= limit) continue; // not wanted
      const name = `{n}-${{key}}-${{this.prefix}}`;
      result[name] = (this.{n}s.get(key) ?? value) + {i};
    }}
    this.log.info("{n}s", {{ count: values.size, limit }});
    return result;
  }}
''',
    "cs": '''
    public Dictionary<string, int> {V}{N}{i}(IReadOnlyDictionary<string, int> values, int limit = {i})
    {{
        var result = new Dictionary<string, int>();
        foreach (var pair in values.OrderBy(pair => pair.Key))
        {{
            if (result.Count >= limit) {{ break; }} // enough
            var name = $"{n}-{{pair.Key}}-{{prefix}}";
            result[name] = this.{n}s.TryGetValue(pair.Key, out var known) ? known + {i} : pair.Value;
        }}
        log.Information("{{Count}} {n}s", result.Count);
        return result;
    }}
''',
    "java": '''
    public Map<String, Integer> {v}{N}{i}(Map<String, Integer> values, int limit) {{
        Map<String, Integer> result = new HashMap<>();
        for (Map.Entry<String, Integer> pair : values.entrySet()) {{
            if (pair.getValue() == null || result.size() >= limit) {{ continue; }} // not wanted
            String name = "{n}-" + pair.getKey() + "-" + prefix;
            result.put(name, {n}s.getOrDefault(pair.getKey(), pair.getValue()) + {i});
        }}
        log.info("{{}} {n}s", result.size());
        return result;
    }}
''',
    "go": '''
func (s *Service) {V}{N}{i}(values map[string]int, limit int) map[string]int {{
	result := make(map[string]int)
	for key, value := range values {{
		if len(result) >= limit {{ // enough
			break
		}}
		name := fmt.Sprintf("{n}-%s-%s", key, s.prefix)
		result[name] = s.{n}s[key] + value + {i}
	}}
	log.Printf("%d {n}s", len(result))
	return result
}}
''',
    "ps1": '''
function {V}-{N}{i} {{
    param([hashtable]$Values, [int]$Limit = {i})
    $result = @{{}}
    foreach ($key in $Values.Keys | Sort-Object) {{
        if ($null -eq $Values[$key] -or $result.Count -ge $Limit) {{ continue }} # not wanted
        $name = "{n}-$key-$($script:prefix)"
        $result[$name] = $Values[$key] + {i}
    }}
    Write-Verbose "$($result.Count) {n}s"
    return $result
}}
''',
}
CALLING = {
    "py": '''
    def fetch_{n}_{i}(self, ident):
        response = requests.get(f"https://graph.microsoft.com/v1.0/{p}/{{ident}}", headers=self.headers)
        return response.json()
''',
    "ts": '''
  async fetch{N}{i}(id: string) {{
    return await fetch(`https://graph.microsoft.com/v1.0/{p}/${{id}}`, {{ headers: this.headers }});
  }}
''',
    "cs": '''
    public async Task<string> Fetch{N}{i}(string id)
    {{
        return await httpClient.GetStringAsync($"https://graph.microsoft.com/v1.0/{p}/{{id}}");
    }}
''',
    "java": '''
    public HttpResponse<String> fetch{N}{i}(String id) throws Exception {{
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://graph.microsoft.com/v1.0/{p}/" + id)).GET().build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }}
''',
    "go": '''
func (s *Service) Fetch{N}{i}(id string) (*http.Response, error) {{
	return http.Get("https://graph.microsoft.com/v1.0/{p}/" + id)
}}
''',
    "ps1": '''
function Get-{N}{i} {{
    param([string]$Id)
    Invoke-MgGraphRequest -Method GET -Uri "https://graph.microsoft.com/v1.0/{p}/$Id"
}}
''',
}
HEADS = {
    "py": "import logging\nimport requests\n\n\nclass Service{f}:\n    def __init__(self, prefix, headers):\n"
          "        self.prefix, self.headers = prefix, headers\n        self.log = logging.getLogger(__name__)\n",
    "ts": 'import {{ Logger }} from "./logging";\n\nexport class Service{f} {{\n'
          "  constructor(private prefix: string, private log: Logger, private headers: Record<string, string>) {{}}\n",
    "cs": "using System.Collections.Generic;\nusing System.Linq;\n\nnamespace Shop.Part{f};\n\npublic class Service{f}\n{{\n"
          "    private readonly string prefix;\n",
    "java": "package shop.part{f};\n\nimport java.util.*;\n\npublic class Service{f} {{\n    private String prefix;\n",
    "go": 'package part{f}\n\nimport (\n\t"fmt"\n\t"log"\n\t"net/http"\n)\n\ntype Service struct {{\n\tprefix string\n}}\n',
    "ps1": "#Requires -Version 7\n$script:prefix = 'part{f}'\n",
}
CLOSED = {"ts": "}\n", "cs": "}\n", "java": "}\n"}


def source(language: str, number: int, choice: random.Random) -> str:
    parts = [HEADS[language].format(f=number)]
    calls = number % 40 == 7
    for index in range(9):
        noun, verb = choice.choice(NOUNS), choice.choice(VERBS)
        form = CALLING if calls and index % 4 == 1 else ORDINARY
        parts.append(form[language].format(v=verb, V=verb.capitalize(), n=noun, N=noun.capitalize(), i=index, p=choice.choice(PATHS)))
    return "".join(parts) + CLOSED.get(language, "")


def write(folder: Path, files: int, language: str | None = None) -> int:
    """The bytes that were written."""
    choice = random.Random(20_261_128)
    languages = [language] if language else sorted(ORDINARY)
    size = 0
    for number in range(files):
        ending = languages[number % len(languages)]
        place = folder / f"part{number // 100}"
        place.mkdir(parents=True, exist_ok=True)
        text = source(ending, number, choice).encode()
        (place / f"service{number}.{ending}").write_bytes(text)
        size += len(text)
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("files", type=int, metavar="FILES")
    parser.add_argument("language", nargs="?", choices=sorted(ORDINARY))
    arguments = parser.parse_args()
    print(write(arguments.folder, arguments.files, arguments.language))


if __name__ == "__main__":
    main()

"""What package managers are told, as text: a formula for Homebrew, entries for mise and aqua, a mirror for pre-commit."""

from release import HOME, SUMMARY

# For people who pin hooks by repository: a package of its own, so that the project's root stays as it is.
HOOK = """- id: scopeaudit
  name: scopeaudit
  description: Audit Microsoft Entra app registrations offline.
  entry: scopeaudit check
  args: ["."]
  language: python
  # The folder is audited as a whole: what is visibly something else is passed over, and counted.
  pass_filenames: false
  files: '\\.(json|tf|tfstate|bicep|ps1|sh|ya?ml)$'
  require_serial: true
"""


def build(release, tarball, digest):
    """The texts by their path in the folder of a release."""
    address = f"{HOME}/releases/download/v{release.version}/{tarball}"
    formula = f"""class Scopeaudit < Formula
  desc "{SUMMARY.rstrip('.')}"
  homepage "{HOME}"
  version "{release.version}"
  license "MIT"

  on_linux do
    on_intel do
      url "{address}"
      sha256 "{digest}"
    end
  end

  def install
    bin.install "bin/scopeaudit"
    man1.install "share/man/man1/scopeaudit.1"
    bash_completion.install "share/bash-completion/completions/scopeaudit"
    zsh_completion.install "share/zsh/site-functions/_scopeaudit"
    fish_completion.install "share/fish/vendor_completions.d/scopeaudit.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/scopeaudit --version")
    (testpath/"app.json").write '[{{"appId":"00000000-0000-0000-0000-000000000001","requiredResourceAccess":[]}}]'
    system bin/"scopeaudit", "check", "app.json"
  end
end
"""
    aqua = f"""# An entry of aqua's registry (aquaproj.github.io/docs/reference/registry-config), which mise reads, too.
packages:
  - type: github_release
    repo_owner: scopeaudit
    repo_name: scopeaudit
    description: {SUMMARY}
    asset: scopeaudit-{{{{trimV .Version}}}}-{{{{.Arch}}}}-linux.tar.gz
    replacements: {{ amd64: x86_64, arm64: aarch64 }}
    supported_envs: [linux/amd64]
    files:
      - name: scopeaudit
        src: scopeaudit-{{{{trimV .Version}}}}-{{{{.Arch}}}}-linux/bin/scopeaudit
    checksum: {{ type: github_release, asset: SHA256SUMS, algorithm: sha256 }}
"""
    project = f"""# The mirror that pre-commit installs: the program comes from the package index.
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "scopeaudit-pre-commit"
version = "{release.version}"
dependencies = ["scopeaudit=={release.version}"]

[tool.setuptools]
py-modules = []
"""
    mise = f"""# mise.toml of a project; mise installs what it names.
[tools]
"pipx:scopeaudit" = "{release.version}"
"""
    return {
        "homebrew/scopeaudit.rb": formula, "aqua/registry.yaml": aqua, "mise/mise.toml": mise,
        "pre-commit/pyproject.toml": project, "pre-commit/.pre-commit-hooks.yaml": HOOK,
    }

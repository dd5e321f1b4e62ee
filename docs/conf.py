"""How Sphinx builds the documentation."""

project = "aiproviders"
copyright = "2026, the aiproviders authors"
extensions = ["myst_parser"]
html_theme = "furo"
myst_heading_anchors = 3
# The README links to pages as they lie in the repository; `index.md` includes it.
suppress_warnings = ["myst.xref_missing"]

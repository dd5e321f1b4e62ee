"""Sees that the description in a wheel holds on the page of an index; `nox -s package` runs this.

Its links and pictures have absolute addresses, and those in the repository are files of the tree.
"""

import re
import sys
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

with ZipFile(sys.argv[1]) as wheel:
    (name,) = (each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
    metadata = message_from_bytes(wheel.read(name))
urls = dict(each.split(", ", 1) for each in metadata.get_all("Project-URL", []))
text = str(metadata.get_payload())
links = re.findall(r"\]\(([^)]*)\)|^\[[^]]+\]: *(\S+)", text, re.MULTILINE)
found = {
    "blob": ["".join(link) for link in links],
    "raw": re.findall(r'\b(?:src|srcset)="([^"]*)"', text),
}
for kind, targets in found.items():
    tree = f"{urls['Repository']}/{kind}/main/"
    files = [target.removeprefix(tree) for target in targets if target.startswith(tree)]
    relative = [each for each in targets if not re.match(r"https?://", each)]
    missing = [each for each in files if not Path(each.partition("#")[0]).is_file()]
    if relative or missing or not files:
        sys.exit(f"relative links: {relative}; links to nothing: {missing}; others: {len(files)}")

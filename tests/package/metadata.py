"""Sees that the description in a wheel holds on the page of an index; `nox -s package` runs this.

Its links are absolute, and those into the repository lead to files of the tree.
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
links = re.findall(r"\]\(([^)]*)\)|^\[[^]]+\]: *(\S+)", str(metadata.get_payload()), re.MULTILINE)
targets = ["".join(link) for link in links]
tree = f"{urls['Repository']}/blob/main/"
pages = [target.removeprefix(tree) for target in targets if target.startswith(tree)]

relative = [each for each in targets if not re.match(r"https?://", each)]
missing = [each for each in pages if not Path(each.partition("#")[0]).is_file()]
if relative or missing or not pages:
    sys.exit(f"relative links: {relative}; links to nothing: {missing}; others: {len(pages)}")

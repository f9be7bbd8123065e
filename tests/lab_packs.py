"""A pack with one lab that needs nothing but a shell, for tests of services and faces."""

LAB = """\
---
title: Put the name right
needs: [sh]
setup: |
  echo "nmae" > sign.txt
  echo "kept" > other.txt
checks:
  - {file: other.txt, is: kept, else: "Leave `other.txt` alone."}
  - {file: sign.txt, is: name, else: "The sign still says `nmae`."}
  - {run: ls, lines: 2, else: "There is something else in the folder."}
hints: [Look at the sign., Swap two letters., "`echo name > sign.txt`"]
solution: echo name > sign.txt
---
The sign in `sign.txt` has its letters mixed up. Put them right.
"""
PACK = "format: 1\npack: signs\ntitle: Signs\n"
SIGNS = {"pack.yaml": PACK, "labs/sign.md": LAB}

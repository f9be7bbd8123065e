"""A pack whose lesson, question and aid are backed by claims that need nothing but a shell, for services and faces."""

CLAIM = """\
- id: name-is-kept
  says: "`echo name > sign.txt` puts the name there"
  backs: [sign, which-name]
  needs: [sh]
  setup: echo nmae > sign.txt
  run: echo name > sign.txt
  expect: [{exit: 0}, {file: sign.txt, is: name}]
  control: {run: echo name >> sign.txt}
"""
SIGN = """\
---
title: Put the name right
why: A wrong name leads people astray.
essence: "`>` takes the place of what was there."
minutes: 2
sources: ["https://example.org/signs"]
verified: 2026-11-20
---
The sign says `nmae`.

---

## What puts the name right? {#which-name}
- [x] `echo name > sign.txt`
- [ ] `echo name >> sign.txt`
> `>` writes over it.
"""
AID = """\
---
title: Change a sign
aid: checklist
asks: [change a sign, the sign is wrong]
---
- [ ] Read it aloud
"""
PACK = "format: 1\npack: signs\ntitle: Signs\n"
CLAIMED = {"pack.yaml": PACK, "lessons/sign.md": SIGN, "aids/change-sign.md": AID, "claims/names.yaml": CLAIM}

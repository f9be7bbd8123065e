"""Claims: `claims/*.yaml`, a list of facts with the commands that show them, each with a control that must fail."""

from dataclasses import replace

from tutor.model.checks import Check
from tutor.model.claims import Claim, digest_of
from tutor.model.problems import Place
from tutor.packs.checks import read_check
from tutor.packs.fields import CLAIM_FIELDS
from tutor.packs.frontmatter import Front, load
from tutor.packs.items import full_names, runs_of
from tutor.packs.labs import check_tools, script
from tutor.packs.source import Source, nearest
from tutor.packs.tree import Listing, Mapping, Text, read_tree

CONTROL_KEYS = ("setup", "run")


def read_claims(source: Source) -> tuple[Claim, ...]:
    """The claims of a file that have no errors; those that have are left out, and the others stay."""
    root, whole = read_tree(source, source.text, 1)
    if not isinstance(root, Listing):
        if whole:
            source.report("E801", root.line if root else 1, root.column if root else 1, 'begin with "- id: …"')
        return ()
    claims: list[Claim] = []
    given: dict[str, Place] = {}
    for record in root.items:
        if source.is_full:
            break
        if isinstance(record, Mapping):
            claim = _read(source, record, whole, given)
            claims += [claim] if claim is not None else []
        else:
            source.report("E015", record.line, record.column, "write - id: …", name="a claim")
    whole_ones = {claim.id: claim for claim in claims}
    for id, place in given.items():
        one = whole_ones.get(id)
        source.claims.append(
            (id, place.line, place.column, one.digest if one else "", " ".join(one.backs if one else ()))
        )
    return tuple(claims)


def _read(source: Source, record: Mapping, whole: bool, given: dict[str, Place]) -> Claim | None:
    before = source.errors
    front = load(source, record, whole, CLAIM_FIELDS, (record.line, record.column))
    id = front.texts.get("id")
    if id is not None:
        place = source.place(id.line, id.column)
        first = given.setdefault(id.text, place)
        if first != place:
            source.report("E805", id.line, id.column, "rename one of them", id=id.text, first=first)
    check_tools(source, front)
    claim = Claim(
        pack=source.pack,
        id=id.text if id else "",
        says=runs_of(source, front, "says"),
        backs=tuple(dict.fromkeys(full_names(source, front, "backs"))),
        needs=front.many("needs"),
        setup=script(front, "setup"),
        run=script(front, "run"),
        expect=_expect(source, front),
        control=_control(source, front),
        place=source.place(record.line, record.column),
    )
    # A tree that broke off may have lost the keys that come last: what is left of it is no claim to run.
    if source.errors > before or (not whole and not front.keys.keys() >= _REQUIRED):
        return None
    return replace(claim, digest=digest_of(claim))


_REQUIRED = {field.name for field in CLAIM_FIELDS.values() if field.required}


def _expect(source: Source, front: Front) -> tuple[Check, ...]:
    records = front.records.get("expect", ())
    if "expect" in front.records and not records:
        key = front.keys["expect"]
        source.report("E804", key.line, key.column, "write - {exit: 0} or - {file: NAME, has: TEXT}")
    return tuple(check for record in records if (check := read_check(source, record, of_claim=True)))


def _control(source: Source, front: Front) -> tuple[tuple[str, str], ...]:
    entries = front.maps.get("control", ())
    known: list[tuple[Text, Text]] = []
    for key, value in entries:
        if key.text in CONTROL_KEYS:
            known.append((key, value))
        else:
            hint = nearest(key.text, CONTROL_KEYS)
            source.report("E802", key.line, key.column, hint, key=key.text)
    own = {"setup": script(front, "setup"), "run": script(front, "run")}
    if "control" in front.maps and len(known) == len(entries) and all(own[k.text] == v.text for k, v in known):
        key = front.keys["control"]
        source.report("E803", key.line, key.column, "write {run: COMMAND} with a command after which `expect` fails")
    return tuple((key.text, value.text) for key, value in known)

"""Words that people use for one another at a terminal: whoever asks with one finds aids that say the other.

Few on purpose: a word that is only sometimes the same finds more wrong aids than right ones. A pack adds its own.
"""

from collections.abc import Iterator

_GROUPS = """
delete remove erase
create make
undo revert
show display print
list enumerate
find search locate
folder directory
copy duplicate
rename move
run execute launch
stop halt terminate kill
start begin
restart reboot
change modify edit alter
fix repair mend
broken damaged corrupt
get fetch download
install setup
compress zip pack
extract unzip decompress unpack
merge join combine
compare diff difference
error failure
quit exit leave
repository repo
password passphrase
disk drive
link symlink
"""


def _pairs() -> Iterator[tuple[str, tuple[str, ...]]]:
    for group in _GROUPS.split("\n"):
        words = group.split()
        for word in words:
            yield word, tuple(other for other in words if other != word)


SYNONYMS = tuple(_pairs())

"""Packs on their way into the data folder and out of it: folders, zips, git repositories; versions, switched at once.

What lies there is never edited, only replaced:

    packs/.kept/PACK/3/pack/…        one version, its files read-only
    packs/.kept/PACK/3/record.json   where it came from, when, and a hash of every file
    packs/PACK -> .kept/PACK/3/pack  the one in use

A version is written beside the others, under a name that nobody reads, and becomes the pack when one link is renamed:
whoever reads meanwhile, or after a power cut, sees the old pack or the new one. The version before stays for a
rollback. What was interrupted is a folder that nothing points at, and the next change sweeps it away. Nothing here runs
anything of a pack.
"""

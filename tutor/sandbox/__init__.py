"""Runs the commands of packs in a scratch world, walled in where the system can: nothing outside it is touched."""

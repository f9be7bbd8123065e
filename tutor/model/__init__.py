"""What content and learning are: frozen values without I/O and without third parties. Imports nothing else of tutor."""

"""The face for editors: a language server over packs. Alone with pygls and lsprotocol."""

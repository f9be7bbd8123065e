"""The plain face: words in, service, words out. One module a command; stdout is the answer, stderr is talk."""

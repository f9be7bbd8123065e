"""The language server: what an editor says about files of packs goes in, problems and offers come out.

It wires; services/editing.py and services/completing.py decide. Positions go through pygls' codec: editors count UTF-16
units, problems count characters.
"""

import asyncio
import os
from collections.abc import Iterable
from datetime import date

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

import tutor
from tutor.errors import NotFound
from tutor.model.problems import Place, Problem
from tutor.places import Places
from tutor.services.completing import Spot, definition, meaning, offers
from tutor.services.editing import EditedPack, pack_of_file
from tutor.services.explaining import explained, place_of

NAME = "tutor"
SETTLED = 0.02  # seconds: keys that come faster than this are looked at together


class PackServer(LanguageServer):
    """One for each editor. Packs are opened with their first file, and looked at again at every change."""

    def __init__(self, where: Places, today: date) -> None:
        super().__init__(NAME, tutor.__version__)
        self._where = where
        self._today = today
        self._packs: dict[str, EditedPack] = {}
        self._told: dict[str, dict[str, list[Problem]]] = {}  # by folder: what the editor was told, by path
        self._waiting: set[str] = set()

    def spot(self, uri: str, position: types.Position) -> Spot | None:
        """A place in a file of a pack, counted in characters."""
        found = self._file(uri)
        if found is None:
            return None
        folder, path = found
        document = self.workspace.get_text_document(uri)
        at = document.position_codec.position_from_client_units(document.lines, position)
        return Spot(self._pack(folder), path, document.source.split("\n"), at.line, at.character)

    def edited(self, uri: str) -> None:
        """A file was opened or changed in the editor."""
        found = self._file(uri)
        if found is not None:
            folder, path = found
            self._pack(folder).edit(path, self.workspace.get_text_document(uri).source)
            self._look_soon(folder)

    def closed(self, uri: str) -> None:
        """A file is no longer open: what is on the disk counts again."""
        found = self._file(uri)
        if found is not None:
            folder, path = found
            self._pack(folder).edit(path, None)
            self._look_soon(folder)

    def saved(self, uri: str) -> None:
        """A file was saved: the moment to ask git which ids are gone."""
        found = self._file(uri)
        if found is not None:
            self._tell(found[0], with_history=True)

    def told(self, uri: str, line: int) -> list[Problem]:
        """The problems that the editor was told of a line, counted from 0."""
        found = self._file(uri)
        if found is None:
            return []
        folder, path = found
        return [one for one in self._told.get(folder, {}).get(path, ()) if one.place.line == line + 1]

    def uri_of(self, folder: str, path: str) -> str:
        """The address of a file of a pack."""
        return uris.from_fs_path(os.path.join(folder, path)) or ""

    def range_of(self, uri: str, place: Place) -> types.Range:
        """From a place to the end of its line, in the editor's units."""
        document = self.workspace.get_text_document(uri)
        line = document.lines[place.line - 1].rstrip("\r\n") if place.line <= len(document.lines) else ""
        start = min(place.column - 1, len(line))
        end = max(len(line.rstrip()), start)
        at = types.Range(types.Position(place.line - 1, start), types.Position(place.line - 1, end))
        return document.position_codec.range_to_client_units(document.lines, at) if line else at

    def _file(self, uri: str) -> tuple[str, str] | None:
        path = uris.to_fs_path(uri)
        return pack_of_file(os.path.abspath(path)) if path else None

    def _pack(self, folder: str) -> EditedPack:
        if folder not in self._packs:
            self._packs[folder] = EditedPack(folder, self._where, self._today)
        return self._packs[folder]

    def _look_soon(self, folder: str) -> None:
        if folder not in self._waiting:
            self._waiting.add(folder)
            asyncio.get_running_loop().call_later(SETTLED, self._tell, folder)

    def _tell(self, folder: str, *, with_history: bool = False) -> None:
        """Look at a pack, and tell the editor of each file whose problems are others than before."""
        self._waiting.discard(folder)
        before = self._told.get(folder, {})
        pack = self._pack(folder)
        now = pack.problems(with_history=with_history)
        self._told[folder] = now
        for path in dict.fromkeys((*pack.open, *before, *now)):
            uri = self.uri_of(folder, path)
            problems = now.get(path, [])
            # Of files that are open all is told again: the ends of their lines may have moved.
            if path in pack.open or problems != before.get(path, []):
                diagnostics = [self._diagnostic(uri, problem) for problem in problems]
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics))

    def _diagnostic(self, uri: str, problem: Problem) -> types.Diagnostic:
        severity = types.DiagnosticSeverity.Error if problem.is_error else types.DiagnosticSeverity.Warning
        hint = f" ({problem.hint})" if problem.hint else ""
        message = f"{problem.message}{hint}"
        return types.Diagnostic(self.range_of(uri, problem.place), message, severity, code=problem.code, source=NAME)


def make_server(where: Places, today: date) -> PackServer:
    """A server with all it can do."""
    server = PackServer(where, today)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.edited(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.edited(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.saved(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["[", ">", " ", "="]))
    def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        spot = server.spot(params.text_document.uri, params.position)
        found = offers(spot) if spot else []
        return [
            types.CompletionItem(
                offer.label,
                insert_text=offer.text,
                detail=offer.detail,
                documentation=offer.about or None,
                sort_text=f"{number:05}",
            )
            for number, offer in enumerate(found)
        ]

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def define(params: types.DefinitionParams) -> types.Location | None:
        spot = server.spot(params.text_document.uri, params.position)
        place = definition(spot) if spot else None
        if spot is None or place is None:
            return None
        uri = server.uri_of(spot.pack.folder, place.path)
        return types.Location(uri, server.range_of(uri, place))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        uri = params.text_document.uri
        spot = server.spot(uri, params.position)
        told = _explanations(server.told(uri, params.position.line)) or ([meaning(spot)] if spot else [])
        text = "\n\n---\n\n".join(filter(None, told))
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

    return server


def _explanations(problems: Iterable[Problem]) -> list[str]:
    """What the codes of problems mean, as Markdown, each once."""
    return [_explanation(code) for code in dict.fromkeys(problem.code for problem in problems)]


def _explanation(code: str) -> str:
    try:
        known = explained(code)
    except NotFound:
        return ""
    parts = [f"**{code}** {known.means}"]
    place = place_of(known)
    for name, example in (("Bad", known.bad), ("Good", known.good)):
        if example:
            fence = "`" * (max((len(run) for run in example.split() if set(run) == {"`"}), default=2) + 1)
            parts.append(f"{name}{f', {place}' if place else ''}:\n\n{fence}text\n{example}\n{fence}")
    return "\n\n".join(parts)

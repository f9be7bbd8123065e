"""An editor for tests: a client that speaks the language server protocol to a real process."""

import asyncio
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

SERVER = (sys.executable, "-m", "tutor", "lsp")
PATIENCE = 60.0  # seconds; a server that does not answer at all


class Editor:
    """Opens files of a folder in a language server, types, and asks."""

    def __init__(self, folder: Path, command: tuple[str, ...] = SERVER, settings: dict[str, Any] | None = None) -> None:
        self._folder = folder
        self._command = command
        self._settings = settings
        self._client = LanguageClient("editor", "1")
        self._versions: dict[str, int] = {}
        self._told: dict[str, list[types.Diagnostic]] = {}
        self._count = 0  # how often was told of the file that is waited for
        self._awaited = ""
        self._news = asyncio.Condition()

        @self._client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def told(params: types.PublishDiagnosticsParams) -> None:
            async with self._news:
                self._told[params.uri] = list(params.diagnostics)
                self._count += params.uri == self._awaited
                self._news.notify_all()

        @self._client.feature(types.WORKSPACE_CONFIGURATION)
        def configured(params: types.ConfigurationParams) -> list[Any]:
            return [(self._settings or {}).get(item.section or "") for item in params.items]

        @self._client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def registered(params: types.RegistrationParams) -> None:
            return None

    async def __aenter__(self) -> "Editor":
        await self._client.start_io(*self._command)
        capabilities = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(configuration=True))
        root = self._folder.as_uri()
        params = types.InitializeParams(capabilities, root_uri=root)
        await asyncio.wait_for(self._client.initialize_async(params), PATIENCE)
        self._client.initialized(types.InitializedParams())
        if self._settings is not None:
            self._client.workspace_did_change_configuration(types.DidChangeConfigurationParams(self._settings))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.wait_for(self._client.shutdown_async(None), PATIENCE)
        self._client.exit(None)
        await self._client.stop()

    def uri(self, path: str) -> str:
        return (self._folder / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        """Open a file with what it holds, or with another text."""
        text = (self._folder / path).read_text(encoding="utf-8") if text is None else text
        language = "yaml" if path.endswith(".yaml") else "markdown"
        document = types.TextDocumentItem(self.uri(path), language, 1, text)
        self._versions[path] = 1
        self._client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def type(self, path: str, text: str, line: int, column: int) -> None:
        """Put a text in at a place, counted from 0 in UTF-16 units."""
        self._versions[path] += 1
        at = types.Position(line, column)
        change = types.TextDocumentContentChangePartial(types.Range(at, at), text)
        document = types.VersionedTextDocumentIdentifier(self._versions[path], self.uri(path))
        self._client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def typed(self, path: str, text: str, line: int, column: int) -> None:
        """As `type`, and waits until the editor is told what is wrong with the file now."""
        self._awaited, before = self.uri(path), self._count
        self.type(path, text, line, column)
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: self._count > before), PATIENCE)

    def close(self, path: str) -> None:
        document = types.TextDocumentIdentifier(self.uri(path))
        self._client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def problems(self, path: str, *codes: str) -> list[types.Diagnostic]:
        """What is wrong with a file, as soon as that is exactly these codes."""
        uri = self.uri(path)

        def there() -> bool:
            return uri in self._told and sorted(str(one.code) for one in self._told[uri]) == sorted(codes)

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(there), PATIENCE)
            except TimeoutError:
                raise AssertionError(f"{path}: {codes} were due, told was {self._told.get(uri)}") from None
            return self._told[uri]

    async def messages(self, path: str) -> list[str]:
        """The messages about a file, as soon as there are any, or none of which is told."""
        uri = self.uri(path)
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: uri in self._told), PATIENCE)
            return [one.message for one in self._told[uri]]

    async def offered(self, path: str, line: int, column: int) -> dict[str, types.CompletionItem]:
        """What may be written at a place, by label."""
        document, at = types.TextDocumentIdentifier(self.uri(path)), types.Position(line, column)
        found = await asyncio.wait_for(
            self._client.text_document_completion_async(types.CompletionParams(document, at)), PATIENCE
        )
        items = found.items if isinstance(found, types.CompletionList) else found or []
        return {item.label: item for item in items}

    async def definition(self, path: str, line: int, column: int) -> tuple[str, int, int] | None:
        """Where the name at a place was given: (path, line, column), from 0."""
        document, at = types.TextDocumentIdentifier(self.uri(path)), types.Position(line, column)
        found = await asyncio.wait_for(
            self._client.text_document_definition_async(types.DefinitionParams(document, at)), PATIENCE
        )
        if found is None:
            return None
        assert isinstance(found, types.Location)
        start = found.range.start
        return found.uri.removeprefix(self._folder.as_uri() + "/"), start.line, start.character

    async def hover(self, path: str, line: int, column: int) -> str:
        """What is told of a place, as Markdown; "" for nothing."""
        document, at = types.TextDocumentIdentifier(self.uri(path)), types.Position(line, column)
        found = await asyncio.wait_for(
            self._client.text_document_hover_async(types.HoverParams(document, at)), PATIENCE
        )
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""

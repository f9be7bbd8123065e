"""The peer of the tutor's start: a Textual app that shows one line and nothing else."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("There is nothing here but this one line of text.")


if __name__ == "__main__":
    EmptyApp().run()

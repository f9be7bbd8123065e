"""The full-screen face. Screens wire, widgets draw; no rule lives here. Alone in importing Textual or Rich."""

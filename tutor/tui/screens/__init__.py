"""What a person sees, one screen a module, its style beside it. A module is imported when its screen is opened."""

from textual.screen import Screen

PLACES: dict[str, str] = {
    "library": "Your packs: start, pause, stop; read a lesson or an aid",
    "drills": "Drills and labs: getting it wrong there costs nothing",
    "progress": "What stayed, and what comes when",
    "news": "What came new into your packs",
    "settings": "Colours and habits",
}


def make(place: str) -> Screen[None]:
    """A new screen for one of PLACES."""
    if place == "library":
        from tutor.tui.screens.library import LibraryScreen

        return LibraryScreen()
    if place == "drills":
        from tutor.tui.screens.drills import DrillsScreen

        return DrillsScreen()
    if place == "progress":
        from tutor.tui.screens.progress import ProgressScreen

        return ProgressScreen()
    if place == "news":
        from tutor.tui.screens.news import NewsScreen

        return NewsScreen()
    from tutor.tui.screens.settings import SettingsScreen

    return SettingsScreen()

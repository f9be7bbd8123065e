"""What a link says: the title of the item that it leads to, which stands in another file and may change at any time.

An author writes `[[id]]`, so that is what a body holds; the title comes in when the body is read.
"""

import json
import re
from collections.abc import Callable

# A run that links to an item, as the codec writes it. In a text of a pack the quotes would stand behind backslashes.
_RUN = re.compile(r'\["Run","[a-z0-9/-]+",(\d+),"tutor:([a-z0-9/-]+)"\]')
_SIGN = '"tutor:'


def with_titles(body: str, title_of: Callable[[str], str]) -> str:
    """A body whose links say the title of their items. `title_of` gives it by the full name, "" where there is none."""
    if _SIGN not in body:
        return body

    def titled(run: re.Match[str]) -> str:
        title = title_of(run.group(2))
        if not title:
            return run.group()
        return f'["Run",{json.dumps(title, ensure_ascii=False)},{run.group(1)},"tutor:{run.group(2)}"]'

    return _RUN.sub(titled, body)

"""The lock files pin what pyproject.toml asks for, and agree with each other."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def asked(group: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = project["project"]["dependencies"] if group == "" else project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


def pinned(lock: str) -> dict[str, Requirement]:
    lines = (line.strip(" \\") for line in (ROOT / lock).read_text().splitlines() if line[:1].isalnum())
    return {canonicalize_name(pin.name): pin for pin in map(Requirement, lines)}


@pytest.mark.parametrize(
    ("lock", "group"), [("requirements.lock", ""), ("requirements-dev.lock", ""), ("requirements-dev.lock", "dev")]
)
def test_every_dependency_is_pinned_to_a_version_that_is_asked_for(lock: str, group: str) -> None:
    pins = pinned(lock)
    for requirement in asked(group):
        (pin,) = pins[canonicalize_name(requirement.name)].specifier
        assert pin.operator == "=="
        assert requirement.specifier.contains(pin.version), requirement


def test_the_larger_lock_may_be_installed_over_the_smaller() -> None:
    small, large = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert small
    assert {name: str(large[name]) for name in small} == {name: str(pin) for name, pin in small.items()}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_a_hash_and_no_path_of_a_machine(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert text.count("--hash=sha256:") >= len(pinned(lock))
    assert "file:" not in text
    assert "--find-links" not in text


def test_an_older_python_has_nothing_to_try_versions_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    for requirement in map(Requirement, lines):
        assert requirement.marker is not None, requirement
        assert not requirement.marker.evaluate({"python_version": "3.10"})
        assert requirement.marker.evaluate({"python_version": "3.11"})

"""The services of docker-compose.yml: which start when, what they may do, how they meet."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tinkernet.settings import Settings

ROOT = Path(__file__).parent.parent
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
CLUSTER = {"server", "database", "head", "worker"}


def test_without_a_profile_the_server_starts_alone() -> None:
    assert (ROOT / ".env").read_text() == "COMPOSE_PROFILES=single\n"
    profiles = {name: service["profiles"] for name, service in SERVICES.items()}
    assert profiles == {"tinkernet": ["single"], **{name: ["cluster"] for name in CLUSTER}}


def test_only_a_server_is_published() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"tinkernet", "server"}


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"database"}))
def test_a_container_may_write_only_where_it_must(name: str) -> None:
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["tmpfs"] == ["/tmp"]
    assert service.get("volumes", ["data:/data"]) == ["data:/data"]


def test_the_server_of_the_cluster_is_told_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    for line in SERVICES["server"]["environment"]:
        name, _, value = line.partition("=")
        if value:
            monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.ray_address == "ray://head:10001"
    account = dict(line.split("=") for line in SERVICES["database"]["environment"])
    assert settings.resolved_database_url == (
        f"postgresql://{account['POSTGRES_USER']}:{account['POSTGRES_PASSWORD']}@database/{account['POSTGRES_DB']}"
    )


@pytest.mark.parametrize("name", sorted(CLUSTER - {"database"}))
def test_the_images_of_the_cluster_are_one_and_carry_ray(name: str) -> None:
    extras = SERVICES[name]["build"]["args"]["EXTRAS"].split()
    assert set(extras) == {"onnx", "postgresql", "ray"} <= EXTRAS.keys()
    assert SERVICES[name]["image"] == "tinkernet-cluster"


def test_the_extras_of_the_image_exist() -> None:
    default = re.search(r'^ARG EXTRAS="(.+)"$', (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert default is not None
    assert set(default[1].split()) <= EXTRAS.keys()

"""How the outside sees a session: the session object, from what is true of it."""

from dataclasses import asdict, dataclass

from tinkernet.live.facts import Facts
from tinkernet.live.status import Status
from tinkernet.wire.session import OwnedSession, WatchedSession


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a session is known. Whoever has the id may steer; who has the watch id may look."""

    id: str
    watch_id: str
    address: str
    created_at: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that a session object is made from."""

    identity: Identity
    status: Status
    speed: float | None
    epochs_per_second: float
    facts: Facts

    def described(self, base_url: str, may_steer: bool) -> WatchedSession | OwnedSession:
        """The session object, with links that start with `base_url`."""
        names, facts = self.identity, self.facts
        shown = {
            **vars(facts),
            "watch_id": names.watch_id,
            "watch_url": f"{base_url}/?session={names.watch_id}",
            "status": self.status.value,
            "speed": self.speed,
            "metrics": {**asdict(facts.metrics), "epochs_per_second": self.epochs_per_second},
        }
        if not may_steer:
            return WatchedSession.model_validate(shown)
        shown |= {"id": names.id, "url": f"{base_url}/?session={names.id}"}
        return OwnedSession.model_validate(shown)

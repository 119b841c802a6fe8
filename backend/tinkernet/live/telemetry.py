"""What the server counts about itself, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)


class Telemetry:
    """One set of telemetry on a registry of its own, so that two apps in a process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.sessions = Gauge("tinkernet_sessions", "Sessions", registry=self.registry)
        self.training = Gauge("tinkernet_sessions_training", "Sessions that train", registry=self.registry)
        self.viewers = Gauge("tinkernet_viewers", "Open streams", registry=self.registry)
        self.epochs = Counter("tinkernet_epochs", "Epochs trained", registry=self.registry)
        self.frames = Counter("tinkernet_frames", "Frames handed to viewers", registry=self.registry)
        self.divergences = Counter("tinkernet_divergences", "Trainings that diverged", registry=self.registry)
        self.commands = Counter(
            "tinkernet_commands", "Commands carried out", ["type"], registry=self.registry
        )
        self.command_seconds = Histogram(
            "tinkernet_command_seconds", "Wait for a command", buckets=SECONDS, registry=self.registry
        )
        self.turn_seconds = Histogram(
            "tinkernet_turn_seconds",
            "Training and drawing of one turn, with the wait for it",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.requests = Counter(
            "tinkernet_http_requests", "HTTP requests answered", ["method", "status"], registry=self.registry
        )
        self.saves = Counter("tinkernet_saves", "Sessions written to the store", registry=self.registry)

"""When a run ends: after so many epochs, or before them at a goal, without progress, or out of time."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tinkernet.config import MAX_EPOCHS, Config, Integer, Number
from tinkernet.errors import InvalidRequest

MAX_SECONDS = 3600


class Stop(BaseModel):
    """The stop condition of a run, looked at after every epoch; whatever is met first ends the run.

    `test_loss_below` and `accuracy_above` are the goal: a run succeeds at the first epoch at which those that
    are given hold together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    epochs: Annotated[Integer, Field(ge=1, le=MAX_EPOCHS)] = Field(1000, description="epochs at most")
    test_loss_below: Annotated[Number, Field(gt=0, le=1e6)] | None = Field(
        None, description="the goal: a test loss below this"
    )
    accuracy_above: Annotated[Number, Field(ge=0, lt=1)] | None = Field(
        None, description="the goal: a test accuracy, as a share, above this; for classes only"
    )
    patience: Annotated[Integer, Field(ge=1, le=MAX_EPOCHS)] | None = Field(
        None, description="epochs without a new lowest test loss after which a run is given up"
    )
    seconds: Annotated[Number, Field(gt=0, le=MAX_SECONDS)] | None = Field(
        None, description="seconds of training at most; it ends at the last whole epoch until then"
    )

    @property
    def has_goal(self) -> bool:
        """Whether a run can succeed, not just end."""
        return self.test_loss_below is not None or self.accuracy_above is not None

    def check(self, config: Config) -> None:
        """Raises `InvalidRequest` where the goal does not fit the config's task."""
        if self.accuracy_above is not None and config.data.classes == 0:
            raise InvalidRequest(
                f"a regression has no accuracy: use test_loss_below with the data set {config.data.dataset}",
                "stop.accuracy_above",
            )

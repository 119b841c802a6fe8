import math
from typing import Any

import pytest
import torch

from tinkernet.config import ScheduleName, TrainingConfig
from tinkernet.nn.catalogue.schedules import SCHEDULES, learning_rate

EPOCHS = range(60)


def training(schedule: ScheduleName, **fields: Any) -> TrainingConfig:
    return TrainingConfig(schedule=schedule, learning_rate=0.2, **fields)


def rates(config: TrainingConfig) -> list[float]:
    return [learning_rate(config, epoch) for epoch in EPOCHS]


def torch_rates(scheduler: type[torch.optim.lr_scheduler.LRScheduler], **options: Any) -> list[float]:
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.2)
    schedule = scheduler(optimizer, **options)
    found = []
    for _ in EPOCHS:
        found.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        schedule.step()
    return found


def test_constant_is_the_learning_rate() -> None:
    assert rates(training("constant")) == [0.2] * len(EPOCHS)


def test_step_is_torchs_step_lr() -> None:
    config = training("step", schedule_epochs=7, schedule_factor=0.3)
    expected = torch_rates(torch.optim.lr_scheduler.StepLR, step_size=7, gamma=0.3)
    assert rates(config) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("factor", [0, 0.1, 0.5, 1])
def test_linear_is_torchs_linear_lr(factor: float) -> None:
    config = training("linear", schedule_epochs=40, schedule_factor=factor)
    scheduler = torch.optim.lr_scheduler.LinearLR
    expected = torch_rates(scheduler, start_factor=1.0, end_factor=factor, total_iters=40)
    assert rates(config) == pytest.approx(expected, abs=1e-9)


def test_exponential_is_torchs_exponential_lr_spread_over_the_schedule() -> None:
    config = training("exponential", schedule_epochs=7, schedule_factor=0.3)
    expected = torch_rates(torch.optim.lr_scheduler.ExponentialLR, gamma=0.3 ** (1 / 7))
    assert rates(config) == pytest.approx(expected, rel=1e-12)


def test_cosine_is_torchs_cosine_annealing_until_its_end() -> None:
    config = training("cosine", schedule_epochs=40)
    expected = torch_rates(torch.optim.lr_scheduler.CosineAnnealingLR, T_max=40)
    assert rates(config)[:41] == pytest.approx(expected[:41], abs=1e-15)


def test_cosine_stays_at_zero_after_its_end() -> None:
    assert rates(training("cosine", schedule_epochs=40))[40:] == [0.0] * 20


def test_warmup_rises_in_equal_steps_to_the_learning_rate() -> None:
    config = training("warmup_cosine", warmup_epochs=4, schedule_epochs=40)
    assert rates(config)[:5] == pytest.approx([0.05, 0.1, 0.15, 0.2, 0.2])


def test_warmup_cosine_anneals_over_the_remaining_epochs() -> None:
    config = training("warmup_cosine", warmup_epochs=4, schedule_epochs=40)
    expected = torch_rates(torch.optim.lr_scheduler.CosineAnnealingLR, T_max=36)
    assert rates(config)[4:41] == pytest.approx(expected[:37], abs=1e-15)
    assert rates(config)[41:] == [0.0] * 19


def test_warmup_cosine_without_warmup_is_cosine() -> None:
    warm = training("warmup_cosine", warmup_epochs=0, schedule_epochs=40)
    assert rates(warm) == rates(training("cosine", schedule_epochs=40))


def test_a_warmup_longer_than_the_schedule_is_finished_first() -> None:
    found = rates(training("warmup_cosine", warmup_epochs=20, schedule_epochs=10))
    assert found[19:21] == [0.2, 0.2]
    assert found[21:] == [0.0] * 39


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_far_epoch_has_a_finite_rate_within_zero_and_the_learning_rate(schedule: ScheduleName) -> None:
    rate = learning_rate(training(schedule, schedule_epochs=1), 10**12)
    assert math.isfinite(rate)
    assert 0 <= rate <= 0.2

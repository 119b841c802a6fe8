"""The yardstick does the same work as what it is compared with."""

import numpy as np
import torch

from tinkernet import Config, Trainer, plain


def parameters(model: torch.nn.Sequential) -> np.ndarray:
    return torch.nn.utils.parameters_to_vector(model.parameters()).detach().numpy()


def test_the_plain_loop_makes_the_updates_of_the_trainer() -> None:
    whole_set = {"batch_size": 250, "loss": "mse", "learning_rate": 0.1}
    trainer = Trainer(Config(training=whole_set))
    model = plain.network(trainer)
    plain.train(model, plain.samples(trainer), batch_size=250, rate=0.1, epochs=20)
    trainer.train(epochs=20)
    np.testing.assert_allclose(parameters(model), trainer.parameters, rtol=1e-4, atol=1e-5)


def test_the_plain_loop_learns_in_minibatches() -> None:
    trainer = Trainer(Config(training={"loss": "mse"}))
    model = plain.network(trainer)
    inputs, labels = plain.samples(trainer)
    plain.train(model, (inputs, labels), batch_size=10, rate=0.03, epochs=200)
    assert torch.nn.functional.mse_loss(model(inputs), labels) < 0.1

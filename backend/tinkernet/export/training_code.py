"""Code that shows the losses and continues training exactly where Tinkernet is."""

from collections.abc import Mapping

from tinkernet.config import Config, LossName, OptimizerName, ScheduleName, TrainingConfig
from tinkernet.export.excerpt import Excerpt
from tinkernet.export.literals import row
from tinkernet.export.replay import minibatch_order
from tinkernet.export.section import Section
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS
from tinkernet.nn.network import Architecture
from tinkernet.nn.snapshot import Snapshot

EPOCHS = 10
"""How many epochs exported code trains on, unless that is changed in it."""

LOSSES: Mapping[LossName, str] = {
    "squared_error": "0.5 * functional.mse_loss(outputs.squeeze(1), labels)",
    "mse": "functional.mse_loss(outputs.squeeze(1), labels)",
    "mae": "functional.l1_loss(outputs.squeeze(1), labels)",
    "huber": "functional.huber_loss(outputs.squeeze(1), labels, delta={huber_delta})",
    "hinge": "functional.relu(1 - labels * outputs.squeeze(1)).mean()",
    "cross_entropy": "functional.softplus(-labels * outputs.squeeze(1)).mean()",
}
"""`nn.losses.LOSSES` of one output (n, 1) as code."""
SOFTMAX_LOSS = "functional.cross_entropy(outputs, labels)"

MEANINGS: Mapping[LossName, str] = {
    "squared_error": "Half the squared error",
    "mse": "The squared error",
    "mae": "The absolute error",
    "huber": "Huber's loss: squared for small errors, absolute for large ones",
    "hinge": "The hinge loss of support vector machines",
    "cross_entropy": "The negative logarithm of the probability of the right class",
}

ARGUMENTS: Mapping[OptimizerName, tuple[str, str]] = {
    "sgd": ("SGD", ""),
    "momentum": ("SGD", ", momentum={momentum}"),
    "nesterov": ("SGD", ", momentum={momentum}, nesterov=True"),
    "adagrad": ("Adagrad", ", eps={epsilon}"),
    "rmsprop": ("RMSprop", ", alpha={rho}, eps={epsilon}"),
    "adam": ("Adam", ", betas=({beta1}, {beta2}), eps={epsilon}"),
    "adamw": ("AdamW", ", betas=({beta1}, {beta2}), eps={epsilon}, weight_decay={weight_decay}"),
}
"""The class in torch.optim, and its arguments after the learning rate."""

TITLES: Mapping[OptimizerName, str] = {
    "sgd": "Stochastic gradient descent",
    "momentum": "Stochastic gradient descent with momentum",
    "nesterov": "Stochastic gradient descent with Nesterov's momentum",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}

_COSINE = "{learning_rate} * 0.5 * (1 + math.cos(math.pi * min(1, %s)))"
RATES: Mapping[ScheduleName, str] = {
    "step": "{learning_rate} * {schedule_factor} ** (epoch // {schedule_epochs})",
    "exponential": "{learning_rate} * {schedule_factor} ** (epoch / {schedule_epochs})",
    "cosine": _COSINE % "epoch / {schedule_epochs}",
    "warmup_cosine": _COSINE % "(epoch - {warmup_epochs}) / {annealing_epochs}",
}
"""`nn.schedules` as code; the linear rise of a warm-up comes before."""


def _filled(template: str, training: TrainingConfig) -> str:
    annealing = max(1, training.schedule_epochs - training.warmup_epochs)
    return template.format_map({**training.model_dump(), "annealing_epochs": annealing})


def loss_section(config: Config, keep_history: bool) -> Section:
    """Defines `loss`, and how it is shown for all points."""
    is_softmax = config.data.classes > 2
    mean = SOFTMAX_LOSS if is_softmax else _filled(LOSSES[config.loss], config.training)
    evaluation = "    model.eval()\n" if _has_dropout(config) else ""
    history, keep = "", ""
    if keep_history:
        history = "\n\nhistory = []  # epoch, training loss, test loss\n"
        keep = "    history.append((epoch, train_loss.item(), test_loss.item()))\n"
    code = f"""def loss(outputs, labels):
    return {mean}


def show_losses(epoch):
{evaluation}    with torch.no_grad():
        train_loss, test_loss = loss(model(x_train), y_train), loss(model(x_test), y_test)
    print(f"epoch {{epoch}}: train loss {{train_loss:.9f}}, test loss {{test_loss:.9f}}")
{keep}{history}"""
    return Section("Loss", f"{MEANINGS[config.loss]}, as a mean over points.", code)


def optimizer_section(snapshot: Snapshot) -> Section:
    """Defines `optimizer`, with what it remembers, and the learning rate where that changes."""
    training = snapshot.config.training
    parts: list[str] = []
    if _touches_weights(training):
        parts.append("weights = [layer.weight for layer in model if isinstance(layer, nn.Linear)]\n")
    parts.append(_optimizer(training))
    memory = _memory(snapshot)
    prose = f"{TITLES[training.optimizer]} with a learning rate of {training.learning_rate:g}."
    if memory:
        parts.append(memory)
        prose += " It goes on with what it has gathered so far."
    code = "".join(parts)
    if training.schedule != "constant":
        prose += f" The rate follows the schedule {training.schedule.replace('_', ' ')}."
        code += f"\n\n{_learning_rate(training)}"
    return Section("Optimizer", prose, code)


def _touches_weights(training: TrainingConfig) -> bool:
    return _is_regularized(training) or _decays(training)


def _is_regularized(training: TrainingConfig) -> bool:
    return training.regularization != "none" and training.regularization_rate > 0


def _decays(training: TrainingConfig) -> bool:
    return training.optimizer == "adamw" and training.weight_decay > 0


def _has_dropout(config: Config) -> bool:
    return config.network.dropout > 0 and bool(config.network.hidden)


def _optimizer(training: TrainingConfig) -> str:
    name, arguments = ARGUMENTS[training.optimizer]
    if training.optimizer == "nesterov" and training.momentum == 0:
        arguments = ARGUMENTS["sgd"][1]
    parameters, before = "model.parameters()", ""
    if _decays(training):
        before = "biases = [layer.bias for layer in model if isinstance(layer, nn.Linear)]\n"
        parameters = '[{"params": weights}, {"params": biases, "weight_decay": 0}]'
    rest = _filled(f"lr={{learning_rate}}{arguments}", training)
    call = f"optimizer = torch.optim.{name}({parameters}, {rest})\n"
    if len(call) > 100:
        call = f"optimizer = torch.optim.{name}(\n    {parameters},\n    {rest},\n)\n"
    return before + call


def _memory(snapshot: Snapshot) -> str:
    """What the optimizer has gathered, flat, in the order of the parameters; empty without any."""
    state = snapshot.state
    names = OPTIMIZERS[snapshot.config.training.optimizer].state
    if not (names and state.updates):
        return ""
    count = Architecture.of(snapshot.config).parameters
    entries = "".join(
        f'    "{name}": torch.tensor({row(array[:count].astype(str), 4)}),\n'
        for name, array in zip(names, state.optimizer, strict=False)
    )
    counter = ""
    if names != OPTIMIZERS["momentum"].state:
        counter = f'        optimizer.state[parameter]["step"] = torch.tensor({float(state.updates)})\n'
    return f"""
memory = {{
{entries}}}
sizes = [parameter.numel() for parameter in model.parameters()]
for name, flat in memory.items():
    for parameter, part in zip(model.parameters(), flat.split(sizes), strict=True):
        optimizer.state[parameter][name] = part.clone().view_as(parameter)
{counter}"""


def _learning_rate(training: TrainingConfig) -> str:
    warmup = ""
    if training.schedule == "warmup_cosine" and training.warmup_epochs:
        rising = "{learning_rate} * (epoch + 1) / {warmup_epochs}"
        warmup = f"    if epoch < {{warmup_epochs}}:\n        return {rising}\n"
    return _filled(f"def learning_rate(epoch):\n{warmup}    return {RATES[training.schedule]}\n", training)


def training_section(snapshot: Snapshot, excerpt: Excerpt) -> Section:
    """Shows the losses as they are, then trains on."""
    config, state = snapshot.config, snapshot.state
    n = config.data.training_count
    order = f"torch.arange({n})"
    parts: list[str] = []
    if config.training.shuffle:
        order = f"torch.tensor(minibatch_order({n}, {config.network.seed}, epoch))"
        parts.append(excerpt.source(minibatch_order))
    lines = [f"show_losses({state.epoch})"]
    lines += [f"Dropout.step = {state.step}"] if _has_dropout(config) else []
    if state.position:
        lines.append(f"visited = {state.position}  # points of this epoch that it has trained on already")
    lines += [
        f"for epoch in range({state.epoch}, {state.epoch} + EPOCHS):",
        *(f"    {line}" for line in _epoch(config, order, bool(state.position))),
        "    show_losses(epoch + 1)",
    ]
    start = f"EPOCHS = {EPOCHS}  # how many more to train\n"
    prose = "First the losses as Tinkernet has them now; then training goes on, with the same minibatches."
    return Section("Training", prose, "\n\n".join([*parts, start + "\n" + "\n".join(lines) + "\n"]))


def _epoch(config: Config, order: str, begins_inside: bool) -> list[str]:
    """The lines of one epoch."""
    lines: list[str] = []
    if config.training.schedule != "constant":
        lines += ["for group in optimizer.param_groups:", '    group["lr"] = learning_rate(epoch)']
    if begins_inside:
        lines += [f"order = {order}[visited:]", "visited = 0"]
        order = "order"
    if _has_dropout(config):
        lines.append("model.train()")
    lines.append(f"for batch in {order}.split({config.training.batch_size}):")
    return lines + [f"    {line}" for line in _update(config)]


def _update(config: Config) -> list[str]:
    """The lines of one update."""
    training = config.training
    kind, strength = training.regularization, training.regularization_rate
    rate = "learning_rate(epoch)" if training.schedule != "constant" else str(training.learning_rate)
    lines = ["optimizer.zero_grad()", "loss(model(x_train[batch]), y_train[batch]).backward()"]
    if _is_regularized(training) and kind == "l2":
        lines += ["for weight in weights:", f"    weight.grad += {strength} * weight.detach()  # l2"]
    if training.clip_norm is not None:
        lines.append(f"nn.utils.clip_grad_norm_(model.parameters(), {training.clip_norm})")
    lines.append("optimizer.step()")
    if _is_regularized(training) and kind == "l1":
        shrunk = f"functional.softshrink(weight, {rate} * {strength})"
        lines += [
            "with torch.no_grad():",
            "    for weight in weights:",
            f"        weight.copy_({shrunk})  # l1",
        ]
    if _has_dropout(config):
        lines.append("Dropout.step += 1")
    return lines

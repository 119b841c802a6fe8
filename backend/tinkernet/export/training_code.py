"""Code that shows the losses and continues training exactly where Tinkernet is."""

import textwrap

from tinkernet.config import Config, TrainingConfig
from tinkernet.export.data_code import has_test
from tinkernet.export.excerpt import Excerpt
from tinkernet.export.literals import row
from tinkernet.export.replay import minibatch_order
from tinkernet.export.section import Section
from tinkernet.export.units_code import label_places
from tinkernet.nn.catalogue import datasets
from tinkernet.nn.catalogue.losses import LOSSES
from tinkernet.nn.catalogue.optimizers import OPTIMIZERS, weight_decay
from tinkernet.nn.catalogue.penalties import PENALTIES, Penalty
from tinkernet.nn.catalogue.schedules import SCHEDULES
from tinkernet.nn.class_weights import class_weights, weighted_mean
from tinkernet.nn.network import Architecture
from tinkernet.nn.snapshot import Snapshot

EPOCHS = 10
"""How many epochs exported code trains on, unless that is changed in it."""


def loss_section(config: Config, keep_history: bool, excerpt: Excerpt) -> Section:
    """Defines `loss`, and how it is shown for all points."""
    entry = LOSSES[config.loss]
    mean = entry.code_of_classes if config.data.classes > 2 else entry.code
    mean = mean.format_map(config.training.model_dump())
    brought = label_places(config.data.units)
    evaluation = "    model.eval()\n" if _has_dropout(config) else ""
    history, keep = "", ""
    losses = [("train", "x_train, y_train"), ("test", "x_test, y_test")][: 1 + has_test(config.data)]
    if keep_history:
        names = ", ".join(f"{'training' if name == 'train' else name} loss" for name, _ in losses)
        history = f"\n\nhistory = []  # epoch, {names}\n"
        kept = ", ".join(f"{name}_loss.item()" for name, _ in losses)
        keep = f"    history.append((epoch, {kept}))\n"
    targets = ", ".join(f"{name}_loss" for name, _ in losses)
    values = ", ".join("loss(model({}), {})".format(*names.split(", ")) for _, names in losses)
    shown = ", ".join(f"{name} loss {{{name}_loss:.9f}}" for name, _ in losses)
    is_weighted = config.training.class_weight is not None
    code = f"""{_weighted(config, mean, excerpt) if is_weighted else _plain("loss", mean, brought)}


def show_losses(epoch):
{evaluation}    with torch.no_grad():
        {targets} = {values}
    print(f"epoch {{epoch}}: {shown}")
{keep}{history}"""
    counting = ", each with the weight of its class" if config.training.class_weight else ""
    scale = " It is that of labels as the network learns them, not in their units." if brought else ""
    return Section("Loss", f"{entry.meaning}, as a mean over points{counting}.{scale}", code)


def _plain(name: str, mean: str, brought: str = "") -> str:
    return f"def {name}(outputs, labels):\n{brought}    return {mean}"


def _weighted(config: Config, mean: str, excerpt: Excerpt) -> str:
    """The loss with a weight for each class."""
    weights = row(class_weights(datasets.point_set(config.data)).astype(str))
    kinds = "labels" if config.data.classes > 2 else "(labels > 0).long()"
    return f"""{excerpt.source(weighted_mean)}

{_plain("mean_loss", mean)}


class_weights = torch.tensor({weights})  # {config.training.class_weight}


def loss(outputs, labels):
    return weighted_mean(mean_loss, outputs, labels, class_weights[{kinds}])"""


def optimizer_section(snapshot: Snapshot) -> Section:
    """Defines `optimizer`, with what it remembers, and the learning rate where that changes."""
    training = snapshot.config.training
    parts: list[str] = []
    if _touches_weights(training):
        parts.append("weights = [layer.weight for layer in model if isinstance(layer, nn.Linear)]\n")
    parts.append(_optimizer(training))
    memory = _memory(snapshot)
    prose = f"{OPTIMIZERS[training.optimizer].title} with a learning rate of {training.learning_rate:g}."
    if memory:
        parts.append(memory)
        prose += " It goes on with what it has gathered so far."
    code = "".join(parts)
    rate = SCHEDULES[training.schedule].code
    if rate:
        prose += f" The rate follows the schedule {training.schedule.replace('_', ' ')}."
        code += f"\n\ndef learning_rate(epoch):\n{textwrap.indent(rate(training), '    ')}\n"
    return Section("Optimizer", prose, code)


def _touches_weights(training: TrainingConfig) -> bool:
    penalty = _penalty(training)
    return bool(penalty.slope or penalty.proximal or weight_decay(training))


def _penalty(training: TrainingConfig) -> Penalty:
    """The penalty, unless it has no strength."""
    return PENALTIES[training.regularization if training.regularization_rate > 0 else "none"]


def _has_dropout(config: Config) -> bool:
    return config.network.dropout > 0 and bool(config.network.hidden)


def _optimizer(training: TrainingConfig) -> str:
    entry = OPTIMIZERS[training.optimizer]
    arguments = {"lr": training.learning_rate} | entry.arguments(training)
    if entry.decoupled_decay:
        arguments["weight_decay"] = training.weight_decay
    parameters, before = "model.parameters()", ""
    if weight_decay(training):
        before = "biases = [layer.bias for layer in model if isinstance(layer, nn.Linear)]\n"
        parameters = '[{"params": weights}, {"params": biases, "weight_decay": 0}]'
    name, rest = entry.torch.__name__, ", ".join(f"{key}={value}" for key, value in arguments.items())
    call = f"optimizer = torch.optim.{name}({parameters}, {rest})\n"
    if len(call) > 100:
        call = f"optimizer = torch.optim.{name}(\n    {parameters},\n    {rest},\n)\n"
    return before + call


def _memory(snapshot: Snapshot) -> str:
    """What the optimizer has gathered, flat, in the order of the parameters; empty without any."""
    state = snapshot.state
    entry = OPTIMIZERS[snapshot.config.training.optimizer]
    if not (entry.state and state.updates):
        return ""
    count = Architecture.of(snapshot.config).parameters
    entries = "".join(
        f'    "{name}": torch.tensor({row(array[:count].astype(str), 4)}),\n'
        for name, array in zip(entry.state, state.optimizer, strict=False)
    )
    counter = ""
    if entry.counts_updates:
        counter = f'        optimizer.state[parameter]["step"] = torch.tensor({float(state.updates)})\n'
    return f"""
memory = {{
{entries}}}
sizes = [parameter.numel() for parameter in model.parameters()]
for name, flat in memory.items():
    for parameter, part in zip(model.parameters(), flat.split(sizes), strict=True):
        optimizer.state[parameter][name] = part.clone().view_as(parameter)
{counter}"""


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
    if SCHEDULES[config.training.schedule].code:
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
    training, penalty = config.training, _penalty(config.training)
    strength = training.regularization_rate
    lines = ["optimizer.zero_grad()", "loss(model(x_train[batch]), y_train[batch]).backward()"]
    if penalty.slope:
        slope = f"{strength} * {penalty.slope.code}"
        lines += ["for weight in weights:", f"    weight.grad += {slope}  # {penalty.name}"]
    if training.clip_norm is not None:
        lines.append(f"nn.utils.clip_grad_norm_(model.parameters(), {training.clip_norm})")
    lines.append("optimizer.step()")
    if penalty.proximal:
        changes = SCHEDULES[training.schedule].code is not None
        rate = "learning_rate(epoch)" if changes else str(training.learning_rate)
        step = penalty.proximal.code.format(amount=f"{rate} * {strength}")
        lines += [
            "with torch.no_grad():",
            "    for weight in weights:",
            f"        weight.copy_({step})  # {penalty.name}",
        ]
    if _has_dropout(config):
        lines.append("Dropout.step += 1")
    return lines

"""Code that defines the network as a torch.nn module and gives it the trained parameters."""

from torch import nn

from tinkernet.config import Config
from tinkernet.export.excerpt import Definition, Excerpt
from tinkernet.export.literals import literal, row
from tinkernet.export.replay import Dropout, InUnits
from tinkernet.export.section import Section
from tinkernet.export.units_code import has_own_labels
from tinkernet.nn.catalogue.activations import ACTIVATIONS
from tinkernet.nn.network import Architecture
from tinkernet.nn.quantities import BIT, LOGIT, reading
from tinkernet.nn.snapshot import Snapshot

QUIET = 'warnings.filterwarnings("ignore", "Initializing zero-element")  # there is no input\n'


def modules(config: Config) -> list[str]:
    """The modules of the network, one after the other."""
    listed: list[str] = []
    layers, first_unit = Architecture.of(config).layers, 0
    for layer in layers:
        listed.append(f"nn.Linear({layer.inputs}, {layer.units})")
        module = ACTIVATIONS[layer.activation].module
        if module is not nn.Identity:
            listed.append(f"{'nn.' if _is_of_torch(module) else ''}{module.__name__}()")
        if config.network.dropout and layer is not layers[-1]:
            listed.append(
                f"Dropout({config.network.dropout}, seed={config.network.seed}, first_unit={first_unit})"
            )
            first_unit += layer.units
    label = config.data.units.label
    return (
        [*listed, f"InUnits({label.offset}, {label.factor})"] if has_own_labels(config.data.units) else listed
    )


def _is_of_torch(module: type[nn.Module]) -> bool:
    return getattr(nn, module.__name__, None) is module


def network_section(config: Config, excerpt: Excerpt) -> Section:
    """Defines `model`."""
    listed = modules(config)
    used = dict.fromkeys(ACTIVATIONS[layer.activation].module for layer in Architecture.of(config).layers)
    needed: list[Definition] = [module for module in used if not _is_of_torch(module)]
    if any(module.startswith("Dropout(") for module in listed):
        needed.append(Dropout)
    if has_own_labels(config.data.units):
        needed.append(InUnits)
    parts = [excerpt.source(*needed)] if needed else []
    lines = "".join(f"    {module},\n" for module in listed)
    parts.append(f"{'' if config.features else QUIET}model = nn.Sequential(\n{lines})\n")
    count = Architecture.of(config).parameters
    prose = f"A multilayer perceptron with {_hidden(config)}: {count:,} parameters. {_output(config)}"
    return Section("Network", prose, "\n\n".join(parts))


def _hidden(config: Config) -> str:
    """Such as `hidden layers of 8, 4 and 2 units`."""
    sizes = [str(units) for units in config.network.hidden]
    if not sizes:
        return "no hidden layer"
    if len(sizes) == 1:
        return f"a hidden layer of {sizes[0]} unit{'s' if sizes[0] != '1' else ''}"
    return f"hidden layers of {', '.join(sizes[:-1])} and {sizes[-1]} units"


def _output(config: Config) -> str:
    if config.data.classes == 0:
        units = ", in its units" if has_own_labels(config.data.units) else ""
        return f"Its output is the predicted label{units}."
    if config.data.classes > 2:
        return "Its outputs are the logits of the classes: softmax makes probabilities of them."
    if reading(config) == LOGIT:
        return "Its output is a logit z: the probability of class +1 is σ(z)."
    if reading(config) == BIT:
        return "Its output is compared with 0 for class -1 and 1 for class +1: from 0.5 on it is +1."
    if config.output == "linear":
        return "Its output is a score, and its sign is the class."
    return "Its output lies between -1 and +1, and its sign is the class."


def parameters_section(snapshot: Snapshot) -> Section:
    """Loads the parameters into `model`."""
    flat = snapshot.state.flat
    numbers = [
        number for number, module in enumerate(modules(snapshot.config)) if module.startswith("nn.Linear")
    ]
    entries: list[str] = []
    for number, layer in zip(numbers, Architecture.of(snapshot.config).layers, strict=True):
        weight = flat[layer.weight].reshape(layer.units, layer.inputs)
        entries.append(f'        "{number}.weight": torch.tensor({literal(weight, 8)}),\n')
        entries.append(f'        "{number}.bias": torch.tensor({row(flat[layer.bias].astype(str), 8)}),\n')
    code = f"model.load_state_dict(\n    {{\n{''.join(entries)}    }}\n)\n"
    state = snapshot.state
    prose = f"As they were in Tinkernet at epoch {state.epoch:,}, after {state.step:,} steps."
    return Section("Parameters", prose, code)

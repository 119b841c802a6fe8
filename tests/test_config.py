import copy
import pickle
import re
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinkernet import config as vocabulary
from tinkernet.config import CLASSES, FIELDS, IN_FULL, MAX_SEED, REGRESSIONS, Config
from tinkernet.errors import InvalidConfig

POINTS = [[0, 0, -1], [1, 1, 1], [2, -2, 1]]

# field, least, largest; both are allowed
INCLUSIVE: list[tuple[str, float, float]] = [
    ("data.samples", 10, 5000),
    ("data.noise", 0, 50),
    ("data.train_percent", 10, 100),
    ("data.seed", 0, MAX_SEED),
    ("network.dropout", 0, 0.9),
    ("network.seed", 0, MAX_SEED),
    ("training.learning_rate", 0, 10),
    ("training.batch_size", 1, 5000),
    ("training.epsilon", 1e-12, 1),
    ("training.weight_decay", 0, 10),
    ("training.regularization_rate", 0, 10),
    ("training.schedule_epochs", 1, 1_000_000),
    ("training.warmup_epochs", 0, 1_000_000),
    ("training.schedule_factor", 0, 1),
]
UP_TO_ONE = ["training.momentum", "training.beta1", "training.beta2", "training.rho"]
ABOVE_ZERO = [("training.huber_delta", 1000)]
NAMES = {
    "data.dataset": vocabulary.DatasetName,
    "network.activation": vocabulary.ActivationName,
    "network.init": vocabulary.InitializerName,
    "network.output": vocabulary.OutputName,
    "training.loss": vocabulary.LossName,
    "training.optimizer": vocabulary.OptimizerName,
    "training.regularization": vocabulary.RegularizerName,
    "training.schedule": vocabulary.ScheduleName,
    "training.engine": vocabulary.EngineName,
}
WHOLE = [
    "data.samples", "data.seed", "network.seed", "training.batch_size", "training.schedule_epochs",
    "training.warmup_epochs",
]  # fmt: skip


def with_field(field: str, value: object) -> dict[str, Any]:
    section, name = field.split(".")
    return {section: {name: value}}


def refusal(sections: Any) -> InvalidConfig:
    with pytest.raises(InvalidConfig) as caught:
        Config.parse(sections)
    assert caught.value.code == "invalid_config"
    return caught.value


def message(field: str, value: object) -> str:
    """The message about one field, which it must name."""
    error = refusal(with_field(field, value))
    assert error.field == field
    return error.message


def read(config: Config, field: str) -> object:
    section, name = field.split(".")
    return getattr(getattr(config, section), name)


def test_the_defaults_are_those_of_the_documentation() -> None:
    assert Config().model_dump(mode="json") == {
        "data": {"dataset": "circle", "samples": None, "noise": 0, "train_percent": 50, "seed": 1},
        "features": ["x1", "x2"],
        "network": {"hidden": [4, 2], "activation": "tanh", "output": "auto", "init": "classic",
                        "dropout": 0, "seed": 1},
        "training": {"loss": None, "optimizer": "sgd", "learning_rate": 0.03, "batch_size": 10,
                     "shuffle": True, "momentum": 0.9, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8,
                     "rho": 0.99, "weight_decay": 0, "regularization": "none",
                     "regularization_rate": 0, "clip_norm": None,
                     "huber_delta": 1, "class_weight": None, "schedule": "constant", "schedule_epochs": 1000,
                     "schedule_factor": 0.5, "warmup_epochs": 10, "engine": "auto"},
    }  # fmt: skip


def shown(number: float) -> str:
    return f"{number:.15g}"


@pytest.mark.parametrize(("field", "least", "largest"), INCLUSIVE)
def test_both_limits_of_a_field_are_allowed_and_nothing_beyond(
    field: str, least: float, largest: float
) -> None:
    for value in (least, largest):
        assert read(Config.parse(with_field(field, value)), field) == value
    step = 1 if field in WHOLE else 1e-7
    name = field.split(".")[1]
    for value in (least - step, largest + step):
        limits = f"between {shown(least)} and {shown(largest)}"
        assert message(field, value) == f"{name} must be {limits}, got {shown(value)}"


def test_a_message_has_the_one_shape() -> None:
    assert message("data.noise", 80) == "noise must be between 0 and 50, got 80"


@pytest.mark.parametrize("field", UP_TO_ONE)
def test_decays_are_less_than_one(field: str) -> None:
    assert read(Config.parse(with_field(field, 0.999999)), field) == 0.999999
    name = field.split(".")[1]
    assert message(field, 1) == f"{name} must be at least 0 and less than 1, got 1"
    assert message(field, -0.1) == f"{name} must be at least 0 and less than 1, got -0.1"


@pytest.mark.parametrize(("field", "largest"), ABOVE_ZERO)
def test_some_fields_are_more_than_zero(field: str, largest: float) -> None:
    assert read(Config.parse(with_field(field, largest)), field) == largest
    assert read(Config.parse(with_field(field, 1e-9)), field) == 1e-9
    name = field.split(".")[1]
    limits = f"more than 0 and at most {shown(largest)}"
    assert message(field, 0) == f"{name} must be {limits}, got 0"
    assert message(field, 2 * largest) == f"{name} must be {limits}, got {shown(2 * largest)}"


def test_the_largest_norm_is_more_than_zero_and_has_no_limit_itself() -> None:
    for norm in (5e-324, 1e7, 1.7e308):
        assert Config(training={"clip_norm": norm}).training.clip_norm == norm
    assert message("training.clip_norm", 0) == "clip_norm must be more than 0, got 0"
    assert message("training.clip_norm", float("inf")).startswith("clip_norm must be a finite number")


@pytest.mark.parametrize("field", [field for field, *_ in INCLUSIVE] + UP_TO_ONE + [f for f, _ in ABOVE_ZERO])
@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -float("inf"), 1e300, 10**400, "1", True, [], {}]
)
def test_what_is_no_number_within_limits_is_refused(field: str, value: object) -> None:
    text = message(field, value)
    assert text.startswith(f"{field.split('.')[1]} must be ")
    assert len(text) < 120
    assert "nan" not in text
    assert "000000000" not in text


@pytest.mark.parametrize("field", WHOLE)
def test_fractions_are_refused_where_whole_numbers_belong(field: str) -> None:
    assert message(field, 10.5) == f"{field.split('.')[1]} must be a whole number, got 10.5"


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_shuffle_is_true_or_false(value: object) -> None:
    assert message("training.shuffle", value).startswith("shuffle must be true or false, got ")


@pytest.mark.parametrize("field", NAMES)
def test_every_name_is_allowed_and_no_other(field: str) -> None:
    needs = {"training.loss": {"data": {"dataset": "xor"}}, "data.dataset": {}}.get(field, {})
    for name in get_args(NAMES[field]):
        if name not in ("formula", "custom"):
            assert read(Config.parse({**needs, **with_field(field, name)}), field) == name
    short = field.split(".")[1]
    choices = ", ".join(get_args(NAMES[field]))
    assert message(field, "Tanh?") == f"{short} must be one of {choices}, got 'Tanh?'"


@pytest.mark.parametrize("hidden", [[], [1], [32] * 8, [128] * 3, [1, 128, 33]])
def test_layers_and_units_within_limits(hidden: list[int]) -> None:
    assert Config(network={"hidden": hidden}).network.hidden == tuple(hidden)


@pytest.mark.parametrize(
    ("hidden", "text", "field"),
    [
        ([1] * 9, "hidden must have at most 8 entries, got 9", "network.hidden"),
        ([4, 0], "hidden must be between 1 and 128, got 0", "network.hidden[1]"),
        ([129], "hidden must be between 1 and 128, got 129", "network.hidden[0]"),
        ([2.5], "hidden must be a whole number, got 2.5", "network.hidden[0]"),
        (4, "hidden must be a list, got 4", "network.hidden"),
        (
            [33, 1, 1, 1],
            "hidden must have at most 3 layers where one has more than 32 units, got 4",
            "network.hidden",
        ),
        ("44", "hidden must be a list, got '44'", "network.hidden"),
        (None, "hidden must be a list, got null", "network.hidden"),
    ],
)
def test_layers_and_units_beyond_limits(hidden: object, text: str, field: str) -> None:
    error = refusal({"network": {"hidden": hidden}})
    assert (error.message, error.field) == (text, field)


@pytest.mark.parametrize(
    ("data", "loss", "outputs"),
    [
        ("circle", "squared_error", ["tanh", "sigmoid", "linear", "relu"]),
        ("circle", "hinge", ["linear", "tanh"]),
        ("circle", "cross_entropy", ["linear"]),
        ("blobs3", None, ["linear"]),
        ("plane", "mae", ["linear", "tanh", "sigmoid", "relu"]),
    ],
)
def test_an_output_fits_its_loss(data: str, loss: str | None, outputs: list[str]) -> None:
    for output in ("tanh", "sigmoid", "linear", "relu"):
        sections = {"data": {"dataset": data}, "network": {"output": output}, "training": {"loss": loss}}
        if output in outputs:
            assert Config.parse(sections).output == output
        else:
            error = refusal(sections)
            named = loss or "cross_entropy"
            allowed = " or ".join(["auto", *outputs])
            assert error.message == f"output must be {allowed} for {named}, got {output}"
            assert error.field == "network.output"
    assert refusal({"network": {"output": "sin"}}).field == "network.output"


def test_an_activation_is_one_name_or_one_per_layer() -> None:
    assert Config().network.activations == ("tanh", "tanh")
    each = Config(network={"hidden": [3, 3], "activation": ["relu", "sin"]})
    assert each.network.activations == ("relu", "sin")
    error = refusal({"network": {"hidden": [3, 3], "activation": ["relu"]}})
    assert error.message == "activation must be one name or one per hidden layer (2), got 1"
    assert error.field == "network.activation"


def test_features_are_distinct_and_known() -> None:
    assert Config(features=[]).features == ()
    assert Config(features=vocabulary.FEATURES).features == vocabulary.FEATURES
    error = refusal({"features": ["x1", "r", "x1"]})
    assert (error.message, error.field) == (
        "each of the features may be given once, got x1 twice",
        "features",
    )
    assert refusal({"features": ["x3"]}).field == "features[0]"


@pytest.mark.parametrize(
    "dataset",
    [name for name in get_args(vocabulary.DatasetName) if name not in ("formula", "custom")],
)
def test_task_classes_and_samples_follow_from_the_set(dataset: str) -> None:
    data = Config(data={"dataset": dataset}).data
    regression = dataset in REGRESSIONS
    assert data.task == ("regression" if regression else "classification")
    assert data.classes == (0 if regression else CLASSES.get(dataset, 2))
    assert data.count == (1200 if regression else 500)
    assert Config(data={"dataset": dataset}).outputs == (data.classes if data.classes > 2 else 1)


class TestPointsOfOnesOwn:
    def custom(self, **fields: Any) -> dict[str, Any]:
        return {"data": {"dataset": "custom", "task": "classification", "points": POINTS, **fields}}

    def test_points_and_task_must_be_given_with_custom(self) -> None:
        for field in ("task", "points"):
            error = refusal(self.custom(**{field: None}))
            assert error.message == f"{field} must be given with the data set custom"
            assert error.field == f"data.{field}"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("task", "classification"), ("points", POINTS), ("sides", ["train"]), ("class_names", ["a", "b"])],
    )
    def test_points_and_what_goes_with_them_are_of_custom_alone(self, field: str, value: object) -> None:
        error = refusal({"data": {"dataset": "xor", field: value}})
        assert error.message == f"{field} is given only with the data set custom, got it with xor"
        assert error.field == f"data.{field}"

    def test_a_config_names_points_by_their_digest(self) -> None:
        config = Config.parse(self.custom())
        digest = config.data.digest
        assert config.model_dump(mode="json")["data"] == {"source": "points", "digest": digest}
        assert re.fullmatch("[0-9a-f]{64}", digest)

    def test_in_full_it_gives_the_same_points_again(self) -> None:
        config = Config.parse(self.custom(seed=7, train_percent=30))
        again = Config.parse(config.model_dump(mode="json", context=IN_FULL))
        assert again == config
        assert hash(again) == hash(config)
        np.testing.assert_array_equal(again.data.sides, config.data.sides)

    def test_points_that_nobody_has_sent_must_be_sent(self) -> None:
        sections = Config.parse(self.custom()).model_dump(mode="json")
        error = refusal(sections)
        assert error.message == "no points with this digest are known here: send the points"
        assert error.field == "data.digest"

    @pytest.mark.parametrize(
        ("labels", "task"),
        [([-1, 1, 1], "classification"), ([0, 1, 2], "classification"), ([0, 0.5, 1], "regression"),
         ([-1, 0, 1], "regression"), ([7, 8, 7], "regression")],
    )  # fmt: skip
    def test_without_a_task_the_labels_tell_it(self, labels: list[float], task: str) -> None:
        config = Config.parse({"data": {"points": [[i, 0, label] for i, label in enumerate(labels)]}})
        assert config.data.task == task

    def test_classes_have_names_and_a_regression_has_none(self) -> None:
        def data(**fields: Any) -> dict[str, Any]:
            return {"data": {"points": POINTS, **fields}}

        assert Config.parse(data()).data.class_names == ("-1", "1")
        assert Config.parse(data(class_names=["cat", "dog"])).data.class_names == ("cat", "dog")
        assert Config.parse(data(class_names=[])).data.task == "regression"
        three = [[0, 0, 0], [1, 1, 1]]
        assert Config.parse(data(points=three, class_names=["a", "b", "c"])).data.classes == 3
        for names, message in (
            (["cat"], "class_names must name 2 classes, got 1"),
            (["a", "b", "c"], "class_names must name 2 classes, got 3"),
            (["cat", "cat"], "each of the class_names may be given once"),
            (["cat", ""], "class_names must have at least 1 character, got ''"),
        ):
            error = refusal(data(class_names=names))
            assert error.message == message
            assert error.field is not None
            assert error.field.startswith("data.class_names")
        error = refusal(data(task="regression", class_names=["a", "b"]))
        assert error.message == "class_names are of classes: a regression has none"

    def test_sides_may_be_given(self) -> None:
        config = Config.parse(self.custom(sides=["test", "train", "train"]))
        assert config.data.train.tolist() == POINTS[1:]
        assert config.data.test.tolist() == POINTS[:1]
        assert config.data.train_percent == 67

    @pytest.mark.parametrize(
        ("sides", "message", "field"),
        [
            (["test"] * 3, "sides must have a point for training: all are test", "data.sides"),
            (["test", "train"], "sides must have an entry for each of the 3 points, got 2", "data.sides"),
            (["test", "train", "both"], "sides must be one of train, test, got 'both'", "data.sides[2]"),
            ("train", "sides must be a list, got 'train'", "data.sides"),
        ],
    )
    def test_sides_that_do_not_fit(self, sides: object, message: str, field: str) -> None:
        error = refusal(self.custom(sides=sides))
        assert (error.message, error.field) == (message, field)

    @pytest.mark.parametrize(
        ("labels", "classes"), [([-1, 1], 2), ([0, 1], 2), ([1, 1], 2), ([0, 2], 3), ([0, 7], 8), ([3, 4], 5)]
    )
    def test_the_largest_label_tells_the_number_of_classes(self, labels: list[int], classes: int) -> None:
        points = [[i, 0, label] for i, label in enumerate(labels)]
        assert Config.parse(self.custom(points=points)).data.classes == classes

    @pytest.mark.parametrize("labels", [[-1, 0], [0, 8], [0.5, 1], [-2, 2], [-1, 2]])
    def test_labels_that_are_no_classes(self, labels: list[float]) -> None:
        error = refusal(self.custom(points=[[0, 0, label] for label in labels]))
        assert error.message == "labels of classes must be -1 and 1, or whole numbers from 0 to 7"
        assert error.field == "data.points"

    def test_any_label_does_for_a_regression(self) -> None:
        config = Config.parse(self.custom(task="regression", points=[[0, 0, 0.25], [6, -6, -1e6]]))
        assert (config.data.classes, config.data.count) == (0, 2)

    @pytest.mark.parametrize(
        ("points", "field"),
        [
            ([[0, 0, 1]], "data.points"),
            ([], "data.points"),
            ([[0, 0, 1]] * 5001, "data.points"),
            ([[0, 0, 1], [1.1e15, 0, 1]], "data.points[1][0]"),
            ([[0, 0, 1], [0, -1.1e15, 1]], "data.points[1][1]"),
            ([[0, 0, 1], [0, 0, 1.1e15]], "data.points[1][2]"),
            ([[0, 0, 1], [0, float("nan"), 1]], "data.points[1][1]"),
            ([[0, 0, 1], [0, 0]], "data.points[1][2]"),
            ([[0, 0, 1], [0, 0, 1, 1]], "data.points[1]"),
            ([[0, 0, 1], "abc"], "data.points[1]"),
            ("no points", "data.points"),
        ],
    )
    def test_points_beyond_limits(self, points: object, field: str) -> None:
        error = refusal(self.custom(points=points))
        assert error.field == field
        assert len(error.message) < 150

    @pytest.mark.parametrize(
        ("point", "field"),
        [
            ([6.1, 0, 1], "data.points[1][0]"),
            ([0, -6.1, 1], "data.points[1][1]"),
            ([0, 0, 1e7], "data.points[1][2]"),
        ],
    )
    def test_points_beyond_the_square_that_are_not_to_be_scaled(self, point: list[float], field: str) -> None:
        error = refusal(self.custom(task="regression", points=[[0, 0, 1], point], scale="none"))
        assert error.field == field
        assert "must be between -" in error.message
        assert len(error.message) < 150


class TestLosses:
    def test_the_default_follows_from_the_problem(self) -> None:
        for dataset, loss in (
            ("xor", "squared_error"),
            ("plane", "squared_error"),
            ("blobs3", "cross_entropy"),
        ):
            assert Config(data={"dataset": dataset}).loss == loss

    @pytest.mark.parametrize("loss", ["squared_error", "mse", "mae", "huber", "hinge"])
    def test_many_classes_take_only_cross_entropy(self, loss: str) -> None:
        error = refusal({"data": {"dataset": "blobs5"}, "training": {"loss": loss}})
        assert error.message == f"loss must be cross_entropy for 5 classes, got {loss}"
        assert error.field == "training.loss"

    @pytest.mark.parametrize("loss", ["hinge", "cross_entropy"])
    def test_a_regression_takes_no_loss_of_classes(self, loss: str) -> None:
        error = refusal({"data": {"dataset": "plane"}, "training": {"loss": loss}})
        expected = f"loss must be squared_error, mse, mae or huber for a regression, got {loss}"
        assert error.message == expected


class TestMerging:
    def test_a_section_is_merged_field_by_field(self) -> None:
        merged = Config(data={"noise": 10}).merged({"data": {"seed": 5}, "features": ["r"]})
        assert (merged.data.noise, merged.data.seed, merged.features) == (10, 5, ("r",))
        assert merged.merged({}) == merged

    def test_null_brings_a_default_back_where_null_is_one(self) -> None:
        config = Config(training={"clip_norm": 1, "loss": "mse"})
        assert config.merged({"training": {"clip_norm": None, "loss": None}}) == Config()

    @pytest.mark.parametrize(
        "change",
        [
            {"data": {"noise": 80}}, {"data": None}, {"data": 7}, {"colour": 1}, {"network": {"depth": 2}},
            {"training": {"loss": "cross_entropy"}, "data": {"dataset": "plane"}},
        ],
    )  # fmt: skip
    def test_a_refused_change_changes_nothing(self, change: dict[str, Any]) -> None:
        config = Config(data={"noise": 10})
        before, given_change = config.model_dump_json(), copy.deepcopy(change)
        with pytest.raises(InvalidConfig):
            config.merged(change)
        assert config.model_dump_json() == before
        assert change == given_change

    @pytest.fixture
    def own(self) -> Config:
        return Config(data={"points": POINTS, "train_percent": 70, "seed": 3})

    @pytest.mark.parametrize(
        "change", [{"dataset": "xor"}, {"dataset": "xor", "points": None, "task": None, "samples": None}]
    )
    def test_a_data_set_takes_the_place_of_points(self, own: Config, change: dict[str, Any]) -> None:
        data = own.merged({"data": change}).data
        assert (data.dataset, data.train_percent, data.seed) == ("xor", 70, 3)

    def test_points_take_the_place_of_a_data_set(self) -> None:
        config = Config(data={"dataset": "moons", "train_percent": 70, "seed": 3, "noise": 20})
        custom = {"dataset": "custom", "task": "classification"}
        for more in ({}, custom):
            data = config.merged({"data": {"points": POINTS, **more}}).data
            assert (data.train_percent, data.seed) == (70, 3)
            assert data == Config(data={"points": POINTS, "train_percent": 70, "seed": 3}).data

    def test_points_stay_when_something_else_is_changed(self, own: Config) -> None:
        digest = own.data.digest
        for change in (
            {"training": {"learning_rate": 1}},
            {"data": {}},
            {"data": {"dataset": "custom"}},
            {"data": {"source": "points", "digest": digest}},
            {"data": {"points": POINTS}},
            {"data": {"seed": 3}},
            {"data": {"noise": 20, "samples": 50}},
        ):
            assert own.merged(change).data == own.data

    def test_another_share_or_seed_draws_the_sides_anew(self) -> None:
        points = [[x / 10, 0, x % 2] for x in range(40)]
        own = Config(data={"points": points, "sides": ["train"] * 20 + ["test"] * 20}).data
        assert own.train_percent == 50
        config = Config().merged({"data": own})
        for change in ({"train_percent": 80}, {"seed": 2}):
            anew = config.merged({"data": change}).data
            assert anew.rows.tolist() == own.rows.tolist()
            assert anew == Config(data={"points": points, **change}).data
            assert anew != own

    def test_a_digest_of_other_points_is_refused(self, own: Config) -> None:
        with pytest.raises(InvalidConfig, match="send the points"):
            own.merged({"data": {"source": "points", "digest": "0" * 64}})

    def test_a_task_gives_the_labels_another_meaning(self, own: Config) -> None:
        data = own.merged({"data": {"task": "regression"}}).data
        assert (data.classes, data.class_names) == (0, ())
        assert data.rows.tolist() == own.data.rows.tolist()

    def test_names_outlive_other_points_of_as_many_classes(self, own: Config) -> None:
        named = own.merged({"data": {"class_names": ["cat", "dog"]}})
        assert named.data != own.data
        fewer = named.merged({"data": {"points": POINTS[:2]}})
        assert fewer.data.class_names == ("cat", "dog")
        more = named.merged({"data": {"points": [[0, 0, 0], [1, 1, 1], [2, 2, 2]]}})
        assert more.data.class_names == ("0", "1", "2")


@pytest.mark.parametrize("sections", [None, 7, "text", [], [1], float("nan")])
def test_what_is_no_object_is_refused(sections: object) -> None:
    assert len(refusal(sections).message) < 120


def test_unknown_fields_are_errors() -> None:
    error = refusal({"network": {"depth": 3}})
    assert (error.message, error.field) == ("there is no field 'depth'", "network.depth")
    assert refusal({"colour": 3}).field == "colour"


def test_a_config_is_frozen_and_can_be_a_key() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Config().features = ("x1",)
    assert len({Config(), Config(), Config(features=["r"])}) == 2
    assert pickle.loads(pickle.dumps(Config())) == Config()


def test_a_config_survives_json() -> None:
    config = Config(network={"hidden": [3], "activation": ["gelu"]}, training={"clip_norm": 2})
    assert Config.parse(config.model_dump(mode="json")) == config


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(field=st.sampled_from([*FIELDS, "data.sides", "data.class_names", "data.digest"]), value=JUNK)
def test_junk_is_taken_or_refused_with_a_short_printable_sentence(field: str, value: object) -> None:
    error = refusal_if_any({"features": value} if field == "features" else with_field(field, value))
    if error is not None:
        assert error.message.isascii()
        assert error.message.isprintable()
        assert len(error.message) < 300
        assert error.field is not None
        assert error.field.startswith(field)


def refusal_if_any(sections: dict[str, Any]) -> InvalidConfig | None:
    try:
        Config.parse(sections)
    except InvalidConfig as error:
        return error
    return None

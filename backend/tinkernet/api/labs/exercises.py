"""Exercises: their numbers, verdicts on answers, solutions; and what labs there are."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from tinkernet.api.http.refusals import BAD_ANSWERS, BAD_SEED, MALFORMED, NO_EXERCISE, TOO_LARGE, responses
from tinkernet.api.labs.known import MAX_LAB_BODY, Desk, LabRoute, TheDesk
from tinkernet.config import MAX_SEED
from tinkernet.export.lessons import FILES
from tinkernet.labs import grading
from tinkernet.labs.exercises.table import EXERCISES, exercise
from tinkernet.labs.graphs import MAX_NODES
from tinkernet.labs.tasks import Exercise
from tinkernet.wire import labs as wire

router = APIRouter(prefix="/api/labs", tags=["labs"], route_class=LabRoute)

Name = Annotated[str, Path(examples=["linear.gradient"])]
AskedSeed = Annotated[int, Query(ge=0, le=MAX_SEED, description="0: the numbers of the text")]
LABS = (
    "separation", "perceptron", "neuron", "approximation", "losses", "descent", "linear", "backprop",
    "gradients",
)  # fmt: skip
LIMITS = {
    "body": MAX_LAB_BODY,
    "lines": wire.MAX_LINES,
    "values": wire.MAX_VALUES,
    "nodes": MAX_NODES,
    "curve_count": wire.MAX_COUNT,
    "steps": wire.MAX_STEPS,
    "linear_points": wire.MAX_LINE_POINTS,
    "perceptron_points": wire.MAX_POINTS,
    "presentations": wire.MAX_PRESENTATIONS,
    "width": wire.MAX_WIDTH,
    "epochs": wire.MAX_EPOCHS,
    "answer": wire.MAX_ANSWER,
}


@router.get("")
async def read_labs(request: Request) -> wire.Labs:
    """The labs, their exercises and notebooks, and the limits of what they may ask."""
    return labs(request.app.version)


@router.get("/exercises/{id}", response_model=wire.LabExercise, responses=responses(NO_EXERCISE, BAD_SEED))
async def read_exercise(id: Name, desk: TheDesk, seed: AskedSeed = 0) -> Response:
    """An exercise with the numbers of a seed."""
    asked = exercise(id)
    return await _described(asked, seed, desk)


@router.post(
    "/exercises/{id}/answers",
    response_model=wire.Verdicts,
    responses=responses(NO_EXERCISE, MALFORMED, BAD_ANSWERS, TOO_LARGE),
)
async def check_answers(id: Name, given: wire.AnswersToCheck, desk: TheDesk) -> Response:
    """Which answers are right, and what went wrong in the others; fields that are not given are left out."""
    asked = exercise(id)
    await _described(asked, given.seed, desk)
    key = f"answers {id} {given.model_dump_json()}"
    return await desk.here(key, lambda: grading.verdicts(asked, given.seed, given.answers))


@router.get(
    "/exercises/{id}/solution", response_model=wire.Solution, responses=responses(NO_EXERCISE, BAD_SEED)
)
async def read_solution(id: Name, desk: TheDesk, seed: AskedSeed = 0) -> Response:
    """A right answer to each field."""
    asked = exercise(id)
    return await desk.now(f"solution {id} {seed}", lambda: grading.solution(asked, seed))


async def _described(asked: Exercise, seed: int, desk: Desk) -> Response:
    """An exercise once its numbers are drawn, which may take a hundred times as long as to grade by them."""
    return await desk.now(f"exercise {asked.id} {seed}", lambda: grading.described(asked, seed))


def labs(version: str) -> wire.Labs:
    """What there is."""
    entries: list[dict[str, Any]] = [
        {"id": lab, "exercises": [name for name in EXERCISES if name.partition(".")[0] == lab]}
        for lab in (*LABS, "notebooks")
    ]
    found = {"version": version, "labs": entries, "notebooks": list(FILES), "limits": LIMITS}
    return wire.Labs.model_validate(found)

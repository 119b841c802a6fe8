"""How this package compiles its kernels, and where compiled ones are kept.

numba compiles for the very processor it runs on, and keys its cache by it. The kernels are compiled for a
level of the x86-64 architecture instead (v4 has AVX-512, v3 AVX2), so that one compiled elsewhere, in a
container image say, is of use; measured, they are a fifth to a third faster so. `NUMBA_CPU_NAME` overrides
the level.

numba would also reuse a kernel from disk as long as the kernel's own file is unchanged, although it is
compiled together with functions of other modules. So they are kept in a folder named by a digest of all
modules of `nn`, and of what else numba wants to be the same: its version, and where and when the modules were
written. It lies in numba's own cache folder (`NUMBA_CACHE_DIR`) or else in the user's; where neither can be
written, every process compiles for itself.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numba
from llvmlite import binding
from numba.core import config as _numba_config

config: Any = _numba_config

_LEVELS = {
    "x86-64-v4": ("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"),
    "x86-64-v3": ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe"),
}

_OPTIONS: dict[str, Any] = {
    "nogil": True,
    # no `nnan` and `ninf`: the kernels must see what is not finite
    "fastmath": {"reassoc", "nsz", "arcp", "contract"},
    "error_model": "numpy",
    "no_cfunc_wrapper": True,  # C calls nothing here, and these wrappers take a tenth of the time
}


def _choose_level() -> None:
    """Sets numba's target to the highest level that this processor has;

    Elsewhere it stays the processor itself.
    """
    features = binding.get_host_cpu_features()
    level = next((name for name, needed in _LEVELS.items() if all(features.get(f) for f in needed)), None)
    if config.CPU_NAME is None and level is not None:
        config.CPU_NAME, config.CPU_FEATURES = level, ""


def _cache_folder() -> Path:
    digest = hashlib.sha256(numba.__version__.encode())
    for module in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(f"{module} {module.stat().st_mtime}".encode())
        digest.update(module.read_bytes())
    parent = Path(config.CACHE_DIR) if config.CACHE_DIR else Path.home() / ".cache" / "tinkernet"
    return parent / f"kernels-{digest.hexdigest()[:16]}"


_choose_level()
CACHE_FOLDER = _cache_folder()
"""Where this version of the kernels is kept on disk."""


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` compiled by numba, to be inlined into kernels."""
    return cast(Callable[..., Any], numba.njit(forceinline=True, **_OPTIONS)(function))


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """A kernel that Python calls: compiled at its first call, without the GIL, and kept on disk."""
    usual = config.CACHE_DIR
    config.CACHE_DIR = str(CACHE_FOLDER)
    try:
        jit = numba.njit(cache=True, **_OPTIONS)(function)
    except RuntimeError:  # no folder can be written
        jit = numba.njit(**_OPTIONS)(function)
    finally:
        config.CACHE_DIR = usual
    return cast(Callable[..., Any], jit)

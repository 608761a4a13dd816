"""The platforms that requirements.lock is for, as pip is told of them."""

from __future__ import annotations

PYTHONS = ("3.11", "3.12", "3.13")
PROCESSORS = ("x86_64", "aarch64")
"""As Linux wheels name them: x86-64 and ARM64."""

# Every glibc that wheels can be made for: a newer system takes wheels for all older ones.
_GLIBC = (
    *("manylinux1", "manylinux_2_5", "manylinux2014", "manylinux_2_17"),
    *("manylinux_2_26", "manylinux_2_27", "manylinux_2_28"),
)


def download_options(python: str, processor: str) -> list[str]:
    """Options of `pip download` for the wheels of a version of CPython on a processor, whatever this machine is."""
    options = [f"--python-version={python}", "--implementation=cp", f"--abi=cp{python.replace('.', '')}"]
    options += ["--abi=abi3", "--abi=none", "--only-binary=:all:"]
    return [*options, *(f"--platform={glibc}_{processor}" for glibc in _GLIBC)]

"""Writes the golden numbers of the labs, to which the twins in JavaScript are held.

To be run (`python -m tests.golden.labs`) only when what a lab computes is meant to change.
"""

from tests.golden.labs.cases import FILES, text

if __name__ == "__main__":
    for path, cases in FILES.items():
        path.write_text(text(cases()), encoding="utf-8")

"""Threads that ask one index at the same time: none waits for another for ever."""

import subprocess
import sys

SCRIPT = """
import threading
from tui.index import store
store._STEP = 50
from tests.made_up import index_of
from tui.loading.where import shipped_base

index = index_of(shipped_base())
done = threading.Event()

def work():
    for _ in range(30):
        index.db.execute("SELECT count(*) FROM record a, record b WHERE a.n + b.n > ?", (7,)).fetchall()
    done.set()

threading.Thread(target=work, daemon=True).start()
while not done.is_set():
    index.db.execute("SELECT id FROM record WHERE n > ?", (1,)).fetchone()
"""


def test_a_thread_that_counts_its_steps_waits_for_no_other() -> None:
    # In a program of its own: where both wait, nothing of Python's runs any more that could say so.
    subprocess.run([sys.executable, "-c", SCRIPT], check=True, timeout=60)

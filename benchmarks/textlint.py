"""Times textlint over a text in a process that is warm, where npm has it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

# Loads textlint's engine once, then lints the same text five times and prints the quickest.
_SCRIPT = """
const { createLinter, loadTextlintrc } = require("textlint");
const text = require("fs").readFileSync(process.argv[2], "utf8");
(async () => {
  const linter = createLinter({ descriptor: await loadTextlintrc() });
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const begin = process.cpuUsage();
    await linter.lintText(text + "\\n".repeat(round), "posting.md");
    const spent = process.cpuUsage(begin);
    best = Math.min(best, (spent.user + spent.system) / 1000);
  }
  console.log(best);
})();
"""


def warm_milliseconds(text: str) -> float | None:
    """Return the processor time of a warm run, None where textlint is not installed.

    It is looked for among npm's global packages, with the rules of the `.textlintrc` beside
    them; without one textlint only reads the text.
    """
    root = subprocess.run(["npm", "root", "-g"], check=False, capture_output=True, text=True)
    packages = Path(root.stdout.strip())
    if root.returncode or not (packages / "textlint").is_dir():
        return None
    with tempfile.TemporaryDirectory(prefix="cspdesk-") as folder:
        posting, script = Path(folder, "posting.md"), Path(folder, "time.js")
        posting.write_text(text, encoding="utf-8")
        script.write_text(_SCRIPT, encoding="utf-8")
        run = subprocess.run(
            ["node", str(script), str(posting)],
            check=False,
            capture_output=True,
            text=True,
            cwd=packages,
            env={"NODE_PATH": str(packages), "PATH": "/usr/local/bin:/usr/bin:/bin"},
        )
    return float(run.stdout) if run.returncode == 0 else None

"""What all scorers of eval/sets share: where the sets are, running newshound, counting."""
import json
import os
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
_unpacked = {}


class CannotScore(Exception):
    """Something the scorer needs is not there."""


def shared(*below):
    """A path in the shared folder (NEWSHOUND_SHARED, default ../shared beside the source)."""
    folder = os.environ.get("NEWSHOUND_SHARED") or os.path.join(TOP, "..", "shared")
    path = os.path.join(folder, *below)
    if not os.path.exists(path):
        raise CannotScore(f"{os.path.join(*below) if below else 'the shared folder'} is not under {folder}; set NEWSHOUND_SHARED")
    return path


def archive(name):
    """Unpacks shared/data/NAME.tar.xz to a folder that lives as long as the process; the folder."""
    if name not in _unpacked:
        folder = tempfile.TemporaryDirectory(prefix="newshound-eval-")
        with tarfile.open(shared("data", name + ".tar.xz")) as packed:
            packed.extractall(folder.name)
        _unpacked[name] = folder
    return _unpacked[name].name


def binary():
    path = os.environ.get("NEWSHOUND_BINARY") or os.path.join(TOP, "build", "release", "newshound")
    if not os.access(path, os.X_OK):
        raise CannotScore(f"{path} is no program; run ./demo or ./check first, or set NEWSHOUND_BINARY")
    return path


def run(command, records, *options):
    """`newshound COMMAND - OPTIONS` on records (dicts); what it prints, as dicts. Errors of single records are passed on to standard error."""
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    done = subprocess.run([binary(), command, "-", "--quiet", *options], input=lines.encode(), capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise CannotScore(f"newshound {command} ended with {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()}")
    out = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    for record in out:
        if "error" in record:
            print(f"  failed: {json.dumps(record)}", file=sys.stderr)
    return out


def events_of(records, *options):
    """Events of each record: {id: [event]}, in text order."""
    found = {r["id"]: [] for r in records}
    for e in run("events", records, *options):
        if "type" in e:
            found[e["doc"]].append(e)
    return found


def prf(hit, said, gold):
    """"P R F1" as one string, and F1."""
    p, r = (hit / said if said else 0.0), (hit / gold if gold else 0.0)
    f = 2 * p * r / (p + r) if p + r else 0.0
    return f"P {p:.3f} R {r:.3f} F1 {f:.3f}", f


def tool(name):
    """A scorer of the shared folder as a module."""
    import importlib.util
    spec = importlib.util.spec_from_file_location(name, shared("tools", name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def statuses(records, words):
    """{(id, begin): status} of words (id, begin) by eval_status beside the binary; None where that is not built."""
    for folder in (os.environ.get("NEWSHOUND_BUILD"), os.path.dirname(os.path.realpath(binary()))):
        program = os.path.join(folder or "", "eval", "status", "eval_status")
        if folder and os.access(program, os.X_OK):
            break
    else:
        return None
    annotated = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in run("annotate", records))
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as wanted:
        wanted.write("".join(f"{i}\t{begin}\n" for i, begin in words))
        wanted.flush()
        done = subprocess.run([program, wanted.name], input=annotated.encode(), capture_output=True, check=True)
    rows = (line.split("\t") for line in done.stdout.decode().split("\n") if line)
    return {(i, int(begin)): status for i, begin, status in rows}

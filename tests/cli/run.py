#!/usr/bin/env python3
"""The promises of the command line, through the real binary: bad input, exit statuses, ids, order, pipes.

usage: tests/cli/run.py BINARY [NAME...]     all tests, or those whose name contains NAME

What needs a language model is passed over, and said, where none is installed.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
TESTS = []
BODY = ("Police in Harrowgate arrested twelve men on Tuesday after a protest outside the town hall, the mayor said. "
        "The mayor accused the opposition of sending them, which its leader Mira Toland denied on Wednesday evening. ")
PAGE = ("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Arrests in Harrowgate</title></head><body><article>"
        "<h1>Arrests in Harrowgate</h1><p>{0}</p><p>{0}</p><p>{0}</p></article></body></html>").format(BODY)


def test(function):
    TESTS.append(function)
    return function


class Skipped(Exception):
    pass


class Done:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def records(self):
        return [json.loads(line) for line in self.out.decode("utf-8").splitlines()]

    def codes(self):
        """id -> error code, or "" """
        return {r.get("id", r.get("doc")): r.get("error", {}).get("code", "") for r in self.records()}


def run(*arguments, stdin=b"", env=None, cwd=None, timeout=300):
    done = subprocess.run([BINARY, *arguments], input=stdin, capture_output=True, timeout=timeout, cwd=cwd,
                          env={**os.environ, **(env or {})}, check=False)
    if done.returncode < 0 or b"Sanitizer" in done.stderr:
        raise AssertionError(f"crashed ({done.returncode}): {done.stderr[-1500:].decode('utf-8', 'replace')}")
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def equal(found, wanted):
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"


@test
def bad_input_never_stops_the_others(folder):
    write(folder, "a_good.html", PAGE)
    write(folder, "b_empty.html", "")
    write(folder, "c_blank.txt", " \n\t\n")
    write(folder, "d_binary.html", random.Random(7).randbytes(20000))
    write(folder, "e_picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(1000))
    write(folder, "f_good.html", PAGE)
    done = run("extract", folder, os.path.join(folder, "missing.html"))
    equal(done.status, 1)
    equal(done.codes(), {"a_good": "", "b_empty": "empty", "c_blank": "empty", "d_binary": "not_text", "e_picture": "not_text",
                         "f_good": "", "missing": "not_found"})
    for record in done.records():
        if "error" in record:
            equal(sorted(record["error"]), ["code", "message", "stage"])
    assert "5 of 7 inputs failed" in done.err, done.err


@test
def a_folder_without_pages(folder):
    write(folder, "only.css", "p {}")
    os.makedirs(os.path.join(folder, "none"))
    done = run("extract", folder, os.path.join(folder, "none"))
    equal(done.status, 1)
    equal([r["error"]["code"] for r in done.records()], ["no_pages", "no_pages"])


@test
def a_page_of_fifty_megabytes(folder):
    page = write(folder, "big.html", "<html><body>" + "<p>" + BODY * 20 + "</p>" * 1 + ("<p>" + BODY * 40 + "</p>\n") * (50 * 2**20 // 8800))
    assert os.path.getsize(page) > 45 << 20
    done = run("extract", page)
    equal((done.status, done.codes()), (1, {"big": "too_large"}))


@test
def a_page_at_the_limit(folder):
    page = write(folder, "p.html", PAGE)
    size = os.path.getsize(page)
    equal(run("extract", page, "--max-page", str(size)).status, 0)
    equal(run("extract", page, "--max-page", str(size - 1)).codes(), {"p": "too_large"})
    equal(run("extract", "-", "--max-page", str(size - 1), stdin=PAGE.encode()).codes(), {"-": "too_large"})


@test
def ten_thousand_nested_divs(folder):
    page = write(folder, "deep.html", "<html><body>" + "<div>" * 10000 + f"<p>{BODY}</p><p>{BODY}</p>" + "</div>" * 10000)
    start = time.monotonic()
    done = run("extract", page)
    assert done.status in (0, 1), done.status
    equal(len(done.records()), 1)
    assert time.monotonic() - start < 60
    json_page = json.dumps({"id": "deep", "x": json.loads("[" * 500 + "]" * 500), "text": BODY})
    equal(run("extract", "-", stdin=(json_page + "\n").encode()).codes(), {"deep": ""})
    deep = b'{"id": "d", "x": ' + b"[" * 200000 + b"]" * 200000 + b', "text": "t"}\n'
    equal(len(run("extract", "-", stdin=deep).records()), 1)


@test
def wrong_and_broken_encodings(folder):
    write(folder, "declared_utf8_is_latin1.html", PAGE.replace("town hall", "caf\u00e9 hall").encode("latin-1"))
    write(folder, "truncated_utf8.html", PAGE.replace("Harrowgate", "\u6f22\u5b57").encode("utf-8")[:-400] + b"\xe6\xbc")
    write(folder, "declared_nonsense.html", PAGE.replace("charset=utf-8", "charset=x-no-such-thing").encode())
    write(folder, "utf16.html", PAGE.encode("utf-16"))
    write(folder, "nul.html", PAGE.replace("town hall", "town\0hall").encode())
    write(folder, "lone_bytes.txt", BODY.encode() + b"\xff\xfe\x80 \xc3")
    done = run("extract", folder)
    for record in done.records():  # json.loads has seen that it is UTF-8 and JSON
        assert "error" not in record, record
    equal(len(done.records()), 6)


@test
def json_lines_of_every_kind(folder):
    lines = [b'{"id": "a", "text": "' + BODY.encode() + b'"}', b"", b"not json", b'{"id": "cut", "text": "cut off', b"[1]",
             b'{"id": "none"}', b'{"id": "bytes", "text": "\xc3\x28"}', b'{"text": "no id"}', b'{"id": 9, "html": "<p>h</p>"}']
    done = run("extract", "-", stdin=b"\r\n".join(lines) + b"\n")
    equal(done.status, 1)
    equal([(r["id"], r.get("error", {}).get("code", "")) for r in done.records()],
          [("a", ""), ("-2", "bad_json"), ("cut", "bad_json"), ("-4", "bad_record"), ("none", "bad_record"),
           ("bytes", "bad_json"), ("-7", ""), ("9", "")])


@test
def nothing_on_a_pipe_is_nothing(folder):
    done = run("extract", "-")
    equal((done.status, done.out), (0, b""))


@test
def what_extract_prints_goes_through_again(folder):
    write(folder, "a.html", PAGE)
    write(folder, "b.html", "")
    first = run("extract", folder)
    again = run("extract", "-", stdin=first.out)
    equal(again.out, first.out)
    equal(again.status, 1)


@test
def published_and_url_are_told(folder):
    page = write(folder, "a.txt", BODY * 3)
    record = run("extract", page, "--published", "2025-09-04", "--url", "https://example.org/a").records()[0]
    equal((record["published"], record["url"]), ("2025-09-04", "https://example.org/a"))


@test
def the_same_bytes_on_any_number_of_threads(folder):
    generator = random.Random(3)
    for n in range(60):
        write(folder, f"{n % 7}/{n}.html", PAGE.replace("twelve", str(n)) + "<p>" + BODY * generator.randrange(30) if n % 9 else "")
    wanted = run("extract", folder, "--explain", "--jobs", "1")
    equal(wanted.status, 1)
    for jobs in ("2", "5"):
        done = run("extract", folder, "--explain", "--jobs", jobs)
        assert done.out == wanted.out, f"--jobs {jobs} gave other bytes"
    piped = run("extract", "-", "--jobs", "2", stdin=wanted.out)
    equal(len(piped.records()), 60)


@test
def records_come_out_as_they_are_ready(folder):
    for jobs in ("1", "2"):
        process = subprocess.Popen([BINARY, "extract", "-", "--jobs", jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for n in range(3):
            process.stdin.write(json.dumps({"id": str(n), "text": BODY}).encode() + b"\n")
            process.stdin.flush()
            equal(json.loads(process.stdout.readline())["id"], str(n))  # hangs, and is killed by ctest, if it is held back
        process.stdin.close()
        equal(process.wait(timeout=60), 0)
        process.stdout.close()


@test
def a_reader_that_has_seen_enough(folder):
    lines = (json.dumps({"id": "x", "text": BODY}).encode() + b"\n") * 2000
    path = write(folder, "many.jsonl", lines)
    for jobs in ("1", "2"):
        process = subprocess.Popen([BINARY, "extract", path, "--jobs", jobs], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        equal((process.wait(timeout=60), err), (0, b""))


@test
def wrong_usage(folder):
    page = write(folder, "a.txt", BODY)
    for arguments in ([], ["nonsense"], ["extract"], ["extract", page, "--no-such-option"], ["extract", page, "--as", "pdf"],
                      ["events", page, "--format", "xml"], ["events", page, "--min-confidence", "2"],
                      ["extract", page, "--jobs", "0"], ["extract", page, "--published", "yesterday"],
                      ["read", page, "--color", "pink"], ["extract", page, "--max-page", "much"]):
        done = run(*arguments)
        assert done.status == 2 and done.err and not done.out, (arguments, done.status, done.out, done.err)


@test
def help_has_examples(folder):
    for command in ("extract", "annotate", "events", "read", "model"):
        done = run(command, "--help")
        equal(done.status, 0)
        assert b"Examples:" in done.out, command
    equal(run("--help").status, 0)
    assert run("version").out.startswith(b"newshound "), "version"
    equal(run("--version").out, run("version").out)


@test
def the_configuration_file(folder):
    page = write(folder, "a.html", PAGE)
    config = write(folder, "config.toml", "jobs = 1\n\n[extract]\nmax-page = \"100\"\n")
    equal(run("extract", page, env={"NEWSHOUND_CONFIG": config}).codes(), {"a": "too_large"})
    bad = write(folder, "bad.toml", "jobs = many\n")
    equal(run("extract", page, env={"NEWSHOUND_CONFIG": bad}).status, 2)


@test
def without_a_model(folder):
    article = write(folder, "a.json", json.dumps({"id": "a", "text": BODY}))
    nowhere = {"XDG_DATA_HOME": folder, "HOME": folder, "NEWSHOUND_MODEL": ""}
    for command in ("annotate", "events", "read"):
        done = run(command, article, "--model", os.path.join(folder, "none.nhm"), env=nowhere)
        assert done.status == 3 and done.err and not done.out, (command, done.status, done.out, done.err)
    damaged = write(folder, "damaged.nhm", b"not a model" * 100)
    done = run("events", article, "--model", damaged)
    assert done.status == 3 and done.err and not done.out, (done.status, done.err)
    equal(run("extract", article, env=nowhere).status, 0)


def has_model():
    if run("annotate", "-", stdin=b'{"id": "m", "text": "One."}\n').status == 3:
        raise Skipped("no language model is installed")


@test
def the_stages_by_hand_are_the_stages_in_one(folder):
    has_model()
    page = write(folder, "a.html", PAGE)
    extracted = run("extract", page, "--published", "2025-09-04")
    annotated = run("annotate", "-", stdin=extracted.out)
    by_hand = run("events", "-", stdin=annotated.out)
    at_once = run("events", page, "--published", "2025-09-04")
    equal(at_once.status, 0)
    fields = lambda done: [(r["doc"], r["id"], r["type"], r["begin"]) for r in done.records()]
    equal(fields(by_hand), fields(at_once))
    assert at_once.records(), "no event in the page"
    read = run("read", page, "--published", "2025-09-04", "--format", "json").records()
    equal([e["id"] for e in read[0]["events"]], [e["id"] for e in at_once.records()])


@test
def a_language_without_a_model(folder):
    has_model()
    text = ("Полиция задержала двенадцать человек во вторник после протеста у здания мэрии, сообщил мэр города. "
            "Мэр обвинил оппозицию в организации беспорядков, лидер оппозиции это отрицает. ") * 3
    article = write(folder, "ru.json", json.dumps({"id": "ru", "text": text}))
    for command in ("annotate", "events"):
        done = run(command, article)
        equal((done.status, sorted(done.records()[0])), (0, ["doc", "notice"]))
    equal(run("extract", article).records()[0]["language"], "ru")
    equal(run("read", article).status, 0)


@test
def events_of_all_threads_and_formats(folder):
    has_model()
    lines = b"".join(json.dumps({"id": str(n), "published": "2025-09-04", "text": BODY * (n % 4)}).encode() + b"\n" for n in range(40))
    path = write(folder, "many.jsonl", lines)
    one, two = run("events", path, "--jobs", "1", "--keep-empty"), run("events", path, "--jobs", "2", "--keep-empty")
    assert one.out == two.out and one.status == 0
    equal(len({r["doc"] for r in one.records()}), 40)
    assert {"doc": "0", "events": 0} in one.records()
    table = run("events", path, "--format", "csv").out.decode().splitlines()
    assert table[0].startswith("doc,id,"), table[0]
    equal(len([r for r in one.records() if "type" in r]), len(table) - 1)
    equal(run("annotate", path, "--jobs", "1").out, run("annotate", path, "--jobs", "2").out)
    equal(run("events", path, "--min-confidence", "1").status, 0)


def main():
    wanted = sys.argv[2:]
    failed = skipped = 0
    for function in TESTS:
        if wanted and not any(name in function.__name__ for name in wanted):
            continue
        folder = tempfile.mkdtemp(prefix="newshound-test-")
        try:
            function(folder)
        except Skipped as why:
            skipped += 1
            print(f"{function.__name__}: passed over: {why}")
        except (AssertionError, OSError, ValueError, KeyError, IndexError, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"{function.__name__}: {type(error).__name__}: {str(error)[:2000]}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    count = len(TESTS) if not wanted else sum(any(name in f.__name__ for name in wanted) for f in TESTS)
    print(f"cli: {count - failed - skipped} passed, {failed} failed, {skipped} passed over")
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

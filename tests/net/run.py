#!/usr/bin/env python3
"""URLs, feeds and archives through the real binary, against a server on loopback that behaves badly in every way we know.

usage: tests/net/run.py BINARY [NAME...]     all tests, or those whose name contains NAME

Nothing leaves this machine. Peak memory is checked where the binary is built without sanitizers, which need a lot themselves.
"""
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import Server, answer, packed, packed_zeros, redirect  # noqa: E402

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
TESTS = []
BODY = ("Police in Harrowgate arrested twelve men on Tuesday after a protest outside the town hall, the mayor said. "
        "The mayor accused the opposition of sending them, which its leader Mira Toland denied on Wednesday evening. ")
OTHER = "The men were released on Thursday, their lawyer said; no charges were brought against any of them so far."
PAGE = ("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Arrests in Harrowgate</title></head><body><article>"
        "<h1>Arrests in Harrowgate</h1><p>{0}</p><p>{0}</p><p>{0}</p></article></body></html>").format(BODY)
GOOD = answer(PAGE)


def test(function):
    TESTS.append(function)
    return function


with open(BINARY, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()


class Done:
    def __init__(self, status, out, err, seconds, peak):
        self.status, self.out, self.err, self.seconds, self.peak = status, out, err, seconds, peak

    def records(self):
        return [json.loads(line) for line in self.out.decode("utf-8").splitlines()]

    def codes(self):
        """(id, error code or "") in the order of the output"""
        return [(r["id"], r.get("error", {}).get("code", "")) for r in self.records()]

    def code(self):
        records = self.records()
        equal(len(records), 1)
        return records[0].get("error", {}).get("code", "")


def run(*arguments, stdin=None, env=None, timeout=120, private=True, delay="0"):
    """`extract` on the arguments; peak: megabytes."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        process = subprocess.Popen([BINARY, "extract", *arguments, "--delay", delay, *(["--allow-private"] if private else [])],
                                   stdin=subprocess.DEVNULL if stdin is None else stdin, stdout=out, stderr=err,
                                   env={**clean, **(env or {})})
        limit = start + timeout
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > limit:
                process.kill()
                os.wait4(process.pid, 0)
                raise AssertionError(f"still running after {timeout} s")
            time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        done = Done(process.returncode, out.read(), err.read().decode("utf-8", "replace"), time.monotonic() - start,
                    usage.ru_maxrss / 1024)
    if done.status < 0 or "Sanitizer" in done.err:
        raise AssertionError(f"crashed ({done.status}): {done.err[-1500:]}")
    return done


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def equal(found, wanted):
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"


def below(found, limit, what):
    assert found < limit, f"{what}: {found:.1f}, should be below {limit}"


def memory_below(done, megabytes):
    if not SANITIZED:
        below(done.peak, megabytes, "MB of memory")


# ---- addresses

@test
def private_addresses_are_refused(folder):
    with Server({"/a": GOOD}) as server:
        for host in ("127.0.0.1", "127.0.0.2", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "0.0.0.0", "0"):
            done = run(server.url("/a", host), private=False)
            equal((host, done.status, done.code()), (host, 1, "private_address"))
            assert "--allow-private" in done.records()[0]["error"]["message"]
        equal(server.connections, 0)
        equal(run(server.url("/a")).code(), "")


@test
def a_redirect_into_the_own_network_is_refused(folder):
    """The public side is played by a proxy, which is allowed to be private: the user chose it."""
    with Server({"/secret": GOOD}) as inside:
        target = inside.url("/secret")
        for to in (target, target.replace("127.0.0.1", "localhost"), target.replace("127.0.0.1", "127.1")):
            with Server({"http://8.8.8.8/a": redirect(to), "http://8.8.8.8/b": GOOD}) as proxy:
                env = {"http_proxy": proxy.url("")}
                for environment in (env, {**env, "no_proxy": "127.0.0.1,localhost,127.1"}):
                    done = run("http://8.8.8.8/a", "http://8.8.8.8/b", private=False, env=environment)
                    equal(done.codes(), [("http://8.8.8.8/a", "private_address"), ("http://8.8.8.8/b", "")])
                assert "http://8.8.8.8/robots.txt" in [path for _, _, path in proxy.log]
        equal(inside.connections, 0)


@test
def redirects_to_other_schemes_are_refused(folder):
    secret = write(folder, "secret.txt", BODY * 3)
    pages = {"/file": redirect("file://" + secret), "/ftp": redirect("ftp://127.0.0.1/x"), "/js": redirect("javascript:alert(1)"),
             "/password": redirect("http://user:pass@127.0.0.1/"), "/data": redirect("data:text/html,<p>x"),
             "/nothing": redirect("http://"), "/gopher": redirect("gopher://127.0.0.1:70/_x")}
    with Server(pages) as server:
        done = run(*(server.url(path) for path in pages))
        equal([code for _, code in done.codes()], ["bad_redirect"] * len(pages))
    for url in ("ftp://example.org/a", "file://" + secret, "http://user:pass@127.0.0.1/"):
        equal((url, run(url).code()), (url, "bad_url"))


@test
def redirects_have_an_end(folder):
    chain = {f"/{n}": redirect(f"/{n + 1}") for n in range(10)}
    pages = {"/loop": redirect("/loop"), "/x": redirect("/loop"), **chain, "/10": GOOD, "/less": redirect("0")}
    with Server(pages) as server:
        equal(run(server.url("/loop")).code(), "too_many_redirects")
        equal(len(server.asked()), 11)
        done = run(server.url("/0"))
        equal(done.code(), "")
        equal(done.records()[0]["id"], server.url("/0"))
        equal(done.records()[0]["url"], server.url("/10"))
        equal(run(server.url("/less")).code(), "too_many_redirects")
        equal(run(server.url("/8"), "--max-redirects", "1").code(), "too_many_redirects")


# ---- bodies

def drip(pause, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"):
    def page(connection, _):
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            time.sleep(pause)
    return page


def endless(head, block):
    def page(connection, _):
        connection.sendall(head)
        while True:
            connection.sendall(block)
    return page


@test
def slow_and_silent_servers(folder):
    def silent(connection, _):
        time.sleep(60)
    with Server({"/drip": drip(0.2), "/silent": silent, "/head": drip(0.2, b"HTTP/1.1 200 OK\r\nX: "), "/good": GOOD}) as server:
        urls = [server.url("/drip"), server.url("/silent", "127.0.0.2"), server.url("/head", "localhost"), server.url("/good")]
        done = run(*urls, "--timeout", "5")  # long enough for the good page on a machine that is busy
        equal([code for _, code in done.codes()], ["timeout", "timeout", "timeout", ""])
        below(done.seconds, 50, "seconds")  # the silent server would take 60


@test
def endless_bodies_and_heads(folder):
    chunk = b"10000\r\n" + b"<p>x</p>" * 8192 + b"\r\n"
    pages = {
        "/plain": endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>x</p>" * 8192),
        "/chunked": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk),
        "/head": endless(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n" * 1000),
        "/field": endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536),
        "/good": GOOD}
    with Server(pages) as server:
        done = run(*(server.url(path) for path in pages), "--timeout", "60")
        codes = [code for _, code in done.codes()]
        equal(codes[:2] + codes[4:], ["too_large", "too_large", ""])
        assert all(code in ("too_large", "bad_http") for code in codes[2:4]), codes
        below(done.seconds, 30, "seconds")
        memory_below(done, 200)


@test
def a_gzip_bomb(folder):
    bomb = packed_zeros(1 << 30)
    twice = packed(bomb)
    pages = {"/bomb": answer(bomb, Content_Encoding="gzip"), "/twice": answer(twice, Content_Encoding="gzip, gzip"),
             "/file.html.gz": answer(bomb, Content_Type="application/gzip"),
             "/many": answer(b"x", Content_Encoding=", ".join(["gzip"] * 50)),
             "/packed": answer(packed(PAGE.encode()), Content_Encoding="gzip"), "/good": GOOD}
    with Server(pages) as server:
        done = run(*(server.url(path) for path in pages))
        equal([code for _, code in done.codes()], ["too_large", "too_large", "too_large", "bad_http", "", ""])
        below(done.seconds, 30, "seconds")
        memory_below(done, 250)
    path = write(folder, "bomb.html.gz", bomb)
    done = run(path)
    equal(done.codes(), [("bomb", "too_large")])
    memory_below(done, 150)


@test
def wrong_lengths_and_broken_answers(folder):
    pages = {
        "/longer": answer(PAGE, Content_Length=str(len(PAGE) + 1000), Connection="close"),
        "/shorter": answer(PAGE, Content_Length=str(len(PAGE) - 30), Connection="close"),
        "/negative": answer(PAGE, Content_Length="-5", Connection="close"),
        "/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n<p>x\r\n0\r\n\r\n",
        "/huge_chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffffffffffffff\r\n<p>x",
        "/old": b"<html><body>an answer without a head",
        "/nothing": lambda connection, _: None,
        "/noise": bytes(range(256)) * 20,
        "/status": b"HTTP/1.1 abc OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
        "/empty": answer(b""),
        "/no_type": answer(PAGE, Content_Type=None),
        "/good": GOOD}
    def closing(data):
        def page(connection, _):
            connection.sendall(data)
        return page
    with Server({path: closing(page) if isinstance(page, bytes) else page for path, page in pages.items()}) as server:
        done = run(*(server.url(path) for path in pages), "--timeout", "10")
        codes = dict(zip(pages, (code for _, code in done.codes())))
        equal(codes, {"/longer": "cut_off", "/shorter": "", "/negative": codes["/negative"], "/chunks": "bad_http",
                      "/huge_chunk": "bad_http", "/old": "bad_http", "/nothing": "bad_http", "/noise": "bad_http",
                      "/status": codes["/status"], "/empty": "empty", "/no_type": "", "/good": ""})
        assert codes["/negative"] in ("", "bad_http") and codes["/status"] != "", codes


@test
def statuses(folder):
    pages = {f"/{status}": answer(PAGE, status=f"{status} Whatever") for status in (401, 403, 404, 410, 500, 304, 204)}
    with Server(pages) as server:
        done = run(*(server.url(path) for path in pages), server.url("/missing"))
        equal([code for _, code in done.codes()], [f"http_{path[1:]}" for path in pages] + ["http_404"])
    with Server({}) as gone:
        url = gone.url("/")
    done = run(url, "http://no-such-host.invalid/a", url.replace("http", "https"))
    equal([code for _, code in done.codes()][::2], ["connect", "connect"])
    assert done.codes()[1][1] in ("dns", "connect"), done.codes()
    with Server({"/": GOOD}) as plain:
        equal(run(plain.url("/").replace("http", "https")).code(), "tls")


# ---- manners

@test
def robots_txt(folder):
    robots = answer("User-agent: *\nDisallow: /no\nAllow: /no/but\n\nUser-agent: guest\nDisallow: /guest\n", Content_Type="text/plain")
    pages = {"/robots.txt": robots, "/no": GOOD, "/no/but": GOOD, "/yes": GOOD, "/guest": GOOD, "/leads": redirect("/no")}
    with Server(pages) as server:
        paths = ("/no", "/no/but", "/yes", "/guest", "/leads")
        done = run(*(server.url(path) for path in paths))
        equal([code for _, code in done.codes()], ["robots", "", "", "", "robots"])
        equal(server.asked(), ["/no/but", "/yes", "/guest", "/leads"])
        equal(len(server.times("/robots.txt")), 1)
        assert "--ignore-robots" in done.records()[0]["error"]["message"]
        done = run(*(server.url(path) for path in paths), "--user-agent", "Guest/1.0 (test)")
        equal([code for _, code in done.codes()], ["", "", "", "robots", ""])
        done = run(*(server.url(path) for path in paths), "--ignore-robots")
        equal({code for _, code in done.codes()}, {""})


@test
def robots_txt_that_fails(folder):
    for robots, wanted in ((answer(b"", status="404 Not Found"), ""), (answer(b"", status="403 Forbidden"), ""),
                           (answer(b"", status="500 Trouble"), "robots"), (answer(b"", status="503 Trouble"), "robots"),
                           (redirect("/robots.txt"), ""), (redirect("file:///etc/passwd"), ""), (answer(PAGE), ""),
                           (redirect("/elsewhere"), "robots"), (b"garbage\r\n\r\n", "robots"),
                           (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"User-agent: *\nDisallow: /x\n" * 1000), "robots")):
        pages = {"/robots.txt": robots, "/elsewhere": answer("User-agent: *\nDisallow: /\n"), "/a": GOOD}
        with Server(pages) as server:
            equal((robots, run(server.url("/a"), "--timeout", "20").code()), (robots, wanted))


@test
def a_host_is_not_hurried(folder):
    pages = {f"/{n}": GOOD for n in range(3)}
    with Server(pages) as server:
        urls = [server.url(f"/{n}") for n in range(3)] + [server.url("/0", "127.0.0.2")]
        done = run(*urls, delay="0.5")
        equal([i for i, _ in done.codes()], urls)
        times = sorted(when for when, host, path in server.log if host == "127.0.0.1" and path != "/robots.txt")
        gaps = [b - a for a, b in zip(times, times[1:])]
        assert all(gap > 0.45 for gap in gaps), gaps
        other = next(when for when, host, path in server.log if host == "127.0.0.2" and path == "/0")
        assert other < times[1], "the other host was held up"


@test
def crawl_delay_is_kept(folder):
    robots = answer("User-agent: *\nCrawl-delay: 0.6\n")
    with Server({"/robots.txt": robots, "/0": GOOD, "/1": GOOD}) as server:
        equal([code for _, code in run(server.url("/0"), server.url("/1")).codes()], ["", ""])
        assert server.times("/1")[0] - server.times("/0")[0] > 0.55
        run(server.url("/0"), server.url("/1"), "--ignore-robots")
        assert server.times("/1")[1] - server.times("/0")[1] < 0.55


@test
def too_many_requests(folder):
    asked = {"/soon": 0, "/never": 0, "/date": 0}
    def later(path, retry, good_from):
        def page(connection, _):
            asked[path] += 1
            good = asked[path] >= good_from
            connection.sendall(GOOD if good else answer(b"", status="429 Too Many", Retry_After=retry))
        return page
    pages = {"/soon": later("/soon", "1", 2), "/never": later("/never", "0", 9), "/date": answer(b"", status="503 Later", Retry_After="Wed, 21 Oct 2099 07:28:00 GMT"),
             "/none": answer(b"", status="429 Too Many")}
    with Server(pages) as server:
        start = time.monotonic()
        equal(run(server.url("/soon")).code(), "")
        assert time.monotonic() - start > 0.9
        equal(run(server.url("/never")).code(), "http_429")
        equal(asked["/never"], 2)
        done = run(server.url("/date"), server.url("/none"))
        equal([code for _, code in done.codes()], ["http_503", "http_503"])  # the host is left alone
        equal(server.asked()[-1], "/date")
        equal(run(server.url("/none")).code(), "http_429")
        below(done.seconds, 10, "seconds")


@test
def who_is_asking(folder):
    with Server({"/a": GOOD}) as server:
        seen = []
        server.pages["/a"] = lambda connection, request: (seen.append(request["fields"]), connection.sendall(GOOD))
        run(server.url("/a"))
        run(server.url("/a"), "--user-agent", "Desk/2.0 (desk@example.org)")
        assert seen[0]["User-Agent"].startswith("newshound/"), seen[0]
        equal(seen[1]["User-Agent"], "Desk/2.0 (desk@example.org)")
        assert "Cookie" not in seen[0] and "gzip" in seen[0]["Accept-Encoding"], seen[0]
        cookie = answer(PAGE, Set_Cookie="a=b")
        server.pages["/b"] = cookie
        run(server.url("/b"), server.url("/a"))
        assert "Cookie" not in seen[2], seen[2]
    assert run("http://127.0.0.1:1/", "--user-agent", "a\r\nX: y").status == 2


# ---- what an answer is

def feed_of(server, entries, extra=""):
    items = "".join(f"<item><title>{title}</title><link>{link}</link><author>Ann Ash</author>"
                    f"<pubDate>Thu, 04 Sep 2025 10:30:00 +0200</pubDate>{more}</item>" for title, link, more in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title><link>{server.url("/")}</link>{extra}{items}</channel></rss>'


@test
def answers_of_every_kind(folder):
    record = json.dumps({"id": "r", "text": BODY})
    pages = {
        "/html": GOOD, "/text": answer(BODY * 3, Content_Type="text/plain"), "/json": answer(record, Content_Type="application/json"),
        "/lines": answer(record + "\n" + record.replace('"r"', '"s"') + "\n", Content_Type="application/x-ndjson"),
        "/r.jsonl": answer(record + "\n", Content_Type="text/plain"),
        "/pdf": answer(b"%PDF-1.7 " + bytes(2000), Content_Type="application/pdf"), "/picture": answer(bytes(2000), Content_Type="image/png"),
        "/html_as_text": answer(PAGE, Content_Type="text/plain"), "/html.gz": answer(packed(PAGE.encode()), Content_Type="application/gzip"),
        "/lines.jsonl.gz": answer(packed(record.encode() + b"\n"), Content_Type="application/gzip")}
    with Server(pages) as server:
        urls = [server.url(path) for path in pages]
        done = run(*urls)
        wanted = [(urls[0], ""), (urls[1], ""), ("r", ""), ("r", ""), ("s", ""), ("r", ""), (urls[5], "not_text"), (urls[6], "not_text"),
                  (urls[7], ""), (urls[8], ""), ("r", "")]
        equal(done.codes(), wanted)
        assert run(server.url("/html"), "--as", "text").records()[0]["title"] != "Arrests in Harrowgate"  # tags are words then


@test
def the_encoding_of_the_header(folder):
    text = ("Полиция задержала двенадцать человек во вторник после протеста у здания мэрии, сообщил мэр города. " * 3)
    page = f"<html><head><title>Задержания</title></head><body><article><h1>Задержания</h1><p>{text}</p><p>{text}</p></article></body></html>"
    told = {"Content_Type": "text/html; charset=windows-1251"}
    pages = {"/header": answer(page.encode("cp1251"), **told),
             "/header_over_meta": answer(page.replace("<head>", "<head><meta charset=iso-8859-5>").encode("cp1251"), **told),
             "/bom": answer(b"\xef\xbb\xbf" + page.encode("utf-8"), **told),
             "/meta": answer(page.replace("<head>", "<head><meta charset=koi8-r>").encode("koi8-r"), Content_Type="text/html"),
             "/guess": answer(page.encode("cp1251"), Content_Type="text/html"),
             "/text": answer("".join(f"{text[:100]} Это {n}-я новость за неделю, сообщило агентство.\n\n" for n in range(4)).encode("cp1251"), Content_Type="text/plain; charset=windows-1251")}
    with Server(pages) as server:
        for record in run(*(server.url(path) for path in pages)).records():
            assert "Полиция задержала" in record["text"] and "\ufffd" not in record["text"], record


@test
def a_feed_and_its_entries(folder):
    whole = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'><![CDATA[<p>{BODY}</p><p>{OTHER}</p>]]></content:encoded>"
    with Server({}) as server:
        page = server.url("/one")
        server.pages.update({
            "/feed": answer(feed_of(server, [("One", page, whole), ("Two &amp; more", server.url("/two"), f"<description>{BODY}</description>"),
                                             ("Three", "", "<description>Short.</description>"), ("Four", server.url("/four"), "")]),
                            Content_Type="application/rss+xml"),
            "/one": answer(PAGE.replace("Arrests in Harrowgate", "The page's own title")), "/two": answer(f"<html><body><article><p>{BODY}</p><p>{BODY}</p>"),
            "/four": answer(b"%PDF-1.7 " + bytes(2000), Content_Type="application/pdf")})
        for source in (server.url("/feed"), write(folder, "desk.xml", feed_of(server, [("One", page, whole)]))):
            done = run(source, "--explain")
            equal(done.status, 0)
            first = done.records()[0]
            equal((first["id"], first["url"], first["title"], first["published"], first["authors"]),
                  (page, page, "One", "2025-09-04T10:30:00+02:00", ["Ann Ash"]))
            equal(first["text"], BODY.strip() + "\n" + OTHER)
        equal(server.asked(), ["/feed"])  # nothing but the feed
        records = run(server.url("/feed")).records()
        equal([(r["id"], r["title"], r["text"]) for r in records[1:]],
              [(server.url("/two"), "Two & more", BODY.strip()), (server.url("/feed") + "-3", "Three", "Short."), (server.url("/four"), "Four", "")])
        done = run(server.url("/feed"), "--follow")
        equal(done.codes(), [(page, ""), (server.url("/two"), ""), (server.url("/feed") + "-3", ""), (server.url("/four"), "not_a_page")])
        one, two = done.records()[:2]
        equal((one["title"], two["title"], two["authors"], two["published"]),
              ("The page's own title", "Two & more", ["Ann Ash"], "2025-09-04T10:30:00+02:00"))


@test
def lists_of_lists(folder):
    with Server({}) as server:
        url = server.url
        index = lambda *paths: ('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                                + "".join(f"<sitemap><loc>{url(p)}</loc></sitemap>" for p in paths) + "</sitemapindex>")
        sitemap = lambda *paths: ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                                  + "".join(f"<url><loc>{url(p)}</loc><lastmod>2025-09-04</lastmod></url>" for p in paths) + "</urlset>")
        xml = {"Content_Type": "application/xml"}
        opml = f'<opml version="2.0"><body><outline type="rss" text="Desk" xmlUrl="{url("/feed")}"/></body></opml>'
        server.pages.update({
            "/index": answer(index("/a.xml", "/b.xml.gz", "/index", "/none.xml", "/page"), **xml), "/a.xml": answer(sitemap("/1", "/2"), **xml),
            "/b.xml.gz": answer(packed(sitemap("/3").encode()), Content_Type="application/gzip"), "/page": GOOD,
            **{f"/{n}": GOOD for n in (1, 2, 3)}, "/opml": answer(opml, **xml),
            "/feed": answer(feed_of(server, [("One", url("/1"), "")]), **xml),
            **{f"/deep{n}": answer(index(f"/deep{n + 1}"), **xml) for n in range(9)}})
        equal(run(url("/index"), "--follow").codes(), [(url("/1"), ""), (url("/2"), ""), (url("/3"), ""),
                                                       (url("/none.xml"), "http_404"), (url("/page"), "not_a_feed")])
        equal(run(url("/opml"), "--follow").codes(), [(url("/1"), "")])
        equal(run(url("/opml"), url("/index")).codes(), [(url("/opml"), "needs_follow"), (url("/index"), "needs_follow")])
        equal(run(write(folder, "desk.opml", opml), "--follow").codes(), [(url("/1"), "")])
        pipe = write(folder, "packed", packed(sitemap("/1").encode()))
        with open(pipe, "rb") as stdin:
            equal(run("-", stdin=stdin).codes(), [(url("/1"), "")])
        equal(run(url("/deep0"), "--follow").codes(), [(url("/deep4"), "too_deep")])
        equal([(r["id"], r["published"], r["modified"]) for r in run(url("/a.xml")).records()],
              [(url("/1"), None, "2025-09-04"), (url("/2"), None, "2025-09-04")])  # lastmod is no day of publication


def warc_record(kind, uri, content, content_type, length=None):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash((kind, uri))) % 10**12:012d}>\r\n"
            + (f"WARC-Target-URI: {uri}\r\n" if uri else "") + "WARC-Date: 2025-09-05T12:00:00Z\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(content) if length is None else length}\r\n\r\n")
    return head.encode() + content + b"\r\n\r\n"


HTTP = "application/http; msgtype=response"


def warc_of():
    cp1251 = PAGE.replace("town hall", "здание мэрии").replace("<meta charset=utf-8>", "").encode("cp1251")
    future = PAGE.replace("<head>", '<head><meta property="article:published_time" content="2031-01-01T00:00:00Z">')
    return [warc_record("warcinfo", "", b"software: by hand\r\n", "application/warc-fields"),
            warc_record("request", "http://example.org/a", b"GET /a HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
            warc_record("response", "http://example.org/a", GOOD, HTTP),
            warc_record("response", "http://example.org/picture", answer(bytes(3000), Content_Type="image/png"), HTTP),
            warc_record("response", "http://example.org/gone", answer(PAGE, status="404 Not Found"), HTTP),
            warc_record("response", "http://example.org/ru", answer(cp1251, Content_Type="text/html; charset=windows-1251"), HTTP),
            warc_record("response", "http://example.org/zip", answer(packed(PAGE.encode()), Content_Encoding="gzip"), HTTP),
            warc_record("response", "http://example.org/future", answer(future), HTTP),
            warc_record("conversion", "http://example.org/text", (BODY * 3).encode(), "text/plain"),
            warc_record("response", "", GOOD, HTTP)]


@test
def web_archives(folder):
    records = warc_of()
    site = "http://example.org"
    wanted = [(site + path, "") for path in ("/a", "/ru", "/zip", "/future", "/text")]
    plain, each = b"".join(records), b"".join(packed(record) for record in records)
    with Server({"/crawl": answer(each, Content_Type="application/warc"), "/crawl.warc.gz": answer(each, Content_Type="application/octet-stream")}) as server:
        sources = [write(folder, "crawl.warc", plain), write(folder, "crawl.warc.gz", each), write(folder, "noname", each),
                   write(folder, "all.warc.gz", packed(plain)), server.url("/crawl"), server.url("/crawl.warc.gz")]
        for source in sources:
            done = run(source)
            own = source if source.startswith("http") else os.path.basename(source).split(".")[0]
            equal((source, done.status, done.codes()), (source, 0, wanted + [(f"{own}-10", "")]))
            by_id = {record["id"]: record for record in done.records()}
            assert "здание мэрии" in by_id[site + "/ru"]["text"]
            equal(by_id[site + "/future"]["published"], None)  # after the crawl
            equal(by_id[site + "/a"]["url"], site + "/a")
    for data in (plain, each):
        with open(write(folder, "pipe", data), "rb") as pipe:
            equal(run("-", stdin=pipe).codes(), wanted + [("-10", "")])
    broken = records[:3] + [b"\0\1\2 noise\r\n" * 50] + [warc_record("response", site + "/short", GOOD, HTTP, length=10**15)[:300] + b"\r\n"] + records[8:9]
    done = run(write(folder, "broken.warc", b"".join(broken)))
    equal(done.status, 1)
    codes = dict(done.codes())
    equal((codes[site + "/a"], codes[site + "/text"]), ("", ""))
    equal(run(write(folder, "cut.warc.gz", each[:-400])).codes()[:5], wanted)
    equal(run(write(folder, "none.warc", PAGE)).status, 1)


@test
def a_feed_of_a_hundred_thousand_entries(folder):
    entries = "".join(f"<item><title>Entry {n}</title><link>http://example.org/{n}</link><pubDate>Thu, 04 Sep 2025 10:30:00 +0200</pubDate>"
                      f"<description>Police arrested {n} men in Harrowgate on Tuesday, the mayor said.</description></item>" for n in range(100_000))
    path = write(folder, "big.xml", f'<rss version="2.0"><channel><title>Big</title>{entries}</channel></rss>')
    done = run(path)
    equal((done.status, done.out.count(b"\n")), (0, 100_000))
    assert done.out.splitlines()[99_999].startswith(b'{"id":"http://example.org/99999"')
    memory_below(done, 464)  # what a page at the limit may take


# ---- long input

@test
def a_line_of_two_gigabytes(folder):
    size = 256 if SANITIZED else 2048
    writer = subprocess.Popen([sys.executable, "-c", "import sys\nblock = b'x' * (1 << 20)\nout = sys.stdout.buffer\n"
                               "out.write(b'{\"id\": \"long\", \"text\": \"')\n"
                               f"for _ in range({size}): out.write(block)\n"
                               "out.write(b'\"}\\n{\"id\": \"next\", \"text\": \"Police arrested two men.\"}\\n')"], stdout=subprocess.PIPE)
    done = run("-", stdin=writer.stdout)
    writer.stdout.close()
    equal(writer.wait(), 0)
    equal(done.codes(), [("long", "too_large"), ("next", "")])
    memory_below(done, 464)


@test
def one_table_of_nine_megabytes(folder):
    row = "<tr>" + "".join(f"<td>{n}</td>" for n in range(40)) + "</tr>"
    table = "<html><body><table>" + row * ((9 << 20) // len(row)) + f"</table><p>{BODY}</p></body></html>"
    with Server({"/table": answer(table), "/good": GOOD}) as server:
        done = run(server.url("/table"), server.url("/good"), timeout=300)
        equal([code for _, code in done.codes()][1], "")
        assert done.codes()[0][1] in ("", "too_complex"), done.codes()
        memory_below(done, 464)


# ---- runs

@test
def the_order_is_that_of_the_input(folder):
    def late(pause):
        def page(connection, _):
            time.sleep(pause)
            connection.sendall(GOOD)
        return page
    with Server({"/late": late(0.7), "/soon": GOOD}) as server:
        page = write(folder, "page.html", PAGE)
        urls = [server.url("/late"), server.url("/soon", "127.0.0.2"), page, server.url("/missing", "127.0.0.2"), server.url("/soon")]
        for jobs in ("1", "3"):
            done = run(*urls, "--jobs", jobs)
            equal(done.codes(), [(u if u != page else "page", "http_404" if "missing" in u else "") for u in urls])


@test
def a_reader_that_has_seen_enough(folder):
    with Server({"/slow": drip(0.05), **{f"/{n}": GOOD for n in range(20)}}) as server:
        process = subprocess.Popen([BINARY, "extract", *(server.url(f"/{n}") for n in range(20)), server.url("/slow"), "--allow-private", "--delay", "0"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        process.stderr.close()
        equal(process.wait(timeout=60), 0)


@test
def progress_says_what_is_left(folder):
    with Server({f"/{n}": drip(9) if n > 8 else GOOD for n in range(10)}) as server:
        done = run(*(server.url(f"/{n}") for n in range(10)), "--progress", "--timeout", "7", delay="0.2")
        assert " a second" in done.err and "left" in done.err, done.err
        equal(run(server.url("/0"), "--quiet").err, "")


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = sys.argv[2:]
    count = failed = 0
    for function in TESTS:
        if wanted and not any(name in function.__name__ for name in wanted):
            continue
        count += 1
        folder = tempfile.mkdtemp(prefix="newshound-test-")
        try:
            function(folder)
        except (AssertionError, OSError, ValueError, KeyError, IndexError, struct.error, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"{function.__name__}: {type(error).__name__}: {str(error)[:2000]}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"net: {count - failed} passed, {failed} failed")
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

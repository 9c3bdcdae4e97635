/** Goal: the page is served to this machine alone, and nothing else is. Method: a server in this process, asked in earnest. */
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FileError } from "../../src/cli/files.js";
import { servePage, type PageServer } from "../../src/cli/page-server.js";
import { shownFile } from "../../src/cli/show/shown-file.js";
import { recordingToJson, simulate } from "../../src/index.js";
import { fanin, startFanin } from "../support/cli.js";
import { scenarioOf } from "../support/simulated.js";
import { smallScenario } from "../support/small-scenario.js";
import { isDone, startBrowser, startServer, visit } from "./support/page.js";

let server: PageServer;
beforeAll(async () => {
  server = await startServer({ kind: "scenario", name: "a.yaml", text: "</script>", files: {} });
});
afterAll(() => server.close());

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Without the tidying of paths that `fetch` does. */
function get(path: string, options: { method?: string; host?: string } = {}): Promise<Got> {
  const { hostname, port } = new URL(server.url);
  const { method = "GET", host } = options;
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => (body += text));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("the server", () => {
  test("serves the page with a strict policy and the right types", async () => {
    const index = await get("/");
    expect(index.headers["content-type"]).toBe("text/html; charset=utf-8");
    const policy = String(index.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(index.body)![1]!;
    expect((await get(script)).headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect((await get("/theme.js?x=1")).headers["content-type"]).toBe(
      "text/javascript; charset=utf-8",
    );
    expect(JSON.parse((await get("/opened.json")).body)).toMatchObject({ text: "</script>" });
  });

  test.each([
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/%2e%2e/package.json",
    "/assets/../../cli/main.js",
    "//etc/passwd",
    "/assets",
    "/nothing",
  ])("has nothing at %s", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body).not.toContain("fanin-scenario");
  });

  test("changes nothing, and answers to no other name", async () => {
    expect((await get("/", { method: "POST" })).status).toBe(405);
    expect((await get("/", { host: "example.org" })).status).toBe(421);
    expect(await get("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  test("does not listen at the machine's other addresses", async () => {
    const port = Number(new URL(server.url).port);
    const others = Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    const answers = others.map(
      ({ address }) =>
        new Promise((resolve) => {
          const socket = connect({ host: address, port, timeout: 2000 });
          socket.on("connect", () => {
            socket.destroy();
            resolve(`${address} listens`);
          });
          socket.on("error", () => {
            resolve("refused");
          });
        }),
    );
    expect(await Promise.all(answers)).toEqual(others.map(() => "refused"));
  });

  test("takes a free port where the usual one is taken, and says so where another was asked for", async () => {
    const taken = Number(new URL(server.url).port);
    const other = await servePage("dist/web", undefined, { port: undefined, usualPort: taken });
    expect(Number(new URL(other.url).port)).not.toBe(taken);
    await other.close();
    const asked = servePage("dist/web", undefined, { port: taken, usualPort: taken });
    await expect(asked).rejects.toThrow(/another program listens there; try another/);
  });

  test("says what is missing where the page was not built", async () => {
    const asked = servePage("test/reference", undefined, { port: 0, usualPort: 0 });
    await expect(asked).rejects.toThrow("expected the built page, found none");
  });
});

test("npm start shows what was built where nothing is newer, on the gallery", async () => {
  const child = startFanin(["--port", "0"], { program: "web/start.mjs" });
  const said = { error: "" };
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (said.error += text));
  const [text] = (await once(child.stdout!.setEncoding("utf8"), "data")) as [string];
  expect(text).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n/);
  expect(await (await fetch(text.split("\n")[0]!)).text()).toContain("<title>fanin");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(said.error).toBe("");
});

describe("fanin show", () => {
  test("prints where the page is, serves the file it was given, ends on Ctrl-C with 0", async () => {
    const child = startFanin(["show", "--port", "0", "scenarios/burst.yaml"]);
    const url = await new Promise<string>((resolve) => {
      child.stdout!.setEncoding("utf8");
      child.stdout!.once("data", (text: string) => {
        resolve(text.split("\n")[0]!);
      });
    });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/run\/opened$/);
    const opened = await fetch(new URL("/opened.json", url));
    expect(await opened.json()).toMatchObject({ kind: "scenario", name: "burst.yaml", files: {} });
    const code = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    expect(await code).toBe(0);
  });

  test("takes a recording of real agents, packed, and the page lays it over what was set up", async () => {
    const child = startFanin(["show", "--port", "0", "test/reference/overload.json.gz"]);
    const url = await new Promise<string>((resolve) => {
      child.stdout!.setEncoding("utf8");
      child.stdout!.once("data", (text: string) => {
        resolve(text.split("\n")[0]!);
      });
    });
    const browser = await startBrowser();
    const { page, troubles } = await visit(browser, url);
    await isDone(page);
    await page.getByTestId("counter-errors").waitFor();
    expect(await page.getByTestId("compare-b").inputValue()).toBe("measured");
    expect(troubles).toEqual([]);
    await browser.close();
    child.kill("SIGINT");
  });

  test.each([
    ["cut.json", '{"format":"fanin-recording/1","scena', "fanin run FILE --out FOLDER"],
    ["old.json", '{"format":"fanin-recording/0"}', "run its scenario again"],
    ["findings.json", '{"format":"fanin-findings/1"}', "NAME.recording.json"],
    ["half.json", '{"format":"flume-reference-trace/1","na', "record once more"],
    ["bare.json", '{"format":"flume-reference-trace/1"}', "cannot be simulated"],
    ["picture.png", readFileSync("test/web/support/plain.png"), "drop it on the page"],
    ["other.bin", Buffer.from([65, 0, 66]), "no text"],
    ["cut.json.gz", gzipSync("{}").subarray(0, 9), "cannot be read: it is not a whole gzip file"],
  ])("refuses %s, with what to do", (name, content, advice) => {
    const folder = mkdtempSync(join(tmpdir(), "fanin-show-"));
    const file = join(folder, name);
    writeFileSync(file, content);
    const said = (): string => {
      try {
        shownFile(file);
        return "";
      } catch (error) {
        return error instanceof FileError ? error.message : `no error for people: ${String(error)}`;
      }
    };
    expect(said()).toContain(file);
    expect(said()).toContain(advice);
    rmSync(folder, { recursive: true });
  });

  test("takes a folder that a run left, and says what is missing of another", () => {
    const folder = mkdtempSync(join(tmpdir(), "fanin-show-"));
    expect(() => shownFile(folder)).toThrow("found no NAME.recording.json in it");
    const text = recordingToJson(simulate(scenarioOf(smallScenario())));
    writeFileSync(join(folder, "a.recording.json"), text);
    expect(shownFile(folder)).toEqual({ kind: "recording", name: "a.recording.json", text });
    writeFileSync(join(folder, "b.recording.json"), text);
    expect(() => shownFile(folder)).toThrow("expected one recording, found 2");
    rmSync(folder, { recursive: true });
  });

  test.each([
    [["no-such.yaml"], "no-such.yaml: cannot be read: there is no such file"],
    [["package.json"], "problem"],
    [["--port", "99999"], "--port: expected a number from 0 to 65535, found 99999"],
  ])("%s is bad input", (args, said) => {
    const { code, err } = fanin(["show", ...args]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

/**
 * Serves the built page on this machine alone: files of one folder, known by name before the first request, so
 * no path can lead out of it. Answers only to the names of this machine, so no other site can read from it.
 */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { FileError } from "./files.js";

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
};

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-cache",
};

/**
 * @param folder of the built page
 * @param opened what the page asks for as `opened.json`
 * @param port undefined: `usualPort`, or any that is free when that is taken
 */
export async function servePage(
  folder: string,
  opened: unknown,
  { port, usualPort }: { readonly port: number | undefined; readonly usualPort: number },
): Promise<PageServer> {
  const paths = pathsOf(folder);
  const openedText = JSON.stringify(opened ?? null);
  const server = createServer((request, response) => {
    answer(request, response, (path) => {
      if (path === "/opened.json") return { type: TYPES[".json"]!, body: openedText };
      const file = paths.get(path === "/" ? "/index.html" : path);
      if (file === undefined) return undefined;
      return { type: TYPES[extname(file)] ?? "application/octet-stream", body: readFileSync(file) };
    });
  });
  const taken = await listen(server, port ?? usualPort, port === undefined);
  return {
    url: `http://${HOST}:${String(taken)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Every file of a folder by the path that asks for it. */
function pathsOf(folder: string): Map<string, string> {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const files = names.filter((name) => statSync(join(folder, name)).isFile());
    if (!files.includes("index.html")) throw new Error("no index.html");
    return new Map(files.map((name) => [`/${name.replaceAll("\\", "/")}`, join(folder, name)]));
  } catch {
    throw new FileError(
      `${folder}: expected the built page, found none; in a checkout \`npm run build\` makes it`,
    );
  }
}

interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  find: (path: string) => Answer | undefined,
): void {
  const plain = (status: number, text: string): void => {
    response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8" });
    response.end(text);
  };
  const { method, url = "/", headers } = request;
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) {
    plain(421, "This server answers to 127.0.0.1 and localhost only.\n");
    return;
  }
  if (method !== "GET" && method !== "HEAD") {
    plain(405, "Only GET and HEAD.\n");
    return;
  }
  const found = find(url.split("?")[0]!);
  if (found === undefined) {
    plain(404, "There is no such page here; begin at /\n");
    return;
  }
  response.writeHead(200, {
    ...HEADERS,
    "content-type": found.type,
    "content-length": Buffer.byteLength(found.body),
  });
  response.end(method === "HEAD" ? undefined : found.body);
}

/** @returns the port that it listens at */
function listen(server: Server, port: number, mayTakeAnother: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && mayTakeAnother) {
        resolve(listen(server, 0, false));
        return;
      }
      const why = error.code === "EADDRINUSE" ? "another program listens there" : error.message;
      reject(new FileError(`port ${String(port)}: cannot be listened at: ${why}; try another`));
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

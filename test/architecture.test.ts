/** The house's invariants: who may import whom, no cycles, small files, no clock or chance where there must be none. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(import.meta.dirname, "..");

interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: number;
  /** Files of the project, relative to the root, and names of packages. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

const sources: readonly Source[] = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", "*.ts"], {
  cwd: root,
})
  .toString()
  .split("\n")
  .filter((file) => /^(grammar|server|client)\//.test(file) && fs.existsSync(path.join(root, file)))
  .map(read);

function read(file: string): Source {
  const text = fs.readFileSync(path.join(root, file), "utf8");
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map((each) => each.fileName);
  const local = specifiers.filter((each) => each.startsWith("."));
  return {
    file,
    text,
    lines: text.split("\n").length - 1,
    imports: local.map((each) => path.posix.join(path.posix.dirname(file), each)),
    packages: specifiers.filter((each) => !each.startsWith(".")),
  };
}

/** The room a file is in, longest name first. */
const ROOMS = [
  "server/protocol.ts",
  "server/model",
  "server/checks",
  "server/engine",
  "server/draft",
  "server/host",
  "server/features",
  "server/lsp",
  "server/cli",
  "client/webview",
  "client/panel/messages.ts",
  "client",
  "grammar",
] as const;
type Room = (typeof ROOMS)[number];
const roomOf = (file: string): Room => {
  const room = ROOMS.find((each) => file === each || file.startsWith(`${each}/`));
  assert.ok(room, `${file} is in no room of the house`);
  return room;
};

/** Besides itself. `server/protocol.ts` and the messages hold types only, so their imports are types only. */
const MAY_IMPORT: Record<Room, readonly Room[]> = {
  grammar: [],
  "server/model": ["grammar"],
  "server/checks": ["server/model", "grammar"],
  "server/features": ["server/model", "grammar"],
  "server/engine": ["server/model"],
  "server/draft": ["server/engine", "server/checks", "server/model", "grammar"],
  "server/host": ["server/engine", "server/model"],
  "server/protocol.ts": ["server/draft", "server/engine", "server/model"],
  "server/lsp": [
    "server/draft",
    "server/host",
    "server/engine",
    "server/checks",
    "server/features",
    "server/model",
    "server/protocol.ts",
    "grammar",
  ],
  "server/cli": ["server/draft", "server/host", "server/engine", "server/checks", "server/model", "grammar"],
  client: ["server/protocol.ts", "client/panel/messages.ts"],
  "client/panel/messages.ts": ["server/protocol.ts"],
  "client/webview": ["client/panel/messages.ts"],
};

const PACKAGES: { readonly name: RegExp; readonly rooms: readonly Room[] }[] = [
  { name: /^chevrotain$/, rooms: ["grammar"] },
  { name: /^vscode-languageserver(\/|$)/, rooms: ["server/lsp"] },
  { name: /^vscode(-languageclient)?(\/|$)/, rooms: ["client"] },
  { name: /^node:/, rooms: ["server/host", "server/lsp", "server/cli", "client"] },
];

function report(offences: readonly string[]): void {
  assert.deepEqual(offences, []);
}

describe("the house", () => {
  it("has sources in every room", () => {
    const rooms = new Set(sources.map((source) => roomOf(source.file)));
    assert.deepEqual([...rooms].sort(), [...ROOMS].sort());
  });

  it("imports downwards only", () => {
    const offences: string[] = [];
    for (const { file, imports } of sources) {
      const room = roomOf(file);
      for (const target of imports) {
        if (target.endsWith(".css") || target === "package.json") continue;
        const other = roomOf(target);
        if (other !== room && !MAY_IMPORT[room].includes(other)) offences.push(`${file} imports ${target}`);
      }
    }
    report(offences);
  });

  it("keeps each package in its room", () => {
    const offences: string[] = [];
    for (const { file, packages } of sources) {
      for (const name of packages) {
        const rule = PACKAGES.find((each) => each.name.test(name));
        if (rule && !rule.rooms.includes(roomOf(file))) offences.push(`${file} imports ${name}`);
      }
    }
    report(offences);
  });

  it("imports only types from the protocol's file on", () => {
    const typeOnly = new Set(["server/protocol.ts", "client/panel/messages.ts"]);
    const offences = sources
      .filter(({ file }) => typeOnly.has(file))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/^(import|export)\s+(?!type\b)[^;]*?from\s+"[^"]+"/gm)].map(
          (match) => `${file}: ${match[0]}`,
        ),
      );
    report(offences);
  });

  it("has no import cycle", () => {
    const graph = new Map(sources.map(({ file, imports }) => [file, imports]));
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
        return;
      }
      state.set(file, "open");
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      state.set(file, "done");
    };
    for (const file of graph.keys()) visit(file, []);
    report(cycles);
  });

  it("has small files: none over 500 lines, the median near 120", () => {
    const written = sources.filter(({ file }) => !file.includes("/generated/"));
    report(written.filter(({ lines }) => lines > 500).map(({ file, lines }) => `${file}: ${lines}`));
    const lengths = written.map(({ lines }) => lines).sort((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)]!;
    assert.ok(median <= 150, `the median is ${median}`);
  });

  it("reads clocks, chance and timers only where the machine is touched", () => {
    const free = new Set<Room>(["server/host", "server/lsp", "client", "client/webview"]);
    const offences: string[] = [];
    for (const { file, text } of sources) {
      if (free.has(roomOf(file)) || file.includes("/generated/")) continue;
      const found = text.match(/\b(Date\.now|Math\.random|setTimeout|setInterval|performance\.now)\b/);
      if (found) offences.push(`${file} uses ${found[0]}`);
    }
    report(offences);
  });

  it("opens every file by saying what it is", () => {
    report(
      sources
        .filter(({ file, text }) => !file.includes("/generated/") && !/^(#!.*\n)?\/\*\*/.test(text))
        .map(({ file }) => file),
    );
  });
});

/**
 * Names of every kind, each asked about at every place where it stands: whoever renames something anywhere finds all of it.
 */
import assert from "node:assert/strict";
import { tokenize } from "../../grammar/lexer.ts";
import { highlightsAt, referencesAt, type Reference } from "../../server/features/references.ts";
import { prepareRename, rename } from "../../server/features/rename.ts";
import type { Analysis } from "../../server/model/analysis.ts";
import { Model } from "../../server/model/workspace.ts";
import { SSH } from "./ask.ts";

const NAMES = `
source door from network_device {
  files "door.log"  format syslog  time timestamp year 2026
  template 1 "{badge} in at {gate} of {x-site}"
  template 2 "{badge} out"
  map { source.port = 1  url.domain = badge }
}
field app.tenant: string
list bad: cidr = ["203.0.113.0/24"]
table people from "people.csv" key userid: string
event in_door = door where template == 1 and app.tenant != "x"
event in_host = login with badge = user where people[badge].team == "it"
event entered = any { in_door  in_host }
/// With a summary of each kind, and a label of the whole pattern.
rule guessed {
  severity if last.user == "root" then high else low
  by       ip
  when sequence within 10m {
    tries: count(login_failed where ip not in bad) >= 5
    last:  login where user in tries.user and port not in tries.port
    no in_host within 1m
  }
  emit     who = last.user, names = values(tries.user), n = count(tries), first_port = first(tries.source.port)
  ignore   where user == "backup"
}
rule above { severity low  by who  when g: guessed where n > 5  emit most = max(g.n), \`the port\` = last(g.first_port) }
rule by_name { severity low  by who  when above where rule == "above" and \`the port\` > 1 }
event raised = detection where rule == "guessed" and most > 3
ignore above where who == "backup"
ranking busy by badge of in_door { rules gate  hits  weights { rules 0.4  hits 0.6 } }
action look(account: string, reason: string) {
  http POST "https://x.example/" + account json { who = account, why = reason }
  simulate returns { full = "Ada"  nr = 2 }
}
playbook ask {
  on guessed where n > 2
  one: look(who, "guessed")
  after one { two: look(one.full, who) }
  for each name in ["a", who] { look(name, two.full) }
}
score volume by badge of in_door over 1h { measure sent = count()  measure gates = distinct(gate)  alert at 0.7 }
rule much { severity low  by badge  when volume where sent > 0.5 and gates > 0.5 }
test "guessed" {
  given door "x"
  expect guessed once where who == "root" and n == 5
  expect no above
}
`;

const TEXTS = { "names.grove": NAMES, "ssh.grove": SSH };

function modelOf(texts: Readonly<Record<string, string>>): Model {
  const model = new Model();
  for (const [path, text] of Object.entries(texts)) model.set(path, text);
  return model;
}

const analysisOf = (texts: Readonly<Record<string, string>>): Analysis => modelOf(texts).analysis();

const shown = (places: readonly Reference[]): string =>
  places.map(({ document, start }) => `${document} ${start}`).join();

const problems = ({ problems: found }: Analysis): string[] =>
  found.map(({ code, location }) => `${code} ${location.document}`);

/** Each thing that is named, once: where it can be asked about. */
function* everyName(analysis: Analysis) {
  const seen = new Set<string>();
  for (const [uri, text] of Object.entries(TEXTS)) {
    for (const { start } of tokenize(text)) {
      const places = referencesAt(analysis, uri, start);
      if (places.length === 0 || seen.has(shown(places))) continue;
      seen.add(shown(places));
      yield { uri, start, places };
    }
  }
}

describe("every name", () => {
  const analysis = analysisOf(TEXTS);
  const model = modelOf(TEXTS);
  const names = [...everyName(analysis)];

  it("is of one of many", () => assert.ok(names.length > 50, `${names.length}`));

  it("has the same places, whichever of them is asked about", () => {
    for (const { uri, start, places } of names) {
      const line = TEXTS[uri as keyof typeof TEXTS].slice(start, start + 20);
      assert.ok(
        places.some((place) => place.document === uri && place.start <= start && start <= place.end),
        `\`${line}\` is among its own places`,
      );
      for (const { document, end } of places)
        assert.equal(
          shown(referencesAt(analysis, document, end)),
          shown(places),
          `asked at another place of \`${line}\``,
        );
    }
  });

  it("is marked in one document wherever it stands there", () => {
    for (const { places } of names) {
      for (const { document, start, end } of places)
        assert.deepEqual(
          highlightsAt(analysis, document, end),
          places.filter((place) => place.document === document),
          `marked from ${start} of ${document}`,
        );
    }
  });

  it("can become one in back quotes and what it was, and the texts mean the same", () => {
    const wanted = "quite-new";
    let renamed = 0;
    for (const { uri, start } of names) {
      const before = prepareRename(analysis, uri, start);
      if ("refused" in before) continue;
      const texts = changed(TEXTS, analysis, { uri, offset: before.start, wanted });
      const now = analysisOf(texts);
      assert.deepEqual(problems(now), problems(analysis), before.name);
      assert.deepEqual(problems(model.tried(new Map(Object.entries(texts)))), problems(now), "tried in a model");
      assert.deepEqual(model.analysis().problems, analysis.problems, "and nothing is left of it");
      const moved = (texts[uri] ?? "").search(/\bquite/);
      assert.deepEqual(changed(texts, now, { uri, offset: moved, wanted: before.name }), TEXTS, before.name);
      renamed++;
    }
    assert.ok(renamed > 40, `${renamed}`);
  });

  it("is given or refused alike, whether all is read anew or what the edits do not concern is taken over", () => {
    let refused = 0;
    for (const wanted of ["host", "who", "bad", "quite-new"]) {
      for (const { uri, start } of names) {
        const found = rename(model.analysis(), uri, start, wanted, (texts) => model.tried(texts));
        assert.deepEqual(found, rename(analysis, uri, start, wanted), `${wanted} for what is at ${start} of ${uri}`);
        if ("refused" in found) refused++;
      }
    }
    assert.ok(refused > names.length, `${refused}`);
  });
});

function changed(
  texts: Readonly<Record<string, string>>,
  analysis: Analysis,
  { uri, offset, wanted }: { uri: string; offset: number; wanted: string },
): Readonly<Record<string, string>> {
  const result = rename(analysis, uri, offset, wanted);
  assert.ok("edits" in result, `${wanted}: ${"refused" in result ? result.refused : ""}`);
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => {
      const own = result.edits.filter(({ document }) => document === path).sort((a, b) => b.start - a.start);
      return [path, own.reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text)];
    }),
  );
}

/** The model's small parts, each against a statement that holds for all inputs. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { makeGraph, type Node } from "../../server/model/graph.ts";
import { spanInside } from "../../server/model/literal.ts";
import { readTemplate } from "../../server/model/lower/template.ts";
import type { Type } from "../../server/model/program.ts";
import { assignable, comparable, typeName, unify } from "../../server/model/types.ts";
import { technique } from "../../server/model/attack.ts";
import { ecsField } from "../../server/model/ecs.ts";

const simple = fc.constantFrom<Type>("string", "int", "float", "bool", "time", "duration", "ip", "cidr", "unknown");
const type: fc.Arbitrary<Type> = fc.oneof(
  simple,
  simple.map((list): Type => ({ list })),
);

describe("types", () => {
  it("unify in either order to a type that takes both", () => {
    fc.assert(
      fc.property(type, type, (a, b) => {
        const one = unify(a, b);
        const other = unify(b, a);
        assert.equal(one === null, other === null);
        if (one === null) return;
        assert.equal(typeName(one), typeName(other!));
        assert.ok(assignable(a, one) && assignable(b, one));
      }),
    );
  });

  it("compare in either order, each with itself, unknown with all", () => {
    fc.assert(
      fc.property(type, type, (a, b) => {
        assert.equal(comparable(a, b), comparable(b, a));
        assert.ok(comparable(a, a) && comparable(a, "unknown"));
      }),
    );
  });
});

describe("templates", () => {
  const literal = fc.string({ minLength: 1, maxLength: 6 });
  const capture = fc.tuple(
    fc.stringMatching(/^[a-z][a-z0-9_.]{0,4}[a-z0-9]$/),
    fc.constantFrom("", ":int", ":ip", ":string"),
  );

  it("read back as the parts they were written from", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(literal, capture), { maxLength: 4 }), literal, (pairs, last) => {
        const names = pairs.map(([, [name]]) => name);
        fc.pre(
          new Set(names).size === names.length &&
            names.every((name) => !/\.\.|^(lag|source|template|arrived)$/.test(name)),
        );
        const text = pairs.map(([before, [name, kind]]) => `${before.replaceAll("{", "{{")}{${name}${kind}}`).join("");
        const { parts, faults } = readTemplate(text + last.replaceAll("{", "{{"));
        assert.deepEqual(faults, []);
        const expected = [...pairs.flatMap(([before, [name, kind]]) => [before, `${name}${kind}`]), last];
        assert.deepEqual(
          parts.map((part) =>
            part.kind === "literal" ? part.text : part.field + (part.type === null ? "" : `:${part.type}`),
          ),
          expected,
        );
      }),
    );
  });

  it("take `}` alone as text and say what is wrong with a capture", () => {
    assert.deepEqual(readTemplate("a } b").parts, [{ kind: "literal", text: "a } b" }]);
    assert.deepEqual(
      readTemplate("{} {a:b} {c").faults.map(({ start, end }) => [start, end]),
      [
        [0, 2],
        [3, 8],
        [9, 11],
      ],
    );
  });
});

describe("places inside of strings", () => {
  const literal = (text: string, value: string, quote: '"' | "'" | '"""') =>
    ({ kind: "string", value, quote, start: text.indexOf(quote), end: text.length }) as const;

  it("count escapes as what they mean", () => {
    const text = 'x "a\\t\\u{1F600}{b}"';
    const span = spanInside(text, literal(text, "a\t\u{1F600}{b}", '"'), 4, 7);
    assert.equal(text.slice(span.start, span.end), "{b}");
  });

  it("are exact in raw strings, and found in dedented ones if there is but one", () => {
    const raw = "'a\\{b}'";
    const inRaw = spanInside(raw, literal(raw, "a\\{b}", "'"), 2, 5);
    assert.equal(raw.slice(inRaw.start, inRaw.end), "{b}");
    const long = '"""\n  a\n  {b}\n"""';
    const inLong = spanInside(long, literal(long, "a\n{b}", '"""'), 2, 5);
    assert.equal(long.slice(inLong.start, inLong.end), "{b}");
  });
});

describe("the graph of rules", () => {
  const names = ["a", "b", "c", "d", "e"];
  const graph = fc.array(fc.subarray(names), { minLength: 5, maxLength: 5 });

  it("puts each behind what it needs, and reports exactly those that need themselves", () => {
    fc.assert(
      fc.property(graph, (uses) => {
        const nodes = names.map((name, i): Node => ({ name, kind: "rule", uses: uses[i]!, readsDetections: false }));
        const { order, cycles } = makeGraph(nodes);
        const reach = (from: number): Set<number> => {
          const found = new Set<number>();
          const visit = (i: number): void =>
            uses[i]!.forEach((name) => {
              const next = names.indexOf(name);
              if (!found.has(next)) visit((found.add(next), next));
            });
          visit(from);
          return found;
        };
        const reached = names.map((_, i) => reach(i));
        const circular = new Set(cycles.flat().map(({ name }) => name));
        for (const name of circular) assert.ok(reached[names.indexOf(name)]!.has(names.indexOf(name)));
        assert.equal(order.length, names.length);
        nodes.forEach((node, i) => {
          for (const name of node.uses) {
            const other = names.indexOf(name);
            if (reached[other]!.has(i)) continue;
            assert.ok(order.indexOf(nodes[other]!) < order.indexOf(node), `${name} before ${node.name}`);
          }
          const alone = cycles.some((cycle) =>
            cycle.some(
              (member) => reached[names.indexOf(member.name)]!.has(i) && reached[i]!.has(names.indexOf(member.name)),
            ),
          );
          if (reached[i]!.has(i)) assert.ok(alone, `${node.name} is in or beside a reported cycle`);
        });
      }),
    );
  });
});

describe("vocabularies", () => {
  it("know techniques, withdrawn ones with what replaced them", () => {
    assert.equal(technique("T1110.001")?.name, "Password Guessing");
    assert.deepEqual(technique("T1208")?.replacement, "T1558.003");
    assert.equal(technique("constructor"), null);
  });

  it("know fields of the Elastic Common Schema", () => {
    const doc = "Port of the source.";
    assert.deepEqual(ecsField("source.port"), { name: "source.port", type: "int", many: false, doc });
    const { type, many } = ecsField("host.ip")!;
    assert.deepEqual({ type, many }, { type: "ip", many: true });
    assert.equal(ecsField("source.prot"), null);
  });
});

/** Edits of a small folder, for properties that must hold after any of them. */
import fc from "fast-check";

/** Pieces of files that name each other, some of them in several versions, some wrong, one half typed. */
export const PIECES = [
  "event a = sshd where template == 1001\n",
  "event a = sshd where template == 1003 and user == nothing\n",
  "event b = a where port > 1\n",
  "event c = any { a b }\n",
  "rule r { severity low  by ip  when sequence within 1m { x: a  b where user == x.user } emit who = x.user }\n",
  "rule r { severity low  by user  when count(c) > 3 within 1m }\n",
  'rule s { severity high  by ip  when r where who == "root" }\n',
  'rule t { severity high  by ip  when detection where rule == "r" }\n',
  "rule u { severity high  by ip  when u }\n",
  "list l = [10.0.0.1]\nevent d = sshd where ip in l\n",
  "field app.tenant: string\n",
  'event e = sshd where app.tenant == "x"\n',
  'workspace { zone "Europe/Berlin" }\n',
  "event f = sshd where hour(time) < 6\n",
  'test "t" { expect r where who == "root" }\n',
  'action act(x: ip) { exec ["block", x]  simulate takes 1s returns { ticket = "1" } }\n',
  "playbook p { on r  one: act(ip)  two: act(one.ticket) }\n",
  'ignore r, s where user == "backup"\n',
  "ranking k by ip of a { rules rule.name  hits  weights { rules 0.6  hits 0.4 } }\n",
  "score v by ip of b over 1h { measure sent = count() weight 1  alert at 0.7 }\n",
  "event g = v where ip in l\n",
  "rule half { when seq",
];
const FILES = ["a.grove", "b.grove", "c.grove"] as const;

/** Each gives a file a new text. */
export const edits = fc.array(
  fc.record({
    file: fc.constantFrom(...FILES),
    pieces: fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Declarations that stand on each other, each in several ways: whole, moved, wrong, or yielding something else. */
const WAYS: readonly (readonly string[])[] = [
  [
    "event a = sshd where template == 1001\n",
    "event a = login\n",
    "event a = sshd where nothing == 1\n",
    "event z = login\n",
  ],
  ["", "// moves what is behind it\n", 'workspace { zone "Europe/Berlin" }\n', "field app.tenant: string\n"],
  ["event b = a where port > 1\n", "event b = any { a login }\n", "event b = a where ip in l\n", "event b = c\n"],
  [
    "rule r { severity low  by ip  when count(b) > 3 within 1m }\n",
    "rule r { severity low  by user  when b }\n",
    "rule r {",
  ],
  ["event c = r where ip in l\n", "event c = b\n", "event c = login where app.tenant == 1\n"],
  [
    "rule s { severity high  by ip  when sequence within 1m { x: c  b where port == x.port } emit n = x.port }\n",
    "rule s { severity high  by ip  when c emit n = nothing }\n",
    'rule s { severity high  by ip  when detection where rule == "r" }\n',
  ],
  [
    "list l = [10.0.0.1]\n",
    "list l = [10.0.0.1]\nlist l = [10.0.0.2]\n",
    'list l = ["10.0.0.x"]\n',
    "list l = [1]\n",
    "",
  ],
  ["event d = s where n > 3\n", "event d = s\n", "event d = unknown\n"],
];

/** The files of a choice of ways, two declarations in each. */
export const chosen = (ways: readonly number[]): ReadonlyMap<string, string> =>
  new Map(
    [0, 2, 4, 6].map((at) => {
      const wayOf = (index: number): string => WAYS[index]![ways[index]! % WAYS[index]!.length]!;
      return [`${at}.grove`, wayOf(at) + wayOf(at + 1)];
    }),
  );

/** One declaration after the other is written another way. */
export const changes = fc.array(fc.tuple(fc.nat(WAYS.length - 1), fc.nat(4)), { minLength: 1, maxLength: 12 });

export const NO_CHANGE: readonly number[] = WAYS.map(() => 0);

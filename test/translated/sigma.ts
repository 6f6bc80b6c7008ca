/** Stories of samples/translated/sigma-specification.grove, from the specification's words. */
import { each, from, stories, type Line, type Moment, type Story } from "./story.ts";

const failed = { EventID: 4625, ComputerName: "dc1", WorkstationName: "desk7" };
const success = { EventID: 4624, ComputerName: "dc1" };
const ann = { User: "ann" };
const started = { EventID: 1, ComputerName: "dc1", ...ann };
const whoami = { ...started, CommandLine: "whoami /all" };
const netUser = { ...started, CommandLine: "net user" };
const nltest = { ...started, CommandLine: "nltest /dclist" };

const failures = (count: number, seconds: number, user: (i: number) => string): readonly Moment[] =>
  each(count, (i) => [i * seconds, failed, { User: user(i) }]);
const fetched = (seconds: number, sizes: readonly number[], field: string): readonly Line[] =>
  from("proxy", ...sizes.map((size, i): Moment => [i * seconds, { SourceIP: "10.1.1.1", User: "ann", [field]: size }]));
const starts = (common: number): readonly Line[] =>
  from("windows", ...each(common, (i) => [i, started, { Image: "svchost.exe" }]), [200, started, { Image: "odd.exe" }]);
const connectionTo = (destination: string): readonly Line[] =>
  from(
    "traffic",
    [0, { "http.response.status_code": 500, "source.ip": "198.51.100.7", "destination.ip": "10.0.0.5" }],
    [
      10,
      { "event.category": "network", "event.type": "connection", "event.outcome": "success" },
      { "source.ip": "10.0.0.5", "destination.ip": destination },
    ],
  );

export const sigma: readonly Story[] = [
  ...stories(
    "many_failed_logins",
    ["a hundred failures in fifty minutes", from("windows", ...failures(100, 30, () => "ann"))],
    ["a hundred failures in more than an hour", from("windows", ...failures(100, 40, () => "ann"))],
  ),
  ...stories(
    "failed_login_of_many_users",
    ["failures of a hundred users", from("windows", ...failures(100, 600, (i) => `user${i}`))],
    ["failures of fifty users, twice each", from("windows", ...failures(100, 600, (i) => `user${i % 50}`))],
  ),
  ...stories(
    "recon",
    ["three commands in another order", from("windows", [0, nltest], [60, whoami], [300, netUser])],
    ["three commands, one by another user", from("windows", [0, nltest], [60, whoami, { User: "bob" }], [90, netUser])],
  ),
  ...stories(
    "recon_ordered",
    ["three commands in order", from("windows", [0, whoami], [60, netUser], [300, nltest])],
    ["three commands out of order", from("windows", [0, nltest], [60, whoami], [300, netUser])],
  ),
  ...stories(
    "failed_logins_then_success",
    [
      "half an hour of failures, then a success",
      from("windows", ...failures(90, 20, () => "ann"), [1810, success, { User: "ANN" }]),
    ],
    ["nine failures, then a success", from("windows", ...failures(9, 20, () => "ann"), [200, success, ann])],
    [
      "ten failures, then a success of another user",
      from("windows", ...failures(10, 20, () => "ann"), [200, success, { User: "bob" }]),
    ],
  ),
  ...stories(
    "possible_exfiltration_to_website",
    ["three large uploads in an hour", fetched(1000, [400_000, 400_000, 400_000], "bytes_sent")],
    ["three large uploads in a day", fetched(4000, [400_000, 400_000, 400_000], "bytes_sent")],
  ),
  ...stories(
    "suspicious_average_traffic",
    ["an average above the limit", fetched(60, [400, 700], "BytesOut")],
    ["an average at the limit", fetched(60, [400, 600], "BytesOut")],
  ),
  ...stories(
    "rare_process",
    ["one program among a hundred starts", starts(99)],
    ["one program among fifty starts", starts(49)],
  ),
  ...stories(
    "error_and_connection_back",
    ["a server that fails connects back", connectionTo("198.51.100.7")],
    ["a server that fails connects elsewhere", connectionTo("198.51.100.8")],
  ),
];

/** Stories of samples/translated/chronicle.grove. */
import { each, from, HOUR, MINUTE, stories, type Fields, type Line, type Moment, type Story } from "./story.ts";

const told = (...moments: readonly Moment[]): readonly Line[] => from("udm", ...moments);
const at = (address: string): Fields => ({ "principal.ip": address });
const product = (vendor: string, name: string, type: string): Fields => ({
  "metadata.vendor_name": vendor,
  "metadata.product_name": name,
  "metadata.product_event_type": type,
});

const ann = { "principal.user.userid": "ann" };
const session = { "network.parent_session_id": "s1" };
const login = { "metadata.event_type": "USER_LOGIN" };
const allowed = { "security_result.action": "ALLOW" };
const blocked = { "security_result.action": "BLOCK" };

const push = {
  ...product("Okta", "Okta", "system.push.send_factor_verify_push"),
  ...session,
  "metadata.event_type": "USER_UNCATEGORIZED",
};
const mfa = { ...product("Okta", "Okta", "user.authentication.auth_via_mfa"), ...login, ...allowed, ...session };
const pushes = (count: number): readonly Moment[] => each(count, (i) => [i * MINUTE, push, at("203.0.113.4")]);

const wrong = {
  ...product("Okta", "Okta", "user.session.start"),
  ...login,
  ...blocked,
  "security_result.category_details": "INVALID_CREDENTIALS",
};
const tried = (users: number): readonly Line[] =>
  told(...each(users, (i): Moment => [i * MINUTE, wrong, at("203.0.113.4"), { "principal.user.userid": `u${i}` }]));

const signOn = {
  ...product("Okta", "Okta", "policy.evaluate_sign_on"),
  ...allowed,
  ...ann,
  "metadata.event_type": "USER_UNCATEGORIZED",
  "security_result.detection_fields.dtHash": "d1",
  "network.http.parsed_user_agent.os": "macOS",
};
const browser = (name: string): Fields => ({ "network.http.parsed_user_agent.browser": name });

const grant = { ...product("GITHUB", "GITHUB", "personal_access_token.access_granted"), ...ann };
const clones = (count: number, start: number): readonly Moment[] =>
  each(count, (i) => [
    start + i,
    product("GITHUB", "GITHUB", "git.clone"),
    ann,
    { "target.resource.name": `repo${i}` },
  ]);

const account = { "target.user.userid": "temp", "principal.hostname": "dc1" };
const created = { ...account, "metadata.event_type": "USER_CREATION" };
const deleted = { ...account, "metadata.event_type": "USER_DELETION" };
const windows = (type: string): Fields => ({ ...product("Microsoft", "Windows", type), ...account, ...login });
const refused = { ...windows("4625"), ...blocked };
const entered = { ...windows("4624"), ...allowed };

const token = {
  ...product("AMAZON", "AWS CloudTrail", "GetSessionToken"),
  ...allowed,
  ...ann,
  "target.resource.product_object_id": "ASIA1",
};
const use = { ...product("AMAZON", "AWS CloudTrail", "ListBuckets"), "additional.fields.accessKeyId": "ASIA1" };

const suspicious = {
  ...product("Google Workspace", "login", "login_success"),
  "about.labels.is_suspicious": "true",
  "target.user.userid": "ann",
};
const download = product("Google Workspace", "drive", "download");

export const chronicle: readonly Story[] = [
  ...stories(
    "okta_mfa_brute_force_attack",
    ["five pushes, then the user gives in", told(...pushes(5), [5 * MINUTE, mfa])],
    ["four pushes, then a login", told(...pushes(4), [5 * MINUTE, mfa])],
    ["a login, then five pushes", told([0, mfa], ...pushes(5))],
  ),
  ...stories(
    "okta_many_users_from_one_address",
    ["wrong passwords of six users", tried(6)],
    ["wrong passwords of five users", tried(5)],
  ),
  ...stories(
    "okta_suspicious_session_cookie",
    [
      "another address, another browser",
      told([0, signOn, at("192.0.2.1"), browser("Safari")], [9, signOn, at("192.0.2.2"), browser("Edge")]),
    ],
    [
      "another address, the same browser",
      told([0, signOn, at("192.0.2.1"), browser("Edge")], [9, signOn, at("192.0.2.2"), browser("Edge")]),
    ],
  ),
  ...stories(
    "github_token_then_many_clones",
    ["a grant, then six repositories", told([0, grant], ...clones(6, MINUTE))],
    ["six repositories, then a grant", told(...clones(6, 0), [MINUTE, grant])],
    ["a grant, then five repositories", told([0, grant], ...clones(5, MINUTE))],
  ),
  ...stories(
    "windows_short_term_account",
    ["made, used and removed", told([0, created], [HOUR, entered], [4 * HOUR, deleted])],
    ["made and removed unused", told([0, created], [4 * HOUR, deleted])],
  ),
  ...stories(
    "windows_failures_then_success",
    ["five failures, then a success", told(...each(5, (i): Moment => [i * MINUTE, refused]), [15 * MINUTE, entered])],
    ["four failures, then a success", told(...each(4, (i): Moment => [i * MINUTE, refused]), [15 * MINUTE, entered])],
  ),
  ...stories(
    "aws_session_token_moved",
    ["a token used elsewhere", told([0, token, at("192.0.2.1")], [HOUR, use, at("192.0.2.9")])],
    ["a token used where it was made", told([0, token, at("192.0.2.1")], [HOUR, use, at("192.0.2.1")])],
  ),
  ...stories(
    "workspace_suspicious_login_then_download",
    ["a download after a suspicious login", told([0, suspicious, at("192.0.2.1")], [HOUR, download, ann])],
    ["a download before a suspicious login", told([0, download, ann], [HOUR, suspicious, at("192.0.2.1")])],
  ),
];

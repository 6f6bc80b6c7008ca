/** Stories of samples/translated/panther.grove, most of them the origin's own test cases. */
import { each, from, HOUR, MINUTE, stories, type Line, type Story } from "./story.ts";

const sso = {
  eventType: "user.authentication.sso",
  "outcome.result": "SUCCESS",
  "target.displayName": "AWS IAM Identity Center",
  "actor.alternateId": "igor@example.com",
};
const signIn = { eventSource: "sso.amazonaws.com", eventName: "Authenticate", "userIdentity.userName": "igor" };

const stop = { eventName: "StopInstances", "requestParameters.instancesSet.items.instanceId": "i-1" };
const script = { eventName: "ModifyInstanceAttribute", "requestParameters.userData": "IyEvYmluL3No" };
const instance = (id: string) => ({ "requestParameters.instanceId": id });

const secret = { action: "secret_scanning_alert.create", repo: "org/app" };
const quarantine = {
  eventSource: "iam.amazonaws.com",
  eventName: "AttachUserPolicy",
  "requestParameters.policyArn": "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2",
};

const lowered = { action: "secret_scanning.disable", repo: "org/app" };
const archived = (repo: string) => ({ action: "repo.archived", repo });

const openai = (type: string, email: string) => ({ type, p_any_emails: email });
const guesses = (count: number) => each(count, (i) => [i * MINUTE, openai("login.failed", "a@example.com")]);

const risky = { event_type_id: 6, risk_score: 60, user_name: "bob" };
const success = (name: string) => ({ event_type_id: 5, user_name: name });

const refusals = (perProduct: number): readonly Line[] => [
  ...from(
    "okta_system",
    ...each(perProduct, (i) => [
      i,
      { eventType: "user.session.start", "outcome.result": "FAILURE", "client.ipAddress": "203.0.113.4" },
    ]),
  ),
  ...from("onelogin", ...each(perProduct, (i) => [MINUTE + i, { event_type_id: 6, ipaddr: "203.0.113.4" }])),
];

export const panther: readonly Story[] = [
  ...stories(
    "aws_console_without_okta",
    [
      "a sign-in a day and a half after Okta",
      [...from("okta_system", [0, sso]), ...from("cloudtrail", [36 * HOUR, signIn])],
    ],
    ["a sign-in after Okta", [...from("okta_system", [0, sso]), ...from("cloudtrail", [HOUR, signIn])]],
  ),
  ...stories(
    "aws_instance_stopped_and_script_changed",
    ["stopped, then changed", from("cloudtrail", [0, stop], [MINUTE, script, instance("i-1")])],
    ["stopped, another one changed", from("cloudtrail", [0, stop], [MINUTE, script, instance("i-2")])],
    [
      "not stopped after all",
      from("cloudtrail", [0, stop, { errorCode: "Denied" }], [MINUTE, script, instance("i-1")]),
    ],
  ),
  ...stories(
    "secret_exposed_and_not_quarantined",
    ["a secret, and nothing is done", from("github_audit", [0, secret])],
    ["a secret, quarantined", [...from("github_audit", [0, secret]), ...from("cloudtrail", [HOUR, quarantine])]],
  ),
  ...stories(
    "github_security_lowered",
    ["lowered, another repository archived", from("github_audit", [0, lowered], [1, archived("org/other")])],
    ["lowered, then archived", from("github_audit", [0, lowered], [4, archived("org/app")])],
    ["archived, then lowered", from("github_audit", [0, archived("org/app")], [4, lowered])],
  ),
  ...stories(
    "openai_brute_force_success",
    ["five failures and a success", from("openai", ...guesses(5), [HOUR, openai("login.succeeded", "a@example.com")])],
    ["three failures and a success", from("openai", ...guesses(3), [HOUR, openai("login.succeeded", "a@example.com")])],
    [
      "five failures, another's success",
      from("openai", ...guesses(5), [HOUR, openai("login.succeeded", "b@example.com")]),
    ],
    [
      "five failures, a success two days later",
      from("openai", ...guesses(5), [48 * HOUR, openai("login.succeeded", "a@example.com")]),
    ],
  ),
  ...stories(
    "onelogin_risky_failure_and_success",
    ["a risky failure, then a success", from("onelogin", [0, risky], [MINUTE, success("bob")])],
    ["a risky failure, another's success", from("onelogin", [0, risky], [MINUTE, success("eve")])],
  ),
  ...stories(
    "brute_force_by_address",
    ["twenty refusals in two products", refusals(10)],
    ["eighteen refusals in two products", refusals(9)],
  ),
];

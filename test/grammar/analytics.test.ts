import { reads, recovers } from "./reads.ts";

describe("rankings", () => {
  reads(
    "with every clause",
    `ranking worst by ip, cased user of web_attack where port == 80 {
       rules rule.name regions geo.region hits
       failures http.code where http.code >= 400
       order hits, rules
       weights { rules 0.4 { sqli 0.7, scan 0.3 } regions 20% { "Beijing" 1 } hits 0.3, failures 0.1 { 403 1 } }
     }`,
    `
    ranking worst
      by: ip, cased user
      of: web_attack where (port == 80)
      rules: rule.name
      regions: geo.region
      hits: yes
      failures: http.code
      failures where: (http.code >= 400)
      order: hits, rules
      weights: rules 0.4 { sqli 0.7, scan 0.3 }, regions 0.2 { "Beijing" 1 }, hits 0.3, failures 0.1 { 403 1 }`,
  );

  reads("without any", "ranking a by b of c { }", "ranking a\n      by: b\n      of: c");

  recovers(
    "an unfinished clause leaves the next one alone",
    "ranking a by b of c {\n  rules\n  regions d.\n  hits\n  weights { rules }\n}\nevent e = f",
    `
    ranking (broken) a
      by: b
      of: c
      regions: d
      hits: yes
      weights: rules ?
    event e
      body: f`,
  );
});

describe("baselines", () => {
  reads(
    "with every clause",
    `baseline habits by user of ftp with size = file.size {
       learn "history/*.log"
       feature rhythm { hour(time) cyclic 24, weekday(time) cyclic 7, }
       feature volume { log1p(size) + 1, count() per 1h }
       rare below 0.1%
     }`,
    `
    baseline habits
      by: user
      of: ftp with size = file.size
      learn: history/*.log
      feature rhythm: hour(time) cyclic 24, weekday(time) cyclic 7
      feature volume: (log1p(size) + 1), count() per 3600000000us
      rare below: 0.001(%)`,
  );

  recovers(
    "an unfinished clause leaves the next one alone",
    'baseline a by b of c {\n  feature d { hour(time) cyclic\n  learn "x"\n  rare below\n  feature e { f }\n}\nevent g = h',
    `
    baseline (broken) a
      by: b
      of: c
      learn: x
      feature d: hour(time)
      feature e: f
    event g
      body: h`,
  );
});

describe("scores", () => {
  reads(
    "with every clause, range and weight in either order",
    `score spam by ip of smtp over 1h {
       measure to = distinct(email.to) from 1 to 200 weight 0.35
       measure weight = ratio(code >= 500) weight 65% from 0 to 0.5
       measure unknown = count() where code == 550 and not internal from 0 to 5
       alert at 0.7
     }`,
    `
    score spam
      by: ip
      of: smtp
      over: 3600000000us
      measure to: distinct(email.to) from 1 to 200 weight 0.35
      measure weight: ratio((code >= 500)) from 0 to 0.5 weight 0.65
      measure unknown: count() where ((code == 550) and (not internal)) from 0 to 5
      alert at: 0.7`,
  );

  recovers(
    "an unfinished clause leaves the next one alone",
    "score a by b of c over 1h {\n  measure d =\n  measure e = count() from 1 to\n  alert at\n  measure f = count()\n}\nevent g = h",
    `
    score (broken) a
      by: b
      of: c
      over: 3600000000us
      measure d: ?
      measure e: count() from 1 to ?
      measure f: count()
    event g
      body: h`,
  );
});

describe("clusters", () => {
  reads(
    "with every clause",
    `cluster groups of dns where type == "A" over 1h {
       items question.name by ip, user
       link when jaccard >= 0.5 and shared >= 3
       features length, entropy
       family dga where entropy > 3.5
       family pool where digits > 0.2
       alert when size >= 5
     }`,
    `
    cluster groups
      of: dns where (type == "A")
      over: 3600000000us
      items: question.name by ip, user
      link when: ((jaccard >= 0.5) and (shared >= 3))
      features: length, entropy
      family dga: (entropy > 3.5)
      family pool: (digits > 0.2)
      alert when: (size >= 5)`,
  );

  recovers(
    "an unfinished clause leaves the next one alone",
    "cluster a of b over 1h {\n  items c by\n  link when d >=\n  features\n  family e where\n  alert when size >= 5\n}\nevent f = g",
    `
    cluster (broken) a
      of: b
      over: 3600000000us
      items: c by 
      link when: (d >= ?)
      family e: ?
      alert when: (size >= 5)
    event f
      body: g`,
  );
});

import { deepEqual, equal } from "node:assert/strict";
import type { Entry } from "../../../server/engine/detect/plan.ts";
import {
  append,
  createWindow,
  expire,
  find,
  firstBehind,
  firstSince,
  listed,
  remove,
  type Window,
} from "../../../server/engine/detect/window.ts";
import { timeline } from "../../oracle/build.ts";

const [item] = timeline("a1");

function windowOf(...times: readonly number[]): Window {
  const window = createWindow();
  times.forEach((time, index) => append(window, { at: index * 10, time, item: item!, choices: [] }));
  return window;
}
const places = ({ entries, head }: Window): readonly number[] => entries.slice(head).map(({ at }: Entry) => at);

describe("a window of items", () => {
  it("finds by place and by time", () => {
    const window = windowOf(1, 2, 2, 5);
    equal(firstBehind(window, -1), 0);
    equal(firstBehind(window, 10), 2);
    equal(firstBehind(window, 30), 4);
    equal(firstSince(window, 2), 1);
    equal(firstSince(window, 6), 4);
    equal(find(window, 20)?.time, 2);
    equal(find(window, 21), null);
  });

  it("forgets what is older, and keeps what is just as old", () => {
    const window = windowOf(1, 2, 2, 5);
    expire(window, 2);
    deepEqual(places(window), [10, 20, 30]);
    equal(firstSince(window, 0), 1);
  });

  it("cuts off what it forgot, so that memory is bounded", () => {
    const window = windowOf(...Array.from({ length: 1000 }, (_, time) => time));
    expire(window, 990);
    equal(window.entries.length, 10);
  });

  it("holds nothing once it forgot all, and can be filled again", () => {
    const window = windowOf(1, 2);
    expire(window, 3);
    deepEqual(window, createWindow());
    append(window, { at: 70, time: 7, item: item!, choices: [] });
    deepEqual(places(window), [70]);
    deepEqual(places(createWindow()), []);
  });

  it("removes by place, and nothing for a place that it does not hold", () => {
    const window = windowOf(1, 2, 3);
    remove(window, 0);
    remove(window, 20);
    remove(window, 15);
    deepEqual(places(window), [10]);
  });

  it("lists a hundred at most: the first and the last fifty", () => {
    const window = windowOf(...Array.from({ length: 120 }, (_, time) => time));
    const { total, items } = listed(window);
    equal(total, 120);
    equal(items.length, 100);
    deepEqual([items[0]!.at, items[49]!.at, items[50]!.at, items[99]!.at], [0, 490, 700, 1190]);
    equal(listed(window, 20, 120).items.length, 100);
    equal(listed(window, 5, 3).total, 0);
  });
});

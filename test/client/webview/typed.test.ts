/** Typing on a list, without the list. */
import assert from "node:assert/strict";
import { Typed } from "../../../client/webview/typed.ts";

const ROWS = ["brute_force ip 203.0.113.9", "beacon host web1", "guessed_vpn user m chen", "brief user root"];

describe("letters typed on a list", () => {
  /** Each letter with the time at which it is typed; where the list is after each. */
  const type = (at: number, ...letters: readonly (readonly [key: string, timeStamp: number])[]): (number | null)[] => {
    const typed = new Typed();
    return letters.map(([key, timeStamp]) => {
      const press = { key, timeStamp, ctrlKey: false, metaKey: false, altKey: false };
      const found = typed.press(press, { count: ROWS.length, at, text: (index) => ROWS[index]! });
      if (found !== null && found >= 0) at = found;
      return found;
    });
  };

  it("go to the next row with a word that begins so, round the end", () => {
    assert.deepEqual(type(-1, ["b", 0]), [0]);
    assert.deepEqual(type(0, ["b", 0], ["b", 5_000], ["b", 10_000]), [1, 3, 0]);
    assert.deepEqual(type(0, ["c", 0]), [2]);
    assert.deepEqual(type(0, ["x", 0]), [-1]);
  });

  it("belong together when they come fast, and stay on a row that still fits", () => {
    assert.deepEqual(type(1, ["b", 0], ["r", 300], ["i", 600]), [3, 3, 3]);
    assert.deepEqual(type(2, ["b", 0], ["r", 300], ["u", 600]), [3, 3, 0]);
    assert.deepEqual(type(1, ["m", 0], [" ", 300], ["c", 600]), [2, 2, 2]);
  });

  it("begin anew where they find nothing together", () => {
    assert.deepEqual(type(0, ["b", 0], ["b", 300]), [1, 3]);
  });

  it("are none where they stand for buttons, but with Shift and behind others they are", () => {
    assert.deepEqual(type(0, ["g", 0], [" ", 0], ["?", 0], ["[", 0]), [null, null, null, null]);
    assert.deepEqual(type(0, ["G", 0]), [2]);
    assert.deepEqual(type(3, ["b", 0], ["Shift", 200], ["E", 300]), [0, null, 1]);
    assert.deepEqual(type(3, ["b", 0], ["Home", 200], ["e", 300]), [0, null, null]);
  });
});

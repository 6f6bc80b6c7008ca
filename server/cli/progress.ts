/** One line on a terminal that says how far a replay is; nothing where there is no terminal. */
import { clearLine, cursorTo } from "node:readline";
import type { WriteStream } from "node:tty";
import type { Progress } from "../engine/events.ts";
import { number } from "./print.ts";

const WIDTH = 24;

export class ProgressBar {
  private readonly stream: WriteStream;
  private shown = false;

  constructor(stream: WriteStream) {
    this.stream = stream;
  }

  show({ bytes, totalBytes, records, detections }: Progress): void {
    if (!this.stream.isTTY) return;
    const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
    const filled = Math.round(share * WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
    this.clear();
    this.stream.write(
      `${bar} ${Math.floor(share * 100)}%  ${number(records)} records, ${number(detections)} detections`,
    );
    this.shown = true;
  }

  clear(): void {
    if (!this.shown) return;
    clearLine(this.stream, 0);
    cursorTo(this.stream, 0);
    this.shown = false;
  }
}

// Stands in for @vscode/spdlog, which needs a C++ compiler. Without a logger every Output channel of the editor stays
// empty. Writes are synchronous: channels are small, and a message must survive a crash of the extension host.
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const names = ["trace", "debug", "info", "warning", "error", "critical"];
const off = names.length;
let globalLevel = 0;

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = globalLevel;
    this.bare = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "");
  }
  write(level, message) {
    if (level < this.level || this.file === undefined) return;
    const prefix = this.bare ? "" : `${new Date().toISOString().replace("T", " ").slice(0, -1)} [${names[level]}] `;
    appendFileSync(this.file, prefix + message + (this.bare ? "" : "\n"));
  }
  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.bare = true;
  }
  flush() {}
  drop() {
    this.file = undefined;
  }
}

exports.version = 0;
exports.LogLevel = { trace: 0, debug: 1, info: 2, warning: 3, error: 4, critical: 5, off };
exports.Logger = Logger;
exports.setLevel = (level) => {
  globalLevel = level;
};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => new Logger("rotating", name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;

// Stands in for @vscode/spdlog, the native logger of VS Code's server: appends to the file it is given.
// prepare.mjs copies it to where the server looks. The workbench shows these files as output channels.
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

const LEVELS = ["trace", "debug", "info", "warning", "error", "critical"];
const INFO = LEVELS.indexOf("info");

class FileLogger {
  constructor(file) {
    this.file = file;
    this.level = INFO;
    this.withTimeAndLevel = true;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "");
  }

  write(level, text) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.file, this.withTimeAndLevel ? `${time} [${LEVELS[level]}] ${text}\n` : text);
  }

  getLevel() {
    return this.level;
  }

  setLevel(level) {
    this.level = level;
  }

  setPattern() {}

  clearFormatters() {
    this.withTimeAndLevel = false;
  }

  flush() {}

  drop() {}
}

for (const [level, name] of LEVELS.entries()) {
  const method = name === "warning" ? "warn" : name;
  FileLogger.prototype[method] = function (text) {
    this.write(level, text);
  };
}

const createLogger = async (name, file) => new FileLogger(file);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;

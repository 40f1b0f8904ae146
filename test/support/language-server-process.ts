// Finds the language server processes that an installed extension has started, as the operating system knows them.
import { execFileSync } from "node:child_process";

/** Process ids. @param extensionsDirectory where the extension is installed: other windows' servers are not counted */
export function languageServerProcesses(extensionsDirectory: string): readonly number[] {
  const listed = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
  return listed.split("\n").flatMap(line => {
    const [, id, command = ""] = /^\s*(\d+) (.*)$/u.exec(line) ?? [];
    const isServer = command.includes(extensionsDirectory) && command.includes("dist/server.js");
    return id !== undefined && isServer ? [Number(id)] : [];
  });
}

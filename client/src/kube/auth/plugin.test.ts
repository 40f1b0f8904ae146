// Where credential plugins are found and how they are started.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../../../../test/support/scratch-folder.ts";
import { pluginCommand } from "./plugin-command.ts";
import { extendedPath, findPlugin } from "./plugin-path.ts";

const linux = { platform: "linux", pathExt: "" };

test("PATH comes first, then the folders that a desktop session does not have in it", () => {
  expect(extendedPath({ PATH: "/usr/bin:/opt/homebrew/bin" }, "/home/ada", "linux").split(":")).toEqual([
    "/usr/bin",
    "/opt/homebrew/bin",
    "/usr/local/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/snap/bin",
    "/home/ada/.local/bin",
    "/home/ada/bin",
    "/home/ada/google-cloud-sdk/bin",
    "/home/ada/.azure-kubelogin",
    "/home/ada/.krew/bin",
  ]);
  expect(extendedPath({ Path: "C:\\bin" }, "C:\\Users\\ada", "win32").split(";")[0]).toBe("C:\\bin");
});

test("a bare name is looked for in the path, one with a folder beside the kubeconfig", async () => {
  const scratch = scratchFolder({ "one/plain": "", "two/plugin": "", "config/tools/plugin": "" });
  for (const file of ["two/plugin", "config/tools/plugin"]) chmodSync(path.join(scratch.path, file), 0o755);
  const where = {
    ...linux,
    kubeconfigFolder: path.join(scratch.path, "config"),
    searchPath: ["one", "two"].map(folder => path.join(scratch.path, folder)).join(":"),
  };
  expect(await findPlugin("plugin", where)).toBe(path.join(scratch.path, "two", "plugin"));
  expect(await findPlugin("./tools/plugin", where)).toBe(path.join(scratch.path, "config", "tools", "plugin"));
  expect(await findPlugin("plain", where)).toBeUndefined();
  expect(await findPlugin("nothing", where)).toBeUndefined();
});

test("what only looks like a program in the current folder is not run", async () => {
  const scratch = scratchFolder();
  mkdirSync(path.join(scratch.path, "x"));
  writeFileSync(path.join(scratch.path, "x", "aws"), "", { mode: 0o755 });
  expect(
    await findPlugin("aws", { ...linux, kubeconfigFolder: path.join(scratch.path, "x"), searchPath: "" }),
  ).toBeUndefined();
});

test("a program is started with its arguments as they are", () => {
  const args = ["eks; rm", "$HOME", "a & b"];
  expect(pluginCommand("/bin/aws", args, "linux", "cmd.exe")).toEqual({ file: "/bin/aws", args, isVerbatim: false });
  expect(pluginCommand("C:\\aws.exe", args, "win32", "cmd.exe")).toEqual({
    file: "C:\\aws.exe",
    args,
    isVerbatim: false,
  });
});

test("a batch file is started through cmd.exe, unless an argument would mean something to it", () => {
  expect(pluginCommand("C:\\Program Files\\gcloud.CMD", ["config", "a b"], "win32", "cmd.exe")).toEqual({
    file: "cmd.exe",
    args: ["/d", "/s", "/c", '""C:\\Program Files\\gcloud.CMD" "config" "a b""'],
    isVerbatim: true,
  });
  for (const argument of ["a&calc", "%PATH%", '"', "a|b", "a>b", "^", "!x!"]) {
    expect(() => pluginCommand("C:\\gcloud.cmd", [argument], "win32", "cmd.exe")).toThrow(/batch file/u);
  }
});

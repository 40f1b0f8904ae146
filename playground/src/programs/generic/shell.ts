// The few shell commands that test and helper containers run: echo, sleep, exit, true, false, rclone, and how they are joined.
import type { Program, ProgramContext, ProgramExit } from "../../kubelet/program.ts";
import { rcloneCopy } from "../storage-initializer/rclone-copy.ts";
import { termination } from "../support/process.ts";

/** busybox, alpine, python and others: runs what the container says; without a command a shell ends at once, for want of input. */
export const shell: Program = context => {
  const [first = "", ...rest] = context.command;
  if (context.command.length === 0) return Promise.resolve({ exitCode: 0 });
  if (/^(?:\/bin\/)?(?:ba|da|a)?sh$/.test(first)) {
    const index = rest.findIndex(word => /^-\w*c$/.test(word));
    return index < 0 ? Promise.resolve({ exitCode: 0 }) : runScript(context, rest[index + 1] ?? "");
  }
  return runCommand(context, context.command);
};

/** Runs commands joined by newlines, `;`, `&&` and `||`; `while true; do …; done` for ever. */
async function runScript(context: ProgramContext, script: string): Promise<ProgramExit> {
  const loop = /^\s*while (?:true|:|sleep \S+);\s*do\s+([^]*?);?\s*done\s*$/.exec(script);
  if (loop !== null) {
    // Ends by the rejection of a sleep when the container is stopped.
    for (;;) {
      await context.sleep(0.1);
      await runScript(context, loop[1] ?? "");
    }
  }
  let last: ProgramExit = { exitCode: 0 };
  for (const { join, words } of split(script)) {
    if ((join === "&&" && last.exitCode !== 0) || (join === "||" && last.exitCode === 0)) continue;
    if (words[0] === "exit") return { exitCode: Number(words[1] ?? last.exitCode) };
    last = await runCommand(
      context,
      words.flatMap(word => expand(word, context.env)),
    );
  }
  return last;
}

async function runCommand(context: ProgramContext, words: readonly string[]): Promise<ProgramExit> {
  const [name = "", ...args] = words;
  switch (name.replace(/^.*\//, "")) {
    case "":
    case "true":
    case "set":
    case ":":
      return { exitCode: 0 };
    case "false":
      return { exitCode: 1 };
    case "echo":
      return echo(context, args);
    case "sleep":
      return sleep(context, args[0] ?? "0");
    case "rclone":
      return args[0] === "copy" ? rcloneCopy(context, args.slice(1)) : { exitCode: 0 };
    case "cat":
      return cat(context, args);
    case "env":
    case "printenv":
      for (const [key, value] of context.env) context.log(`${key}=${value}`);
      return { exitCode: 0 };
    case "python":
    case "python3":
    case "nc":
    case "tail":
    case "httpd":
    case "nginx":
      await termination(context);
      return { exitCode: 0 };
    default:
      context.log(`sh: ${name}: not found`, "stderr");
      return { exitCode: 127 };
  }
}

function echo(context: ProgramContext, args: readonly string[]): ProgramExit {
  const isError = args.includes(">&2") || args.includes("1>&2");
  const words = args.filter(word => !/^(?:-[ne]+|1?>&2)$/.test(word));
  for (const line of words.join(" ").split("\n")) context.log(line, isError ? "stderr" : "stdout");
  return { exitCode: 0 };
}

async function sleep(context: ProgramContext, text: string): Promise<ProgramExit> {
  const [, count = "0", unit = "s"] = /^([\d.]+)([smhd]?)$/.exec(text) ?? [];
  if (text === "infinity") {
    await termination(context);
    return { exitCode: 143 };
  }
  await context.sleep(Number(count) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 1));
  return { exitCode: 0 };
}

function cat(context: ProgramContext, paths: readonly string[]): ProgramExit {
  for (const path of paths) {
    const text = context.files.read(path);
    if (text === undefined) {
      context.log(`cat: can't open '${path}': No such file or directory`, "stderr");
      return { exitCode: 1 };
    }
    for (const line of text.replace(/\n$/, "").split("\n")) context.log(line);
  }
  return { exitCode: 0 };
}

interface Step {
  readonly join: ";" | "&&" | "||";
  readonly words: readonly string[];
}

/** Splits a script at unquoted joins and blanks. Double quotes keep their marks, since variables in them are expanded later. */
function split(script: string): Step[] {
  const steps: { join: Step["join"]; words: string[] }[] = [{ join: ";", words: [] }];
  for (const token of script.match(/&&|\|\||[;\n]|(?:"(?:\\.|[^"])*"|'[^']*'|[^\s;&|"']|&(?!&)|\|(?!\|))+/g) ?? []) {
    if (token === "&&" || token === "||") steps.push({ join: token, words: [] });
    else if (token === ";" || token === "\n") steps.push({ join: ";", words: [] });
    else steps.at(-1)?.words.push(token);
  }
  return steps.filter(step => step.words.length > 0);
}

/** Takes quotes away and fills in variables; an unquoted word that becomes empty is no word at all. */
function expand(word: string, env: ReadonlyMap<string, string>): string[] {
  const isQuoted = /["']/.test(word);
  const text = (word.match(/'[^']*'|"(?:\\.|[^"])*"|[^'"]+/g) ?? [])
    .map(part => {
      if (part.startsWith("'")) return part.slice(1, -1);
      const inner = part.startsWith('"') ? part.slice(1, -1).replace(/\\(["\\$])/g, "$1") : part;
      return inner.replace(
        /\$(?:\{(\w+)\}|(\w+))/g,
        (_, braced?: string, plain?: string) => env.get(braced ?? plain ?? "") ?? "",
      );
    })
    .join("");
  return text === "" && !isQuoted ? [] : [text];
}

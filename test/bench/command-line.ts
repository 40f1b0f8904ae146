// The command line as people start it, over one file and over a thousand, beside the least a check can cost and beside kubeconform.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { projectRoot } from "../../scripts/project-root.ts";
import { Report } from "../../schemas/src/index.ts";
import { prepareFloor } from "./floor/prepare-floor.ts";
import { longDeployment, manyFiles } from "./manifests.ts";
import { measureSync, round, type Timing } from "./measure.ts";

export interface ProgramResult {
  readonly name: string;
  /** From the start of the process to its end. */
  readonly oneFile: Timing;
  readonly manyFiles: Timing;
  /** Megabytes at the peak of the run over many files; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
}

export interface CommandLineResult {
  readonly files: number;
  readonly wrongFiles: number;
  readonly linesPerFile: number;
  readonly ours: ProgramResult;
  readonly floor: ProgramResult;
  /** Why it was left out, where it was. */
  readonly kubeconform: ProgramResult | string;
  /** A Node that does nothing. */
  readonly bareNode: Timing;
  readonly manyOverFloor: number;
  readonly manyOverKubeconform: number | undefined;
  readonly memoryOverFloor: number | undefined;
}

/** The schema that every program but ours is given; ours has it built in. */
const SCHEMA = "schemas/json/seldondeployment.json";
const FILES = 1_000;
const WRONG_FILES = 20;

/** Undefined where the bundle is not built. @throws when a program does not find what is wrong with the files */
export async function benchCommandLine(): Promise<CommandLineResult | undefined> {
  if (!existsSync(path.join(projectRoot, "dist/cli.js"))) return undefined;
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  try {
    const inputs = writeInputs(folder);
    const floor = await prepareFloor(SCHEMA);
    const launcher = path.join(projectRoot, "bin/seldon-lint.js");
    const ours = await benchProgram(inputs, {
      name: "seldon-lint",
      command: process.execPath,
      args: target => [launcher, "--format", "json", target],
      invalidFiles: filesWithErrors,
    });
    const least = await benchProgram(inputs, {
      name: "js-yaml + ajv",
      command: process.execPath,
      args: target => [floor.script, target, floor.validator],
      invalidFiles: Number,
    });
    const kubeconform = await benchKubeconform(inputs, folder);
    const bareNode = measureSync(() => spawnSync(process.execPath, ["-e", "0"]), { runs: 15, warmUp: 2 });
    const linesPerFile = longDeployment(50).split("\n").length;
    return {
      ...{ files: FILES, wrongFiles: WRONG_FILES, linesPerFile, ours, floor: least, kubeconform, bareNode },
      manyOverFloor: round(ours.manyFiles.median / least.manyFiles.median),
      manyOverKubeconform:
        typeof kubeconform === "string" ? undefined : round(ours.manyFiles.median / kubeconform.manyFiles.median),
      memoryOverFloor:
        ours.peakMegabytes === undefined || least.peakMegabytes === undefined
          ? undefined
          : round(ours.peakMegabytes / least.peakMegabytes),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Folders, since that is what all of the programs can be given. */
interface Inputs {
  readonly one: string;
  readonly many: string;
}

interface Program {
  readonly name: string;
  readonly command: string;
  args(target: string): readonly string[];
  /** How many files it found to be wrong, told by what it printed. */
  invalidFiles(output: string): number;
}

function writeInputs(folder: string): Inputs {
  const inputs = { one: path.join(folder, "one"), many: path.join(folder, "many") };
  mkdirSync(inputs.one);
  mkdirSync(inputs.many);
  writeFileSync(path.join(inputs.one, "manifest.yaml"), longDeployment(50));
  manyFiles(FILES, WRONG_FILES).forEach((text, index) => {
    writeFileSync(path.join(inputs.many, `model-${index}.yaml`), text);
  });
  return inputs;
}

/** A program that is fast because it does not see what is wrong would be no measure. */
async function benchProgram(inputs: Inputs, program: Program): Promise<ProgramResult> {
  const { name, command } = program;
  const { stdout, stderr } = spawnSync(command, program.args(inputs.many), SPAWN_OPTIONS);
  const found = program.invalidFiles(stdout);
  if (found !== WRONG_FILES) throw new Error(`${name} found ${found} of ${WRONG_FILES} wrong files.\n${stderr}`);
  const start = (target: string) => (): unknown => spawnSync(command, program.args(target), SPAWN_OPTIONS);
  return {
    name,
    oneFile: measureSync(start(inputs.one), { runs: 15, warmUp: 2 }),
    manyFiles: measureSync(start(inputs.many), { runs: 7, warmUp: 1 }),
    peakMegabytes: await peakMemory(command, program.args(inputs.many)),
  };
}

const SPAWN_OPTIONS = { encoding: "utf8", maxBuffer: 100_000_000 } as const;

async function benchKubeconform(inputs: Inputs, folder: string): Promise<ProgramResult | string> {
  const command = process.env["KUBECONFORM"];
  if (command === undefined || command === "") return "skipped: KUBECONFORM names no binary";
  const schemas = path.join(folder, "schemas");
  mkdirSync(schemas);
  copyFileSync(
    path.join(projectRoot, SCHEMA),
    path.join(schemas, "seldondeployment-machinelearning.seldon.io-v1.json"),
  );
  const location = path.join(schemas, "{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json");
  return benchProgram(inputs, {
    name: "kubeconform",
    command,
    args: target => ["-n", String(os.cpus().length), "-schema-location", location, target],
    invalidFiles: output => new Set(output.split("\n").flatMap(line => /^(\S+\.yaml) - /.exec(line)?.[1] ?? [])).size,
  });
}

function filesWithErrors(output: string): number {
  const { files } = Report.parse(JSON.parse(output));
  return files.filter(({ findings }) => findings.some(({ severity }) => severity === "error")).length;
}

/** What the process held at its peak, looked at while it runs. Only Linux tells. */
async function peakMemory(command: string, args: readonly string[]): Promise<number | undefined> {
  if (process.platform !== "linux") return undefined;
  const child = spawn(command, args, { stdio: "ignore" });
  let kilobytes = 0;
  const timer = setInterval(() => (kilobytes = Math.max(kilobytes, peakOf(child.pid))), 5);
  await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  clearInterval(timer);
  return round(kilobytes / 1_000);
}

/** Kilobytes; none where the process has ended already. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

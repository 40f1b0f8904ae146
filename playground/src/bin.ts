// The program `dist/playground.js`: reads the flags, starts the cluster, says where it is, and ends it cleanly.
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { describeStates, unknownStates } from "./cluster-states/watch-states.ts";
import { startPlayground, type Playground } from "./playground.ts";
import { namesIn } from "./scenarios/index.ts";

const USAGE = `Usage: playground [options]

Starts a Kubernetes API server of its own with a Seldon operator and simulated nodes, on this machine only.

  --folder DIR    where to keep its files (default: a temporary folder, removed at the end)
  --nodes N       how many nodes of 16 CPUs, 64 GiB and 500 pods (default 1)
  --speed N       how much faster than a real cluster it lives (default 10)
  --cluster-state NAME[,NAME2]
                  what is wrong with the cluster from the start (docs/playground-scenarios.md)
  --ingress KIND  istio, ambassador or none (default istio)
  --port N        port of the API server (default: any free one)
  --json          for programs: say one line of JSON when ready, end when standard input ends
  --help          show this
`;

const INGRESSES = ["istio", "ambassador", "none"] as const;

void run().then(code => {
  process.exitCode = code;
});

async function run(): Promise<number> {
  let flags: Flags;
  try {
    flags = readFlags();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (flags.isHelp) {
    process.stdout.write(USAGE);
    return 0;
  }
  const isOurs = flags.folder === undefined;
  const folder = flags.folder ?? mkdtempSync(path.join(tmpdir(), "seldon-playground-"));
  try {
    // From here on, so that somebody who has had enough while it starts is heard, too.
    const enough = endOfUse(flags.isJson);
    await mkdir(folder, { recursive: true });
    const playground = await startPlayground({ ...flags, folder });
    process.stdout.write(flags.isJson ? readyLine(playground) : welcome(playground, flags.speed));
    await enough;
    await playground.close();
    return 0;
  } catch (error) {
    process.stderr.write(`The playground had to end: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    if (isOurs) rmSync(folder, { recursive: true, force: true });
  }
}

interface Flags {
  readonly folder: string | undefined;
  readonly nodes: number;
  readonly speed: number;
  readonly clusterStates: readonly string[];
  readonly ingress: (typeof INGRESSES)[number];
  readonly port: number;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

function readFlags(): Flags {
  const { values } = parseArgs({
    options: {
      folder: { type: "string" },
      nodes: { type: "string", default: "1" },
      speed: { type: "string", default: "10" },
      "cluster-state": { type: "string", default: "" },
      ingress: { type: "string", default: "istio" },
      port: { type: "string", default: "0" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const ingress = INGRESSES.find(kind => kind === values.ingress);
  if (!ingress) throw new Error(`--ingress is ${values.ingress}, which is not one of ${INGRESSES.join(", ")}.`);
  const clusterStates = namesIn(values["cluster-state"]);
  const [unknown] = unknownStates(clusterStates);
  if (unknown !== undefined) throw new Error(`--cluster-state ${unknown} is none of ${describeStates()}.`);
  return {
    clusterStates,
    folder: values.folder === undefined ? undefined : path.resolve(values.folder),
    nodes: wholeNumber("--nodes", values.nodes, 1, 1_000),
    speed: number("--speed", values.speed, 0.1, 1_000),
    ingress,
    port: number("--port", values.port, 0, 65_535),
    isJson: values.json,
    isHelp: values.help,
  };
}

function number(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== "" && value >= least && value <= most) return value;
  throw new Error(`${flag} is ${text}, which is not a number from ${least} to ${most}.`);
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const value = number(flag, text, least, most);
  if (Number.isInteger(value)) return value;
  throw new Error(`${flag} is ${text}, which is not a whole number.`);
}

function readyLine({ kubeconfig, gateway }: Playground): string {
  return `${JSON.stringify({ kubeconfig, gateway: gateway ?? null })}\n`;
}

function welcome({ kubeconfig, gateway }: Playground, speed: number): string {
  const lines = [
    `The playground cluster is up. It lives ${speed} times as fast as a real one, and ends with Ctrl+C.`,
    "",
    `  export KUBECONFIG=${kubeconfig}`,
    "  kubectl apply -f examples/diary/final.yaml",
    "  kubectl get sdep,pods --watch",
  ];
  const ingress = gateway === undefined ? [] : ["", `Its ingress gateway listens on ${gateway}.`];
  return `${[...lines, ...ingress].join("\n")}\n`;
}

/** Resolves when the user, or the program that started us, has had enough. */
async function endOfUse(isJson: boolean): Promise<void> {
  await new Promise<void>(resolve => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    // The terminal was closed.
    process.once("SIGHUP", resolve);
    if (isJson) process.stdin.once("end", resolve).once("error", resolve).resume();
  });
}

// Reads the command line of seldon-predict into what is to be done, or into a sentence that says what is wrong with it.
import { COMMON_OPTIONS, readCommandLine, type Arguments, type OptionSpec, type Otherwise } from "../command-line.ts";

export const FORMATS = ["text", "json", "junit"] as const;
export type Format = (typeof FORMATS)[number];

export interface PredictOptions {
  readonly kind: "run";
  /** Files and folders as written; none: the current folder. */
  readonly paths: readonly string[];
  /** Of the kubeconfig; its current one unless told. */
  readonly context: string | undefined;
  /** Files; empty for what kubectl would take. */
  readonly kubeconfig: readonly string[];
  readonly namespace: string | undefined;
  /** Asks this address in the place of every target. */
  readonly url: string | undefined;
  /** Of the gateway, for `through: ingress`; else it is looked for. */
  readonly ingress: string | undefined;
  /** A part of `test › case`, in any case. */
  readonly filter: string | undefined;
  /** Labels that a test has to bear. */
  readonly labels: readonly (readonly [string, string])[];
  readonly format: Format;
  readonly output: string | undefined;
  /** Environment variables that headers may name as secrets. */
  readonly secretNames: readonly string[];
  /** Seconds, in the place of each file's own. */
  readonly timeout: number | undefined;
  readonly retries: number;
  /** Seconds to wait for a deployment to become available; 0 for not at all. */
  readonly wait: number;
}

export type Command = PredictOptions | Otherwise;

export const OPTIONS: readonly OptionSpec[] = [
  { name: "context", value: "NAME", help: "Context of the kubeconfig; its current one unless told." },
  { name: "kubeconfig", value: "FILE", isRepeatable: true, help: "In the place of KUBECONFIG and ~/.kube/config." },
  { name: "namespace", value: "NAME", help: "Where a file names none; else the context's." },
  { name: "url", value: "URL", help: "Asks this address in the place of every target; no cluster is needed." },
  { name: "ingress", value: "URL", help: "Address of the gateway, for targets with `through: ingress`." },
  { name: "filter", value: "TEXT", help: "Only tests or cases whose name holds this." },
  { name: "label", value: "KEY=VALUE", isRepeatable: true, help: "Only tests that bear this label." },
  { name: "format", value: "NAME", help: `${FORMATS.join(", ")}; text unless told.` },
  { name: "output", value: "FILE", help: "Writes the report there, and a summary to standard error." },
  { name: "secret-env", value: "NAME", isRepeatable: true, help: "Lets headers take this environment variable." },
  { name: "timeout", value: "SECONDS", help: "For each request, in the place of what its file says." },
  { name: "retries", value: "N", help: "Sends a request that fails again up to so often (0 to 20); 0 unless told." },
  {
    name: "wait",
    value: "SECONDS",
    help: "Waits so long for deployments to become available; not at all unless told.",
  },
  ...COMMON_OPTIONS,
];

/** Never throws. */
export function parseArguments(argv: readonly string[]): Command {
  return readCommandLine(argv, OPTIONS, readRun, { allowPositionals: true });
}

function readRun({ positionals, list, one }: Arguments): PredictOptions {
  return {
    kind: "run",
    paths: positionals,
    context: one("context"),
    kubeconfig: list("kubeconfig"),
    namespace: one("namespace"),
    url: addressOf("url", one("url")),
    ingress: addressOf("ingress", one("ingress")),
    filter: one("filter"),
    labels: list("label").map(labelOf),
    format: formatOf(one("format") ?? "text"),
    output: one("output"),
    secretNames: list("secret-env").map(variableOf),
    timeout: numberOf("timeout", one("timeout"), 0.001, 3600),
    retries: wholeOf("retries", one("retries"), 20) ?? 0,
    wait: numberOf("wait", one("wait"), 0, 86_400) ?? 0,
  };
}

function addressOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) return text;
  throw new Error(`--${name} takes an address such as http://localhost:8003, and not "${text}"`);
}

function labelOf(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  if (at <= 0) throw new Error(`--label takes KEY=VALUE, and not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function formatOf(text: string): Format {
  const format = FORMATS.find(name => name === text);
  if (format === undefined) throw new Error(`--format takes ${FORMATS.join(", ")}, and not "${text}"`);
  return format;
}

function variableOf(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  throw new Error("--secret-env takes the name of an environment variable, not its value");
}

function numberOf(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && number >= least && number <= most) return number;
  throw new Error(`--${name} takes a number between ${least} and ${most}, and not "${text}"`);
}

function wholeOf(name: string, text: string | undefined, most: number): number | undefined {
  const number = numberOf(name, text, 0, most);
  if (number === undefined || Number.isInteger(number)) return number;
  throw new Error(`--${name} takes a whole number, and not "${text ?? ""}"`);
}

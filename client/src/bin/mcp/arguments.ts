// Reads the command line of seldon-mcp into what is to be done, or into a sentence that says what is wrong with it.
import { parseArgs } from "node:util";

export interface ServeOptions {
  readonly kind: "serve";
  /** As written; files that agents name lie in it. The current folder unless told. */
  readonly folder: string | undefined;
  /** Whether tools that contact a cluster are offered at all. */
  readonly allowsCluster: boolean;
  /** Contexts that may be contacted; none: the kubeconfig's current one. */
  readonly contexts: readonly string[];
  /** Namespaces that may be looked into; none: all that the cluster allows. */
  readonly namespaces: readonly string[];
  /** Files; empty for what kubectl would take. */
  readonly kubeconfig: readonly string[];
}

export type Command =
  | ServeOptions
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "invalid"; readonly message: string };

export interface OptionSpec {
  readonly name: string;
  /** Name of its value; absent for a switch. */
  readonly value?: string;
  readonly isRepeatable?: true;
  readonly help: string;
}

export const OPTIONS: readonly OptionSpec[] = [
  { name: "stdio", help: "Speaks MCP on standard input and output; the only way there is." },
  { name: "folder", value: "FOLDER", help: "Where files are read that agents name; the current folder unless told." },
  { name: "allow-cluster", help: "Offers the tools that look at a cluster. They only read, and never Secrets." },
  {
    name: "context",
    value: "NAME",
    isRepeatable: true,
    help: "A context that may be looked at; the kubeconfig's current one unless told.",
  },
  {
    name: "namespace",
    value: "NAME",
    isRepeatable: true,
    help: "A namespace that may be looked into; all that the cluster allows unless told.",
  },
  { name: "kubeconfig", value: "FILE", isRepeatable: true, help: "In the place of KUBECONFIG and ~/.kube/config." },
  { name: "help", help: "Prints this." },
  { name: "version", help: "Prints the version." },
];

/** What makes no sense without the tools that contact a cluster. */
const NEED_CLUSTER = ["context", "namespace", "kubeconfig"];

/** Never throws. */
export function parseArguments(argv: readonly string[]): Command {
  try {
    return readCommand(argv);
  } catch (error) {
    return { kind: "invalid", message: error instanceof Error ? firstSentence(error.message) : String(error) };
  }
}

/** Node adds advice about `--` that helps nobody here. */
function firstSentence(message: string): string {
  return message.split(". ", 1)[0] ?? message;
}

function readCommand(argv: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      OPTIONS.map(({ name, value, isRepeatable = false }) => [
        name,
        { type: value === undefined ? "boolean" : "string", multiple: isRepeatable } as const,
      ]),
    ),
  });
  if (values["help"] === true) return { kind: "help" };
  if (values["version"] === true) return { kind: "version" };
  if (values["stdio"] !== true) throw new Error("--stdio is missing: it speaks on standard input and output only");
  const list = (name: string): string[] => [values[name] ?? []].flat().map(String);
  const allowsCluster = values["allow-cluster"] === true;
  const lost = NEED_CLUSTER.find(name => list(name).length > 0);
  if (!allowsCluster && lost !== undefined) throw new Error(`--${lost} needs --allow-cluster`);
  return {
    kind: "serve",
    folder: list("folder")[0],
    allowsCluster,
    contexts: list("context"),
    namespaces: list("namespace"),
    kubeconfig: list("kubeconfig"),
  };
}

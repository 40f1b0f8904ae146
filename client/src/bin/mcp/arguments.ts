// Reads the command line of seldon-mcp into what is to be done, or into a sentence that says what is wrong with it.
import { COMMON_OPTIONS, readCommandLine, type Arguments, type OptionSpec, type Otherwise } from "../command-line.ts";

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

export type Command = ServeOptions | Otherwise;

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
  ...COMMON_OPTIONS,
];

/** What makes no sense without the tools that contact a cluster. */
const NEED_CLUSTER = ["context", "namespace", "kubeconfig"];

/** Never throws. */
export function parseArguments(argv: readonly string[]): Command {
  return readCommandLine(argv, OPTIONS, readServe);
}

function readServe({ has, list, one }: Arguments): ServeOptions {
  if (!has("stdio")) throw new Error("--stdio is missing: it speaks on standard input and output only");
  const allowsCluster = has("allow-cluster");
  const lost = NEED_CLUSTER.find(name => list(name).length > 0);
  if (!allowsCluster && lost !== undefined) throw new Error(`--${lost} needs --allow-cluster`);
  return {
    kind: "serve",
    folder: one("folder"),
    allowsCluster,
    contexts: list("context"),
    namespaces: list("namespace"),
    kubeconfig: list("kubeconfig"),
  };
}

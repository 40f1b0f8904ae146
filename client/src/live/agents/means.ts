// What the tools for agents need of whoever runs them: the editor, or a program that speaks to agents by itself.
import type {
  LintParams,
  LintResult,
  ManifestInput,
  ObjectsParams,
  ObjectsResult,
} from "../../../../schemas/src/index.ts";
import type { ClusterSession } from "../../kube/port.ts";

export interface AgentMeans {
  /** The language server, the only one who reads manifests. */
  readonly server: AgentServer;
  /** @throws an Error for people where there is no such file, or it is not the agent's to read */
  open(input: ManifestInput): Promise<OpenedManifest>;
  /** The page of a rule in Markdown; undefined where there is no such rule. */
  rulePage(id: string): Promise<string | undefined>;
  ruleIds(): Promise<readonly string[]>;
  /** @throws an Error for people where the agent may not look there */
  cluster(asked: AskedPlace): Promise<AgentPlace>;
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface AgentServer {
  lint(params: LintParams): Promise<LintResult>;
  objects(params: ObjectsParams): Promise<ObjectsResult>;
}

export interface OpenedManifest {
  readonly uri: string;
  readonly text: string;
}

/** As the agent names it. */
export interface AskedPlace {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
}

export interface AgentPlace {
  readonly session: ClusterSession;
  readonly namespace: string;
}

/** What an agent gets. Secrets are masked, and every list in it is bounded. */
export interface AgentAnswer {
  readonly isError: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

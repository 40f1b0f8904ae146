// The text of a bug report: what helps to find a fault, and nothing that tells who or where somebody is. Pure, so that it can be tested.
export interface BugReportFacts {
  readonly extension: string;
  readonly editor: string;
  /** `desktop`, `codespaces`, `server-distro`. */
  readonly host: string;
  /** Such as `ssh-remote`; absent where nothing is remote. */
  readonly remote: string | undefined;
  readonly system: string;
  readonly node: string;
  readonly language: string;
  readonly isTrusted: boolean;
  readonly server: string;
  readonly settings: readonly ChangedSetting[];
  readonly contexts: number;
  readonly clusters: readonly ClusterFacts[];
  readonly document: DocumentFacts | undefined;
}

export interface ChangedSetting {
  readonly id: string;
  readonly value: unknown;
  /** False for what may hold addresses, paths or names. */
  readonly isShown: boolean;
}

/** Of a cluster that is connected; its name is left out. */
export interface ClusterFacts {
  readonly state: string;
  readonly seldon: string | undefined;
  readonly apiVersions: readonly string[];
  readonly deployments: number;
}

export interface DocumentFacts {
  readonly language: string;
  readonly lines: number;
  /** Ids of rules, with how often each has found something. */
  readonly findings: ReadonlyMap<string, number>;
}

/** In English whatever the display language: it is read by whoever mends the fault. */
export function bugReport(facts: BugReportFacts): string {
  return `# Bug report: Seldon Deployments

## What I did

## What I expected

## What happened instead

<!-- The manifest helps most, as short as it can be and without secrets. "Seldon: Show Log" may say more: read it before you add it. -->

## Versions

${list([
  `Seldon Deployments ${facts.extension}`,
  `VS Code ${facts.editor} (${[facts.host, facts.remote].filter(part => part !== undefined).join(", ")})`,
  `${facts.system}, Node.js ${facts.node}, display language ${facts.language}`,
  `Workspace ${facts.isTrusted ? "trusted" : "in Restricted Mode"}`,
  `Language server ${facts.server}`,
])}

## Settings that differ from the defaults

${list(facts.settings.map(settingLine))}

## Clusters

${list([`${facts.contexts} contexts known`, ...facts.clusters.map(clusterLine)])}

## Document in the active editor

${list(facts.document ? documentLines(facts.document) : [])}
`;
}

function settingLine({ id, value, isShown }: ChangedSetting): string {
  return `\`${id}\`: ${isShown ? `\`${JSON.stringify(value)}\`` : "(set)"}`;
}

function clusterLine({ state, seldon, apiVersions, deployments }: ClusterFacts, index: number): string {
  const release = seldon === undefined ? "release of Seldon unknown" : `Seldon ${seldon}`;
  const served = apiVersions.length === 0 ? "" : `, serves ${apiVersions.join(", ")}`;
  return `Cluster ${index + 1}: ${state}, ${release}${served}, ${deployments} deployments shown`;
}

function documentLines({ language, lines, findings }: DocumentFacts): string[] {
  const found = [...findings].map(([rule, count]) => `\`${rule}\` × ${count}`);
  return [`${language}, ${lines} lines`, `Findings: ${found.length === 0 ? "none" : found.join(", ")}`];
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "None." : lines.map(line => `- ${line}`).join("\n");
}

// The kubectl command that shows or does the same, ready to paste into a POSIX shell.

/** Where a command goes. What is left out is kubectl's own default. */
export interface KubectlTarget {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
}

export interface LogsOptions {
  readonly container?: string | undefined;
  readonly isPrevious?: boolean;
  readonly isFollowing?: boolean;
  readonly hasTimestamps?: boolean;
  /** As kubectl takes it: `10m`, `1h`. */
  readonly since?: string | undefined;
  readonly tail?: number | undefined;
}

/** `sdep/iris`; kubectl knows Seldon's kind by its short name (seldon-facts §1.1). */
export type ResourceName = `${string}/${string}`;

export function getLine(target: KubectlTarget, resource: ResourceName): string {
  return kubectl(target, ["get", resource, "-o", "yaml"]);
}

export function describeLine(target: KubectlTarget, resource: ResourceName): string {
  return kubectl(target, ["describe", resource]);
}

export function deleteLine(target: KubectlTarget, resource: ResourceName): string {
  return kubectl(target, ["delete", resource]);
}

/** @param pod name of a pod, or `job/name` */
export function logsLine(target: KubectlTarget, pod: string, options: LogsOptions = {}): string {
  return kubectl(target, [
    "logs",
    pod,
    ...(options.container === undefined ? [] : ["-c", options.container]),
    ...(options.isPrevious === true ? ["--previous"] : []),
    ...(options.isFollowing === true ? ["-f"] : []),
    ...(options.hasTimestamps === true ? ["--timestamps"] : []),
    ...(options.since === undefined ? [] : [`--since=${options.since}`]),
    ...(options.tail === undefined ? [] : [`--tail=${options.tail}`]),
  ]);
}

/** Logs of all pods of a SeldonDeployment. Of a separate executor's pods they show nothing: those have another label (seldon-facts §5.2). */
export function deploymentLogsLine(target: KubectlTarget, deploymentId: string): string {
  return kubectl(target, ["logs", "-l", `seldon-deployment-id=${deploymentId}`, "--all-containers", "--prefix", "-f"]);
}

/** Events about one object, the latest last. */
export function eventsLine(target: KubectlTarget, kind: string, name: string): string {
  return kubectl(target, [
    "get",
    "events",
    `--field-selector=involvedObject.kind=${kind},involvedObject.name=${name}`,
    "--sort-by=.lastTimestamp",
  ]);
}

/** @param deployment a Deployment's name: a SeldonDeployment has no restart of its own */
export function restartLine(target: KubectlTarget, deployment: string): string {
  return kubectl(target, ["rollout", "restart", `deployment/${deployment}`]);
}

export function scaleLine(target: KubectlTarget, resource: ResourceName, replicas: number): string {
  return kubectl(target, ["scale", resource, `--replicas=${replicas}`]);
}

/** @param localPort 0 takes a free one */
export function portForwardLine(
  target: KubectlTarget,
  resource: ResourceName,
  localPort: number,
  port: number,
): string {
  return kubectl(target, ["port-forward", resource, `${localPort === 0 ? "" : localPort}:${port}`]);
}

function kubectl(target: KubectlTarget, words: readonly string[]): string {
  const where = [
    ...(target.kubeconfig === undefined ? [] : ["--kubeconfig", target.kubeconfig]),
    ...(target.context === undefined ? [] : ["--context", target.context]),
    ...(target.namespace === undefined ? [] : ["-n", target.namespace]),
  ];
  return ["kubectl", ...where, ...words].map(quoteForShell).join(" ");
}

/** A word as a POSIX shell reads it back unchanged. */
export function quoteForShell(word: string): string {
  if (word !== "" && /^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

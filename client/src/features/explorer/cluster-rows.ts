// The rows above the deployments: contexts, namespaces, and messages where there is nothing else to show.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import { maskCredentials } from "../../domain/index.ts";
import type { KubeContext, KubeError } from "../../kube/port.ts";
import type { ClusterState, WatchedCluster } from "../../live/index.ts";
import { shownDeployments, type ExplorerSource } from "./explorer-source.ts";
import { dotted, paragraphs, plainMarkdown, type Row } from "./row.ts";

export function contextRow(source: ExplorerSource, context: KubeContext): Row {
  const { name, server, file, namespace, isCurrent } = context;
  const isPlayground = file === source.playgroundFile;
  const words = stateWords(source, name);
  const label = isPlayground ? l10n.t("Playground") : name;
  return {
    target: { kind: "context", context: name },
    label,
    description: words,
    icon: { id: isPlayground ? "beaker" : "server-environment" },
    tooltip: paragraphs(
      l10n.t`Context **${plainMarkdown(name)}**${isCurrent ? l10n.t(" (kubectl's current one)") : ""}`,
      plainMarkdown(dotted(maskCredentials(server), l10n.t`namespace ${namespace}`)),
      l10n.t`From ${plainMarkdown(file)}`,
    ),
    spoken: [isPlayground ? l10n.t("Playground cluster") : l10n.t`Cluster context ${name}`, words]
      .filter(Boolean)
      .join(", "),
    tokens: ["context", ...(isPlayground ? ["playground"] : [])],
    expansion: isCurrent || isPlayground ? "expanded" : "collapsed",
  };
}

function stateWords(source: ExplorerSource, context: string): string {
  if (source.problem(context) !== undefined) return l10n.t("cannot be used");
  const cluster = source.cluster(context);
  if (!cluster) return "";
  const { state } = cluster;
  switch (state.kind) {
    case "connecting":
      return l10n.t("connecting …");
    case "no-seldon":
      return l10n.t("no Seldon Core");
    case "failed":
      return FAILURE_WORDS[state.error.reason] ?? l10n.t("not available");
    case "stale":
      return dotted(
        l10n.t`as of ${timeOfDay(state.since)}`,
        LOSS_WORDS[state.error.reason] ?? l10n.t("connection lost"),
      );
    case "live":
      return scopeWords(cluster);
  }
}

const FAILURE_WORDS: Readonly<Record<string, string>> = {
  unreachable: l10n.t("not reachable"),
  timeout: l10n.t("not reachable"),
  unauthorized: l10n.t("not signed in"),
  forbidden: l10n.t("no rights"),
  "not-found": l10n.t("no Seldon Core"),
  cancelled: l10n.t("not trusted"),
};

/** Why what is shown is no longer kept up to date, where it is not for the network. */
const LOSS_WORDS: Readonly<Record<string, string>> = { unauthorized: l10n.t("not signed in") };

function scopeWords({ scope }: WatchedCluster): string {
  if (scope === undefined) return "";
  return scope.length === 1 ? l10n.t`only ${scope[0] ?? ""}` : l10n.t`only ${scope.length} namespaces`;
}

/** Local time, as a clock on the wall shows it. */
function timeOfDay(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString("en-GB");
}

export function childrenOfContext(source: ExplorerSource, context: string): Row[] {
  const problem = source.problem(context);
  if (problem !== undefined) return [retryRow(context, l10n.t("Cannot be used"), problem)];
  const cluster = source.cluster(context);
  if (!cluster) return [connecting(context)];
  const { state } = cluster;
  const message = stateRow(context, state);
  if (state.kind !== "live" && state.kind !== "stale") return message;
  const namespaces = cluster.namespaces
    .map(namespace => namespaceRow(source, cluster, context, namespace))
    .filter(row => row !== undefined);
  return [...message, ...(namespaces.length > 0 ? namespaces : [emptyRow(source, cluster, context)])];
}

/** Undefined where the filter leaves nothing of it. */
export function namespaceRow(
  source: ExplorerSource,
  cluster: WatchedCluster,
  context: string,
  namespace: string,
): Row | undefined {
  const deployments = shownDeployments(source, cluster, namespace);
  if (deployments.length === 0) return undefined;
  const failing = deployments.filter(({ info }) => info.state === "failed").length;
  const words = dotted(counted(deployments.length, "deployment"), failing > 0 ? l10n.t`${failing} failing` : undefined);
  return {
    target: { kind: "namespace", context, namespace },
    label: namespace,
    description: words,
    icon: { id: "symbol-namespace" },
    tooltip: l10n.t`Namespace **${plainMarkdown(namespace)}**: ${words}`,
    spoken: l10n.t`Namespace ${namespace}, ${words}`,
    tokens: ["namespace"],
    expansion: "expanded",
  };
}

function stateRow(context: string, state: ClusterState): Row[] {
  switch (state.kind) {
    case "connecting":
      return [connecting(context)];
    case "no-seldon":
      return [
        {
          ...messageRow(
            context,
            "no-seldon",
            l10n.t("How to install Seldon Core"),
            l10n.t`Seldon Core is not installed here: Kubernetes ${state.serverVersion} answers and does not know the kind SeldonDeployment.`,
          ),
          icon: { id: "book" },
          click: { command: "seldon.showInstallation", title: l10n.t("How to Install Seldon Core") },
        },
      ];
    case "failed":
      return [failureRow(context, state.error)];
    case "stale":
      return [
        retryRow(
          context,
          FAILURE_LABELS[state.error.reason] ?? l10n.t("Connection lost"),
          l10n.t`Shown is what was true at ${timeOfDay(state.since)}. ${state.error.message}`,
        ),
      ];
    case "live":
      return [];
  }
}

/** Short enough for the action behind them to be seen in a narrow sidebar; the tooltip has the rest. */
const FAILURE_LABELS: Readonly<Record<string, string>> = {
  unreachable: l10n.t("No answer"),
  timeout: l10n.t("No answer in time"),
  unauthorized: l10n.t("Sign-in needed"),
  // What was watched is gone: somebody has removed the CRD.
  "not-found": l10n.t("No Seldon Core"),
  cancelled: l10n.t("Kubeconfig not trusted"),
};

/** Who may not list in one namespace may do so in another, which only they can name. */
function failureRow(context: string, { reason, message }: KubeError): Row {
  if (reason !== "forbidden") return retryRow(context, FAILURE_LABELS[reason] ?? l10n.t("Not available"), message);
  const target = { kind: "context", context } as const;
  return {
    ...retryRow(context, l10n.t("No right to list"), message),
    description: l10n.t("choose namespaces"),
    click: { command: "seldon.explorer.chooseNamespaces", title: l10n.t("Choose Namespaces"), arguments: [{ target }] },
  };
}

function connecting(context: string): Row {
  return {
    ...messageRow(
      context,
      "connecting",
      l10n.t("Connecting …"),
      l10n.t("The cluster has been asked and has not answered yet."),
    ),
    icon: { id: "loading~spin" },
  };
}

function retryRow(context: string, label: string, detail: string): Row {
  return {
    ...messageRow(context, "retry", label, detail),
    description: l10n.t("retry now"),
    icon: { id: "warning", color: "problemsWarningIcon.foreground" },
    click: { command: "seldon.explorer.refresh", title: l10n.t("Retry") },
  };
}

function emptyRow(source: ExplorerSource, cluster: WatchedCluster, context: string): Row {
  if (source.filter !== "")
    return messageRow(
      context,
      "filtered",
      l10n.t`Nothing matches "${source.filter}"`,
      l10n.t("Clear the filter to see all."),
    );
  const where = cluster.scope === undefined ? l10n.t("in this cluster") : l10n.t`in ${cluster.scope.join(", ")}`;
  return messageRow(
    context,
    "empty",
    l10n.t`No SeldonDeployments ${where}`,
    l10n.t("Apply a manifest, and it shows up here by itself."),
  );
}

function messageRow(context: string, about: string, label: string, detail: string): Row {
  return {
    target: { kind: "message", context, about },
    label,
    description: "",
    icon: { id: "info" },
    tooltip: plainMarkdown(detail),
    spoken: `${label}. ${detail}`,
    tokens: ["message", about],
    expansion: "none",
  };
}

// With a mesh's proxy in the pod the initializer may find no network: the proxy starts after it (F08).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { isTemplated, MESH_EXCLUSIONS, rcloneSources, type Deployment } from "../../model/index.ts";
import { setValue, type Cursor } from "../../yaml/index.ts";

export const meshInitializer = defineRule({
  id: "mesh-initializer",
  severity: "hint",
  title: "Prefer to keep the initializer's traffic out of the mesh",
  why: "Where Istio's CNI plugin redirects a pod's traffic from its first moment, init containers talk to a proxy that starts only after them: the model's initializer hangs or ends with `connect: connection refused`, and the pod stays at `Init:0/1` for ever. `holdApplicationUntilProxyStarts` does not help init containers.",
  remedy:
    'Exclude the store\'s port: `traffic.sidecar.istio.io/excludeOutboundPorts: "9000"` under `spec.annotations` (443 for stores in the internet). Nothing has to be done where Istio runs without the CNI plugin.',
  failureModes: ["F08"],
  messages: {
    injected: {
      text: "The pods get Istio's proxy ({source}), which starts after the initializer that fetches {uri}. With Istio's CNI plugin the initializer then has no network, and the pod stays at Init:0/1: exclude the store's port from the mesh.",
    },
  },
  check({ deployment, document, seldon, siblings, report }) {
    const source = injection(
      deployment,
      siblings("Namespace").map(({ resource }) => resource.at),
    );
    if (source === undefined || isExcluded(deployment)) return;
    const [first] = rcloneSources(deployment, seldon);
    if (!first || isTemplated(first.text)) return;
    const annotation = deployment.spec.key("annotations").key(EXCLUDED_PORTS);
    const port = first.parsed.kind === "remote" && first.parsed.remote === "gs" ? "443" : undefined;
    const edits = port === undefined ? undefined : setValue(document, annotation, port);
    report({
      at: first.uri,
      message: "injected",
      data: { source, uri: first.text },
      fixes: [suggestion(l10n.t`Exclude port ${port ?? ""} from the mesh`, edits)],
    });
  },
});

const EXCLUDED_PORTS = "traffic.sidecar.istio.io/excludeOutboundPorts";
const INJECT = "sidecar.istio.io/inject";

/** What brings the proxy into the pods, as far as this file says; undefined where nothing does or something forbids it. */
function injection(deployment: Deployment, namespaces: readonly Cursor[]): string | undefined {
  const own = podAnnotation(deployment, INJECT);
  if (own !== undefined) return own === "true" ? INJECT : undefined;
  const namespace = namespaces.find(at => at.at("metadata", "name").string() === deployment.namespace);
  const labels = namespace?.at("metadata", "labels");
  if (labels?.key("istio-injection").string() === "enabled") return l10n.t("istio-injection of its namespace");
  return labels?.key("istio.io/rev").isEmpty === false ? l10n.t("istio.io/rev of its namespace") : undefined;
}

function isExcluded(deployment: Deployment): boolean {
  return MESH_EXCLUSIONS.some(name => podAnnotation(deployment, name) !== undefined);
}

/** A pod's annotation, which comes from several levels; the first that has it answers. */
function podAnnotation({ spec, predictors }: Deployment, name: string): string | undefined {
  const maps = [
    spec.key("annotations"),
    ...predictors.flatMap(({ at, componentSpecs }) => [
      at.key("annotations"),
      ...componentSpecs.flatMap(item => [item.at.at("metadata", "annotations"), item.at.at("metadata", "labels")]),
    ]),
  ];
  return maps.map(map => map.key(name).string()).find(value => value !== undefined);
}

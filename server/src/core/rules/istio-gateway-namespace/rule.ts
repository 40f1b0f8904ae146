// A gateway without a namespace is looked for in the deployment's own, where it seldom is (S43).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext, type FixProposal, type Sibling } from "../../lint/rule.ts";
import { DEFAULT_ISTIO_GATEWAY, isTemplated } from "../../model/index.ts";
import { setValue, type Cursor } from "../../yaml/index.ts";

export const istioGatewayNamespace = defineRule({
  id: "istio-gateway-namespace",
  severity: "hint",
  title: "Prefer Istio gateways with their namespace",
  why: `The annotation \`seldon.io/istio-gateway\` goes into the VirtualService as it is, and Istio looks for a gateway without a namespace in the namespace of the VirtualService, which is the deployment's. Where the gateway is another namespace's, as with Seldon's own default \`${DEFAULT_ISTIO_GATEWAY}\`, no route comes to be: everything is \`Available\` and the ingress answers 404 (\`NR route_not_found\`).`,
  remedy: `Write namespace and name, such as \`${DEFAULT_ISTIO_GATEWAY}\`, or leave the annotation out where the operator's gateway is meant.`,
  failureModes: ["S43"],
  messages: {
    ownNamespace: {
      text: "Without a namespace this means the gateway {gateway} in the deployment's own namespace. If it is somewhere else, the ingress answers 404 although everything is Available. Write namespace/{gateway}.",
    },
    elsewhere: {
      text: "Without a namespace this means a gateway {gateway} in the deployment's own namespace, but this file has it in {namespace}: the ingress answers 404 although everything is Available. Write {namespace}/{gateway}.",
      severity: "warning",
    },
  },
  check(context) {
    const at = annotation(context);
    const gateway = at.string() ?? "";
    if (gateway === "" || gateway === EVERY_SIDECAR || gateway.includes("/") || isTemplated(gateway)) return;
    const { namespace } = context.deployment;
    const known = context
      .siblings("Gateway")
      .filter(({ resource }) => resource.at.at("metadata", "name").string() === gateway);
    const namespaces = new Set(known.map(namespaceOf));
    if (namespaces.has(undefined) || (namespace !== undefined && namespaces.has(namespace))) return;
    const [elsewhere] = namespaces;
    const isElsewhere = namespaces.size === 1 && elsewhere !== undefined && namespace !== undefined;
    context.report({
      at,
      message: isElsewhere ? "elsewhere" : "ownNamespace",
      data: { gateway, namespace: elsewhere ?? "" },
      fixes: isElsewhere ? [write(context, at, `${elsewhere}/${gateway}`)] : [writeDefault(context, at, gateway)],
    });
  },
});

type Context = DeploymentContext<"ownNamespace" | "elsewhere">;

/** Istio's word for all sidecars, which is no gateway and has no namespace. */
const EVERY_SIDECAR = "mesh";

/** The one that counts: what stands under `spec` goes before what stands under `metadata` (seldon-facts §6). */
function annotation({ deployment }: Context): Cursor {
  const ofSpec = deployment.spec.key("annotations").key("seldon.io/istio-gateway");
  return ofSpec.isEmpty ? deployment.at.at("metadata", "annotations", "seldon.io/istio-gateway") : ofSpec;
}

function namespaceOf({ resource }: Sibling): string | undefined {
  return resource.at.at("metadata", "namespace").string();
}

/** Only Seldon's own name says where the gateway is. */
function writeDefault(context: Context, at: Cursor, gateway: string): FixProposal | undefined {
  return DEFAULT_ISTIO_GATEWAY.endsWith(`/${gateway}`) ? write(context, at, DEFAULT_ISTIO_GATEWAY) : undefined;
}

function write({ document }: Context, at: Cursor, gateway: string): FixProposal | undefined {
  return suggestion(l10n.t`Write ${gateway}`, setValue(document, at, gateway));
}

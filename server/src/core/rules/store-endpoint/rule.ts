// Addresses of stores that lead elsewhere: no scheme, the console's port, a path, a name that only one namespace knows (F11, S09, S08).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  ENDPOINT_VARIABLE,
  isFilledLater,
  isTemplated,
  OWN_MACHINE_HOST,
  secretEntries,
  editEntry,
  type SecretEntry,
} from "../../model/index.ts";
import type { Edits } from "../../yaml/index.ts";
import { parseAddress, type StoreAddress } from "./address.ts";

export const storeEndpoint = defineResourceRule({
  id: "store-endpoint",
  severity: "warning",
  title: "Require the address of a store to lead to its API",
  why: "Without a scheme rclone speaks TLS: `tls: first record does not look like a TLS handshake`. MinIO's console on port 9001 answers everything with a page, which rclone copies as the model. A host without its namespace is found only there: `no such host`.",
  remedy:
    "Write `http://<service>.<namespace>.svc.cluster.local:9000`, with the port of the API and nothing behind it.",
  failureModes: ["F11", "S09", "S08"],
  resources: ["Secret"],
  messages: {
    noScheme: {
      text: 'Without http:// rclone takes this address for https: "tls: first record does not look like a TLS handshake" where the store speaks plain HTTP. Write the scheme.',
    },
    consolePort: {
      text: "Port {port} is that of MinIO's console, which answers with a page to everything: the initializer succeeds and copies that instead of the model. The API is on port 9000.",
    },
    path: {
      text: "The address of a store ends with its port: with a path behind it the bucket is looked for below that. Take it off; bucket and folder stand in the model URI.",
    },
    composeService: {
      text: 'The host in {variable} is a service of {file}, whose names are known to its containers only: "no such host" in a pod. Write the address that the store has in the cluster.',
    },
    otherNamespace: {
      text: 'The Service {service} of this workspace is in the namespace {namespace}, and a host without a namespace is looked for in the pod\'s own: "no such host". Write {wanted}.',
    },
    shortHost: {
      text: 'The host in {variable} is found in the namespace of its Service only: "no such host" where the Secret is used in another. Write <service>.<namespace>.svc.cluster.local.',
      severity: "hint",
    },
  },
  check(context) {
    if (isFilledLater(context.resource)) return;
    for (const entry of secretEntries(context.resource)) {
      const isRclone = /^RCLONE_CONFIG_.+_ENDPOINT$/i.test(entry.key);
      if (!isRclone && !ENDPOINT_VARIABLE.test(entry.key)) continue;
      const text = entry.value?.trim() ?? "";
      const address = isTemplated(text) || /[<>$]/.test(text) ? undefined : parseAddress(text);
      // An own machine is another rule's.
      if (!address || OWN_MACHINE_HOST.test(address.host)) continue;
      if (!entry.key.includes("TRACKING")) checkShape(context, entry, text, address, isRclone);
      checkHost(context, entry, text, address);
    }
  },
});

type Context = DeploymentContext<
  "noScheme" | "consolePort" | "path" | "composeService" | "otherNamespace" | "shortHost"
>;

function checkShape(
  { document, report }: Context,
  entry: SecretEntry,
  text: string,
  address: StoreAddress,
  isRclone: boolean,
): void {
  const { at } = entry;
  const end = text.length;
  const change = (start: number, to: number, newText: string): Edits | undefined =>
    editEntry(document, entry, { start, end: to, newText });
  if (address.scheme === undefined && isRclone && !/amazonaws\.com$|googleapis\.com$/.test(address.host))
    report({ at, message: "noScheme", fixes: [suggestion(l10n.t("Write http:// in front"), change(0, 0, "http://"))] });
  else if (isConsole(address)) {
    const port = address.port ?? 0;
    const from = end - address.path.length - String(port).length;
    report({
      at,
      message: "consolePort",
      data: { port },
      fixes: [suggestion(l10n.t("Write port 9000"), change(from, from + String(port).length, "9000"))],
    });
  } else if (address.path !== "" && isRclone)
    report({
      at,
      message: "path",
      fixes: [
        (address.path === "/" ? fix : suggestion)(l10n.t("Take it off"), change(end - address.path.length, end, "")),
      ],
    });
}

/** Ports of MinIO's console, by itself and as its operator's examples publish it (F11). */
function isConsole({ host, port }: StoreAddress): boolean {
  return /minio/i.test(host) && port !== undefined && [9001, 9090, 30001].includes(port);
}

function checkHost(context: Context, entry: SecretEntry, text: string, address: StoreAddress): void {
  const { resource, siblings, elsewhere, report } = context;
  const { host } = address;
  if (host.includes(".") || host.startsWith("[")) return;
  const own = resource.at.at("metadata", "namespace").string();
  const here = siblings("Service").map(service => ({
    name: service.resource.at.at("metadata", "name").string(),
    namespace: service.resource.at.at("metadata", "namespace").string(),
  }));
  const services = [...here, ...elsewhere({ kind: "Service", name: host })].filter(({ name }) => name === host);
  const compose = elsewhere({ kind: "ComposeService", name: host })[0];
  const [only, ...others] = services;
  const namespace = only?.namespace;
  if (services.length === 0 && compose)
    report({ at: entry.at, message: "composeService", data: { variable: entry.key, file: compose.file } });
  else if (namespace !== undefined && own !== undefined && namespace !== own && others.length === 0) {
    const wanted = `${host}.${namespace}.svc.cluster.local`;
    report({
      at: entry.at,
      message: "otherNamespace",
      data: { service: host, namespace, wanted },
      fixes: [fullName(context, entry, text, address, wanted)],
    });
  } else if (services.length === 0) report({ at: entry.at, message: "shortHost", data: { variable: entry.key } });
}

function fullName(
  { document }: Context,
  entry: SecretEntry,
  text: string,
  address: StoreAddress,
  wanted: string,
): FixProposal | undefined {
  const start = text.lastIndexOf(address.host, text.length - address.path.length);
  const edits = editEntry(document, entry, { start, end: start + address.host.length, newText: wanted });
  return suggestion(l10n.t`Write ${wanted}`, edits);
}

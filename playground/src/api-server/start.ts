// Starts the playground's API server: TLS on a loopback port, objects in memory.
import type { Server as HttpsServer } from "node:https";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { createCertificateAuthority, issue } from "../kubernetes/certificates.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import { createTokens, type UserName } from "./authentication.ts";
import { createAuthorizer } from "./authorization.ts";
import { bootstrapObjects } from "./bootstrap.ts";
import type { WebhookRoute } from "../kubernetes/webhook-route.ts";
import type { ClusterState } from "./cluster-state.ts";
import { servedStatus } from "./custom-resources.ts";
import { writeKubeconfigFile } from "./kubeconfig.ts";
import { newUid, timeText } from "./names.ts";
import { createRegistry } from "./registry.ts";
import { apiVersionOf, storable } from "./resource.ts";
import { removeOrphanedObjects } from "./serve/definitions.ts";
import { expireEvents } from "./serve/expiry.ts";
import { createHandler } from "./serve/handler.ts";
import { emptyNamespaces } from "./serve/namespaces.ts";
import { createStorage, type Storage } from "./storage.ts";

export interface ApiServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** How many changes of each resource are kept for watches that resume; older ones are answered with 410. */
  readonly history?: number;
  /** CustomResourceDefinitions to begin with. */
  readonly crds?: readonly KubeObject[];
  /** Days that the server's certificate is valid. */
  readonly certificateDays?: number;
  /** Reaches Services that webhooks are registered by: no Service of the cluster has a real address. */
  readonly webhookRoute?: WebhookRoute;
  /** Milliseconds since the epoch for timestamps of objects; the wall clock where it is left out. */
  readonly now?: () => number;
}

export interface ApiServer {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly caCertificate: string;
  token(user: UserName): string;
  /** Gives a user a new token; requests with the old one are answered with 401. */
  replaceToken(user: UserName): string;
  /** Writes a kubeconfig (mode 0600) for a user. */
  writeKubeconfig(file: string, user: UserName, options?: { context?: string; namespace?: string }): void;
  /** Stores objects as they are and asks nobody, as from a backup. Watches hear of them. Throws for a kind that is not served. */
  restore(objects: readonly KubeObject[]): void;
  /** Cuts all connections and stops listening; objects, tokens and port are kept for `start`. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  /** Cuts all open connections without stopping, as a network that fails does. */
  cutConnections(): void;
  /** Stops for good. */
  close(): Promise<void>;
}

/** Minutes of a busy cluster. Every change of a pod that is kept takes some ten kilobytes. */
const DEFAULT_HISTORY = 2000;
const DEFAULT_DAYS = 30;

/** Starts an API server on 127.0.0.1. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const now = options.now ?? Date.now;
  const storage = createStorage(options.history ?? DEFAULT_HISTORY);
  fill(storage, options.crds ?? [], timeText(now()));
  const cluster: ClusterState = {
    storage,
    registry: createRegistry(storage),
    authorizer: createAuthorizer(storage),
    webhookRoute: options.webhookRoute,
    now,
  };
  const tokens = createTokens();
  const handler = createHandler(cluster, tokens);
  const authority = createCertificateAuthority("playground-ca");
  const hosts = ["127.0.0.1", "localhost", "kubernetes", "kubernetes.default.svc"];
  const validDays = options.certificateDays ?? DEFAULT_DAYS;
  const { key, certificate } = issue(authority, { commonName: "playground-apiserver", hosts, validDays });

  const sockets = new Set<Socket>();
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void handler.handle(request, response);
  });
  // Watches are long and quiet.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    // Notices clients that are gone without a word.
    socket.setKeepAlive(true, 30_000);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, socket, head) => handler.upgrade(request, socket, head));
  const stopCleaning = [emptyNamespaces(cluster), removeOrphanedObjects(cluster), expireEvents(storage, now)];
  let port = await listen(server, options.port ?? 0);
  const cutConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = async (): Promise<void> => {
    handler.endWatches();
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    cutConnections();
    await closed;
  };
  const url = `https://127.0.0.1:${port}`;
  return {
    url,
    caCertificate: authority.certificate,
    token: user => tokens.of(user),
    replaceToken: user => tokens.replace(user),
    writeKubeconfig(file, user, { context = "seldon-playground", namespace = "default" } = {}) {
      const token = tokens.of(user);
      writeKubeconfigFile(file, { url, caCertificate: authority.certificate, user, token, context, namespace });
    },
    restore(objects) {
      const resources = cluster.registry.all();
      for (const object of objects) {
        const { apiVersion, kind } = object;
        const resource = resources.find(known => known.kind === kind && apiVersionOf(known) === apiVersion);
        if (!resource) throw new Error(`The API server does not know the kind ${kind} of ${apiVersion}.`);
        storage.collection(resource.storageKey).put(storable(resource, object));
      }
    },
    stop,
    async start() {
      port = await listen(server, port);
    },
    cutConnections,
    async close() {
      for (const stopOne of stopCleaning) stopOne();
      if (server.listening) await stop();
    },
  };
}

function listen(server: HttpsServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** What is there from the start; stored directly, since nobody has to be asked about it. */
function fill(storage: Storage, definitions: readonly KubeObject[], now: string): void {
  const groups: Readonly<Record<string, string>> = {
    Namespace: "namespaces.",
    ClusterRole: "clusterroles.rbac.authorization.k8s.io",
    ClusterRoleBinding: "clusterrolebindings.rbac.authorization.k8s.io",
    CustomResourceDefinition: "customresourcedefinitions.apiextensions.k8s.io",
  };
  const served = definitions.map(definition => ({ ...definition, status: servedStatus(definition, now) }));
  for (const object of [...bootstrapObjects(), ...served]) {
    const metadata = { ...object.metadata, uid: newUid(), creationTimestamp: now };
    storage.collection(groups[object.kind] ?? "").put({ ...object, metadata });
  }
}
